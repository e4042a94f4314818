"""How long papers take: composing, encoding, drawing, and PDFs in their worker."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from time import perf_counter

from printer.document import Document, PrintSize
from printer.escpos import PAPER_80, encode
from printer.escpos_picture import encode_picture
from printer.forms.one_time_notice import (
    Application,
    Defect,
    OneTimeNoticeFacts,
    compose_one_time_notice,
)
from printer.forms.parties import Applicant, Issuer, Officer, Query
from printer.page import A4
from printer.pdf_worker import PdfWorker
from printer.ticket import TicketFacts, TicketWait, compose_ticket

_NOW = datetime(2026, 11, 23, 2, 24, tzinfo=UTC)
_TICKET = TicketFacts(
    hall="江汉区政务服务中心",
    zone_code="A",
    zone="企业登记功能区",
    windows=("1", "2", "3", "4", "5"),
    items=("有限责任公司设立登记",),
    number="A017",
    wait=TicketWait(ahead=12, low=15, high=22),
    issued_at=_NOW,
    kiosk="1号机",
    notes=("听到叫号未到为过号，请到导办台。", "号票当日有效。"),
    link="https://hall.example.gov.cn/t/Zx81kQw0aLmN3pRs",
)
_NOTICE = OneTimeNoticeFacts(
    issuer=Issuer(
        body="江汉区市场监督管理局",
        reference="江市监补〔2026〕第0042号",
        issued_on=date(2026, 9, 18),
    ),
    applicant=Applicant(name="武汉㛃䶮餐饮管理有限公司", contact="欧阳𬭚", phone="13800135678"),
    item="食品经营许可（新办）",
    about=Application(applied_on=date(2026, 9, 16), resubmit_by=date(2026, 10, 15)),
    materials=tuple(
        Defect(
            material=f"与食品经营相适应的主要设备设施布局、操作流程等文件之{place}",
            form="原件",
            copies=1,
            problem="法定代表人未签字",
            standard="法定代表人本人签字并加盖公章",
            source="样表在导办台",
        )
        for place in "一二三四"
    ),
    resubmit="交本大厅A区12号窗口，不用重新排队",
    officer=Officer(name="李敏", phone="027-85870000"),
    copies="本告知书一式两份，申请人、受理机关各一份。",
    query=Query(code="7KQ2-M9XD", link="https://hall.example.gov.cn/c/Zx81kQw0aLmN3pRs"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and the most it may be."""

    name: str
    value: float
    limit: float
    unit: str

    @property
    def within(self) -> bool:
        """Whether the goal is met."""
        return self.value <= self.limit


def figures() -> list[Figure]:
    """All figures of the paper side, measured now; takes some seconds."""
    return [
        Figure("ticket: compose and encode, median", _milliseconds(_encoded, 200), 1, "ms"),
        Figure("ticket: bytes in text mode", len(_encoded()), 600, "bytes"),
        Figure("ticket: compose and draw as dots, median", _milliseconds(_drawn, 20), 60, "ms"),
        Figure("notice: A4 PDF in its worker, warm, median", _pdf_milliseconds(), 300, "ms"),
        Figure("import of printer and its encoder, median", _import_milliseconds(), 150, "ms"),
    ]


def _ticket() -> Document:
    return compose_ticket(_TICKET, "zh-CN")


def _encoded() -> bytes:
    return encode(_ticket(), PAPER_80)


def _drawn() -> bytes:
    return encode_picture(_ticket(), PAPER_80)


def _pdf_milliseconds() -> float:
    """Composing included; the process is warm and has made one sheet."""
    with PdfWorker() as worker:
        return _milliseconds(
            lambda: worker.pdf(
                compose_one_time_notice(_NOTICE, "zh-CN"), A4, PrintSize.NORMAL, _NOW
            ),
            7,
        )


def _import_milliseconds() -> float:
    """A new interpreter with the import, less one without."""
    modules = "printer, printer.ticket, printer.escpos"
    return _interpreter(f"import {modules}") - _interpreter("pass")


def _interpreter(code: str) -> float:
    return _milliseconds(lambda: subprocess.run([sys.executable, "-c", code], check=True), 7)


def _milliseconds(act: Callable[[], object], times: int) -> float:
    """Median of `times`, after one that does not count."""
    act()
    taken = []
    for _ in range(times):
        begun = perf_counter()
        act()
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)
