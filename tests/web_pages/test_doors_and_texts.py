"""Log-in, window chooser, start page; every page against axe; the language files and message types."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import get_args

import pytest
from place import Place
from playwright.sync_api import Page, expect
from pydantic import BaseModel
from scenario import paper_troubles, people_waiting
from stand_in_staff import PAGES, PASSWORD

import hall_server
from hall_server.desk import devices
from hall_server.domain import admission, booking_refusals, refusals
from hall_server.wire import acts as wire_acts
from hall_server.wire import appointments, cases, catalogue, guide, message, paper, session, views

STATIC = PAGES / "static"
HERE = Path(__file__).parent
AXE = Path(os.environ.get("AXE_JS") or HERE.parent / "pages/node_modules/axe-core/axe.min.js")
NEXT_LOOK_MS = 15_000
PATHS = {
    "login": "/login",
    "choose": "/desk",
    "desk": "/desk/1",
    "hall": "/hall",
    "visit": "/t/link-0001-of-the-visitor",
    "gone": "/t/nothing",
    "start": "/",
}
FOR_PROGRAMS = {
    "idempotency_key_reused",
    "hall_in_use",
}
"""Refusals that only programs and the command line meet."""
LINK = {
    "group": "supervisor",
    "key": "hall",
    "url": "/hall",
    "title_zh": "大厅总览",
    "title_en": "Hall view",
    "zh": "所有窗口",
    "en": "All windows",
}


@pytest.mark.browser
def test_a_clerk_logs_in_chooses_a_window_by_number_and_sits_down(place: Place) -> None:
    page = place.open("/desk")
    page.get_by_label("工号").fill("1001")
    page.get_by_label("密码").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("工号或密码不对")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-window='7']")).to_contain_text("空闲")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="7 号窗口")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    "trap", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/"]
)
def test_the_log_in_never_leads_to_another_site(place: Place, trap: str) -> None:
    page = place.open(f"/login?next={trap}")
    page.get_by_label("工号").fill("1001")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"^{re.escape(place.address)}/desk"))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("badge", "first"), [("1001", "/desk"), ("2001", "/guide"), ("8001", "/hall")]
)
def test_the_log_in_leads_to_the_page_of_ones_work(place: Place, badge: str, first: str) -> None:
    page = place.open("/login")
    page.get_by_label("工号").fill(badge)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(place.address + first)


@pytest.mark.browser
def test_an_ended_session_leads_to_the_log_in_and_back(place: Place) -> None:
    page = place.open("/desk/3")
    page.wait_for_url(re.compile(r"/login\?next=%2Fdesk%2F3$"))


@pytest.mark.browser
def test_the_start_page_links_every_screen_with_its_health(place: Place) -> None:
    place.server.links.append(LINK)
    page = place.open("/")
    expect(page.locator("[data-link=hall] [data-health=up]")).to_have_text("正在运行")
    place.cable.cut()
    down = page.locator("[data-link=hall] [data-health=down]")
    expect(down).to_have_text("没有应答", timeout=NEXT_LOOK_MS)


def axe_findings(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]


@pytest.mark.browser
@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: set AXE_JS to axe.min.js")
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("name", PATHS)
def test_axe_finds_nothing_wrong(place: Place, name: str, language: str) -> None:
    people_waiting(place.hall, 4)
    paper_troubles(place.hall)
    place.server.links.append(LINK)
    if name != "login":
        place.log_in("9001")
    page = place.open(
        f"{PATHS[name]}?lang={language}",
        *((360, 800) if name in ("visit", "gone") else (1440, 900)),
    )
    expect(page.locator("h1")).to_be_visible()
    assert axe_findings(page) == []
    if name == "desk":
        for _ in range(4):
            page.locator(".acts .main:enabled").click()
        expect(page.locator("[data-ticket=SERVING]")).to_be_visible()
        assert axe_findings(page) == []
        page.keyboard.press("t")
        expect(page.locator("dialog")).to_be_visible()
        assert axe_findings(page) == []
        page.keyboard.press("Escape")
    if name in ("desk", "hall"):
        if name == "hall":
            page.locator("[data-tab=printers]").click()
        page.locator("[data-print=UNCERTAIN] [data-act=reprint]").click()
        expect(page.locator("dialog .warning")).to_be_visible()
        assert axe_findings(page) == []


def texts(language: str) -> dict[str, str]:
    """The common texts and those of single pages. A key stands in one file alone."""
    spoken: dict[str, str] = {}
    for file in sorted((STATIC / "texts").rglob(f"{language}.json")):
        part = json.loads(file.read_text(encoding="utf-8"))
        assert spoken.keys() & part.keys() == set(), file
        spoken |= part
    return spoken


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    chinese, english = texts("zh-CN"), texts("en")
    assert chinese.keys() == english.keys()
    blanks = re.compile(r"\{(\w+)\}")
    differ = [
        key
        for key in chinese
        if set(blanks.findall(chinese[key])) != set(blanks.findall(english[key]))
    ]
    assert differ == []


def test_every_sentence_asked_for_exists_and_every_sentence_is_asked_for() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in STATIC.rglob("*.js"))
    known = texts("zh-CN")
    asked = set(re.findall(r'tell\(\s*"([^"$]+)"', scripts))
    assert asked - known.keys() == set()
    quoted = set(re.findall(r'"([a-z_]+(?:\.[\w-]+)+)"', scripts))
    families = set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)*)\.\$\{", scripts)) | {
        "state",
        "action",
        "what",
    }
    built = re.compile(r"`([a-z_.]*)\$\{[^}]+\}(_\w+)`")
    ends = {end for _, end in built.findall(scripts)}
    unused = [
        key
        for key in known
        if key not in quoted
        and not any(key.startswith(f"{family}.") for family in families)
        and not any(key.endswith(end) for end in ends)
    ]
    assert unused == []


def test_every_refusal_of_the_rules_has_its_sentence() -> None:
    told_to_people = {
        kind.code
        for kind in (
            *vars(refusals).values(),
            *vars(admission).values(),
            *vars(booking_refusals).values(),
            *vars(devices).values(),
        )
        if isinstance(kind, type)
        and issubclass(kind, refusals.Refusal)
        and not kind.__subclasses__()
    }
    spoken = {key.removeprefix("refused.") for key in texts("zh-CN") if key.startswith("refused.")}
    assert told_to_people - FOR_PROGRAMS - spoken == set()


def test_everything_paper_can_say_has_its_words() -> None:
    families = {
        "sheet": get_args(paper.SheetKind),
        "print": get_args(paper.PrintStateName),
        "state": get_args(paper.PrintStateName),
        "trouble": get_args(paper.TroubleName),
        "mend": get_args(paper.TroubleName),
    }
    said = {f"{family}.{name}" for family, names in families.items() for name in names}
    assert said - texts("zh-CN").keys() == set()


def test_every_act_the_journal_keeps_has_its_words() -> None:
    server = Path(hall_server.__file__).parent
    sources = "\n".join(path.read_text(encoding="utf-8") for path in server.rglob("*.py"))
    acts = set(re.findall(r'\.record\(\s*"(\w+)"', sources))
    assert {"call_next", "reprint"} <= acts
    assert {f"act.{act}" for act in acts} - texts("zh-CN").keys() == set()


def test_the_pages_know_the_messages_as_the_wire_defines_them() -> None:
    files = (STATIC / name for name in ("messages.d.ts", "cases.d.ts"))
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    interfaces = re.findall(
        r"export interface (\w+)(?: extends (\w+))? \{(.*?)\}", source, re.DOTALL
    )
    fields = {name: set(re.findall(r"(\w+):", body)) for name, _, body in interfaces}
    for name, base, _ in interfaces:
        model = next(
            getattr(module, name)
            for module in (
                views,
                paper,
                session,
                catalogue,
                wire_acts,
                message,
                guide,
                appointments,
                cases,
            )
            if hasattr(module, name)
        )
        assert issubclass(model, BaseModel)
        known = fields[name] | fields.get(base, set())
        assert known <= set(model.model_fields), name
        if name != "Catalogue":
            assert known == set(model.model_fields), name


def test_no_page_carries_inline_code_or_style() -> None:
    for path in [*PAGES.rglob("*.html"), *STATIC.rglob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=[\"']|<script(?![^>]*\ssrc=)", text), path


def test_colours_come_from_the_roles() -> None:
    for path in STATIC.rglob("*.css"):
        assert not re.search(
            r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", path.read_text(encoding="utf-8")
        ), path
