"""Waiting lines as Hypothesis draws them: small numbers, so that ties and limits are met often."""

from hypothesis import strategies as st

from hall_server.domain.discipline import Serves, Waiting

QUEUES = (1, 2, 3)
WINDOWS = (11, 12)
NOW = 4000
RATES = (1.0, 1.5, 2.0, 4.0)
"""Powers and halves of two: the products are exact, so that the slow rule may use fractions."""

moments = st.sampled_from([NOW - ago for ago in (3500, 2000, 700, 600, 500, 300, 60, 0, -300)]) | (
    st.integers(0, NOW + 600)
)

in_turn = st.just((None, None))
pins = in_turn | in_turn | st.tuples(moments, st.none() | st.sampled_from(WINDOWS))


@st.composite
def lines(draw: st.DrawFn, most: int = 14) -> list[Waiting]:
    """A line over three queues; some are pinned, to a window or to the front of their queue."""
    waiting = st.tuples(
        st.sampled_from(QUEUES), st.sampled_from(RATES), moments, pins, st.booleans()
    )
    return [
        Waiting(100 + place, queue, rate, basis, place, *pin, booked)
        for place, (queue, rate, basis, pin, booked) in enumerate(
            draw(st.lists(waiting, max_size=most))
        )
    ]


@st.composite
def profiles(draw: st.DrawFn) -> Serves:
    """A window's own queues and those it helps."""
    duties = draw(st.tuples(*(st.sampled_from(("own", "backup", "none")) for _ in QUEUES)))
    own = frozenset(queue for queue, duty in zip(QUEUES, duties, strict=True) if duty == "own")
    helped = [queue for queue, duty in zip(QUEUES, duties, strict=True) if duty == "backup"]
    return Serves(
        window=draw(st.sampled_from(WINDOWS)),
        own=own,
        backup={queue: draw(st.sampled_from((0.0, 400.0, 600.0, 3000.0))) for queue in helped},
    )


limits = st.fixed_dictionaries(
    {queue: st.sampled_from((600.0, 1800.0, 9000.0)) for queue in QUEUES}
)
