"""The route that gives the page a prompt as sound."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from kiosk.speech import MOST_CHARACTERS, Voice


def speech_routes(voice: Voice) -> Blueprint:
    """404 says that this machine cannot say it, and the page uses the browser's voice."""
    routes = Blueprint("speech", __name__)

    @routes.get("/api/speech")
    def speech() -> Response:
        text = " ".join(request.args.get("text", "").split())
        if not text or len(text) > MOST_CHARACTERS or not text.isprintable():
            abort(HTTPStatus.BAD_REQUEST)
        sound = voice.sound(request.args.get("language", ""), text)
        return Response(sound or abort(HTTPStatus.NOT_FOUND), mimetype="audio/wav")

    return routes
