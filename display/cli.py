"""hall-display: the command behind the screens, loudspeakers and LED strips."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from display.app import DisplayProgram
from display.faults import Refused
from display.settings import load

Command = Callable[[argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point; ends with 2 when the settings are wrong, and says each fault."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except Refused as refused:
        sys.exit(_refused(refused))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hall-display", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(command=run)
        return added

    run = command("run", _run, "hold the line to the hall; serve boards, voice and LED")
    run.add_argument("--config", type=Path, help="display.toml; HALL_DISPLAY_* go on top of it")
    demo = command("demo", _demo, "a lobby, whole, with a played hall and simulated devices")
    demo.add_argument(
        "--data", type=Path, default=Path("var/display-demo"), help="where its data stay"
    )
    demo.add_argument("--port", type=int, default=8110, help="first of four ports in a row")
    demo.add_argument("--speed", type=float, default=4.0, help="of the hall's played people")
    return parser


def _run(options: argparse.Namespace) -> None:
    config = load(options.config)
    # Tracebacks without the values of variables: one of them is the token.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])
    DisplayProgram(config).run()


def _demo(options: argparse.Namespace) -> None:
    # Only here: the demo's simulators are none of a real display's business.
    from display.demo.running import run_demo

    run_demo(options.data, options.port, options.speed, _say)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the command's own words


def _refused(refused: Refused) -> int:
    for fault in refused.faults:
        sys.stderr.write(f"hall-display: {fault}\n")
    return 2
