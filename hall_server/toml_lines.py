"""On which line of a TOML text a table or key stands, which the parser does not tell."""

import re
import tomllib

TomlPath = tuple[str | int, ...]
"""Way into a parsed TOML file, positions counted from 0: ("queue", 3, "departments", 0)."""

_PARSE_LIMIT = 4_000_000
"""Characters parsed in search of lines, so that an endless list costs no time; lines after it stay
unknown."""

_SYNTAX_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


def in_words(path: TomlPath) -> str:
    """The path as it reads in the file, positions counted from 1: `[[queue]] 4 departments 1`."""
    if not path:
        return ""
    top = str(path[0])
    if len(path) > 1:
        is_array = isinstance(path[1], int)
        top = top if top == "common" else f"[[{top}]]" if is_array else f"[{top}]"
    rest = (str(part + 1) if isinstance(part, int) else part for part in path[1:])
    return " ".join((top, *rest))


def syntax_error(error: ValueError) -> tuple[int | None, str]:
    """The line and the words of what tomllib raised."""
    said = str(error)
    found = _SYNTAX_LINE.search(said)
    return (int(found[1]), said[: found.start()]) if found else (None, said)


def lines_of(text: str) -> dict[TomlPath, int]:
    """Line of each table header and each key of a valid TOML text, by path.

    A statement ends where its lines first parse on their own; dotted keys are told by their first
    part, and what stands inside a value by the value's key.
    """
    found: dict[TomlPath, int] = {}
    counts: dict[TomlPath, int] = {}
    table: TomlPath = ()
    pending: list[str] = []
    parsed = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not pending and (not line.strip() or line.lstrip().startswith("#")):
            continue
        pending.append(line)
        parsed += sum(map(len, pending))
        if parsed > _PARSE_LIMIT:
            break
        statement = _parsed("\n".join(pending))
        if statement is None:
            continue
        first = number - len(pending) + 1
        if pending[0].lstrip().startswith("["):
            table = _header(statement, counts)
            found.setdefault(table, first)
        else:
            found.setdefault((*table, next(iter(statement))), first)
        pending = []
    return found


def nearest(lines: dict[TomlPath, int], path: TomlPath) -> int | None:
    """The line of the path, or of the closest thing around it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _parsed(statement: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(statement)
    except (ValueError, RecursionError):
        return None


def _header(statement: dict[str, object], counts: dict[TomlPath, int]) -> TomlPath:
    """The path a header opens: `[[queue]]` the next element, `[a.b]` inside the latest `[[a]]`."""
    path: TomlPath = ()
    within: object = statement
    while within:
        if isinstance(within, dict):
            name, within = next(iter(within.items()))
            path = (*path, name)
            if isinstance(within, dict) and within and path in counts:
                path = (*path, counts[path] - 1)
        else:
            counts[path] = counts.get(path, 0) + 1
            return (*path, counts[path] - 1)
    return path
