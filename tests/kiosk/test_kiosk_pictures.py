"""The pictures of docs/kiosk.md; `make pictures` takes them all, the suite only what shows a broken page."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from machine import Machine
from PIL import Image
from playwright.sync_api import Browser, Page
from stage import open_stage, scenes, show

pytestmark = pytest.mark.browser

KEPT = os.environ.get("DOCS_PICTURES")
PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)
SHARE = 0.4
"""So large are the pictures in the docs, beside the screen."""
MORE = [
    ("welcome", "en", (), PORTRAIT),
    ("welcome", "ko", (), PORTRAIT),
    *(
        (name, "zh-CN", layouts, PORTRAIT)
        for name in ("welcome", "item", "number")
        for layouts in (("large",), ("low",), ("contrast",))
    ),
    ("welcome", "ko", ("large", "low", "contrast"), PORTRAIT),
    ("welcome", "zh-CN", (), LANDSCAPE),
    ("search", "en", ("low",), LANDSCAPE),
]


@pytest.fixture
def stage(chromium: Browser, machine: Machine) -> Iterator[Page]:
    """The page, to show what it is told."""
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    open_stage(page, machine.url)
    yield page
    context.close()


def take(page: Page, folder: Path, name: str, size: tuple[int, int]) -> None:
    """Keep a picture, as small as the docs show it."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.evaluate("() => Promise.all([...document.images].map((one) => one.decode()))")
    picture = Image.open(BytesIO(page.screenshot()))
    width, height = (round(side * SHARE) for side in size)
    small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    folder.mkdir(parents=True, exist_ok=True)
    small.quantize(256).save(folder / f"{name}.png", optimize=True)


def test_every_page_has_its_picture(stage: Page, tmp_path: Path) -> None:
    folder = Path(KEPT, "kiosk") if KEPT else tmp_path
    known = {scene.name: scene for scene in scenes()}
    for name, scene in known.items() if KEPT else list(known.items())[:3]:
        stage.set_viewport_size({"width": PORTRAIT[0], "height": PORTRAIT[1]})
        show(stage, scene)
        take(stage, folder, name, PORTRAIT)
    for name, language, layouts, size in MORE if KEPT else MORE[-1:]:
        stage.set_viewport_size({"width": size[0], "height": size[1]})
        show(stage, known[name], language, layouts)
        shape = ["landscape"] if size == LANDSCAPE else []
        take(stage, folder, ".".join([name, language, *layouts, *shape]), size)
    assert len(list(folder.glob("*.png"))) >= 4
