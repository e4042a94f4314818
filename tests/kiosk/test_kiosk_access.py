"""The language files against each other and the pages, and what axe is asked to look at."""

import json
import os
import re
from pathlib import Path

import pytest

from kiosk.languages import page_languages
from kiosk.web import PAGE

AXE = Path(
    os.environ.get("AXE_JS")
    or Path(__file__).parents[1] / "pages" / "node_modules" / "axe-core" / "axe.min.js"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEXTS = PAGE / "static" / "texts"


def sentences(language: str) -> dict[str, str]:
    words: dict[str, str] = json.loads((TEXTS / f"{language}.json").read_text(encoding="utf-8"))
    return words


@pytest.mark.parametrize("tag", sorted(page_languages()))
def test_the_language_files_say_the_same_things_with_the_same_values(tag: str) -> None:
    chinese, other = sentences("zh-CN"), sentences(tag)
    assert chinese.keys() == other.keys()
    for key, words in chinese.items():
        assert set(re.findall(r"{(\w+)}", words)) == set(re.findall(r"{(\w+)}", other[key])), key


def test_adding_a_file_adds_a_language_and_a_broken_one_adds_none(tmp_path: Path) -> None:
    for file in TEXTS.glob("*.json"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "fr.json").write_text('{"language": "Français", "hall": "en"}', encoding="utf-8")
    (tmp_path / "mn.json").write_text('{"language": "Монгол", "hall": "mn"}', encoding="utf-8")
    (tmp_path / "ug.json").write_bytes(b'{"language": \xff')
    (tmp_path / "bo.json").write_text("[1, 2]", encoding="utf-8")
    found = page_languages(tmp_path)
    assert set(found) == {*page_languages(), "fr"}
    assert (found["fr"].hall, found["fr"].voice) == ("en", "")


def test_no_sentence_stands_in_the_page_code() -> None:
    for script in (PAGE / "static").rglob("*.js"):
        lines = script.read_text(encoding="utf-8").splitlines()
        spoken = [line for line in lines if re.search(r"[\u4e00-\u9fff]", line)]
        assert [line for line in spoken if not line.lstrip().startswith(("*", "/*"))] == [], script


def test_every_sentence_is_used() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (PAGE / "static").rglob("*.js"))
    # What the program reads of a file, not the page.
    code += "".join(f'"{key}"' for key in ("voice", "voice.span"))
    made = tuple(re.findall(r"`([a-z.]+\.)\${", code))
    unused = [key for key in sentences("en") if f'"{key}"' not in code and not key.startswith(made)]
    assert unused == []
