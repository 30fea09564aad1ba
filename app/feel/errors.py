"""The errors of the expression language."""


class FeelError(Exception):
    """Any failure of the expression language that reaches a caller."""


class FeelSyntaxError(FeelError):
    """The text is no expression, or uses a construct that is not supported.

    `position` counts characters from 0; `message` is a full sentence without the position.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


class FeelBudgetExceeded(FeelError):
    """The evaluation asked for more steps, depth or size than its budget allows."""


class Unfit(Exception):
    """A value does not fit an operation: inside this room it becomes null and a note."""
