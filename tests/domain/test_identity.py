"""Marks and tails: the same person is known again, and nothing leads back to them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_server.domain.identity import day_key, derived_key, known_by, mark
from hall_server.domain.lookup import Wanted, read_query
from hall_server.domain.refusals import CardNotValid, PhoneNotValid
from hall_server.visitor_numbers import compact, document_number, phone_tail

KEY = derived_key(b"secret", "visitor's card")
RESIDENT = "11010519491231002X"


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002X",
    ],
)
def test_a_card_has_one_mark_however_it_is_written(written: str) -> None:
    assert mark(KEY, written) == mark(KEY, RESIDENT)
    assert document_number(written) == RESIDENT


def test_another_purpose_or_another_hall_gives_another_mark() -> None:
    others = [
        derived_key(b"secret", "staff card"),
        derived_key(b"other", "visitor's card"),
    ]
    assert mark(KEY, RESIDENT) not in {mark(key, RESIDENT) for key in others}
    assert derived_key(b"secret", "request fingerprint") not in {KEY, *others}


@pytest.mark.parametrize(
    "card",
    [
        "110105194912310021",
        "110105194913310027",
        "1234",
        "abcdef",
        "",
        "1" * 21,
        "12345;DROP",
        "李四12345",
    ],
)
def test_what_is_no_document_is_refused_without_being_repeated(card: str) -> None:
    with pytest.raises(CardNotValid) as refused:
        known_by(KEY, None, card)
    assert refused.value.facts == {}


@pytest.mark.parametrize(
    "card", [RESIDENT, "E12345678", "H01234567", "810000199408230021", "A123456(7)", "08123456"]
)
def test_other_documents_are_taken_too(card: str) -> None:
    assert known_by(KEY, None, card).card_mark == mark(KEY, card)


@pytest.mark.parametrize(
    ("phone", "tail"),
    [
        ("13800138000", "8000"),
        ("+86 138-0013-8000", "8000"),
        ("010-62345678", "5678"),
        ("(0571) 8765 4321", "4321"),
        ("１９９１２３４５６７８", "5678"),
    ],
)
def test_of_a_phone_four_digits_are_kept(phone: str, tail: str) -> None:
    assert phone_tail(phone) == tail
    assert known_by(KEY, phone, None).phone_tail == tail


@pytest.mark.parametrize("phone", ["12800138000", "1380013800", "138001380001", "8000", "", "x"])
def test_what_is_no_phone_is_refused(phone: str) -> None:
    with pytest.raises(PhoneNotValid) as refused:
        known_by(KEY, phone, None)
    assert refused.value.facts == {}


@given(st.text(max_size=60))
def test_any_text_can_be_marked_and_looked_for(typed: str) -> None:
    assert len(mark(KEY, typed)) == 64
    wanted = read_query(typed)
    if wanted.phone_tail is not None:
        assert wanted.phone_tail.isascii()
        assert len(wanted.phone_tail) == 4
    if wanted.document is not None:
        assert 5 <= len(wanted.document) <= 20
        assert wanted.document == compact(wanted.document)


@given(
    st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ"),
    st.integers(1, 9999),
    st.booleans(),
    st.integers(1, 4),
    st.sampled_from(["", " ", "-"]),
)
def test_a_number_is_understood_however_it_is_typed(
    letter: str, number: int, lower: bool, digits: int, between: str
) -> None:
    typed = f"{letter}{between}{number:0{digits}d}"
    wanted = read_query(typed.lower() if lower else typed)
    assert (wanted.letter, wanted.number) == (letter, number)
    assert wanted.phone_tail is None


@given(st.integers(0, 999))
def test_up_to_three_digits_are_a_number_of_any_queue_and_nothing_else(number: int) -> None:
    assert read_query(str(number)) == Wanted(number=number)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_whole_phone_is_looked_for_by_its_tail(phone: str) -> None:
    assert read_query(phone).phone_tail == phone[-4:]
    assert read_query(f"+86 {phone}").phone_tail == phone[-4:]


@given(st.from_regex(r"[0-9]{4}", fullmatch=True))
def test_four_digits_may_be_a_phones_or_a_number(digits: str) -> None:
    wanted = read_query(digits)
    assert (wanted.phone_tail, wanted.number) == (digits, int(digits))


def test_a_days_key_is_worth_nothing_on_another_day() -> None:
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    assert day_key(KEY, monday) == day_key(KEY, monday)
    marks = {mark(key, RESIDENT) for key in (KEY, day_key(KEY, monday), day_key(KEY, tuesday))}
    assert len(marks) == 3
