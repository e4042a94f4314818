"""The bench's table: goal, figure, floor, ratio, met or missed."""

from dataclasses import asdict, dataclass, field

from tests.bench.measuring import Rate


@dataclass(frozen=True)
class Line:
    """One figure. `met` is None where the issue sets no goal."""

    part: str
    what: str
    figure: str
    floor: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


@dataclass
class Report:
    """All lines in the order measured, and the raw figures beside them."""

    machine: str
    lines: list[Line] = field(default_factory=list)
    raw: dict[str, object] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        self.lines.append(line)

    def as_dict(self) -> dict[str, object]:
        """For --json."""
        return {
            "machine": self.machine,
            "lines": [asdict(line) for line in self.lines],
            "raw": self.raw,
        }

    def table(self) -> str:
        """For people."""
        heads = ("", "what", "figure", "floor", "ratio", "goal", "")
        rows = [heads, *(_cells(line) for line in self.lines)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
        told = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        told.insert(1, "-" * max(map(len, told)))
        missed = [line for line in self.lines if line.met is False]
        goals = sum(line.met is not None for line in self.lines)
        return "\n".join([self.machine, *told, f"{goals - len(missed)} of {goals} goals met"])


def _cells(line: Line) -> tuple[str, ...]:
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    verdict = {None: "", True: "met", False: "MISSED"}[line.met]
    return (line.part, line.what, line.figure, line.floor, ratio, line.goal, verdict)


def rate(measured: Rate) -> str:
    """A rate with its percentiles."""
    return (
        f"{measured.per_second:5.0f}/s  p50 {measured.p50:.1f} p95 {measured.p95:.1f}"
        f" p99 {measured.p99:.1f} ms"
    )
