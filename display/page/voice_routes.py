"""What a page that is a loudspeaker fetches and reports."""

from dataclasses import asdict

from flask import Blueprint, Response, abort, jsonify, request

from display.voice.announcer import Announcer

LARGEST_REPORT = 64


def add_voice(blueprint: Blueprint, voice: Announcer) -> None:
    """The sounds of the last minute, and whether the page's browser lets them be heard."""

    @blueprint.get("/utterance/<name>.wav")
    def utterance(name: str) -> Response:
        sound = voice.utterance(name)
        return Response(sound, mimetype="audio/wav") if sound is not None else abort(404)

    @blueprint.put("/loudspeaker/<name>/trial")
    def trial(name: str) -> Response:
        # By PUT, which a foreign page cannot send, and from this machine alone: it is heard by all.
        if request.remote_addr not in ("127.0.0.1", "::1"):
            abort(403)
        tried = voice.try_out(name)
        return jsonify(asdict(tried)) if tried is not None else abort(404)

    @blueprint.post("/loudspeaker/<name>/pages/<listener>")
    def can_sound(name: str, listener: str) -> tuple[str, int]:
        said = request.stream.read(LARGEST_REPORT)
        if said not in (b"sounds", b"silenced"):
            abort(400)
        known = voice.can_sound(name, listener, can=said == b"sounds")
        return ("", 204) if known else abort(404)
