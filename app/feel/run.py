"""The state of one running evaluation: what it may still spend, what it has noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import thread_time

from app.feel.budget import Budget
from app.feel.errors import FeelBudgetExceeded
from app.feel.saying import Language, Said, told
from app.feel.values import Builtin

NOTES_LIMIT = 20
LOOK_EVERY = 500
"""Steps between two looks at the time; asking for it costs as much as some steps do."""


@dataclass(frozen=True, slots=True)
class Note:
    """Why a part of the expression gave null; `position` counts characters from 0."""

    message: str
    position: int
    place: str = ""
    """Where in a model the expression stands, or empty."""

    def told(self, language: Language) -> str:
        """The reason in the language."""
        return told(self.message, language)


class Run:
    """One evaluation; never shared between two."""

    __slots__ = (
        "_look_at",
        "budget",
        "depth",
        "functions",
        "notes",
        "now",
        "steps",
        "trace",
        "until",
    )

    def __init__(
        self, budget: Budget, functions: Mapping[str, Builtin], now: datetime | None
    ) -> None:
        self.budget = budget
        self.functions = functions
        self.now = now
        self.steps = budget.steps
        self.until: float | None = None
        self._look_at = max(budget.steps - LOOK_EVERY, 0)
        self.depth = 0
        self.notes: list[Note] = []
        self.trace: list[object] = []
        """What parts of a model leave behind for whoever asked, such as the rules that spoke."""

    def note(self, template: str, position: int, **facts: object) -> None:
        """Keep the first notes: the later ones follow from them."""
        if len(self.notes) < NOTES_LIMIT:
            self.notes.append(Note(Said(template, facts), position))

    def spend(self, steps: int) -> None:
        """Take steps from the budget."""
        self.steps -= steps
        if self.steps < self._look_at:
            self._look()

    def _look(self) -> None:
        if self.steps < 0:
            raise FeelBudgetExceeded(
                "The evaluation needs more than {steps} steps", steps=self.budget.steps
            )
        self._look_at = max(self.steps - LOOK_EVERY, 0)
        now = thread_time()
        if self.until is None:
            self.until = now + self.budget.seconds
        elif now > self.until:
            raise FeelBudgetExceeded(
                "The evaluation takes longer than {seconds} seconds",
                seconds=f"{self.budget.seconds:g}",
            )

    def check_items(self, count: int) -> None:
        """Refuse a list or a context with more elements than the budget has."""
        if count > self.budget.items:
            raise FeelBudgetExceeded(
                "The evaluation makes a list of {count} elements; {most} are allowed",
                count=count,
                most=self.budget.items,
            )

    def check_size(self, size: int) -> None:
        """Refuse a string, or a whole result, that is larger than the budget."""
        if size > self.budget.size:
            raise FeelBudgetExceeded(
                "The evaluation makes a value of {size} elements; {most} are allowed",
                size=size,
                most=self.budget.size,
            )

    def check_depth(self, depth: int) -> None:
        """Refuse calls or values nested deeper than the budget."""
        if depth > self.budget.depth:
            raise FeelBudgetExceeded(
                "The evaluation nests deeper than {depth} levels", depth=self.budget.depth
            )
