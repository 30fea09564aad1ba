"""The figures of a run, as a table for people and as JSON for programs."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkloadResult:
    """One workload on one database."""

    name: str
    database: str
    """`sqlite`, `postgresql`, or `memory` for what needs none."""
    ours: float
    """Milliseconds, median of one operation."""
    floor: float
    """Likewise."""
    statements: int
    """Between BEGIN and COMMIT of ours, without the two; rows of one insert are one statement."""

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


def as_json(results: Sequence[WorkloadResult]) -> dict[str, list[dict[str, object]]]:
    return {
        "workloads": [
            {
                "name": result.name,
                "database": result.database,
                "ours": round(result.ours, 5),
                "floor": round(result.floor, 5),
                "ratio": round(result.ratio, 2),
                "statements": result.statements,
            }
            for result in results
        ]
    }


def as_table(results: Sequence[WorkloadResult]) -> str:
    head = f"{'workload':<24}{'database':<12}{'ours ms':>9}{'floor ms':>10}{'ratio':>8}{'SQL':>5}"
    lines = [
        f"{r.name:<24}{r.database:<12}{r.ours:>9.4f}{r.floor:>10.4f}{r.ratio:>7.2f}x{r.statements:>5}"
        for r in results
    ]
    return "\n".join((head, *lines))


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page as everybody met it who opened it while the others clicked."""

    page: str
    who: str
    clicks: int
    p50: float
    """Milliseconds from the click to the last byte."""
    p95: float
    alone: float | None
    """Milliseconds of processor time that one opening costs this process, server and client, while
    nobody else clicks: what a busy machine leaves as it is. PostgreSQL's own are not in it. None:
    different people, to whom it costs different times."""
    statements: int
    """Of one opening in all its transactions, BEGIN and COMMIT left out; at most, where different
    people open it."""


def pages_as_json(figures: Sequence[PageFigures]) -> dict[str, list[dict[str, object]]]:
    return {
        "pages": [
            {
                "page": figure.page,
                "who": figure.who,
                "clicks": figure.clicks,
                "p50": round(figure.p50, 1),
                "p95": round(figure.p95, 1),
                "alone": None if figure.alone is None else round(figure.alone, 1),
                "statements": figure.statements,
            }
            for figure in figures
        ]
    }


def pages_as_table(figures: Sequence[PageFigures]) -> str:
    head = (
        f"{'page':<12}{'who':<14}{'clicks':>7}{'p50 ms':>9}{'p95 ms':>9}{'alone ms':>10}{'SQL':>5}"
    )
    return "\n".join((head, *map(_line, figures)))


def _line(figure: PageFigures) -> str:
    alone = "" if figure.alone is None else f"{figure.alone:.1f}"
    times = f"{figure.p50:>9.1f}{figure.p95:>9.1f}{alone:>10}"
    return f"{figure.page:<12}{figure.who:<14}{figure.clicks:>7}{times}{figure.statements:>5}"
