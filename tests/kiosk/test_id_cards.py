"""What is written on a card, in each layout, and what it is worth."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.reader.checks import age_on, has_expired, number_is_right
from kiosk.reader.layouts import IdCard, Malformed, read_card
from kiosk.simulators.cards import (
    CITIZEN,
    ELDER,
    EXPIRED,
    FOREIGNER,
    FOREIGNER_2023,
    HONG_KONG,
    SAMPLES,
    SimulatedCard,
    card,
)

TODAY = date(2026, 11, 25)
PLAIN = {
    "name": "王小明",
    "sex": "1",
    "birth": "19491231",
    "number": "11010519491231002X",
    "valid_from": "20100101",
    "valid_to": "20300101",
}


def changed(**fields: str) -> SimulatedCard:
    return card("citizen", **{**PLAIN, **fields})


def test_a_citizens_card() -> None:
    assert read_card(CITIZEN.text) == IdCard(
        kind="citizen",
        name="王小明",
        number="110105198603170017",
        birth=date(1986, 3, 17),
        sex="male",
        valid_from=date(2016, 4, 1),
        valid_to=date(2036, 4, 1),
    )


def test_a_card_for_ever_has_no_end() -> None:
    elder = read_card(ELDER.text)
    assert (elder.name, elder.valid_to) == ("欧阳淑芬", None)
    assert not has_expired(elder, date.max)


def test_a_residence_permit_of_hong_kong() -> None:
    permit = read_card(HONG_KONG.text)
    assert (permit.kind, permit.name, permit.number) == ("hkmt", "陈大文", "810000199001010019")
    assert permit.birth == date(1990, 1, 1)


def test_a_foreigners_card_tells_the_chinese_name_first() -> None:
    foreigner = read_card(FOREIGNER.text)
    assert (foreigner.kind, foreigner.name) == ("foreigner", "多简")
    assert (foreigner.number, foreigner.birth) == ("USA110081010701", date(1981, 1, 7))


def test_a_foreigner_without_a_chinese_name_has_the_other() -> None:
    foreigner = read_card(FOREIGNER_2023.text)
    assert (foreigner.kind, foreigner.name) == ("foreigner", "MÜLLER, HANS")


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_but_what_is_needed_is_taken_and_none_of_it_is_shown_by_accident(
    sample: str,
) -> None:
    read = read_card(SAMPLES[sample].text)
    kept = {each.name for each in fields(read)}
    assert kept == {"kind", "name", "number", "birth", "sex", "valid_from", "valid_to"}
    assert not any(str(value) in repr(read) for value in (read.name, read.number, read.birth))
    assert number_is_right(read)


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "王\x07"}, "name"),
        ({"name": "\u202e王小明"}, "name"),
        ({"sex": "3"}, "sex"),
        ({"birth": "19490231"}, "birth"),
        ({"birth": "1949-2-1"}, "birth"),
        ({"birth": "１９４９１２３１"}, "birth"),
        ({"number": ""}, "number"),
        ({"number": "11010519491231002;"}, "number"),
        ({"valid_from": ""}, "valid from"),
        ({"valid_to": "长长期"}, "valid to"),
        ({"kind": "Q"}, "kind"),
    ],
)
def test_a_malformed_card_is_refused_by_the_field_and_not_quoted(
    fault: dict[str, str], field: str
) -> None:
    with pytest.raises(Malformed, match=f"^{field}:") as refused:
        read_card(changed(**fault).text)
    assert not any(value in str(refused.value) for value in fault.values() if len(value) > 1)


def test_half_a_character_is_no_text() -> None:
    text = b"\x00\xd8" + changed().text[2:]
    with pytest.raises(Malformed, match="^name:") as refused:
        read_card(text)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("length", [0, 255, 257, 1280])
def test_another_length_is_no_card(length: int) -> None:
    with pytest.raises(Malformed):
        read_card(bytes(length))


@settings(deadline=None)
@given(st.binary(min_size=256, max_size=256))
def test_any_256_bytes_are_a_card_or_malformed(text: bytes) -> None:
    try:
        read = read_card(text)
    except Malformed:
        return
    assert read.name


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"number": "110105194912310021"}, False),
        ({"number": "11010519491231002"}, False),
        ({"birth": "19491230"}, False),
    ],
)
def test_a_citizens_number_needs_its_check_digit_and_the_birthday_on_the_card(
    change: dict[str, str], right: bool
) -> None:
    assert number_is_right(read_card(changed(**change).text)) is right


def test_a_card_is_valid_through_its_last_day() -> None:
    card = read_card(EXPIRED.text)
    assert not has_expired(card, date(2024, 5, 5))
    assert has_expired(card, date(2024, 5, 6))


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1956, 11, 25), TODAY, 70),
        (date(1956, 11, 26), TODAY, 69),
        (date(1960, 2, 29), date(2026, 2, 28), 65),
        (date(1960, 2, 29), date(2026, 3, 1), 66),
        (TODAY, TODAY, 0),
    ],
)
def test_age_is_in_full_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age
