"""Page assets shared by all programs: style roles, texts loader, vendored libraries. Files only."""

from pathlib import Path

DIRECTORY = Path(__file__).parent
