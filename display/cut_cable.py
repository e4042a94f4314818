"""Socket options that end a connection soon after its cable was cut: who is away for good holds nothing."""

import socket


def cut_cable_options(patience_s: int) -> list[tuple[int, int, int]]:
    """Level, option and value, as far as this system has them.

    Ends a connection `patience_s` seconds after it was last heard of, whether it is spoken on or not.
    """
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in (
        ("TCP_KEEPIDLE", max(1, patience_s // 3)),
        ("TCP_KEEPINTVL", max(1, patience_s // 3)),
        ("TCP_KEEPCNT", 2),
        ("TCP_USER_TIMEOUT", patience_s * 1000),
    ):
        if hasattr(socket, name):
            options.append((socket.IPPROTO_TCP, getattr(socket, name), value))
    return options
