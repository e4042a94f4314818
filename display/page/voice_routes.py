"""What a page that is a loudspeaker fetches and reports."""

from flask import Blueprint, Response, abort, request

from display.voice.announcer import Announcer

LARGEST_REPORT = 64


def add_voice(blueprint: Blueprint, voice: Announcer) -> None:
    """The sounds of the last minute, and whether the page's browser lets them be heard."""

    @blueprint.get("/utterance/<name>.wav")
    def utterance(name: str) -> Response:
        sound = voice.utterance(name)
        return Response(sound, mimetype="audio/wav") if sound is not None else abort(404)

    @blueprint.post("/loudspeaker/<name>")
    def can_sound(name: str) -> tuple[str, int]:
        said = request.stream.read(LARGEST_REPORT)
        if said not in (b"sounds", b"silenced"):
            abort(400)
        return ("", 204) if voice.can_sound(name, can=said == b"sounds") else abort(404)
