"""People and firms of the demo hall who apply for something, and what they bring."""

import random
from collections.abc import Sequence
from typing import Any

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = ("建国", "秀英", "志强", "丽华", "文博", "雨桐", "浩然", "思远", "佳怡", "明轩")
FIRMS = ("江畔{}餐饮管理有限公司", "{}记食品商行", "江畔{}建筑工程有限公司", "{}科技有限公司")
MARKS = ("丰", "盛", "和", "顺", "安", "泰", "宏", "达", "兴", "隆")
WRONG = ("复印件看不清", "没有签字", "已过有效期", "与申请书上的名称不一致", "缺少盖章")
MAIL_CHANCE = 0.3
OF_FIRMS = ("企业", "公司", "工程", "许可证", "食品", "建设", "经营", "施工")
"""What an item's name holds when firms apply for it."""


def applicant(chance: random.Random, item_name: str) -> dict[str, Any]:
    """Somebody who may apply for the item, as `ReceiveCase.applicant` wants one."""
    person = chance.choice(FAMILY) + chance.choice(GIVEN)
    phone = f"1380013{chance.randrange(10**4):04}"
    if not any(word in item_name for word in OF_FIRMS):
        return {"kind": "person", "name": person, "phone": phone}
    firm = chance.choice(FIRMS).format(chance.choice(MARKS) + chance.choice(MARKS))
    return {"kind": "company", "name": firm, "contact": person, "phone": phone}


def marked(chance: random.Random, count: int, *, lacking: bool) -> list[dict[str, Any]]:
    """Words on every paper of a check list: all there, or one or two missing or wrong."""
    words: list[dict[str, Any]] = [
        {"position": place, "state": "PRESENT"} for place in range(count)
    ]
    wanting = min(count, chance.choice((1, 1, 2))) if lacking else 0
    for place in chance.sample(range(count), wanting):
        wrong = chance.random() < 0.5
        words[place] |= {
            "state": "WRONG" if wrong else "MISSING",
            "problem": chance.choice(WRONG) if wrong else "",
        }
    return words


def delivery(chance: random.Random, ways: Sequence[str]) -> dict[str, str]:
    """How the result is wanted, of the ways there are; most come for it."""
    if "window" in ways and ("mail" not in ways or chance.random() >= MAIL_CHANCE):
        return {"delivery": "window"}
    return {"delivery": "mail", "address": f"江畔区滨江路{chance.randrange(1, 300)}号"}


def mailed(chance: random.Random) -> dict[str, str]:
    """A letter on its way."""
    return {"way": "mail", "carrier": "邮政速递", "tracking": f"EMS{chance.randrange(10**9):09}"}
