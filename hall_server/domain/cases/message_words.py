"""What applicants are told on their phones, by kind and language: the case's number, nothing personal.

A short message holds 70 Chinese characters; beyond that it is charged and cut as several, so the
words stay well below and leave room for the link.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from hall_server.domain.cases.case import Case
from hall_server.domain.plan import Text

Fact = str | int | date | Text

ZH = MappingProxyType(
    {
        "received": "办件{case}已收件，{due}前答复。",
        "accepted": "办件{case}已受理，{due}前办结。",
        "accepted_open": "办件{case}已受理。",
        "lacking": "办件{case}需补正{count}项材料，请一次补齐。",
        "refused": "办件{case}不予受理，原因及救济途径见通知书。",
        "step_decided": "办件{case}：{department}已办结本环节。",
        "suspended": "办件{case}进入{ground}，所需时间不计入期限。",
        "resumed": "办件{case}恢复计时，{due}前办结。",
        "extended": "办件{case}经批准延期，{due}前办结。",
        "forwarded": "办件{case}已上报{body}。",
        "approved": "办件{case}已办结，结果可取时另行通知。",
        "denied": "办件{case}已作出不予批准的决定，理由及救济途径见决定书。",
        "ready": "办件{case}结果可以领取，请带证件和回执。",
        "ready_mail": "办件{case}结果已制作，即将邮寄。",
        "delivered": "办件{case}结果已领取。如非本人或委托人领取，请联系大厅。",
        "mailed": "办件{case}结果已寄出：{carrier}{tracking}。",
        "deemed": "办件{case}逾期未答复，依法自{since}起视为受理。",
    }
)
EN = MappingProxyType(
    {
        "received": "Case {case} received; answer by {due}.",
        "accepted": "Case {case} accepted; decision by {due}.",
        "accepted_open": "Case {case} accepted.",
        "lacking": "Case {case}: {count} document(s) needed. Please bring all of them at once.",
        "refused": "Case {case} was not accepted. Reasons and remedies are on the notice.",
        "step_decided": "Case {case}: {department} has finished its part.",
        "suspended": "Case {case}: {ground}. This time does not count.",
        "resumed": "Case {case}: time counts again; decision by {due}.",
        "extended": "Case {case}: more time was approved; decision by {due}.",
        "forwarded": "Case {case} was sent up to {body}.",
        "approved": "Case {case} approved. We tell you when the result is ready.",
        "denied": "Case {case} was denied. Reasons and remedies are on the decision.",
        "ready": "Case {case}: the result is ready. Bring your ID and the receipt.",
        "ready_mail": "Case {case}: the result is made and will be mailed.",
        "delivered": "Case {case}: the result was handed over. Not by you? Ask the hall.",
        "mailed": "Case {case}: the result was mailed: {carrier} {tracking}.",
        "deemed": "Case {case} was not answered in time: accepted by law as of {since}.",
    }
)
WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({"zh-CN": ZH, "en": EN})

GROUNDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "zh-CN": {
            "hearing": "听证", "tender": "招标", "auction": "拍卖", "inspection": "检验",
            "testing": "检测", "quarantine": "检疫", "appraisal": "鉴定", "expert_review": "专家评审",
        },
        "en": {
            "hearing": "hearing", "tender": "tender", "auction": "auction",
            "inspection": "inspection", "testing": "testing", "quarantine": "quarantine",
            "appraisal": "appraisal", "expert_review": "expert review",
        },
    }
)  # fmt: skip


def message_text(case: Case, kind: str, link: str, facts: Mapping[str, Fact]) -> str:
    """What is told of a case, with the link of its page behind it; `link` may be empty.

    `facts` are those the words of the kind name; KeyError for a kind without words.
    """
    words = WORDS.get(case.language, EN)
    told = {name: _told(fact, case.language) for name, fact in facts.items()}
    return f"{words[kind].format(case=case.number, **told)}{link}"


def _told(fact: Fact, language: str) -> str | int:
    chinese = language == "zh-CN"
    if isinstance(fact, date):
        return f"{fact.month}月{fact.day}日" if chinese else f"{fact.day} {fact:%B}"
    if isinstance(fact, Text):
        return fact.zh if chinese else fact.english
    if isinstance(fact, str):
        return GROUNDS.get(language, GROUNDS["en"]).get(fact, fact)
    return fact
