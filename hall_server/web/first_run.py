"""Whether this server still has no hall, and the code that lets somebody make one."""

import secrets
import threading

from hall_server.domain.refusals import WrongFirstCode
from hall_server.store.database import Store, halls


class FirstRun:
    """The one-time code of a server without a hall; made anew at each start, never stored."""

    def __init__(self) -> None:
        self.code = f"{secrets.randbelow(10**4):04}-{secrets.randbelow(10**4):04}"
        self.lock = threading.Lock()

    def require(self, written: str) -> None:
        """Raises WrongFirstCode. Spaces and dashes do not count."""
        digits = "".join(character for character in written if character.isdigit())
        if not secrets.compare_digest(digits, self.code.replace("-", "")):
            raise WrongFirstCode()


def is_first_run(store: Store) -> bool:
    """Whether the database has no hall yet."""
    with store.reading() as connection:
        return not halls(connection)
