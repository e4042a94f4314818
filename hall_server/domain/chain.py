"""The journal's hash chain: each entry is bound to all before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


def entry_hash(
    previous: str, seq: int, at: datetime, act: str, actor: str, data: Mapping[str, Any]
) -> str:
    """SHA-256 in hex over the previous hash and the entry's canonical JSON.

    `data` must be plain JSON values; `at` counts to the millisecond.
    """
    canonical = json.dumps(
        [previous, seq, round(at.timestamp() * 1000), act, actor, data],
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
