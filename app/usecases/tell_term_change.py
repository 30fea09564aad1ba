"""A case hears that its term was changed, so that its model can tell the applicant."""

from datetime import date

from app.domain.case import Case
from app.domain.correlation import LIVE_FOR, KeptMessage
from app.domain.identity import CommandId
from app.domain.terms import TermChange, TermChangeKind
from app.feel import Value

TERM_CHANGED = "term-changed"
"""The message; a model that tells nobody of it does not wait for it."""


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
