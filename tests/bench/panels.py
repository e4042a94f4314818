"""Simulated LED panels at the rate of their lines, noting when each showed what.

A process of its own: `python -m tests.bench.panels DISPLAY_TOML` hangs up the panels of the file's
lines and prints `hung`. Then each line on stdin is answered by a JSON list of what was shown since
the last: window, text, and the moment (steady clock). An empty line ends it.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from display.simulators.settings import load_lines
from display.simulators.wall import Wall


def steady() -> datetime:
    """The steady clock, which counts alike in every process of a machine, as a datetime."""
    return datetime.fromtimestamp(time.monotonic(), UTC)


def main() -> None:
    """Until stdin ends."""
    with Wall(load_lines(Path(sys.argv[1])), steady) as wall:
        print("hung", flush=True)  # noqa: T201  its output
        since = steady()
        while sys.stdin.readline().strip():
            until = steady()
            shown = [
                (panel.settings.window, moment.face.text, moment.at.timestamp())
                for panel in wall.panels.values()
                for moment in panel.history
                if since <= moment.at < until
            ]
            since = until
            print(json.dumps(shown), flush=True)  # noqa: T201  its output


if __name__ == "__main__":
    main()
