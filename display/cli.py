"""hall-display: the command behind the screens, loudspeakers and LED strips."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

import structlog

from display.app import DisplayProgram, utc_now
from display.check.command import Trial, run_check
from display.check.finding import Words, language_of
from display.faults import Refused
from display.screen import PageWatch
from display.settings import load
from display.stopping import until_told_to_stop
from display.voice.commands import add_commands
from hall_server.browser import NoBrowser, Screen, browser_command, find_browser, keep


class NotUsable(Exception):
    """A command cannot be carried out as it was given."""


Command = Callable[[argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point; ends with 2 when the settings are wrong, and says each fault."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except Refused as refused:
        sys.exit(_refused(refused.faults))
    except (NotUsable, NoBrowser, OSError) as error:
        sys.exit(_refused([error]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hall-display", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(command=run)
        return added

    run = command("run", _run, "hold the line to the hall; serve boards, voice and LED")
    check = command("check", _check, "try every device and say in plain words what is wrong")
    check.add_argument(
        "--show",
        type=float,
        nargs="?",
        const=10.0,
        metavar="SECONDS",
        help="each panel shows its window's number and its address",
    )
    check.add_argument("--sound", action="store_true", help="each loudspeaker says its name")
    check.add_argument("--lang", choices=("zh", "en"), help="of the words; else the terminal's")
    screen = command("screen", _screen, "Chromium over the whole screen, looked after")
    screen.add_argument("name", help="a screen of display.toml")
    screen.add_argument("--browser", help="its command, if not one of Chromium's usual names")
    screen.add_argument(
        "--profile", type=Path, default=Path("var/chromium"), help="folder of its own folder"
    )
    screen.add_argument("--at", metavar="X,Y", help="left upper corner, of several monitors")
    for added in (run, check, screen):
        added.add_argument(
            "--config", type=Path, help="display.toml; HALL_DISPLAY_* go on top of it"
        )
    demo = command("demo", _demo, "a lobby, whole, with a played hall and simulated devices")
    demo.add_argument(
        "--data", type=Path, default=Path("var/display-demo"), help="where its data stay"
    )
    demo.add_argument("--port", type=int, default=8110, help="first of four ports in a row")
    demo.add_argument("--speed", type=float, default=4.0, help="of the hall's played people")
    add_commands(commands)
    units = command("units", _units, "write the systemd units of program and screens")
    units.add_argument("folder", type=Path, help="such as /etc/systemd/system")
    return parser


def _run(options: argparse.Namespace) -> None:
    config = load(options.config)
    # Tracebacks without the values of variables: one of them is the token.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])
    DisplayProgram(config).run()


def _check(options: argparse.Namespace) -> None:
    """Ends with 1 when anything is wrong."""
    config = load(options.config)
    # The trial says in its own words what the log would say.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    language = {"zh": "zh-CN", "en": "en", None: language_of(os.environ)}[options.lang]
    trial = Trial(show_s=options.show, sound=options.sound, stop=until_told_to_stop())
    if not run_check(config, Words(language), _say, utc_now, trial):
        sys.exit(1)


def _screen(options: argparse.Namespace) -> None:
    config = load(options.config)
    if options.name not in {screen.name for screen in config.screen}:
        known = ", ".join(screen.name for screen in config.screen) or "none"
        raise NotUsable(f"no screen {options.name} in the settings; there are: {known}")
    address = f"http://127.0.0.1:{config.port}"
    flags = [f"--window-position={options.at}"] if options.at else []
    command = browser_command(
        find_browser(options.browser),
        f"{address}/screen/{options.name}",
        options.profile.absolute() / options.name,
        flags,
    )
    watch = PageWatch(address, options.name)
    keep(Screen(command, watch.silence), until_told_to_stop())


def _units(options: argparse.Namespace) -> None:
    if not options.folder.is_dir():
        raise NotUsable(f"{options.folder}: no such folder")
    for unit in sorted(resources.files("display.units").iterdir(), key=lambda each: each.name):
        if unit.name.endswith(".service"):
            (options.folder / unit.name).write_text(unit.read_text(encoding="utf-8"), "utf-8")
            _say(str(options.folder / unit.name))


def _demo(options: argparse.Namespace) -> None:
    # Only here: the demo's simulators are none of a real display's business.
    from display.demo.running import run_demo

    run_demo(options.data, options.port, options.speed, _say)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the command's own words


def _refused(faults: Sequence[object]) -> int:
    for fault in faults:
        sys.stderr.write(f"hall-display: {fault}\n")
    return 2
