"""Register an application at a counter: a case with its number and term, a process that runs."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.audit import CHAIN_START
from app.domain.case import Applicant, Case, InstanceStatus, ProcessInstance
from app.domain.identity import (
    CaseNumber,
    CommandId,
    InstanceId,
    OfficeId,
    PersonId,
    ProcessKey,
)
from app.domain.people import Power, demand
from app.domain.refusals import Invalid
from app.domain.standard import Channel
from app.domain.terms import reckon
from app.domain.texts import LANGUAGES, Text
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, Variables
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.acting import actor_of, own_command
from app.usecases.advancing import Deed, NewId, grounds_of, record_advance
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound, ServiceVersion

COUNTER = "ED"
"""Code of the channel "employment department" in a service standard."""


class ChannelUnknown(Invalid):
    code = "ChannelUnknown"
    title = Text(
        "Бұл қызмет мұндай арна арқылы көрсетілмейді",
        "Услуга не оказывается через этот канал",
        "The service is not provided through this channel",
    )


@dataclass(frozen=True, slots=True)
class RegisterApplication:
    command_id: CommandId
    actor: PersonId
    process: ProcessKey
    office: OfficeId
    channel: str
    """Id of a channel of the service standard, such as `department_counter`."""
    answers: Mapping[str, object]
    """Raw answers of the service's `forms/application.form`."""
    variables: Variables | None = None
    """For a process without a start form: a scenario's first variables. Pages never give any."""


@dataclass(frozen=True, slots=True)
class ApplicationRegistered:
    instance_id: InstanceId
    number: CaseNumber


def register_application(
    command: RegisterApplication,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> ApplicationRegistered:
    """Register the application and start its process.

    Idempotent: a repeated `command_id` registers nothing and returns the first number.

    Raises:
        FormInvalid: answers are missing or unfit; nothing was registered.
        NotPermitted: the person may not register applications in the office.
        ChannelUnknown, ServiceNotFound: no such channel or service.
    """
    command_id = own_command(command.command_id, command.actor)
    with begin() as uow:
        earlier = uow.command_log.answer_of(command_id, ApplicationRegistered)
        if earlier is not None:
            return earlier
        actor = actor_of(uow, command.actor)
        demand(actor, Power.REGISTER_APPLICATION, command.office, rules.offices(uow))
        service = rules.latest(command.process, uow)
        answers = _read_answers(command, service)
        now = clock.now()
        instance = _fresh(service, InstanceId(new_id()), clock)
        case = _case(uow, command, service, instance, answers, rules)
        uow.instances.add(instance)
        uow.cases.add(case)
        ground = grounds_of(uow, instance, rules, now, case)
        first = {"application": dict(answers)} if command.variables is None else command.variables
        advance = engine.start(service.source, first, ground.around)
        registered = HistoryEvent(now, "registered", None, actor.id)
        deed = Deed(
            actor.id, "application-registered", {"number": case.number}, events=[registered]
        )
        record_advance(uow, ground, advance, deed, new_id=new_id)
        answer = ApplicationRegistered(instance.id, case.number)
        uow.command_log.remember(command_id, answer, now)
        uow.commit()
        return answer


def _read_answers(command: RegisterApplication, service: ServiceVersion) -> Mapping[str, Value]:
    if service.start_form is not None:
        return service.start_form.read(command.answers, {})
    if command.variables is None:
        raise ServiceNotFound(f"Expected {service.key} to have an application form")
    return _trial_applicant(command.variables)


NOBODY = "0" * 12
"""Stands for the IIN of a scenario's applicant who has none."""


def _trial_applicant(variables: Variables) -> Mapping[str, Value]:
    """What a scenario's `applicant` says, as an application form would have asked it."""
    told = variables.get("applicant")
    named = told if isinstance(told, dict) else {}
    return {
        "applicant_iin": named.get("iin") or NOBODY,
        "applicant_name": named.get("full_name") or named.get("name"),
        "phone": named.get("phone"),
        "language": named.get("language"),
    }


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


def counter_channels(service: ServiceVersion) -> tuple[Channel, ...]:
    """The channels that end at a department's counter: what a clerk there may register.

    The other channels of a standard have doors of their own. A trial has a channel of its own.
    """
    channels = service.standard.channels
    return tuple(channel for channel in channels if channel.code == COUNTER) or channels


def _case(
    uow: UnitOfWork,
    command: RegisterApplication,
    service: ServiceVersion,
    instance: ProcessInstance,
    answers: Mapping[str, Value],
    rules: Rulebook,
) -> Case:
    calendar = rules.calendar(command.office, uow)
    today = calendar.local_date(instance.started_at)
    edition = service.standard.edition_for(today)
    if command.channel not in {channel.id for channel in counter_channels(service)}:
        raise ChannelUnknown(f"Expected a channel of {service.key}, found {command.channel}")
    term = edition.term(edition.case_term, command.channel)
    deadline = reckon(term, instance.started_at, calendar)
    prefix = service.standard.number_prefix
    return Case(
        instance_id=instance.id,
        number=uow.cases.next_number(prefix, today.year, instance.id),
        process_key=service.key,
        edition=edition.id,
        channel=command.channel,
        office_id=command.office,
        registered_at=instance.started_at,
        registered_by=command.actor,
        applicant=_applicant(answers),
        term=term.id,
        term_due_on=deadline.due,
        term_closes_at=deadline.closes_at,
    )


def _applicant(answers: Mapping[str, Value]) -> Applicant:
    chosen = answers.get("language")
    language = next((known for known in LANGUAGES if known == chosen), LANGUAGES[0])
    return Applicant(
        iin=str(answers.get("applicant_iin") or ""),
        full_name=" ".join(str(answers.get("applicant_name") or "").split()),
        phone=str(answers.get("phone") or ""),
        language=language,
    )
