"""Words on materials: from a message to the check list."""

from hall_server.domain.cases.check_list import MaterialWord
from hall_server.domain.cases.states import MaterialState
from hall_server.wire import cases as w


def words_of(words: tuple[w.MaterialWord, ...]) -> list[MaterialWord]:
    """What a message says of materials, as the check list reads it."""
    return [
        MaterialWord(
            each.position,
            MaterialState(each.state),
            each.problem,
            each.promised_until,
            each.certificate_number,
        )
        for each in words
    ]
