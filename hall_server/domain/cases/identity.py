"""Identity documents of applicants: sealed so that only the server reads them, marked to be found again."""

import base64
import re
from typing import NamedTuple

from cryptography.fernet import Fernet

from hall_server.domain.cases.refusals import WrongDocument
from hall_server.domain.identity import mark
from hall_server.visitor_numbers import TAIL, birth_date, compact, document_number

_LICENCE = re.compile(r"[0-9A-Z]{18}|[0-9]{15}", re.ASCII)
"""A unified social credit code (GB 32100), which may look like a resident's number; or an older one."""


class KeptIdentity(NamedTuple):
    """What is kept of an identity document: its last four, a keyed mark, and the number sealed."""

    kind: str = ""
    tail: str = ""
    mark: str | None = None
    sealed: str | None = None


NOBODY = KeptIdentity()


class IdentityKeys(NamedTuple):
    """The keys of a server for applicants' documents; they lie outside the database."""

    mark: bytes
    seal: bytes
    """32 bytes."""


def kept_identity(keys: IdentityKeys, kind: str, number: str) -> KeptIdentity:
    """What may be kept of a document. Raises WrongDocument."""
    written = _written(kind, number)
    if not written:
        raise WrongDocument()
    sealed = _fernet(keys).encrypt(written.encode()).decode()
    return KeptIdentity(kind, written[-TAIL:], mark(keys.mark, written), sealed)


def _written(kind: str, number: str) -> str | None:
    """A number of its kind in one way of writing; None when it cannot be one."""
    plain = compact(number)
    if kind == "id_card":
        return plain if birth_date(plain) else None
    if kind == "business_licence":
        return plain if _LICENCE.fullmatch(plain) else None
    return plain if kind == "other" else document_number(number)


def unsealed(keys: IdentityKeys, sealed: str) -> str:
    """The number itself; whoever asks for it is journaled. Raises InvalidToken for another's seal."""
    return _fernet(keys).decrypt(sealed.encode()).decode()


def _fernet(keys: IdentityKeys) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(keys.seal))
