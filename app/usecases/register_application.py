"""Register an application at a counter: of a department, or of the State Corporation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.identity import (
    CaseNumber,
    CommandId,
    ElementId,
    InstanceId,
    OfficeId,
    PersonId,
    ProcessKey,
)
from app.domain.models import Beginning
from app.domain.people import (
    DEPARTMENT,
    STATE_CORPORATION,
    NotPermitted,
    Office,
    Offices,
    Power,
    demand,
)
from app.domain.refusals import Invalid
from app.domain.standard import Channel, RequiredDocument
from app.domain.texts import Text
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, Variables
from app.ports.storage import BeginWork
from app.usecases.acting import acting, own_command
from app.usecases.advancing import NewId
from app.usecases.open_case import OpenCase, Opening, needed_papers, representative_of
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound, ServiceVersion

COUNTERS: Mapping[str, str] = {DEPARTMENT: "ED", STATE_CORPORATION: "SC"}
"""Kind of office to the code of the channel that ends at its counter."""


class ChannelUnknown(Invalid):
    code = "ChannelUnknown"
    title = Text(
        "Бұл қызмет мұндай арна арқылы көрсетілмейді",
        "Услуга не оказывается через этот канал",
        "The service is not provided through this channel",
    )


class StartUnknown(Invalid):
    code = "StartUnknown"
    title = Text(
        "Қызмет мұндай оқиғадан басталмайды",
        "Услуга не начинается с такого события",
        "The service does not begin at such an event",
    )


class PapersMissing(Invalid):
    """Papers that the State Corporation may not do without. Gap: 458/G-18."""

    code = "PapersMissing"
    title = Text(
        "Құжаттар топтамасы толық емес: өтініш қабылданбайды",
        "Пакет документов неполный: заявление не принимается",
        "The package of documents is incomplete: the application is not accepted",
    )

    def __init__(self, missing: Sequence[RequiredDocument]) -> None:
        super().__init__(f"Expected papers {', '.join(paper.id for paper in missing)}")
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class RegisterApplication:
    command_id: CommandId
    actor: PersonId
    process: ProcessKey
    office: OfficeId
    """The department that decides."""
    channel: str
    """Id of a channel of the service standard, such as `department_counter`."""
    answers: Mapping[str, object]
    """Raw answers of the service's `forms/application.form`."""
    variables: Variables | None = None
    """For a process without a start form: a scenario's first variables. Pages never give any."""
    taken_in_at: OfficeId | None = None
    """The State Corporation unit at whose counter it is; None at the department's own."""
    papers: tuple[str, ...] = ()
    """Ids of the documents of the standard that were handed in, such as `DOC-1`."""
    start: ElementId | None = None
    """The start event at which the case begins; None: the usual one."""


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
        PapersMissing: the State Corporation does not take an incomplete package.
        NotPermitted: the person may not register applications at that counter.
        ChannelUnknown, StartUnknown, ServiceNotFound: no such channel, start event or service.
    """
    command_id = own_command(command.command_id, command.actor)
    with begin() as uow:
        earlier = uow.command_log.answer_of(command_id, ApplicationRegistered)
        if earlier is not None:
            return earlier
        actor = acting(uow, command.actor, rules)
        offices = rules.offices(uow)
        counter = command.taken_in_at or command.office
        demand(actor, Power.REGISTER_APPLICATION, counter, offices)
        service = rules.latest(command.process, uow)
        _demand_channel(command, service, offices)
        answers = _read_answers(command, service)
        now = clock.now()
        opening = Opening(
            service=service,
            office=command.office,
            channel=command.channel,
            answers=answers,
            opened_by=actor.id,
            taken_by=actor.full_name,
            taken_in_at=command.taken_in_at,
            papers=_papers(command, service, answers, rules.calendar(counter, uow).local_date(now)),
            variables=command.variables,
            start_at=_beginning(command, service),
        )
        case = OpenCase(engine=engine, rules=rules, clock=clock, new_id=new_id)(uow, opening)
        answer = ApplicationRegistered(case.instance_id, case.number)
        uow.command_log.remember(command_id, answer, now)
        uow.commit()
        return answer


def _beginning(command: RegisterApplication, service: ServiceVersion) -> Beginning | None:
    """Each plain start event begins instances of its own (BPMN 2.0.2, 10.5.2)."""
    if command.start is None:
        return None
    if command.start not in service.model.plain_starts:
        raise StartUnknown(f"Expected a start event of {service.key}, found {command.start}")
    return Beginning(command.start)


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


def counter_channels(service: ServiceVersion, kind: str = DEPARTMENT) -> tuple[Channel, ...]:
    """The channels that end at a counter of this kind of office: what people there may register.

    The other channels of a standard have doors of their own. A trial has a channel of its own.
    """
    channels = service.standard.channels
    found = tuple(channel for channel in channels if channel.code == COUNTERS.get(kind))
    has_counters = any(channel.code in COUNTERS.values() for channel in channels)
    return found if has_counters else channels


def _demand_channel(
    command: RegisterApplication, service: ServiceVersion, offices: Offices
) -> None:
    kind = DEPARTMENT
    if command.taken_in_at is not None:
        kind = offices.get(command.taken_in_at).kind
        _demand_department(offices.get(command.office))
    if command.channel not in {channel.id for channel in counter_channels(service, kind)}:
        raise ChannelUnknown(f"Expected a channel of {service.key}, found {command.channel}")


def _demand_department(office: Office) -> None:
    if office.kind != DEPARTMENT:
        raise NotPermitted(f"Expected a department that decides, found {office.id}")


def _papers(
    command: RegisterApplication,
    service: ServiceVersion,
    answers: Mapping[str, Value],
    today: date,
) -> tuple[RequiredDocument, ...]:
    edition = service.standard.edition_for(today)
    needed = needed_papers(edition, command.channel, representative_of(answers))
    missing = [paper for paper in needed if paper.id not in command.papers]
    if command.taken_in_at is not None and missing:
        raise PapersMissing(missing)
    if not command.papers:
        # Whatever else is missing: what is registered has been handed in.
        return needed[:1]
    return tuple(paper for paper in edition.documents if paper.id in command.papers)
