"""The page's own description of the kiosk's messages says what the kiosk sends and takes."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

import kiosk
from kiosk import messages

SOURCE = Path(kiosk.__file__).parent / "page" / "static" / "messages.d.ts"


def interface(name: str) -> set[str]:
    """The fields of an interface, those of objects inside it left out."""
    source = SOURCE.read_text(encoding="utf-8")
    rest = re.sub(
        r"/\*.*?\*/", "", source[source.index(f"export interface {name} {{") :], flags=re.S
    )
    depth, own = 0, ""
    for letter in rest:
        depth += (letter == "{") - (letter == "}")
        own += letter if depth == 1 else " "
        if letter == "}" and depth == 0:
            break
    return set(re.findall(r"(\w+)\??:", own))


@pytest.mark.parametrize(
    "message",
    [
        messages.Now,
        messages.PersonNow,
        messages.ReaderNow,
        messages.PresentPerson,
        messages.StillHere,
        messages.TakeTicket,
        messages.FindHere,
        messages.CheckInHere,
        messages.PrintList,
        messages.SheetNow,
    ],
    ids=lambda message: message.__name__,
)
def test_the_page_knows_the_kiosks_messages(message: type[BaseModel]) -> None:
    assert interface(message.__name__) == set(message.model_fields)
