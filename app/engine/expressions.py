"""Evaluates what authors wrote: FEEL after `=`, plain JUEL in `${…}`, else a literal."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from app.domain.texts import LANGUAGES, Text
from app.engine.failures import Stuck
from app.feel import Expression, FeelBudgetExceeded, FeelError, Note, parse, tree
from app.feel.juel import is_juel, to_feel
from app.feel.parser import parse_expression
from app.feel.values import Value, type_name
from app.feel.zones import OFFICE_ZONE, zone
from app.ports.engine import Surroundings

OFFICE = zone(OFFICE_ZONE)
"""`today()` is the day in the office, not in Greenwich."""


_QUOTED = re.compile(r'"[^"]*"|«[^»]*»')
_COUNTED = re.compile(r"(?<!\w)\d[\d.:-]*")


@lru_cache(maxsize=8192)
def compiled(text: str) -> Expression:
    """The parsed FEEL, with or without the leading `=`, or JUEL. Raises FeelSyntaxError."""
    return parse(to_feel(text) if is_juel(text) else text.removeprefix("="))


@lru_cache(maxsize=8192)
def tree_of(text: str) -> tree.Node:
    """The syntax of the same expression. Raises FeelSyntaxError."""
    return parse_expression(compiled(text).source, frozenset())


def without_values(message: str) -> str:
    """A note of the evaluation without what people typed: incidents are read by many."""
    return _COUNTED.sub("…", _QUOTED.sub('"…"', message))


def is_expression(text: str) -> bool:
    """Whether an attribute holds an expression; else it is a literal."""
    return text.startswith("=") or is_juel(text)


def words_without_values(note: Note) -> Text:
    """What a note says, in each language and without what people typed."""
    return Text(*(without_values(note.told(language)) for language in LANGUAGES))


Warn = Callable[[str, Note], None]
"""Takes what the expression is for, and the note."""


def _unheard(_what: str, _note: Note) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Scope:
    """What expressions see at one moment: variables, and the surroundings of the command."""

    variables: Mapping[str, Value]
    around: Surroundings
    warn: Warn = _unheard
    """Is told why a part of an expression gave null, though the whole has a value."""

    def with_local(self, local: Mapping[str, Value]) -> "Scope":
        return replace(self, variables={**self.variables, **local}) if local else self

    def evaluate(self, text: str, what: str) -> Value:
        """The value of a FEEL text.

        Raises:
            Stuck: a null for a reason (a note), an exceeded budget, or no expression at all.
        """
        names = {**self.variables, **self.around.variables}
        try:
            outcome = compiled(text).evaluate(
                names, functions=self.around.functions, now=self.around.now.astimezone(OFFICE)
            )
        except FeelBudgetExceeded as error:
            raise Stuck("budget-exceeded", f"{what}: {error}") from error
        except FeelError as error:
            raise Stuck("expression-failed", f"{what}: {error}") from error
        if outcome.value is None and outcome.notes:
            raise Stuck("expression-failed", f"{what}: {without_values(outcome.notes[0].message)}")
        for note in outcome.notes:
            self.warn(what, note)
        return outcome.value

    def value(self, text: str, what: str) -> Value:
        """The value of an expression, else the text itself."""
        return self.evaluate(text, what) if is_expression(text) else text

    def condition(self, text: str, what: str) -> bool:
        found = self.evaluate(text, what)
        if not isinstance(found, bool):
            raise Stuck("expression-failed", f"{what}: {type_name(found)} instead of true or false")
        return found

    def text(self, text: str, what: str) -> str | None:
        """A text, or None where nothing is given."""
        found = self.value(text, what) if text else None
        if found is not None and not isinstance(found, str):
            raise Stuck("expression-failed", f"{what}: {type_name(found)} instead of a string")
        return found or None

    def texts(self, text: str, what: str) -> tuple[str, ...]:
        """A list of texts; a literal separates them by commas."""
        found = self.value(text, what) if text else None
        if isinstance(found, str):
            found = [part.strip() for part in found.split(",")]
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(part, str) for part in found):
            raise Stuck("expression-failed", f"{what}: {type_name(found)} instead of strings")
        return tuple(part for part in found if isinstance(part, str) and part)
