"""A case hears that its term was changed, so that its model can tell the applicant."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid5

from app.domain.calendar_change import CalendarChange
from app.domain.case import Case
from app.domain.correlation import LIVE_FOR, KeptMessage
from app.domain.identity import CommandId
from app.domain.terms import TermChange, TermChangeKind
from app.feel import Value

TERM_CHANGED = "term-changed"
"""The message; a model that tells nobody of it does not wait for it."""
TERM_MOVED = "term-moved"
"""The same where nobody decided on this case: the working calendar was changed."""
_WAITS_FOR_MOVE = re.compile(rb"""<[\w:]*message\b[^>]*\bname=["']term-moved["']""")


def news_of_change(
    command_id: CommandId, case: Case, change: TermChange, new_due: date
) -> KeptMessage:
    """For the case whose number is the key.

    Not for its present waits alone: where the stage that tells of it has not begun yet, the
    message is kept until it does.
    """
    return KeptMessage(
        id=command_id,
        message=TERM_CHANGED,
        key=case.number,
        payload={"term_change": _told(change, new_due)},
        sender=change.decided_by,
        received_at=change.decided_at,
        expires_at=change.decided_at + LIVE_FOR,
    )


def news_of_move(change: CalendarChange, case: Case, at: datetime) -> KeptMessage:
    """For the case whose last day the calendar has moved; the same however often it is made."""
    return KeptMessage(
        id=CommandId(uuid5(change.id, str(case.instance_id))),
        message=TERM_MOVED,
        key=case.number,
        payload={"term_move": {"new_due": case.term_due_on, "act": change.act}},
        sender=change.applied_by or change.made_by,
        received_at=at,
        expires_at=at + LIVE_FOR,
    )


def tells_of_moves(diagrams: Iterable[bytes]) -> bool:
    """Whether a version of a service, by its diagrams, waits anywhere for what moves its term."""
    return any(_WAITS_FOR_MOVE.search(diagram) for diagram in diagrams)


def _told(change: TermChange, new_due: date) -> dict[str, Value]:
    """What the paper `term-change` asks for; what does not concern this kind is not there."""
    told: dict[str, Value] = {
        "change": change.kind,
        "change_reason": change.reason,
        "change_norm": change.norm,
        "new_due": new_due,
    }
    if change.kind is TermChangeKind.SUSPENDED:
        told |= {"suspended_from": change.first, "suspended_until": change.last}
    if change.kind is TermChangeKind.RESUMED:
        told["runs_from"] = change.first
    return told
