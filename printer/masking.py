"""How a person is named where others can read it: 张*, 欧阳*, 138****5678.

One mask for every output: two different masks of the same name or number would together reveal it.
"""

import re

_COMPOUND_SURNAMES = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 "
    "西门 第五 拓跋 轩辕 淳于 单于 夹谷 段干".split()
)
_MASK = "*"
_PHONE = re.compile(r"(?<!\d)(\d{3})\d{4}(\d{4})(?!\d)")


def masked_name(name: str) -> str:
    """The surname and one star, so that not even the name's length is told.

    A name with a dot (阿卜杜拉·买买提) or in Latin letters keeps its first letter only.
    """
    name = name.strip()
    compound = len(name) > 2 and name[:2] in _COMPOUND_SURNAMES
    return name[: 2 if compound else 1] + _MASK if name else ""


def masked_phone(phone: str) -> str:
    """The middle four of a mobile number as stars; of any other number all but the last four."""
    masked, found = _PHONE.subn(r"\1****\2", phone)
    if found:
        return masked
    return _MASK * max(len(phone) - 4, 0) + phone[-4:]
