"""Good files, in the forms that administrators write them, become the hall they describe."""

import re
from datetime import time

import pytest
from hall_folder import CATALOGUE, DEMO, DOCUMENT, HallFolder

from hall_server.domain.plan import Backup, Hours, Text, ThemeStep, Window
from hall_server.exchange.reading import read_hall


def test_the_two_files_become_one_plan(files: HallFolder) -> None:
    plan = files.read()
    assert plan.name == Text("小厅")
    assert [item.code for item in plan.items if item.common] == ["SJ-001"]
    assert plan.item["SJ-001"].material_names == ("申请书", "章程")
    assert plan.item["SJ-001"].kind == "promised"
    assert plan.item["SW-001"].name.zh == "新办, 套餐"
    assert plan.item["SW-001"].statutory_days is None
    assert plan.item["SW-001"].promised_days == 0
    assert plan.theme["open"].items == (ThemeStep("SJ-001", 1), ThemeStep("SW-001", 2))
    assert plan.priority_reason["elder"].rate == 2.0


def test_a_department_without_a_table_is_coded_by_its_name(files: HallFolder) -> None:
    files.write_hall(
        files.hall.read_text() + '[[department]]\ncode = "SW"\nname = "税务局"\nname_en = "Tax"\n'
    )
    plan = files.read()
    assert {each.code: each.name.english for each in plan.departments} == {
        "SW": "Tax",
        "市场监督管理局": "市场监督管理局",
    }
    assert plan.item["SW-001"].department == "SW"


def test_windows_and_days_are_written_in_ranges(files: HallFolder) -> None:
    files.in_hall('days = "mon-fri"', 'days = "Mon-tue, sun"')
    plan = files.read()
    assert plan.windows == tuple(Window(n, "A", "all") for n in ("1", "2", "3", "7"))
    assert plan.hours == tuple(Hours(day, time(9), time(17)) for day in (0, 1, 6))


def test_a_day_ends_at_24_00(files: HallFolder) -> None:
    files.in_hall('to = "17:00"', 'to = "24:00"')
    assert {hours.ends for hours in files.read().hours} == {time(0)}


def test_a_profile_helps_a_queue_at_once_or_after_a_while(files: HallFolder) -> None:
    files.write_hall(
        files.hall.read_text()
        + """
[[queue]]
letter = "B"
name = "税"
zone = "A"

[[queue]]
letter = "C"
name = "其他"
zone = "A"

[[profile]]
code = "more"
name = "更多"
own = ["B", "C"]
backup = ["A"]

[[window]]
numbers = "8"
zone = "A"
profile = "more"
"""
    )
    files.in_hall(
        'own = ["A"]', 'own = ["A"]\nbackup = ["B", { queue = "C", help_after_minutes = 9 }]'
    )
    plan = files.read()
    assert plan.profile["all"].backup == (Backup("B"), Backup("C", 9))
    assert plan.profile["more"].backup == (Backup("A"),)


def test_an_item_named_at_a_queue_waits_there_and_not_with_its_department(
    files: HallFolder,
) -> None:
    files.write_hall(
        files.hall.read_text().replace('items = ["SW-001"]', "")
        + '[[queue]]\nletter = "B"\nname = "税"\nzone = "A"\n'
        + 'departments = ["税务局"]\nitems = ["SJ-001"]\n'
    )
    files.in_hall('own = ["A"]', 'own = ["A", "B"]')
    assert [item.queue for item in files.read().items] == ["B", "B"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_catalogue_may_come_from_excel_in_china(files: HallFolder, encoding: str) -> None:
    plan = files.read()
    files.write_catalogue(CATALOGUE.replace("\n", "\r\n"), encoding)
    assert files.read() == plan


def test_a_catalogue_may_be_a_workbook(files: HallFolder) -> None:
    plan = files.read()
    files.workbook().save(files.catalogue)
    assert files.read() == plan


def test_blank_rows_and_columns_at_the_edges_do_not_matter(files: HallFolder) -> None:
    plan = files.read()
    blank = ",,,,,,,,,,,,\r\n"
    rows = CATALOGUE.splitlines()
    files.write_catalogue(blank + "".join(f" {row} ,, \r\n{blank}" for row in rows))
    assert files.read() == plan


def test_columns_may_stand_in_any_order(files: HallFolder) -> None:
    plan = files.read()
    book = files.workbook()
    book.worksheets[0].move_range("A1:A3", cols=11)
    book.worksheets[0].delete_cols(1)
    book.save(files.catalogue)
    assert files.read() == plan


def test_hall_toml_may_have_windows_line_ends_and_a_bom(files: HallFolder) -> None:
    plan = files.read()
    text = files.hall.read_text().replace("\n", "\r\n")
    files.hall.write_bytes(text.encode("utf-8-sig"))
    assert files.read() == plan


def test_materials_may_be_separated_the_chinese_way(files: HallFolder) -> None:
    files.in_catalogue("申请书;章程", "申请书；章程")
    assert files.read().item["SJ-001"].material_names == ("申请书", "章程")


def test_the_demo_hall_opens() -> None:
    plan = read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")
    assert (plan.code, len(plan.items), len(plan.departments)) == ("jiangpan", 125, 41)
    assert [window.number for window in plan.windows] == [str(n) for n in range(1, 46)]
    assert [zone.code for zone in plan.zones] == ["A", "B", "C", "D"]


def test_the_demo_hall_is_open_all_day_every_day() -> None:
    plan = read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")
    assert plan.hours == tuple(Hours(day, time(), time()) for day in range(7))


def test_every_zone_of_the_demo_hall_offers_some_items_first_and_all_speak_english() -> None:
    plan = read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")
    for zone in plan.zones:
        assert 6 <= sum(item.common for item in plan.items if item.zone == zone.code) <= 8
    named = (*plan.zones, *plan.departments, *plan.queues, *plan.items, *plan.themes,
             *plan.life_events)  # fmt: skip
    named_too = (*plan.profiles, *plan.windows, *plan.priority_reasons, *plan.pause_reasons)
    assert all(each.name.en for each in (*named, *named_too))


def test_every_item_of_the_demo_hall_has_a_window() -> None:
    plan = read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")
    assert all(list(plan.windows_serving(item.queue)) for item in plan.items)


def test_every_key_that_the_document_shows_is_known(files: HallFolder) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    files.write_hall("\n".join(blocks))
    said = files.said()
    assert len(blocks) >= 9
    assert not [each for each in said if "no such key" in each or "not TOML" in each], said
    assert not [each for each in said if "missing" in each or "is not a" in each], said


def test_a_catalogue_may_have_everyday_words_caps_and_appointments(files: HallFolder) -> None:
    files.in_catalogue("materials,fee", "materials,fee,synonyms,day_cap,slots,pick_up")
    files.in_catalogue("章程,免费", "章程,免费,开公司;注册公司,40,8,")
    files.in_catalogue("0,15,,", "0,15,,,,,,yes")
    files.in_hall(', ["SW-001"]', "")
    (company, tax) = files.read().items
    assert (company.synonyms, company.day_cap, company.slots) == (("开公司", "注册公司"), 40, 8)
    assert (tax.synonyms, tax.day_cap, tax.slots, tax.pick_up) == ((), None, 0, True)


def test_hall_toml_adds_to_an_item_of_the_catalogue_and_has_items_of_its_own(
    files: HallFolder,
) -> None:
    files.in_hall('items = ["SW-001"]', 'items = ["SW-001", "QJ-001"]')
    files.in_hall(
        "[[priority_reason]]",
        """\
[[item]]
code = "SJ-001"
synonyms = ["开公司"]
promised_days = 2

[[item]]
code = "QJ-001"
name = "证照领取"
name_en = "Collect a certificate"
type = "即办件"
zone = "A"
department = "综合服务窗口"
minutes = 3
pick_up = true

[[priority_reason]]""",
    )
    plan = files.read()
    assert (plan.items[0].synonyms, plan.items[0].promised_days) == (("开公司",), 2)
    assert plan.items[0].fee == "免费"
    own = plan.items[2]
    assert (own.code, own.name.en, own.queue, own.zone, own.pick_up) == (
        "QJ-001", "Collect a certificate", "A", "A", True,
    )  # fmt: skip
    assert plan.departments[-1].name.zh == "综合服务窗口"


def test_the_demo_hall_tells_what_its_service_guides_need() -> None:
    plan = read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")
    passport, forwarded = plan.item["GA-004"], [i for i in plan.items if i.kind == "forwarded"]
    assert (passport.day_kind, passport.delivery) == ("calendar", ("window", "mail"))
    assert [(m.kind, m.certificate) for m in passport.materials][1] == ("original", "id_card")
    assert all(item.higher_body for item in forwarded)
    assert [item.code for item in plan.items if item.deemed_approval] == ["CG-002"]
    assert all(theme.lead for theme in plan.themes)
    assert all(each.phone and each.complaint_phone for each in plan.departments)
    # What nobody has confirmed is not told: unknown is unknown.
    assert not any(item.basis for item in plan.items)
