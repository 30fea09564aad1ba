"""The one way in which an element stops: for a reason that a person can mend."""

from typing import Literal

Code = Literal[
    "no-matching-flow",
    "expression-failed",
    "uncaught-error",
    "budget-exceeded",
    "lost-update",
    "no-such-process",
    "no-such-start",
    "no-token-can-move",
    "decision-failed",
    "decision-missing",
    "decision-result",
]


class Stuck(Exception):
    """This element cannot go on now. `detail` is English and holds no values."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
