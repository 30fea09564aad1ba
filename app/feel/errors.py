"""The errors of the expression language."""

from app.feel.saying import Language, Said, told


class FeelError(Exception):
    """Any failure of the expression language that reaches a caller."""

    def __init__(self, template: str, **facts: object) -> None:
        self.message = Said(template, facts)
        super().__init__(self.message)

    def told(self, language: Language) -> str:
        """The sentence in the language, with its place where there is one."""
        return told(self.message, language)


class FeelSyntaxError(FeelError):
    """The text is no expression, or uses a construct that is not supported.

    `position` counts characters of the source from 0, `line` and `column` from 1; `message` is a
    full sentence without the place.
    """

    def __init__(self, template: str, position: int, **facts: object) -> None:
        super().__init__(template, **facts)
        self.position = position
        self.source = ""

    def __str__(self) -> str:
        return self.told("en")

    @property
    def line(self) -> int:
        """The line of the source."""
        return self.source.count("\n", 0, self.position) + 1

    @property
    def column(self) -> int:
        """The character in that line."""
        return self.position - self.source.rfind("\n", 0, self.position)

    def told(self, language: Language) -> str:
        """The sentence in the language, with line and character."""
        facts = {"line": self.line, "column": self.column}
        where = Said("at character {column}", facts)
        if "\n" in self.source:
            where = Said("line {line}, character {column}", facts)
        return f"{super().told(language)} ({told(where, language)})"


class FeelBudgetExceeded(FeelError):
    """The evaluation asked for more steps, depth, size or time than its budget allows."""


class Unfit(Exception):
    """A value does not fit an operation: inside this room it becomes null and a note."""

    def __init__(self, template: str, **facts: object) -> None:
        self.said = Said(template, facts)
        super().__init__(self.said)
