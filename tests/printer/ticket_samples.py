"""Tickets as a fictional hall gives them out."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from printer.ticket import TicketAppointment, TicketFacts, TicketWait

CHINA = timezone(timedelta(hours=8))

PLAIN = TicketFacts(
    hall="江汉区政务服务中心",
    zone_code="A",
    zone="企业登记功能区",
    windows=("1", "2", "3", "4", "5"),
    items=("有限责任公司设立登记",),
    number="A017",
    wait=TicketWait(ahead=12, low=15, high=22),
    issued_at=datetime(2026, 11, 23, 10, 24, tzinfo=CHINA),
    kiosk="1号机",
    notes=("听到叫号未到为过号，请到导办台。", "号票当日有效。"),
    link="https://hall.example.gov.cn/t/Zx81kQw0aLmN3pRs",
)

ENGLISH = replace(
    PLAIN,
    hall="Jianghan District Service Hall",
    zone="Company registration",
    windows=("1", "2", "5", "9"),
    items=("Registration of a limited liability company",),
    kiosk="1",
    notes=("Missed your call? Please go to the guide desk.", "Valid today only."),
)

THEME = replace(
    PLAIN,
    items=(
        "有限责任公司设立登记",
        "食品经营许可（新办）",
        "公众聚集场所投入使用、营业前消防安全检查",
        "户外广告设施设置审批",
    ),
)

PRIORITY = replace(PLAIN, reason="老年人", windows=("7", "12"))

OFFLINE = replace(PLAIN, number="A903", wait=None, link=None, windows=())

NOBODY_SERVING = replace(PLAIN, wait=TicketWait(ahead=3, low=None, high=None))

RARE_NAME = replace(PLAIN, items=("㛃𬭚·①℃￥（新办）",))

BOOKED = replace(PLAIN, appointment=TicketAppointment(half="am", due=True))

LATE = replace(ENGLISH, appointment=TicketAppointment(half="am", due=False))

SAMPLES = {
    "plain.zh-CN": (PLAIN, "zh-CN"),
    "plain.en": (ENGLISH, "en"),
    "theme.zh-CN": (THEME, "zh-CN"),
    "priority.zh-CN": (PRIORITY, "zh-CN"),
    "offline.zh-CN": (OFFLINE, "zh-CN"),
    "offline.en": (replace(ENGLISH, wait=None, link=None, windows=()), "en"),
    "nobody-serving.zh-CN": (NOBODY_SERVING, "zh-CN"),
    "booked.zh-CN": (BOOKED, "zh-CN"),
    "booked-late.en": (LATE, "en"),
    "rare-name.zh-CN": (RARE_NAME, "zh-CN"),
}
