"""Schemathesis over the whole served schema: no server error, the promised types and shapes."""

from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from office import SEAT, Caller, Office
from permissions import THROTTLED, UPLOADS
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

PROMISES = [
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
LEFT_OUT = THROTTLED | UPLOADS | {("DELETE", "/api/v1/session")}
"""Signing in is throttled and hashes each password; its bad input is in test_bad_input."""
BOUNDED = settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def callers(shared_office: Office) -> list[Caller]:
    """One caller of each door; the clerk sits at window 1, so that acts are reached."""
    doors = ("clerk", "supervisor", "kiosk", "display", "station")
    everybody = [shared_office.caller(who) for who in doors]
    everybody[0].ask("POST", "/api/v1/windows/1/sign-in", json={"seat": SEAT})
    return everybody


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_server_keeps_the_promises_of_its_schema(
    shared_office: Office, callers: list[Caller], mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", shared_office.server.app)
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if (operation.method.upper(), operation.path) in LEFT_OUT:
            continue
        tried += 1

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def holds(case: schemathesis.Case) -> None:
            for caller in callers:
                case.call_and_validate(
                    headers=caller.headers | {"Hall-Seat": SEAT},
                    cookies={each.key: each.value for each in caller.client._cookies.values()},
                    checks=PROMISES,
                )

        # An operation without parameters or body has nothing that could be wrong.
        with suppress(*([Unsatisfiable] if mode is GenerationMode.NEGATIVE else [])):
            holds()
    assert tried >= 40
