"""Where a reader is: a serial line by its path, or a serial line behind a network box."""

from printer.ports import Port, check_port_url, open_port

BAUD_RATES = (9600, 19200, 38400, 57600, 115200)
"""Rates that SAM modules can be set to; they leave the factory with the last."""
URL_PATTERN = r"^(/[^\s\x00?#]+|socket://[^\s\x00/?#@]+:[0-9]{1,5})$"

_CONNECT_S = 2.0


class ReaderPlace:
    """The line to a reader, opened on demand."""

    def __init__(self, url: str, baud: int) -> None:
        """`url` is as URL_PATTERN says. Opens nothing. Raises BadPortUrl for an impossible one."""
        self._url = url if url.startswith("socket:") else f"{url}?baud={baud}"
        check_port_url(self._url)

    def __str__(self) -> str:
        return self._url

    def open(self) -> Port:
        """The open line, held for this program alone. Raises NotConnected."""
        return open_port(self._url, _CONNECT_S)
