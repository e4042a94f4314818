"""A gateway for messages as its operator would run it: checks the signature, keeps what it acknowledged."""

import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class MessageGateway:
    """Listens on a port of its own. Answers with `status`, or those of `answers` one after the other."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self.status = 202
        self.answers: list[int] = []
        self.asked: list[dict[str, Any]] = []
        """Every request with a right signature, in order."""
        self.taken: list[dict[str, Any]] = []
        """Those acknowledged, each id once."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def hear(self, headers: Any, body: bytes) -> int:
        """The answer's status."""
        told = json.loads(body)
        signed = f"{headers['Hall-Timestamp']}.".encode() + body
        if (
            headers["Hall-Signature"]
            != f"sha256={hmac.new(self.secret, signed, 'sha256').hexdigest()}"
        ):
            return 401
        assert headers["Idempotency-Key"] == told["message_id"]
        self.asked.append(told)
        status = self.answers.pop(0) if self.answers else self.status
        if status < 300 and told["message_id"] not in [each["message_id"] for each in self.taken]:
            self.taken.append(told)
        return status

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(gateway: MessageGateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(gateway.hear(self.headers, body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *words: Any) -> None:
            """Tests are quiet."""

    return Handler
