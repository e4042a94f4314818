"""The floor under a push: the same bytes to as many bare websockets, from one thread.

A process of its own: `python -m tests.bench.fan_out COUNT BYTES` listens, prints its port, greets
COUNT screens as the server would, and prints `connected`. Each line on stdin holding a version is
sent to all of them; the answer is the moment (steady clock) before the first.
"""

import base64
import hashlib
import socket
import struct
import sys
import time

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def frame(message: bytes) -> bytes:
    """One message from a server."""
    length = len(message)
    head = (
        struct.pack(">BB", 0x81, length) if length < 126 else struct.pack(">BBH", 0x81, 126, length)
    )
    return head + message


def greet(screen: socket.socket, first: bytes) -> None:
    """Answer the handshakes of one screen and give it its first state."""
    asked = b""
    while b"\r\n\r\n" not in asked:
        asked += screen.recv(4096)
    key = next(line.split(b": ")[1] for line in asked.split(b"\r\n") if b"-WebSocket-Key" in line)
    accepted = base64.b64encode(hashlib.sha1(key + MAGIC).digest())  # noqa: S324  the protocol's own
    screen.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accepted + b"\r\n\r\n" + frame(b'0{"sid":"bare"}')
    )
    screen.recv(4096)
    screen.sendall(frame(b'40{"sid":"bare"}') + frame(first))


def state(version: int, size: int) -> bytes:
    """A state of so many bytes."""
    return b'42["state",{"version":%d,"filled":"%s"}]' % (version, b"x" * size)


def main() -> None:
    """Until stdin ends."""
    count, size = int(sys.argv[1]), int(sys.argv[2])
    with socket.create_server(("127.0.0.1", 0), backlog=count) as ear:
        print(ear.getsockname()[1], flush=True)  # noqa: T201  its output
        screens = []
        for _ in range(count):
            screen, _ = ear.accept()
            screen.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            greet(screen, state(0, size))
            screens.append(screen)
        print("connected", flush=True)  # noqa: T201  its output
        while told := sys.stdin.readline().strip():
            message = frame(state(int(told), size))
            begun = time.monotonic()
            for screen in screens:
                screen.sendall(message)
            print(begun, flush=True)  # noqa: T201  its output


if __name__ == "__main__":
    main()
