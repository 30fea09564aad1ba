"""Begin a case by a message: where the process that declares it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.case import Applicant
from app.domain.correlation import KeptMessage
from app.domain.identity import OfficeId
from app.domain.models import Beginning
from app.domain.texts import LANGUAGES
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import UnitOfWork
from app.usecases.advancing import Grounds, NewId
from app.usecases.begin_case import NOBODY, BeginCase, Occasion
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion


@dataclass(frozen=True, slots=True)
class MessageStart:
    message: KeptMessage
    office: OfficeId | None
    """None: the office of the case whose number is the message's key."""


def start_by_message(
    start: MessageStart,
    *,
    uow: UnitOfWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> list[Grounds]:
    """Begin the case within the caller's transaction; none where no process begins so.

    A message begins one case, a signal one of each process that waits for it. The new case has the
    applicant and the office of the case whose number is the message's key, as a complaint has
    those of the case it is about, or of the case that has thrown it; else the `applicant` of the
    payload (`iin`, `full_name`, `phone`, `language`) and the office that the sender or, in the end,
    the model names.
    """
    message = start.message
    about = uow.cases.find(message.key) or uow.cases.find(message.sender)
    known = start.office or (None if about is None else about.office_id)
    found = [
        (service, at, office)
        for service, at in _beginning(message, rules, uow)
        if (office := known or OfficeId(at.office))
    ]
    begin = BeginCase(uow=uow, engine=engine, rules=rules, clock=clock, new_id=new_id)
    applicant = applicant_told(message.payload, NOBODY if about is None else about.applicant)
    begun: list[Grounds] = []
    for service, at, office in found if message.is_signal else found[:1]:
        occasion = Occasion(
            office=office,
            applicant=applicant,
            variables=message.payload,
            actor=message.sender,
            action="begun-by-message",
            facts={"message": message.message, "key": message.key},
        )
        if not _is_under_way(message, service, at, uow):
            begun.append(begin(service, at, occasion))
    return begun


def _beginning(
    message: KeptMessage, rules: Rulebook, uow: UnitOfWork
) -> Iterator[tuple[ServiceVersion, Beginning]]:
    """The newest versions of processes that begin with it, and where."""
    for service in rules.services(uow):
        model = service.model
        starts = model.signal_starts if message.is_signal else model.message_starts
        at = starts.get(message.message)
        if at is not None:
            yield service, at


def _is_under_way(
    message: KeptMessage, service: ServiceVersion, at: Beginning, uow: UnitOfWork
) -> bool:
    """Whether an instance that needs several events has begun with another of them already."""
    if not at.is_joint:
        return False
    # Two of the events at once would begin an instance each: the second waits for the first here.
    uow.kept_messages.settle(service.key, message.key)
    return any(
        one.element_id == at.element and uow.cases.get(one.instance_id).process_key == service.key
        for one in uow.subscriptions.waiting_for(message.message, message.key)
    )


def applicant_told(payload: Mapping[str, Value], otherwise: Applicant) -> Applicant:
    """The `applicant` of what was told, as far as it is."""
    told = payload.get("applicant")
    if not isinstance(told, dict):
        return otherwise
    language = next((one for one in LANGUAGES if one == told.get("language")), otherwise.language)
    return Applicant(
        iin=_text(told.get("iin")) or otherwise.iin,
        full_name=" ".join(_text(told.get("full_name") or told.get("name")).split()),
        phone=_text(told.get("phone")),
        language=language,
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
