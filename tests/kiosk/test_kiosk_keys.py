"""Without the screen's glass: keyboard, hardware keypad and voice, from the welcome to a number."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from machine import Machine, OpenPage, running_machine
from playwright.sync_api import Page, expect
from simulated_hall import SimulatedHall
from test_kiosk_speech import PROGRAM, said

pytestmark = pytest.mark.browser


@pytest.fixture
def machine(simulated_hall: SimulatedHall, tmp_path: Path) -> Iterator[Machine]:
    """An English machine whose voice notes what it says."""
    command = (sys.executable, PROGRAM, str(tmp_path / "notes"), "well", "{voice}", "{text}")
    with running_machine(
        simulated_hall, language="en", voice_command=command, voice_folder=tmp_path / "kept"
    ) as running:
        running.kiosk.link.wait_for(lambda view: view.status == "reached", 5)
        yield running


def heard(page: Page, folder: Path, words: str) -> list[str]:
    """What was said until now, once `words` are among it."""
    for _ in range(50):
        if any(words in line for line in said(folder)):
            break
        page.wait_for_timeout(100)
    assert words in "\n".join(said(folder))
    return said(folder)


def shown_with(page: Page, digit: str) -> str:
    """The option on which the browser has drawn the digit, which no script can read."""
    browser = page.context.new_cdp_session(page)
    drawn = browser.send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    layout = drawn["documents"][0]["layout"]
    for place, text in enumerate(layout["text"]):
        if text >= 0 and digit in drawn["strings"][text]:
            left, top, width, height = layout["bounds"][place]
            words: str = page.evaluate(
                "([x, y]) => document.elementFromPoint(x, y)?.closest('button')?.innerText ?? ''",
                [left + width / 2, top + height / 2],
            )
            return words
    return ""


def tab_to(page: Page, name: str) -> None:
    """Tab until the control of that name has the focus, and see that it shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if (
            page.locator(":focus")
            .get_by_text(name)
            .or_(page.locator(f":focus:text-is('{name}')"))
            .count()
        ):
            break
    focused = page.locator(":focus")
    expect(focused).to_contain_text(name)
    assert focused.evaluate("(one) => parseFloat(getComputedStyle(one).outlineWidth)") >= 3


def test_tab_and_enter_alone_lead_to_a_number_and_back(page: Page) -> None:
    tab_to(page, "Business registration")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "Registration of a limited")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "Take a number")
    page.keyboard.press("Enter")
    expect(page.locator(".hero")).to_have_text("A001")
    tab_to(page, "Done")
    page.keyboard.press("Enter")
    expect(page.locator(".zones")).to_be_visible()


def test_every_layout_and_language_is_reached_by_keyboard(page: Page) -> None:
    for name, layout in (("Large", "large"), ("Low", "low"), ("Contrast", "contrast")):
        tab_to(page, name)
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_class(re.compile(rf"\b{layout}\b"))
    tab_to(page, "한국어")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.get_by_role("button", name="표준").click()
    expect(page.locator("html")).to_have_class("")


def test_a_keypad_alone_leads_to_a_number_and_is_told_each_step(
    page: Page, tmp_path: Path, simulated_hall: SimulatedHall
) -> None:
    page.keyboard.press("NumpadDecimal")
    heard(page, tmp_path, "What would you like to do?")
    first = simulated_hall.catalogue.zones[0].name.en
    heard(page, tmp_path, f": {first}")
    expect(page.get_by_role("button", name="Voice", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("Numpad2")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.keyboard.press("2")
    item = page.get_by_role("heading", level=1).inner_text()
    heard(page, tmp_path, item)
    page.keyboard.press("NumpadEnter")
    expect(page.locator(".hero")).to_have_text("A001")
    heard(page, tmp_path, "Your number is A 0 0 1")
    page.keyboard.press("NumpadAdd")
    expect(page.locator(".zones")).to_be_visible()


def test_each_option_shows_the_digit_that_chooses_it(page: Page) -> None:
    page.keyboard.press("Numpad0")
    words = shown_with(page, "③")
    page.keyboard.press("Numpad3")
    assert page.get_by_role("heading", level=1).inner_text() in words


def test_a_slash_gives_the_digits_to_the_next_nine(page: Page, tmp_path: Path) -> None:
    page.keyboard.press("Numpad2")
    page.keyboard.press("NumpadDivide")
    tenth = page.locator("main button:enabled").nth(9)
    words = tenth.locator(".title").inner_text()
    assert words in shown_with(page, "①")
    page.keyboard.press("Numpad1")
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    page.keyboard.press("Numpad0")
    heard(page, tmp_path, words)


def test_the_keys_of_a_keypad_without_numlock_mean_the_same(page: Page) -> None:
    page.evaluate(
        """() => dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", code: "Numpad2"}))"""
    )
    expect(page.locator(".zones")).to_have_count(0)
    page.keyboard.press("NumpadSubtract")
    expect(page.locator(".zones")).to_be_visible()
    page.keyboard.press("Numpad2")
    page.keyboard.press("Numpad1")
    page.keyboard.press("NumpadMultiply")
    expect(page.locator(".zones")).to_be_visible()
    page.keyboard.press("Numpad2")
    page.keyboard.press("Backspace")
    expect(page.locator(".zones")).to_be_visible()


def test_what_is_typed_into_a_field_is_no_key_of_the_keypad(page: Page) -> None:
    page.keyboard.type("a1-0./*+")
    expect(page.get_by_role("textbox")).to_have_value("a1-0./*+")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("textbox")).to_have_value("a1-0./*")


def test_a_keypad_types_figures_where_figures_are_asked_for(page: Page) -> None:
    page.keyboard.press("Numpad2")
    page.locator(".item:enabled").first.click()
    page.get_by_role("button", name="Type a document number").click()
    field = page.get_by_role("textbox")
    page.keyboard.type("42010")
    expect(field).to_have_value(re.compile("^42010"))


def test_any_key_answers_the_question_whether_anybody_is_there(page: Page, tmp_path: Path) -> None:
    page.keyboard.press("Numpad2")
    page.get_by_role("button", name="Voice", exact=True).click()
    page.clock.fast_forward(121_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    heard(page, tmp_path, "Are you still there?")
    page.keyboard.press("Numpad5")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    expect(page.locator(".zones")).to_have_count(0)


def test_the_next_visitor_hears_nothing_and_sees_the_standard_page(
    page: Page, tmp_path: Path
) -> None:
    for name in ("Voice", "Large", "Low", "Contrast"):
        page.get_by_role("button", name=name, exact=True).click()
    page.keyboard.press("Numpad0")
    heard(page, tmp_path, "What would you like to do?")
    page.clock.fast_forward(140_000)
    expect(page.locator("html")).to_have_class("")
    expect(page.get_by_role("button", name="Voice", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    assert shown_with(page, "①") == ""


def test_a_machine_without_a_voice_says_nothing_and_goes_on(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    page.evaluate("document.querySelector('html').lang")
    page.route("**/api/speech?**", lambda route: route.fulfill(status=404))
    page.get_by_role("button", name="Voice", exact=True).click()
    page.locator(".zone").first.click()
    page.get_by_role("button", name="Repeat").click()
    page.locator(".item:enabled").first.click()
    expect(page.get_by_role("button", name="Take a number")).to_be_enabled()
    assert said(tmp_path) == []
