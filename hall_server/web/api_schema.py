"""The served OpenAPI schema: every error is a problem document, and who may send what is said."""

from typing import Any

from apiflask import APIFlask

from hall_server.web.problems import MEDIA_TYPE
from hall_server.wire.problem import Problem

METHODS = ("get", "post", "put", "delete")
SECURITY_SCHEMES = {
    "device": {"type": "http", "scheme": "bearer", "description": "A device's token."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "session",
        "description": "A member of staff who has signed in; a change also carries X-CSRFToken.",
    },
}


def describe_problems(app: APIFlask) -> None:
    """Have the schema say of each operation that its errors are problem documents."""

    def correct(spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
        assert isinstance(spec, dict)  # APIFlask hands a string only for a YAML schema
        components = spec.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        components["securitySchemes"] = SECURITY_SCHEMES
        for path in spec["paths"].values():
            for method in METHODS:
                if method in path:
                    path[method]["responses"] = _responses(path[method].get("responses", {}))
        for replaced in ("HTTPError", "ValidationError"):
            schemas.pop(replaced, None)
        return spec

    app.spec_processor(correct)


def _responses(documented: dict[str, Any]) -> dict[str, Any]:
    """The answers of an operation; whatever is not listed is a problem as well."""
    answers = {
        status: answer if int(status) < 400 else _problem(answer["description"])
        for status, answer in documented.items()
    }
    return answers | {"default": _problem("Any other error")}


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}
