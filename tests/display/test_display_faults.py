"""Faults of the display's files: all at once, each with its line, in plain words."""

from collections.abc import Mapping
from datetime import time
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from display.faults import Fault, Refused, gathered
from display.toml_file import load_model


class Shelf(BaseModel):
    model_config = ConfigDict(extra="forbid")
    books: int
    open: Mapping[time, int] = {}


class Room(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    shelf: tuple[Shelf, ...] = ()


def faults_in(file: Path, written: str | bytes) -> list[tuple[int | None, str]]:
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    with pytest.raises(Refused) as refused:
        load_model(file, Room)
    return [(fault.line, fault.message) for fault in refused.value.faults]


def test_each_fault_has_its_line_and_says_what_to_do(tmp_path: Path) -> None:
    written = """
nmae = "north"

[[shelf]]
books = 3
[[shelf]]
books = "many"  # no number
[shelf.open]
"25:00" = 1
[[shelf]]
"""
    assert faults_in(tmp_path / "room.toml", written) == [
        (None, "name: the key is missing: add it"),
        (2, "nmae: there is no such key: is it meant to be `name`?"),
        (7, "[[shelf]] 2 books: is not a whole number"),
        (9, '[[shelf]] 2 open 25:00: is not an hour of the day: write it as in "08:30"'),
        (10, "[[shelf]] 3 books: the key is missing: add it"),
    ]


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ("name = ", 1, "this is not TOML"),
        ("\nname = 'a'\nname = 'b'", 3, "this is not TOML"),
        (b"name = 'a'\n# \xff", 2, "is not UTF-8"),
        (b"#" * 2_000_000, None, "is too large"),
        ("name = " + "[" * 5000, None, "is nested too deeply"),
        ("name = " + "9" * 5000, 1, "this is not TOML"),
    ],
)
def test_a_file_that_is_no_toml_is_refused(
    tmp_path: Path, written: str | bytes, line: int | None, said: str
) -> None:
    [(at, message)] = faults_in(tmp_path / "room.toml", written)
    assert (at, message.startswith(said)) == (line, True), message


def test_what_several_files_say_is_gathered_and_said_once(tmp_path: Path) -> None:
    def load(name: str) -> None:
        load_model(tmp_path / name, Room)

    (tmp_path / "good.toml").write_text("name = 'a'")
    names = ("one.toml", "good.toml", "two.toml", "one.toml")
    found = gathered([lambda name=name: load(name) for name in names])
    assert [str(fault) for fault in found] == [
        f"{tmp_path}/one.toml:1: cannot be read: No such file or directory",
        f"{tmp_path}/two.toml:1: cannot be read: No such file or directory",
    ]
    assert found[0] == Fault(
        tmp_path / "one.toml", None, "cannot be read: No such file or directory"
    )
