"""Decisions on terms in a scenario."""

from datetime import date
from typing import TypedDict

from app.domain.identity import CaseNumber, CommandId, PersonId, TermId
from app.domain.terms import TermChangeKind
from app.simulation.world import TermDecision
from app.usecases.change_term import ChangeTerm, ExtendTerm, ResumeTerm, SuspendTerm


class _Facts(TypedDict):
    command_id: CommandId
    actor: PersonId
    number: CaseNumber
    term: TermId | None
    reason: str
    norm: str


def term_command(
    change: TermDecision, number: CaseNumber, actor: PersonId, command_id: CommandId
) -> ChangeTerm:
    """The decision as a command."""
    facts = _Facts(
        command_id=command_id,
        actor=actor,
        number=number,
        term=change.term,
        reason=change.reason,
        norm=change.norm,
    )
    match change.kind:
        case TermChangeKind.SUSPENDED:
            return SuspendTerm(**facts, first=_day(change.first), last=_day(change.last))
        case TermChangeKind.RESUMED:
            return ResumeTerm(**facts, on=_day(change.first))
        case TermChangeKind.EXTENDED:
            return ExtendTerm(**facts, amount=change.amount)


def _day(day: date | None) -> date:
    if day is None:
        raise ValueError("Expected a decision on a term to name its day")
    return day
