"""Tell a case what an applicant says at a counter: takes it back, or asks for its result."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from app.domain.case import CaseNotFound
from app.domain.identity import CaseNumber, CommandId, PersonId
from app.domain.people import NotPermitted, Person, Power, demand_in_any
from app.domain.refusals import Conflict, Invalid
from app.domain.texts import Text
from app.feel import Value
from app.ports.storage import BeginWork
from app.usecases.acting import acting, own_command
from app.usecases.correlate_message import CorrelateMessage, MessageCorrelated
from app.usecases.rulebook import Rulebook

Told = Literal["result-requested", "application-withdrawn", "complaint-withdrawn"]
"""Names of the messages that a counter may send; a stored result is asked for by 458/R1 p.9."""


class NotAwaited(Conflict):
    """The case does not wait for this: somebody was faster, or it has gone on."""

    code = "NotAwaited"
    title = Text(
        "Іс бұл әрекетті қазір күтпейді",
        "Дело сейчас этого не ждёт",
        "The case does not wait for this now",
    )


class ReasonMissing(Invalid):
    code = "ReasonMissing"
    title = Text("Себебін жазыңыз", "Укажите причину", "Please give the reason")


@dataclass(frozen=True, slots=True)
class TellCase:
    command_id: CommandId
    actor: PersonId
    number: CaseNumber
    message: Told
    reason: str = ""
    """Of what is taken back, in the applicant's words."""


def tell_case(
    command: TellCase,
    *,
    begin: BeginWork,
    rules: Rulebook,
    correlate: Callable[[CorrelateMessage], MessageCorrelated],
) -> None:
    """Deliver it. Idempotent by `command_id`.

    Raises:
        CaseNotFound: no such case.
        NotPermitted: the person works neither in its department nor where it was taken in.
        NotAwaited, ReasonMissing: as they say.
    """
    reason = " ".join(command.reason.split())
    takes_back = command.message != "result-requested"
    if takes_back and not reason:
        raise ReasonMissing
    with begin() as uow:
        actor = acting(uow, command.actor, rules)
        case = uow.cases.find(command.number)
        if case is None:
            raise CaseNotFound(f"Expected a case {command.number}")
        demand_in_any(actor, Power.WORK_TASKS, case.offices, rules.offices(uow))
        if not uow.subscriptions.waiting_for(command.message, command.number):
            raise NotAwaited(f"Expected {command.number} to wait for {command.message}")
    payload: dict[str, Value] = {}
    if takes_back:
        payload = {"reason": reason, "by": actor.id}
    correlate(
        CorrelateMessage(
            command_id=own_command(command.command_id, command.actor, case.instance_id),
            sender=actor.id,
            name=command.message,
            key=command.number,
            payload=payload,
        )
    )


def awaited(
    actor: Person, number: CaseNumber, *, begin: BeginWork, rules: Rulebook
) -> tuple[Told, ...]:
    """What of it the case waits for, and the person may tell."""
    with begin() as uow:
        case = uow.cases.find(number)
        if case is None:
            return ()
        try:
            demand_in_any(actor, Power.WORK_TASKS, case.offices, rules.offices(uow))
        except NotPermitted:
            return ()
        return tuple(told for told in get_args(Told) if uow.subscriptions.waiting_for(told, number))
