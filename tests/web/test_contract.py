"""What other programs lean on: words of the wire, vendored files, the served schema."""

import hashlib
import re
from pathlib import Path
from typing import get_args

import pytest
from office import Office

from hall_server.assets import DIRECTORY
from hall_server.domain.discipline import Rule
from hall_server.domain.plan_values import KINDS
from hall_server.domain.refusals import Refusal
from hall_server.domain.states import StopState, WindowState
from hall_server.web.doors import STAFF
from hall_server.wire import message
from hall_server.wire.views import CallReason

_NAMES = re.compile(r"\{[a-z_]+\}")
VENDOR = DIRECTORY / "vendor"


def test_the_wire_and_the_rules_use_the_same_words() -> None:
    assert set(get_args(message.StopState)) == {state.value for state in StopState}
    assert set(get_args(message.WindowState)) == {state.value for state in WindowState}
    assert set(get_args(CallReason.model_fields["rule"].annotation)) == {r.value for r in Rule}
    assert set(get_args(message.ItemKind)) == set(KINDS)
    assert set(get_args(message.Role)) == set(STAFF)


def _every(kind: type[Refusal]) -> list[type[Refusal]]:
    return [kind, *(each for child in kind.__subclasses__() for each in _every(child))]


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in _every(Refusal)]
    assert len(codes) == len(set(codes))


def _sums() -> dict[str, str]:
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="ascii").split("\n")
    return {name.removeprefix("./"): digest for digest, name in (ln.split() for ln in lines if ln)}


@pytest.mark.parametrize("name", sorted(_sums()))
def test_a_vendored_file_is_the_one_that_was_vetted(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == _sums()[name]


def test_no_vendored_file_is_without_its_sum() -> None:
    files = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert files - {"SHA256SUMS", "README.md"} == set(_sums())


def test_the_schema_says_of_every_operation_how_it_refuses(shared_office: Office) -> None:
    spec = shared_office.caller("nobody").ask("GET", "/api/v1/openapi.json").get_json()
    assert spec["openapi"].startswith("3.1")
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            for status, answer in operation["responses"].items():
                if status == "default" or int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"], (path, method)


def test_every_route_of_the_api_page_exists(shared_office: Office) -> None:
    """docs/api.md is written by hand; each route it names is one of the app's."""
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    spec = shared_office.caller("nobody").ask("GET", "/api/v1/openapi.json").get_json()
    known = {_NAMES.sub("{}", path.removeprefix("/api/v1")) for path in spec["paths"]}
    for row in page.split("\n"):
        words = row.removeprefix("| ").split(" ")
        if row.startswith("| ") and words[0] in {"GET", "POST", "PUT", "DELETE"}:
            path = words[1].strip("`,").split("?")[0]
            assert _NAMES.sub("{}", path) in known, row
