"""Devices and printers: pairing by a short code, how they are, and what administrators change."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hall_server.wire.message import Code, Command, DeviceKind, Instant, State, Text, Words

Place = Annotated[
    str, StringConstraints(max_length=60, pattern=r"^(hall|(zone|window):[^\s\x00]{1,40})$")
]
Version = Annotated[str, StringConstraints(max_length=40, pattern=r"^[!-~]*$")]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=100, pattern=r"^[^\x00\r\n]*$"),
]
PortUrl = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\s\x00]+$")]
ComponentKind = Literal[
    "printer", "reader", "screen", "led", "disk", "clock", "voice", "page", "ledger"
]
MOST_PARTS = 200
"""Of one device: a display may drive a strip over each of a large hall's windows."""
Encoding = Literal["gb18030", "gbk", "big5", "utf-8"]


class AskPairing(Command):
    """A device without a place in the hall asks for one. Its token comes as its Bearer token."""

    kind: DeviceKind
    version: Version = ""


class PairingNow(State):
    """How a device's pairing stands: a code to show, or where it belongs from now on."""

    state: Literal["waiting", "paired"]
    code: str | None = None
    """Six digits, while it waits."""
    expires: Instant | None = None
    name: str | None = None
    place: str | None = None
    hall: Text | None = None


class PairDevice(Command):
    """The device that shows this code belongs here."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    name: Code
    place: Place


class Component(State):
    """One part of a device, as the device itself finds it."""

    kind: ComponentKind
    name: Line = ""
    ok: bool
    word: Line = ""
    """What is wrong, or a figure such as `12 GB`; one of the known words or plain text."""


class ReportHealth(Command):
    """What a device says of itself every half minute. A part left out is a part it no longer has."""

    version: Version = ""
    components: Annotated[tuple[Component, ...], Field(max_length=MOST_PARTS)] = ()


class Heard(State):
    """The report was heard."""

    at: Instant


class DeviceView(State):
    """A device as administrators see it."""

    name: str
    kind: DeviceKind
    place: str
    version: str
    created_at: Instant
    seen_at: Instant | None
    """None: never heard of."""
    revoked_at: Instant | None
    locked: bool = False
    lock_text: Text | None = None
    components: tuple[Component, ...]


class PrinterSetup(State):
    """A printer as administrators set it up."""

    printer: str
    place: str
    url: str
    """Empty for a kiosk's own, which the kiosk knows itself."""
    driver: str | None
    """The station or kiosk that drives it; None: the server."""
    stand_by: str | None
    paper: Literal[58, 80]
    encoding: Encoding
    mode: Literal["text", "raster"]
    acknowledgement: Literal["probe", "gs_h", "gs_r", "none"]
    troubles: tuple[str, ...]
    paper_low: bool
    heard_at: Instant | None


class PlaceChoice(State):
    """A place where a device can stand."""

    place: str
    name: Text


class PlacementWarning(State):
    """Two things in one place that should be one."""

    kind: Literal["same_address", "same_window"]
    where: str
    names: tuple[str, ...]


class DeviceList(State):
    """All devices and printers of a hall."""

    at: Instant
    devices: tuple[DeviceView, ...]
    printers: tuple[PrinterSetup, ...]
    places: tuple[PlaceChoice, ...]
    warnings: tuple[PlacementWarning, ...]


class MoveDevice(Command):
    """Another name or place. `seen_*` are those the editor had before their eyes."""

    name: Code
    place: Place
    seen_name: str = Field(max_length=100)
    seen_place: str = Field(max_length=60)


class LockKiosk(Command):
    """Show these words instead of the page, until unlocked. Numbers already given stay good."""

    text: Words = ""
    text_en: Words = ""


class DeviceNow(State):
    """A device after a change."""

    version: int
    device: DeviceView


class RegisterPrinter(Command):
    """A printer that a station drives, or the server when none is named."""

    name: Code
    place: Place
    url: PortUrl
    station: Code | None = None
    stand_by: Code | None = None
    paper: Literal[58, 80] = 80
    encoding: Encoding = "gbk"
    mode: Literal["text", "raster"] = "text"
    acknowledgement: Literal["probe", "gs_h", "gs_r", "none"] = "probe"


class MovePrinter(Command):
    """A printer stands elsewhere or is reached at another address."""

    place: Place
    url: PortUrl
    seen_place: str = Field(max_length=60)
    seen_url: str = Field(max_length=200)


class PrinterNow(State):
    """A printer after a change."""

    version: int
    printer: str
