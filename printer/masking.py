"""How a person is named where others can read it: 张*, 欧阳*, 138****5678.

One mask for every output: two different masks of the same name or number would together reveal it.
"""

import re

_COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于"
        "司空令狐百里呼延东郭南门羊舌微生梁丘左丘西门第五拓跋轩辕淳于单于夹谷段干",
    )
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
