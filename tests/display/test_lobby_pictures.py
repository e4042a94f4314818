"""Pictures of the boards of the second view for the docs; kept where DOCS_PICTURES says."""

import os
from pathlib import Path

import pytest
from hall_states import MORNING, board
from lobby_states import lobby
from open_boards import open_boards
from playwright.sync_api import expect
from windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_boards_of_the_second_view_draw_for_the_docs(tmp_path: Path, windows: Windows) -> None:
    folder = os.environ.get("DOCS_PICTURES")
    kept = Path(folder) / "boards" if folder else tmp_path
    kept.mkdir(exist_ok=True)
    size = {"width": 1280, "height": 720}
    with open_boards(tmp_path) as boards, windows.borrow(viewport=size) as context:
        boards.say_second(lobby(1, MORNING))
        boards.say(board(1, MORNING))
        page = context.new_page()
        for name in ("next", "overview", "staff"):
            page.goto(f"{boards.url}/{name}")
            expect(page.locator("main h2").first).to_be_visible()
            page.evaluate("() => document.fonts.ready.then(() => true)")
            page.screenshot(path=kept / f"{name}.png", animations="disabled")
