"""Passwords as argon2 hashes: what keeping and checking one costs, in one place."""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Slow by design: never call it inside a transaction."""
    return _hasher.hash(password)


def is_password(password_hash: str, password: str) -> bool:
    """Whether it is the password of the hash, at the cost that the hash itself names."""
    try:
        return _hasher.verify(password_hash, password)
    except VerificationError:
        return False
