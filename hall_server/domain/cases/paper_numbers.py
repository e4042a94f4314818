"""The numbers of a case's papers (文号): body, nature, year and sequence, such as 江市监受理〔2026〕12号."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hall_server.domain.plan import Department

NATURES: Mapping[str, str] = MappingProxyType(
    {
        "materials_receipt": "收件",
        "one_time_notice": "告知",
        "acceptance": "受理",
        "refusal": "不受",
        "decision": "决定",
        "suspension": "特程",
        "extension": "延期",
        "forwarding": "上报",
        "withdrawal": "撤回",
        "handover": "送达",
    }
)
_NAME_LONGEST, _LONGEST = 20, 40
"""So that a number fits its column whatever a department is called."""


def references(department: Department, kind: str, year: int, number: int) -> Iterator[str]:
    """The number as it should be, and how else it is written when another department has the same.

    Two departments may share a short name, or one may have had it before.
    """
    name = department.name.zh[:_NAME_LONGEST]
    for body in (department.short or name, name, f"{name}{department.code}"[:_LONGEST]):
        yield f"{body[:_LONGEST]}{NATURES[kind]}〔{year}〕{number}号"
