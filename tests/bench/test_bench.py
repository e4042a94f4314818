"""The bench runs, with tiny numbers: its figures are for people, never for a test."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = {
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "q",
    "a with history",
}


@pytest.mark.slow
def test_the_bench_tells_every_figure(tmp_path: Path) -> None:
    told = tmp_path / "bench.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--tiny", "--json", str(told)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "goals met" in done.stdout
    lines = json.loads(told.read_text(encoding="utf-8"))["lines"]
    assert {line["part"] for line in lines} == PARTS
    assert all(line["figure"] or line["floor"] for line in lines)
