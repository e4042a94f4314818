"""What stands beside the calls: notices, pictures and films, captions; and hostile words anywhere."""

import base64
import hashlib
import io
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hall_states import BEIJING, board, call, utc_now, window
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect
from running_hall import DisplayProcess, HallSimulator, until
from test_display_pages import AXE, open_board
from windows import Windows

from hall_server.wire.message import Text
from hall_server.wire.views import BoardState, MediumView

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("PAGE_PICTURES")
SCREENS = [(1920, 1080), (3840, 2160), (1080, 1920)]
RECORD_FILM = """
async () => {
  const canvas = document.createElement("canvas");
  canvas.width = 320; canvas.height = 180;
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
  const pieces = [];
  recorder.ondataavailable = (event) => pieces.push(event.data);
  const done = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  for (let step = 0; step < 12; step += 1) {
    pen.fillStyle = `hsl(${step * 20} 60% 40%)`;
    pen.fillRect(0, 0, 320, 180);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  recorder.stop();
  await done;
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}
"""
WALL = {"width": 1920, "height": 1080}


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    """A lobby screen; a script error or a breach of the content policy fails the test."""
    with windows.borrow(viewport=WALL) as context:
        yield from _sound(context.new_page())


@pytest.fixture
def page_in_time(chromium: Browser) -> Iterator[Page]:
    """A lobby screen whose clock the test sends ahead."""
    opened = chromium.new_page(viewport=WALL)
    opened.clock.install()
    yield from _sound(opened)
    opened.close()


def _sound(opened: Page) -> Iterator[Page]:
    opened.set_default_timeout(15_000)
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on(
        "console",
        lambda said: troubles.append(said.text) if "Security Policy" in said.text else None,
    )
    yield opened
    assert troubles == []


def now() -> datetime:
    return utc_now().astimezone(BEIJING)


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the screen where PAGE_PICTURES says, if it says."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def poster(words: str, ground: str = "#1f7a8c", size: tuple[int, int] = (1600, 900)) -> bytes:
    """A drawn picture."""
    drawn = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((60, 60, size[0] - 60, size[1] - 60), outline="white", width=12)
    pen.text((120, size[1] // 2), words, fill="white", font_size=120)
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    return kept.getvalue()


def listed(body: bytes, type_: str = "image/png", name: str = "poster") -> MediumView:
    sha256 = hashlib.sha256(body).hexdigest()
    return MediumView(sha256=sha256, type=type_, name=Text(zh=name, en=name))


def with_media(hall: HallSimulator, state: BoardState, *media: MediumView) -> BoardState:
    return state.model_copy(update={"media": media})


def shown_media(page: Page) -> list[str]:
    return [
        (found.get_attribute("src") or "").removeprefix("/media/")
        for found in page.locator(".medium img, .medium video").all()
    ]


def test_pictures_come_in_turn_beside_the_calls_and_a_broken_one_is_passed_over(
    hall: HallSimulator, display: DisplayProcess, page_in_time: Page
) -> None:
    page = page_in_time
    bodies = [poster("one"), b"\x89PNG\r\n\x1a\n broken", poster("three", "#7a1f4c")]
    for body in bodies:
        hall.shelve(body)
    first, broken, third = (listed(body) for body in bodies)
    hall.send(
        with_media(hall, board(1, now(), [call(1, "A001", "5", now())]), first, broken, third)
    )
    open_board(page, display)
    expect(page.locator(f".medium img[src='/media/{first.sha256}']")).to_be_visible()
    expect(page.locator(".hero .number")).to_have_text("A001")
    page.clock.run_for(13_000)
    expect(page.locator(f".medium img[src='/media/{third.sha256}']")).to_be_visible()
    page.clock.run_for(13_000)
    expect(page.locator(f".medium img[src='/media/{first.sha256}']")).to_be_visible()


def test_a_picture_stands_back_while_a_call_is_new_and_hides_none(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    body = poster("Good manners")
    hall.shelve(body)
    hall.send(with_media(hall, board(1, now()), listed(body)))
    open_board(page, display)
    expect(page.locator(".medium img")).to_be_visible()
    expect(page.locator(".medium.hushed")).to_have_count(0)
    calls = [call(1, "A001", "5", now())]
    hall.send(with_media(hall, board(2, now(), calls), listed(body)))
    expect(page.locator(".hero.flash .number")).to_have_text("A001")
    expect(page.locator(".medium.hushed")).to_have_count(1)
    hero, beside = page.locator(".hero").bounding_box(), page.locator(".medium").bounding_box()
    assert hero and beside
    assert hero["x"] + hero["width"] <= beside["x"] or hero["y"] + hero["height"] <= beside["y"]
    expect(page.locator(".medium.hushed")).to_have_count(0)


def test_pictures_go_on_without_the_hall(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    body = poster("Good manners")
    hall.shelve(body)
    hall.send(with_media(hall, board(1, now()), listed(body)))
    open_board(page, display)
    expect(page.locator(".medium img")).to_be_visible()
    hall.kill()
    expect(page.locator(".lost")).to_be_visible()
    expect(page.locator(".medium img")).to_be_visible()
    page.reload()
    expect(page.locator(".medium img")).to_be_visible()
    assert page.locator(".medium img").evaluate("(img) => img.naturalWidth") == 1600


FILMS_NOTED = """
document.addEventListener("playing", ({ target }) => {
  document.documentElement.dataset.film = target.muted && target.closest(".medium") ? "silent" : "loud";
}, true);
"""
"""A film of a moment may be over before a busy machine looks for it: that it played is kept."""


def test_a_film_runs_silently_to_its_end_and_makes_way(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    page.goto(display.url)
    film = base64.b64decode(page.evaluate(RECORD_FILM))
    still = poster("after the film")
    hall.shelve(film)
    hall.shelve(still)
    hall.send(with_media(hall, board(1, now()), listed(film, "video/webm"), listed(still)))
    page.add_init_script(FILMS_NOTED)
    open_board(page, display)
    expect(page.locator("html[data-film=silent]")).to_be_attached()
    expect(page.locator(f".medium img[src='/media/{listed(still).sha256}']")).to_be_visible()


def test_no_film_runs_for_those_who_ask_for_stillness(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    page.emulate_media(reduced_motion="reduce")
    still, film = poster("still"), b"\x1a\x45\xdf\xa3 a film"
    hall.shelve(still)
    hall.shelve(film)
    hall.send(with_media(hall, board(1, now()), listed(film, "video/webm"), listed(still)))
    open_board(page, display)
    expect(page.locator(".medium img")).to_be_visible()
    expect(page.locator(".medium video")).to_have_count(0)


def test_all_notices_come_in_turn_each_long_enough_to_read(
    hall: HallSimulator, display: DisplayProcess, page_in_time: Page
) -> None:
    page = page_in_time
    told = tuple(Text(zh=f"第{n}条通知，请您留意", en=f"Notice number {n}") for n in (1, 2, 3))
    hall.send(board(1, now()).model_copy(update={"notices": told, "notice": told[0]}))
    open_board(page, display)
    line = page.locator("footer .notice")
    expect(line).to_contain_text("通知")
    seen = []
    for _ in range(3):
        seen.append(line.inner_text())
        page.clock.run_for(8_200)
    assert len(set(seen)) == 3
    assert all("Notice number" in one and "通知" in one for one in seen)
    expect(page.locator(".notice-place")).to_contain_text("/ 3")


def test_the_newest_call_is_told_in_the_halls_own_words(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    spoken = Text(zh="请A001号到一楼5号窗口", en="A001, please come to window 5 on the first floor")
    hall.send(board(1, now()))
    open_board(page, display)
    expect(page.locator(".hero.none")).to_be_visible()
    told = call(1, "A001", "5", now()).model_copy(update={"spoken": spoken})
    hall.send(board(2, now(), [told]))
    expect(page.locator(".hero .caption")).to_contain_text(spoken.zh)
    expect(page.locator("[role=status].unseen")).to_contain_text(spoken.en)


def test_without_words_of_the_hall_the_board_has_its_own(
    hall: HallSimulator, display: DisplayProcess, page: Page
) -> None:
    hall.send(board(1, now(), [call(1, "A001", "5", now())]))
    open_board(page, display)
    expect(page.locator(".hero .caption")).to_contain_text("请 A001 号到 5 号窗口办理")
    page.goto(f"{display.url}/zone/A")
    expect(page.locator(".hero .caption")).to_contain_text("please go to window 5")


HOSTILE = {
    "markup": '<img src=x onerror="document.title=1"><script>document.title=2</script>&lt;b&gt;',
    "right-to-left": "\u202e请到窗口\u202d \u2067שלום\u2069 مرحبا \u200f",
    "ten thousand": "长" * 10_000,
    "one long word": "x" * 10_000,
    "emoji": "👩‍👩‍👧‍👦🔥🇨🇳" * 30,
    "rare": "㛃𬭚𬬭𠮷 " * 20,
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢" * 20,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920)])
def test_hostile_words_are_shown_as_text_and_break_no_board(
    hall: HallSimulator, display: DisplayProcess, page: Page, name: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    words = Text(zh=HOSTILE[name], en=HOSTILE[name] + " en")
    windows = (
        window("5", "A").model_copy(update={"name": words, "queues": (words, words)}),
        window("6", "A", "paused").model_copy(update={"pause_reason": words, "name": words}),
    )
    told = call(1, "A001", "5", now()).model_copy(update={"spoken": words, "zone_name": words})
    state = board(1, now(), [told], windows, notice=words)
    zones = tuple(zone.model_copy(update={"name": words}) for zone in state.zones)
    hall.send(state.model_copy(update={"zones": zones, "hall": words, "notices": (words, words)}))
    until(display.hears_the_hall)
    for path in ("/board", "/zone/A", "/window/5", "/window/6"):
        open_board(page, display, path)
        expect(page.locator("header .clock")).to_be_visible()
        expect(page.locator("header .clock .time")).to_be_in_viewport(ratio=1)
        if path != "/window/6":
            expect(page.locator(".hero .number")).to_have_text("A001")
            expect(page.locator(".hero .number")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert not re.fullmatch("[12]", page.title())
        photograph(page, f"hostile-{name.replace(' ', '-')}-{width}{path.replace('/', '-')}")


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_everything_at_once_fits_every_screen(
    hall: HallSimulator, display: DisplayProcess, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    body = poster("Good manners")
    hall.shelve(body)
    spoken = Text(
        zh="请 A一零零八 号到 8 号窗口办理",
        en="Ticket A one zero zero eight, please go to counter 8",
    )
    calls = [
        call(n, f"A{n + 1000}", str(n), now()).model_copy(update={"spoken": spoken})
        for n in range(1, 9)
    ]
    over = [call(n, f"C{n + 100}", str(n), now(), live=False) for n in range(20, 30)]
    state = board(1, now(), [*over, *calls])
    notices = (state.notice, Text(zh="请保管好随身物品", en="Please look after your belongings"))
    hall.send(with_media(hall, state.model_copy(update={"notices": notices}), listed(body)))
    open_board(page, display)
    expect(page.locator(".medium img")).to_be_visible()
    expect(page.locator(".hero.flash")).to_have_count(1)
    photograph(page, f"board-media-{width}x{height}-new")
    page.add_init_script(path=AXE)
    page.reload()
    expect(page.locator(".medium img")).to_be_visible()
    expect(page.locator(".missed")).to_be_in_viewport(ratio=1)
    outside = page.evaluate(
        "[...document.querySelectorAll('body *:not(.unseen)')].filter((e) => {"
        " const r = e.getBoundingClientRect();"
        " return r.right > innerWidth + 1 || r.bottom > innerHeight + 1; }).length"
    )
    assert outside == 0
    photograph(page, f"board-media-{width}x{height}")
    # Call after call slides in; a colour half-way through its change is nobody's contrast.
    page.evaluate(
        "document.styleSheets[0].insertRule('* { animation: none !important; transition: none !important }')"
    )
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    for path in ("/zone/A", "/window/5"):
        page.goto(display.url + path)
        expect(page.locator(".hero")).to_be_visible()
        photograph(page, f"{path.strip('/').replace('/', '-')}-{width}x{height}")
