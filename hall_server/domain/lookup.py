"""What somebody at the guide desk may mean by what was typed: a ticket's number, a phone, a card."""

import re
from typing import NamedTuple

from hall_server.visitor_numbers import TAIL, compact, document_number, phone_tail

_NUMBER = re.compile(r"([^0-9]{0,6})([0-9]{1,4})", re.ASCII)


class Wanted(NamedTuple):
    """Every reading of one query; None where it has none."""

    letter: str | None = None
    """Upper case; None with a number means any queue."""
    number: int | None = None
    phone_tail: str | None = None
    document: str | None = None
    """The document's number itself: to be marked, never kept."""


def read_query(typed: str) -> Wanted:
    """All that a query may mean: `A017`, `17`, `a17`, four digits of a phone, a whole phone, a card.

    Never raises; nonsense means nothing.
    """
    query = compact(typed)
    found = _NUMBER.fullmatch(query)
    letter = found[1] or None if found else None
    number = int(found[2]) if found else None
    tail = query if re.fullmatch(rf"[0-9]{{{TAIL}}}", query, re.ASCII) else phone_tail(query)
    return Wanted(letter, number, tail, document_number(query))
