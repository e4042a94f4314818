"""A clerk receives an application in a green channel; a project waits for a supervisor's word."""

import pytest
from house import House, axe_findings, photograph
from playwright.sync_api import expect
from sqlalchemy import select
from test_a_case_received import Keys, receives, serving

from hall_server.store import schema as t

pytestmark = pytest.mark.browser


def test_a_clerk_receives_in_a_green_channel(house: House) -> None:
    page = serving(house, "GA-004", window="29")
    keys = Keys(page)
    receives(page, keys)
    expect(page.locator("[data-answer=decide]")).to_have_count(0)
    page.locator("select[name=channel]").select_option("project:investment")
    expect(page.get_by_text("主管批准前按普通办件办理。")).to_be_visible()
    photograph(page, "receive-channel")
    assert axe_findings(page) == []
    expect(page.locator("[data-answer=decide]")).to_have_count(0)
    page.locator("select[name=channel]").select_option("vulnerable:disabled")
    expect(page.locator("[data-answer=decide]")).to_be_visible()
    page.locator("[data-list]").focus()
    keys.press("a", "Enter")
    expect(page.locator("[data-done=ACCEPTED]")).to_be_visible()
    with house.store.reading() as connection:
        kept = connection.execute(select(t.case.c.channel, t.case.c.channel_reason)).one()
    assert tuple(kept) == ("vulnerable", "disabled")
