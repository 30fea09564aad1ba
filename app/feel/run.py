"""The state of one running evaluation: what it may still spend, what it has noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.feel.budget import Budget
from app.feel.errors import FeelBudgetExceeded
from app.feel.values import Builtin

NOTES_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Note:
    """Why a part of the expression gave null; `position` counts characters from 0."""

    message: str
    position: int
    place: str = ""
    """Where in a model the expression stands, or empty."""


class Run:
    """One evaluation; never shared between two."""

    __slots__ = ("budget", "depth", "functions", "notes", "now", "steps", "trace")

    def __init__(
        self, budget: Budget, functions: Mapping[str, Builtin], now: datetime | None
    ) -> None:
        self.budget = budget
        self.functions = functions
        self.now = now
        self.steps = budget.steps
        self.depth = 0
        self.notes: list[Note] = []
        self.trace: list[object] = []
        """What parts of a model leave behind for whoever asked, such as the rules that spoke."""

    def note(self, message: str, position: int) -> None:
        """Keep the first notes: the later ones follow from them."""
        if len(self.notes) < NOTES_LIMIT:
            self.notes.append(Note(message, position))

    def spend(self, steps: int) -> None:
        """Take steps from the budget."""
        self.steps -= steps
        if self.steps < 0:
            raise FeelBudgetExceeded(f"The evaluation needs more than {self.budget.steps} steps")

    def check_size(self, size: int) -> None:
        """Refuse a list, context or string that is larger than the budget."""
        if size > self.budget.size:
            raise FeelBudgetExceeded(
                f"The evaluation makes a value of {size} elements; {self.budget.size} are allowed"
            )

    def check_depth(self, depth: int) -> None:
        """Refuse calls or values nested deeper than the budget."""
        if depth > self.budget.depth:
            raise FeelBudgetExceeded(f"The evaluation nests deeper than {self.budget.depth} levels")
