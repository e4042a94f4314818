"""Every page of the kiosk against axe, in both languages; the language files against the pages."""

import json
import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from machine import Machine, OpenPage
from playwright.sync_api import Page, expect
from simulated_hall import MORNING, SimulatedHall

from hall_server.wire.message import Text
from kiosk.languages import page_languages
from kiosk.web import PAGE

AXE = Path(
    os.environ.get("AXE_JS")
    or Path(__file__).parents[1] / "pages" / "node_modules" / "axe-core" / "axe.min.js"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEXTS = PAGE / "static" / "texts"

Way = Callable[[Page, SimulatedHall, Machine], None]


def nowhere(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    """Stay at the welcome."""


def to_zone(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    hall.close_item("SJ-001", Text(zh="系统升级", en="system upgrade"))
    page.locator(".zone").first.click()
    expect(page.locator(".item.closed")).to_have_count(1)


def to_department(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    page.locator(".zone").first.click()
    page.locator(".office").first.click()
    expect(page.locator(".office")).to_have_count(0)


def to_search(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    page.locator(".search-opener").click()
    page.get_by_role("textbox").fill("yy")
    expect(page.locator(".item").first).to_be_visible()


def to_item(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    page.locator(".zone").first.click()
    page.locator(".item").first.click()
    page.locator(".reasons button").first.click()


def to_theme(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    page.locator(".theme").first.click()
    expect(page.locator(".stop").first).to_be_visible()


def to_number(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    to_item(page, hall, machine)
    page.locator(".primary").click()
    expect(page.locator(".paper.done")).to_be_visible()


def to_number_without_paper(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    machine.printer.load_paper(0)
    to_item(page, hall, machine)
    page.locator(".primary").click()
    expect(page.locator(".paper.attention")).to_be_visible()


def to_the_question(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    page.locator(".zone").first.click()
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()


def to_a_closed_hall(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    hall.become(open=False, until=None, opens=MORNING + timedelta(days=1))
    expect(page.locator(".notice")).to_be_visible()


def to_a_closed_item(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    page.locator(".zone").first.click()
    page.locator(".item").first.click()
    hall.queue("A", closed=Text(zh="今天的号已满", en="full today"))
    expect(page.locator(".primary")).to_be_disabled()


def to_a_hall_out_of_reach(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    hall.go_away()
    expect(page.locator(".alone")).to_be_visible()


def to_an_item_of_a_hall_out_of_reach(page: Page, hall: SimulatedHall, machine: Machine) -> None:
    page.locator(".zone").first.click()
    page.locator(".item").first.click()
    to_item_notice = page.locator(".notice")
    hall.go_away()
    expect(to_item_notice).to_be_visible()


WAYS: list[Way] = [
    nowhere,
    to_zone,
    to_department,
    to_search,
    to_item,
    to_theme,
    to_number,
    to_number_without_paper,
    to_the_question,
    to_a_closed_hall,
    to_a_closed_item,
    to_a_hall_out_of_reach,
    to_an_item_of_a_hall_out_of_reach,
]


@pytest.mark.browser
@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: set AXE_JS to axe.min.js")
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_axe_finds_nothing_wrong(
    open_page: OpenPage, simulated_hall: SimulatedHall, machine: Machine, way: Way, language: str
) -> None:
    page = open_page()
    if language == "en":
        page.get_by_role("button", name="English").click()
    way(page, simulated_hall, machine)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    assert [
        f"{violation['id']}: {[node['target'] for node in violation['nodes']]}"
        for violation in found["violations"]
    ] == []
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(
    "way", [way for way in WAYS if way is not to_the_question], ids=lambda way: way.__name__
)
def test_nothing_overflows_in_large_print(
    open_page: OpenPage, simulated_hall: SimulatedHall, machine: Machine, way: Way, language: str
) -> None:
    page = open_page()
    if language == "en":
        page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="大字" if language == "zh-CN" else "Large").click()
    way(page, simulated_hall, machine)
    assert (
        page.evaluate(
            """[...document.querySelectorAll("html, main, .head, .dock, .bar, button, .fact, .stop")]
            .filter((one) => one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.className || one.tagName)"""
        )
        == []
    )


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
