"""The 256 bytes of text on simulated ID cards, in each of the layouts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kiosk.reader.frames import TEXT_BYTES

FOR_EVER = "长期"

Fields = Mapping[str, tuple[int, int]]
"""Byte offset and length of each field."""

_RESIDENT: Fields = {
    "name": (0, 30),
    "sex": (30, 2),
    "nation": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "issuer": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
    "kind": (248, 2),
}
_FIELDS: Mapping[str, Fields] = {
    "citizen": _RESIDENT,
    "hkmt": {**_RESIDENT, "pass_number": (220, 18), "issues": (238, 4)},
    "foreigner": {
        "english_name": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "nationality": (152, 6),
        "name": (158, 30),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "birth": (220, 16),
        "version": (236, 4),
        "authority": (240, 8),
        "kind": (248, 2),
    },
    "foreigner 2023": {
        "name": (0, 30),
        "sex": (30, 2),
        "issues": (32, 4),
        "birth": (36, 16),
        "english_name": (52, 70),
        "number": (122, 36),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "kind": (248, 2),
    },
}
_FLAGS = {"citizen": " ", "hkmt": "J", "foreigner": "I", "foreigner 2023": "Y"}

Layout = Literal["citizen", "hkmt", "foreigner", "foreigner 2023"]


@dataclass(frozen=True, slots=True)
class SimulatedCard:
    """A card to place on the simulated reader."""

    text: bytes


def card(layout: Layout, **fields: str) -> SimulatedCard:
    """A card of `layout` with these fields, blank elsewhere.

    Raises KeyError for a field that the layout lacks, ValueError for one too long.
    """
    text = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for name, value in {"kind": _FLAGS[layout], **fields}.items():
        offset, length = _FIELDS[layout][name]
        written = value.encode("utf-16-le")
        if len(written) > length:
            raise ValueError(f"{name}: {len(written)} bytes, at most {length}")
        text[offset : offset + len(written)] = written
    return SimulatedCard(bytes(text))


CITIZEN = card(
    "citizen",
    name="王小明",
    sex="1",
    nation="01",
    birth="19860317",
    address="某省某市某区某路1号",
    number="110105198603170017",
    issuer="某市公安局某分局",
    valid_from="20160401",
    valid_to="20360401",
)
ELDER = card(
    "citizen",
    name="欧阳淑芬",
    sex="2",
    nation="01",
    birth="19491231",
    address="某省某市某区某路2号",
    number="11010519491231002X",
    issuer="某市公安局某分局",
    valid_from="20100101",
    valid_to=FOR_EVER,
)
EXPIRED = card(
    "citizen",
    name="李建国",
    sex="1",
    nation="01",
    birth="19720505",
    address="某省某市某区某路3号",
    number="110105197205050015",
    issuer="某市公安局某分局",
    valid_from="20040505",
    valid_to="20240505",
)
HONG_KONG = card(
    "hkmt",
    name="陈大文",
    sex="1",
    birth="19900101",
    address="某省某市某区某路4号",
    number="810000199001010019",
    issuer="某市公安局某分局",
    valid_from="20190101",
    valid_to="20290101",
    pass_number="H01234567",
    issues="01",
)
FOREIGNER = card(
    "foreigner",
    english_name="DOE, JANE MARY",
    sex="2",
    number="USA110081010701",
    nationality="USA",
    name="多简",
    valid_from="20180601",
    valid_to="20280601",
    birth="19810107",
    version="01",
    authority="1100",
)
FOREIGNER_2023 = card(
    "foreigner 2023",
    english_name="MÜLLER, HANS",
    sex="1",
    issues="01",
    number="911840198502030012",
    valid_from="20240101",
    valid_to="20340101",
    birth="19850203",
)
SAMPLES: Mapping[str, SimulatedCard] = {
    "citizen": CITIZEN,
    "elder": ELDER,
    "expired": EXPIRED,
    "hkmt": HONG_KONG,
    "foreigner": FOREIGNER,
    "foreigner-2023": FOREIGNER_2023,
}
"""Invented people, one of each kind, by the name under which a demonstration offers them."""
