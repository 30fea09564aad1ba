"""What a citizen answers in the cabinet: it reaches the case by the message its model waits for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from app.domain.case import CaseNotFound
from app.domain.citizens import Citizen, Part
from app.domain.identity import CaseNumber, CommandId, InstanceId, PersonId
from app.domain.refusals import Invalid
from app.domain.reply_words import HearingReply
from app.domain.texts import Text
from app.feel import Value
from app.ports.views import Queries
from app.usecases.acting import own_command
from app.usecases.correlate_message import CorrelateMessage, MessageCorrelated
from app.usecases.tell_case import NotAwaited, ReasonMissing

Withdrawal = Literal["application-withdrawn", "complaint-withdrawn"]
Awaited = Literal["hearing-reply", "supplier-chosen", Withdrawal]
"""Names of the messages that the cabinet may send, or have sent."""
Correlate = Callable[[CorrelateMessage], MessageCorrelated]


class PositionMissing(Invalid):
    code = "PositionMissing"
    title = Text(
        "Пікіріңізді жазыңыз: ол шешім қабылданғанда ескеріледі",
        "Напишите своё мнение: его учтут при решении",
        "Please write your opinion: it is taken into account in the decision",
    )


@dataclass(frozen=True, slots=True)
class AnswerHearing:
    command_id: CommandId
    citizen: Citizen
    number: CaseNumber
    reply: HearingReply
    position: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take an application or a complaint back."""

    command_id: CommandId
    citizen: Citizen
    number: CaseNumber
    reason: str


@dataclass(frozen=True, slots=True)
class CaseAtHand:
    """A case of the citizen that waits for their answer."""

    instance_id: InstanceId
    number: CaseNumber
    part: Part
    awaits: Awaited
    variables: Mapping[str, Value] = field(default_factory=dict)


def answer_hearing(
    command: AnswerHearing, *, queries: Queries, correlate: Correlate
) -> MessageCorrelated:
    """Deliver the reply to the notice of a hearing (458/R1 p.9). Idempotent by `command_id`.

    Raises:
        CaseNotFound: no such case, or none of theirs.
        NotAwaited: the hearing is over, or was answered before.
        PositionMissing: whoever objects in writing has to write something.
    """
    position = command.position.strip()
    if command.reply == "objects" and not position:
        raise PositionMissing
    case = case_at_hand(queries, command.citizen, command.number, "hearing-reply")
    payload: dict[str, Value] = {"reply": command.reply, "position": position}
    return correlate(_message(case, command.command_id, payload))


def withdraw(command: Withdraw, *, queries: Queries, correlate: Correlate) -> Awaited:
    """The case ends by it; what it was that it waited for. Idempotent by `command_id`.

    Raises:
        CaseNotFound, NotAwaited, ReasonMissing: as they say.
    """
    reason = " ".join(command.reason.split())
    if not reason:
        raise ReasonMissing
    case = case_at_hand(queries, command.citizen, command.number, *get_args(Withdrawal))
    correlate(_message(case, command.command_id, {"reason": reason, "by": "applicant"}))
    return case.awaits


def case_at_hand(
    queries: Queries, citizen: Citizen, number: CaseNumber, *answers: Awaited
) -> CaseAtHand:
    """The case, if it is theirs and waits for one of these. Raises CaseNotFound, NotAwaited."""
    view = queries.case(number)
    part = citizen.part_in(view.case)
    if part is None:
        raise CaseNotFound(f"Expected {number} to be a case of the citizen")
    waits = queries.awaited_messages(view.case.instance_id)
    awaited = next((answer for answer in answers if answer in waits), None)
    if awaited is None:
        raise NotAwaited(f"Expected {number} to wait for {' or '.join(answers)}")
    return CaseAtHand(view.case.instance_id, number, part, awaited, view.variables)


def _message(case: CaseAtHand, sent: CommandId, payload: Mapping[str, Value]) -> CorrelateMessage:
    return CorrelateMessage(
        command_id=own_command(sent, PersonId(case.part), case.instance_id),
        sender=case.part,
        name=case.awaits,
        key=case.number,
        payload=payload,
    )
