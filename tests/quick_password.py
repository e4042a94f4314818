"""Password hashes that cost next to nothing, for people whose sign-in is no proof of argon2.

A hash names what checking it costs, so signing in with one of these is quick on the real server.
"""

from functools import cache

from argon2 import PasswordHasher

_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def quick_hash(password: str) -> str:
    """What `add_staff` keeps of a password."""
    return _hasher.hash(password)
