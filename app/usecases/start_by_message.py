"""Begin a case by a message: at the message start event of the process that declares it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.audit import CHAIN_START
from app.domain.case import Applicant, Case, InstanceStatus, ProcessInstance
from app.domain.correlation import KeptMessage
from app.domain.identity import InstanceId, OfficeId, PersonId
from app.domain.models import Beginning
from app.domain.terms import reckon
from app.domain.texts import LANGUAGES
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import HistoryEvent, UnitOfWork
from app.usecases.advancing import Deed, Grounds, NewId, grounds_of, record_advance
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion

NOBODY = Applicant("0" * 12, "", "", LANGUAGES[0])
"""Stands for the applicant of a case that a message began which tells of none."""


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
    payload (`iin`, `full_name`, `phone`, `language`) and the office that the sender names.
    """
    message = start.message
    about = uow.cases.find(message.key) or uow.cases.find(message.sender)
    office = start.office or (None if about is None else about.office_id)
    if office is None:
        return []
    found = list(_beginning(message, rules, uow))
    chosen = found if message.is_signal else found[:1]
    begin = _Begin(message, office, about, uow, engine, rules, clock, new_id)
    return [
        begin.case(service, at)
        for service, at in chosen
        if not _is_under_way(message, service, at, uow)
    ]


@dataclass(frozen=True, slots=True)
class _Begin:
    message: KeptMessage
    office: OfficeId
    about: Case | None
    uow: UnitOfWork
    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    new_id: NewId

    def case(self, service: ServiceVersion, at: Beginning) -> Grounds:
        message, uow = self.message, self.uow
        now = self.clock.now()
        about = NOBODY if self.about is None else self.about.applicant
        instance = _fresh(service, InstanceId(self.new_id()), self.clock)
        applicant = _applicant(message.payload, about)
        case = _case(uow, service, instance, self.office, applicant, self.rules, message.sender)
        uow.instances.add(instance)
        uow.cases.add(case)
        ground = grounds_of(uow, instance, self.rules, now, case)
        advance = self.engine.start(service.source, message.payload, ground.around, at)
        facts = {"number": case.number, "message": message.message, "key": message.key}
        begun = HistoryEvent(now, "registered", at.element, message.sender)
        deed = Deed(message.sender, "begun-by-message", facts, events=[begun])
        record_advance(uow, ground, advance, deed, new_id=self.new_id)
        return ground


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


def _applicant(payload: Mapping[str, Value], otherwise: Applicant) -> Applicant:
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


def _fresh(service: ServiceVersion, instance_id: InstanceId, clock: Clock) -> ProcessInstance:
    now = clock.now()
    return ProcessInstance(
        id=instance_id,
        process_key=service.key,
        version=service.version,
        status=InstanceStatus.ACTIVE,
        snapshot=b"",
        started_at=now,
        changed_at=now,
        row_version=0,
        audit_head=CHAIN_START,
        audit_length=0,
    )


def _case(
    uow: UnitOfWork,
    service: ServiceVersion,
    instance: ProcessInstance,
    office: OfficeId,
    applicant: Applicant,
    rules: Rulebook,
    sender: str,
) -> Case:
    calendar = rules.calendar(office, uow)
    today = calendar.local_date(instance.started_at)
    edition = service.standard.edition_for(today)
    channel = service.standard.channels[0].id
    term = edition.term(edition.case_term, channel)
    deadline = reckon(term, instance.started_at, calendar)
    return Case(
        instance_id=instance.id,
        number=uow.cases.next_number(service.standard.number_prefix, today.year, instance.id),
        process_key=service.key,
        edition=edition.id,
        channel=channel,
        office_id=office,
        registered_at=instance.started_at,
        registered_by=PersonId(sender),
        applicant=applicant,
        term=term.id,
        term_due_on=deadline.due,
        term_closes_at=deadline.closes_at,
    )
