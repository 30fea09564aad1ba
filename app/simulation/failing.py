"""Why a scenario fails: something is not as it expects."""

from app.domain.forms import FormInvalid
from app.domain.refusals import DomainError


class NotAsExpected(Exception):
    """A step could not be done, or an expectation does not hold."""

    def __init__(self, what: str, expected: object, found: object) -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected
        self.found = found


def unexpected(refusal: DomainError) -> NotAsExpected:
    """A refusal that the step after it does not expect."""
    told = f"{refusal.code}: {refusal}"
    if isinstance(refusal, FormInvalid):
        fields = (f"{problem.key}: {problem.message.en}" for problem in refusal.problems)
        told = "; ".join((refusal.code, *fields))
    return NotAsExpected("the step was refused", "no refusal", told)
