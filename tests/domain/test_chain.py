"""The journal's chain: nothing in an entry can change unseen."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hall_server.domain.chain import GENESIS, entry_hash

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
entries = st.tuples(
    st.just(GENESIS) | st.text("0123456789abcdef", min_size=64, max_size=64),
    st.integers(1, 2**62),
    st.integers(0, 10**9).map(lambda ms: AT + timedelta(milliseconds=ms)),
    words,
    words,
    st.dictionaries(words, plain, max_size=4),
)
Entry = tuple[str, int, datetime, str, str, dict[str, Any]]


def test_the_hash_can_be_recomputed_by_hand() -> None:
    """An auditor needs the file, SHA-256 and this line, not our program."""
    text = f'["{GENESIS}",1,1795395600000,"issue","device:kiosk-1",{{"number":"A001","区":"甲"}}]'
    by_hand = hashlib.sha256(text.encode()).hexdigest()
    told = entry_hash(GENESIS, 1, AT, "issue", "device:kiosk-1", {"区": "甲", "number": "A001"})
    assert told == by_hand


@given(entries, entries)
def test_entries_that_differ_in_anything_have_different_hashes(one: Entry, other: Entry) -> None:
    assert (entry_hash(*one) == entry_hash(*other)) == (repr_of(one) == repr_of(other))


def repr_of(entry: Entry) -> str:
    """An entry told apart also by type: 1 is not True."""
    return repr((*entry[:5], _sorted(entry[5])))


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, _sorted(value[key])) for key in sorted(value)]
    return [_sorted(each) for each in value] if isinstance(value, list) else value


def test_a_moment_counts_to_the_millisecond_as_it_is_stored() -> None:
    precise = AT + timedelta(microseconds=123_456)
    stored = AT + timedelta(milliseconds=123)
    assert entry_hash(GENESIS, 1, precise, "a", "b", {}) == entry_hash(
        GENESIS, 1, stored, "a", "b", {}
    )
