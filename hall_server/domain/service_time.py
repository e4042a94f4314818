"""How long a service is expected to take: what was learned, leaning on the catalogue at first."""

TRUSTED_SAMPLES = 30
LONGEST_FACTOR = 4
EMPTY_CALL_S = 20
"""Services shorter than this are empty calls and teach nothing."""


def expected_seconds(catalogue_minutes: int, samples: int, mean_seconds: float) -> float:
    """The catalogue's minutes, weighed as 30 samples, blended with the mean of what was observed."""
    prior = catalogue_minutes * 60.0
    return (TRUSTED_SAMPLES * prior + samples * mean_seconds) / (TRUSTED_SAMPLES + samples)
