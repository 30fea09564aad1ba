"""A complaint: a case of its own about another case, with the contested act and who reviews it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.identity import DocumentId, InstanceId, OfficeId
from app.domain.refusals import Invalid
from app.domain.texts import Text


class ComplaintUnfit(Invalid):
    """Nobody at hand may take this complaint: its addressee does not exist in the case."""

    code = "ComplaintUnfit"
    title = Text(
        "Бұл іс бойынша мұндай шағымды қабылдайтын орган жоқ",
        "По этому делу нет органа, которому адресована такая жалоба",
        "In this case there is no body that such a complaint goes to",
    )


class Against(StrEnum):
    """About whom or what it is. Norm: 458/R1 p.11."""

    DEPARTMENT = "department"
    """The employment department or its official: goes to its head."""
    CORPORATION = "corporation"
    """An employee of a State Corporation unit: goes to the head of the unit."""
    RESULT = "result"
    """The result of the service: goes to the body that reviews complaints."""


class ActState(StrEnum):
    """What becomes of the contested act."""

    SUSPENDED = "suspended"
    RESTORED = "restored"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What ties the case of a complaint to the case it is about."""

    instance_id: InstanceId
    """Of the complaint itself."""
    contested_id: InstanceId
    """Of the case that it is about."""
    against: Against
    act: DocumentId | None = None
    """The contested paper; None where an action or a failure to act is contested."""
    act_state: ActState | None = None
    act_state_at: datetime | None = None
    reviewer: OfficeId | None = None
    """The body it was passed on to with the case file."""
    passed_on_at: datetime | None = None
