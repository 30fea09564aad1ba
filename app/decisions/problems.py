"""What stands in the way of running a decision model as the standard says."""

from dataclasses import dataclass

from app.feel import FeelSyntaxError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is refused, or that can never work."""

    rule: str
    """Stable id: `decision-service`, `import`, `external-function`, `bad-expression` …"""
    element: str
    """Id of the element of the model, or empty where it has none."""
    name: str
    line: int
    what: str = ""
    """The part that is meant: a name, a href, a hit policy, the text of a cell."""
    error: FeelSyntaxError | None = None
    """Of `bad-expression`: says where in the text, what was expected, and the nearest name."""
    detail: str = ""
