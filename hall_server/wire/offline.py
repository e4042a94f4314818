"""Numbers lent to a kiosk for a day, so that it gives them while the server is gone, and their return.

A lease is sealed with a key that only the server and the kiosk's own token bring forth: a file of
another day's machine, a changed number or a torn disk is not taken for the hall's word.
"""

import hashlib
import hmac
import json
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from hall_server.wire.message import Code, Command, Instant, Language, PrintSize, State

Mark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
LinkToken = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,32}$")]
PressKey = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,90}$")]
NumberOfQueue = Annotated[int, Field(strict=True, ge=1, le=999_999)]


class Sealed(State):
    """Part of what the seal is over: a field of a newer server is kept, so that the seal stays right."""

    model_config = ConfigDict(extra="allow", frozen=True)


class Block(Sealed):
    """Numbers `first` to `last` of a queue that nobody else gives on the lease's day."""

    queue: str
    first: int
    last: int


class Left(Sealed):
    """How many more numbers of an item this machine may give offline; None: no limit."""

    item: str
    day: int | None
    half_day: int | None


class Span(Sealed):
    """A time during which the hall gives numbers."""

    begins: Instant
    ends: Instant


class Lease(Sealed):
    """What a kiosk may do alone on one day. `blocks` are all it holds, used numbers included."""

    hall: str
    device: str
    date: date
    issued_at: Instant
    ends: Instant
    """The hall's midnight: no number is given from the lease after it."""
    opening: tuple[Span, ...]
    catalogue: str
    catalogue_sha256: str
    """Of the catalogue's bytes as fetched, which the kiosk keeps beside the lease."""
    card_key: str
    """The day's key for marks of documents, in hexadecimal; worth nothing on another day."""
    blocks: tuple[Block, ...]
    left: tuple[Left, ...]
    live_tickets_max: int
    agent_tickets_max: int
    seal: str


class TakeLease(Command):
    """Renew the day's lease. `left` is how many unused numbers the kiosk holds, by queue.

    A queue with less than half a block left, or not named, gets another block, while there is room.
    """

    left: dict[Code, Annotated[int, Field(strict=True, ge=0, le=999_999)]] = Field(
        default_factory=dict, max_length=200
    )


class OfflineTicket(Command):
    """A number that a kiosk gave alone. Sent until the server has answered, always with the same key."""

    press: PressKey
    """The idempotency key of the press. The same press may have reached the server as POST /tickets
    without an answer: that number was never told to anybody, and this one takes its place."""
    date: date
    queue: Code
    number: NumberOfQueue
    items: tuple[Code, ...] = Field(default=(), max_length=8)
    theme: Code | None = None
    reason: Code | None = None
    language: Language = "zh-CN"
    print_size: PrintSize = "normal"
    agent: bool = False
    receipt: Annotated[str, StringConstraints(pattern=r"^[!-~]{1,60}$")] | None = None
    card_mark: Mark | None = None
    phone_tail: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] | None = None
    token: LinkToken
    """Of the visitor's page, as printed on the ticket."""
    issued_at: Instant
    paper: Literal["PRINTED", "REFUSED", "UNCERTAIN"] | None = None
    """How its sheet ended; None when that is not known yet."""

    @model_validator(mode="after")
    def names_one_errand(self) -> "OfflineTicket":
        if bool(self.items) == bool(self.theme):
            raise ValueError("name either items or a theme")
        if self.issued_at.tzinfo is None:
            raise ValueError("issued_at needs a zone")
        return self


class Reconciled(State):
    """The number stands in the line by its time of issue, or in the history of a day that is over."""

    ticket_id: int
    number: str
    waiting: bool
    """False: its day is over, or the visitor cannot be served any more."""
    replaced: str | None = None
    """The number that the same press had been given by the server: void now, unless it was called."""
    duplicate_of: str | None = None
    """A live number of the same person and item that the kiosk could not know of."""


def sealed(lease: Lease, token_hash: str) -> Lease:
    """The lease with its seal. `token_hash` is the SHA-256 of the device's token, in hexadecimal."""
    return lease.model_copy(update={"seal": _seal(lease, token_hash)})


def is_sealed(lease: Lease, token_hash: str) -> bool:
    """Whether the lease is as the server made it, for the machine with this token."""
    # As bytes: a damaged seal may hold any characters, and texts of those are not compared.
    return hmac.compare_digest(lease.seal.encode(), _seal(lease, token_hash).encode())


def card_mark(key: str, number: str) -> str:
    """A document's mark on the lease's day. `number` is compact: half width, upper case, no fillers."""
    return hmac.new(bytes.fromhex(key), number.encode("utf-8"), hashlib.sha256).hexdigest()


def _seal(lease: Lease, token_hash: str) -> str:
    key = hmac.digest(token_hash.encode(), b"hall: lease", hashlib.sha256)
    said = json.dumps(lease.model_copy(update={"seal": ""}).model_dump(mode="json"), sort_keys=True)
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
