"""What contradicts itself in the settings of a display, though each value alone is right. Pure."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain

from display.devices import Devices, Line, Loudspeaker, Screen, Voice
from hall_server.toml_lines import TomlPath

Found = tuple[TomlPath, str]
"""Where it stands, such as ("line", 0, "panel", 2, "address"), and what is wrong."""

OF_A_PLACE = ("zone", "window")


def contradictions(devices: Devices, faulty: Container[str] = ()) -> Iterator[Found]:
    """Everything found, in the order of the keys.

    `faulty` names the top keys of which a part was wrong and is left out of `devices`: what may
    hang on such a part is not called wrong.
    """
    yield from _twice("screen", [screen.name for screen in devices.screen])
    for at, screen in enumerate(devices.screen):
        yield from _of_screen(("screen", at), screen)
        if "loudspeaker" not in faulty:
            yield from _plays(("screen", at), screen, devices.loudspeaker)
    yield from _of_voice(devices.voice)
    yield from _twice("loudspeaker", [speaker.name for speaker in devices.loudspeaker])
    for at, speaker in enumerate(devices.loudspeaker):
        yield from _of_loudspeaker(("loudspeaker", at), speaker)
        if "screen" not in faulty:
            yield from _played(("loudspeaker", at), speaker, devices.screen)
    yield from _twice("line", [line.name for line in devices.line])
    yield from _one_master(devices.line)
    yield from chain.from_iterable(
        _of_line(("line", at), line) for at, line in enumerate(devices.line)
    )


def _twice(key: str, names: Sequence[str]) -> Iterator[Found]:
    for at, name in enumerate(names):
        if name in names[:at]:
            yield (key, at, "name"), f"`{name}` is the name of another [[{key}]]: give each its own"


def _of_screen(place: TomlPath, screen: Screen) -> Iterator[Found]:
    if screen.board in OF_A_PLACE and not screen.place:
        what = "the zone's letter" if screen.board == "zone" else "the window's number"
        yield (*place, "board"), f"this board is of one {screen.board}: add `place`, {what}"
    if screen.board not in OF_A_PLACE and screen.place:
        yield (*place, "place"), f"the board `{screen.board}` is of no place: remove this line"


def _plays(place: TomlPath, screen: Screen, speakers: Sequence[Loudspeaker]) -> Iterator[Found]:
    if screen.loudspeaker is None:
        return
    named = next((each for each in speakers if each.name == screen.loudspeaker), None)
    if named is None:
        yield (
            (*place, "loudspeaker"),
            f"there is no loudspeaker `{screen.loudspeaker}`: "
            f"{_there_are('[[loudspeaker]]', (each.name for each in speakers))}",
        )
    elif named.out != "page":
        yield (
            (*place, "loudspeaker"),
            f'`{named.name}` is not played by a page: give it out = "page", or remove this line',
        )


def _played(place: TomlPath, speaker: Loudspeaker, screens: Sequence[Screen]) -> Iterator[Found]:
    if speaker.out == "page" and all(speaker.name != screen.loudspeaker for screen in screens):
        yield (
            (*place, "name"),
            f'no screen plays it: add loudspeaker = "{speaker.name}" to a [[screen]], '
            'or let this machine play it (out = "device")',
        )


def _of_voice(voice: Voice) -> Iterator[Found]:
    if voice.engine == "command" and not voice.command:
        yield ("voice", "engine"), "needs `command`: the program that renders a sentence"
    if voice.engine != "command" and voice.command:
        yield ("voice", "command"), 'is used by engine = "command" only: set that, or remove it'
    if voice.command and "{text}" not in " ".join(voice.command[1:]):
        yield ("voice", "command"), "the program's arguments need one with {text}"


def _of_loudspeaker(place: TomlPath, speaker: Loudspeaker) -> Iterator[Found]:
    if speaker.out == "command" and not speaker.command:
        yield (*place, "out"), "needs `command`: the program that plays a WAV"
    for key in ("command", "device"):
        if key in speaker.model_fields_set and key != speaker.out:
            yield (*place, key), f'is used by out = "{key}" only: set that, or remove it'


def _one_master(lines: Sequence[Line]) -> Iterator[Found]:
    first: dict[str, str] = {}
    for at, line in enumerate(lines):
        if line.url in first:
            yield (
                ("line", at, "url"),
                f"the line `{first[line.url]}` has it already: a line has one master, "
                "so put its panels below one [[line]]",
            )
        first.setdefault(line.url, line.name)


def _of_line(place: TomlPath, line: Line) -> Iterator[Found]:
    if line.protocol == "template" and line.template is None:
        yield (*place, "protocol"), "needs `template`: the file that describes the frames"
    if line.protocol != "template" and line.template is not None:
        yield (*place, "template"), 'is used by protocol = "template" only: set that, or remove it'
    addresses = [panel.address for panel in line.panel]
    for at, address in enumerate(addresses):
        if address in addresses[:at]:
            yield (
                (*place, "panel", at, "address"),
                f"another panel of this line has the address {address}: "
                "two on one address answer at once, so give each its own",
            )


def _there_are(header: str, names: Iterable[str]) -> str:
    known = ", ".join(names)
    return f"there are {known}" if known else f"add a {header}, or remove this line"
