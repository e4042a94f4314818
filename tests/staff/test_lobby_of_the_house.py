"""From the administration to the wall: a picture, a notice and an evacuation reach the screens."""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from house import House, axe_findings
from PIL import Image
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parent.parent / "display"))
from running_hall import DisplayProcess  # noqa: E402  after the display's folder is on the path

from hall_server.desk.administration import make_change  # noqa: E402
from hall_server.desk.evacuation import end_evacuation, evacuate  # noqa: E402
from hall_server.store.people import add_device  # noqa: E402
from hall_server.wire.acts import Evacuate  # noqa: E402
from hall_server.wire.setup import Edit, MakeChange  # noqa: E402

pytestmark = pytest.mark.browser
LEAVE = Evacuate(text="请立即沿最近的安全出口离开", text_en="Please leave by the nearest exit")
SOON_MS = 15_000


@pytest.fixture
def wall(house: House, tmp_path: Path) -> Iterator[str]:
    """The lobby display of the house, the real program; its address."""
    device = house.act(lambda tx: add_device(tx, "display", "lobby", "hall"))
    program = DisplayProcess(
        house.address, {"TOKEN": device.token, "MEDIA": str(tmp_path / "wall")}
    )
    program.start()
    yield program.url
    program.end()


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (800, 450), "seagreen").save(drawn, "PNG")
    return drawn.getvalue()


def edit(part: str, code: str, after: dict[str, Any]) -> MakeChange:
    return MakeChange(edits=(Edit(part=part, code=code, after={"code": code, **after}),))  # type: ignore[arg-type]


def test_a_picture_and_a_notice_of_the_administration_appear_on_the_wall(
    house: House, wall: str
) -> None:
    house.log_in("9001")
    csrf = house.context.request.get(f"{house.address}/api/v1/session").json()["csrf"]
    body = picture()
    uploaded = house.context.request.post(
        f"{house.address}/api/v1/admin/media",
        headers={"X-CSRFToken": csrf},
        multipart={"file": {"name": "x.txt", "mimeType": "text/plain", "buffer": body}},
    )
    received = uploaded.json()
    assert received["sha256"] == hashlib.sha256(body).hexdigest()
    name = {"zh": "文明办事", "en": "Good manners"}
    words = {"zh": "今天下午大厅消防演练", "en": "Fire drill this afternoon"}
    dates = {"begins": None, "ends": None}
    house.act(
        lambda tx: make_change(tx, edit("media", "manners", {"name": name, **received, **dates})),
        "9001",
    )
    house.act(
        lambda tx: make_change(
            tx, edit("notices", "drill", {"name": name, "text": words, **dates})
        ),
        "9001",
    )
    page = house.context.new_page()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{wall}/board")
    expect(page.locator(".medium img")).to_be_visible(timeout=SOON_MS)
    assert page.locator(".medium img").evaluate("(img) => img.naturalWidth") == 800
    expect(page.locator("footer .notice")).to_contain_text(words["zh"], timeout=2 * SOON_MS)


def test_an_evacuation_fills_the_wall_and_the_phone_and_ends_on_both(
    house: House, wall: str
) -> None:
    ticket = house.take_number()
    wide, phone = house.context.new_page(), house.open(ticket.link, 360, 800)
    wide.goto(f"{wall}/board")
    expect(wide.locator(".hero.none")).to_be_visible()
    expect(phone.locator("h1")).to_have_text(ticket.number)
    house.act(lambda tx: evacuate(tx, LEAVE), "3001")
    for page in (wide, phone):
        expect(page.locator("[data-evacuation]")).to_contain_text(LEAVE.text, timeout=SOON_MS)
        expect(page.locator("[data-evacuation]")).to_contain_text(LEAVE.text_en)
        assert axe_findings(page) == []
    house.act(end_evacuation, "3002")
    for page in (wide, phone):
        expect(page.locator("[data-evacuation]")).to_have_count(0, timeout=SOON_MS)
    expect(phone.locator("h1")).to_have_text(ticket.number)
