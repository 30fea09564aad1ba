"""Why a scenario fails: something is not as it expects."""

from app.domain.forms import FormInvalid
from app.domain.mistakes import filled, joined
from app.domain.refusals import DomainError
from app.domain.texts import Text
from app.simulation.failing_words import EXPECTATIONS, NO_REFUSAL, REFUSED, STEP_REFUSED


class NotAsExpected(Exception):
    """A step could not be done, or an expectation does not hold."""

    def __init__(self, told: Text, expected: object, found: object, *, key: str = "") -> None:
        """What is expected and found are values of the scenario format, or a Text.

        `key` is that of an expectation, which the command line names it by.
        """
        super().__init__(key or told.en)
        self.what = key or told.en
        self.key = key
        self.told = told
        self.expected = expected
        self.found = found


def differs(key: str, expected: object, found: object) -> NotAsExpected:
    """An expectation that does not hold."""
    return NotAsExpected(EXPECTATIONS[key], expected, found, key=key)


def unexpected(refusal: DomainError) -> NotAsExpected:
    """A refusal that the step after it does not expect."""
    return NotAsExpected(STEP_REFUSED, NO_REFUSAL, refusal_told(refusal))


def refusal_told(refusal: DomainError) -> Text:
    """Its title and code; in English with its detail, and of a form with each field."""
    if isinstance(refusal, FormInvalid):
        code = Text(refusal.code, refusal.code, refusal.code)
        fields = [filled((_FIELD,) * 3, key=p.key, told=p.message) for p in refusal.problems]
        return joined([code, *fields])
    values = {"code": refusal.code, "detail": str(refusal)}
    return filled(REFUSED, title=refusal.title, **values)


_FIELD = "{key}: {told}"
