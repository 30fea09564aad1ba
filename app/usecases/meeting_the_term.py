"""The moment at which a case has met its term: an element the standard names, or its end."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from app.domain.case import Case
from app.domain.identity import ElementId
from app.ports.engine import Passed
from app.ports.storage import UnitOfWork

_REACHED = frozenset({"completed", "fired"})
"""How an element is passed that has happened; a cancelled or called one has not."""


def meet_term(
    uow: UnitOfWork,
    case: Case,
    *,
    met_by: Sequence[ElementId],
    passed: Iterable[Passed],
    ended: bool,
    now: datetime,
) -> None:
    """Write the moment down once; whatever is passed later leaves it as it is.

    Args:
        uow: of the command, which has locked the instance.
        case: as the command has read it.
        met_by: addresses of the elements that meet the term; none: only its end does.
        passed: what the command has led through.
        ended: whether the case is over, by whatever way.
        now: aware.
    """
    if case.term_met_at is not None:
        return
    reached = any(one.outcome in _REACHED and one.element_id in met_by for one in passed)
    if reached or ended:
        uow.cases.meet_term(replace(uow.cases.get(case.instance_id), term_met_at=now))
