"""The papers of cases: numbered, kept word for word, printed as they are kept, nothing of the law left out."""

import hashlib
import json
from typing import Any

from case_hall import CaseDay

from hall_server.store import schema as t
from printer.document import Document, texts


def kept(cases: CaseDay) -> list[Any]:
    return cases.rows(t.document)


def said(document: Document) -> str:
    return "\n".join(texts(document))


def test_papers_are_numbered_by_department_kind_and_year_without_a_gap(cases: CaseDay) -> None:
    for item in ("passport", "passport", "licence"):
        cases.receive(item=item, then={"act": "accept"})
    cases.receive(item="passport")
    assert [row.reference for row in kept(cases)] == [
        "江公受理〔2026〕1号",
        "江公受理〔2026〕2号",
        "江市监受理〔2026〕1号",
        "江公收件〔2026〕1号",
    ]
    cases.on("2027-01-04")
    cases.receive(item="passport", then={"act": "accept"})
    assert kept(cases)[-1].reference == "江公受理〔2027〕1号"


def test_what_is_kept_is_hashed_and_the_journal_names_the_hash(cases: CaseDay) -> None:
    now = cases.receive(item="teacher", then={"act": "decide"})
    [row] = kept(cases)
    assert hashlib.sha256(row.content.encode()).hexdigest() == row.sha256
    told = json.loads(cases.rows_of_journal()[-1].data)["papers"]
    assert told == [{"reference": row.reference, "sha256": row.sha256}]
    assert (now.documents[0].sha256, now.case.documents) == (row.sha256, now.documents)
