"""File a complaint about a case: a case of its own, with its number, register and clocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.audit import AuditEntry
from app.domain.case import Case, CaseNotFound
from app.domain.citizens import Citizen
from app.domain.complaint import Against, Complaint, ComplaintUnfit
from app.domain.forms import Form
from app.domain.identity import CaseNumber, CommandId, OfficeId, PersonId
from app.domain.people import (
    STATE_CORPORATION,
    NotPermitted,
    Offices,
    Person,
    Power,
    demand,
    offices_where,
)
from app.domain.standard import Channel
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, Variables
from app.ports.storage import BeginWork, HistoryEvent, StoredDocument, UnitOfWork
from app.usecases.acting import acting, own_command
from app.usecases.advancing import NewId, audited
from app.usecases.open_case import OpenCase, Opening
from app.usecases.register_application import ChannelUnknown
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound, ServiceVersion

MESSAGE = "complaint-filed"
"""Begins the process of a complaint."""
FORM = "forms/complaint.form"
"""What is asked of who complains."""
CABINET_CODE = "CB"
"""Code of the channel that leads through the applicant's own cabinet (458/G-49)."""
TAKEN_BY_ITSELF = "жеке кабинет / личный кабинет"
"""In place of who took it in: it was registered at once, by nobody."""
UNIT_CODE = "SC"
"""Code of the channel that leads through a State Corporation unit."""


@dataclass(frozen=True, slots=True)
class FileComplaint:
    command_id: CommandId
    actor: PersonId
    about: CaseNumber
    channel: str
    """Id of a channel of the complaint's standard, such as `chancellery`."""
    answers: Mapping[str, object]
    """Raw answers of `forms/complaint.form`."""
    iin: str = ""
    """Of the applicant; whoever may not see the case has to know it."""
    citizen: Citizen | None = None
    """Who files it in their own cabinet; then no person of ours takes it in."""


@dataclass(frozen=True, slots=True)
class ComplaintFiled:
    number: CaseNumber


@dataclass(frozen=True, slots=True)
class ComplaintForm:
    """What the page of a new complaint shows before anything is filed."""

    number: CaseNumber
    service: ServiceVersion
    """Of the contested case."""
    form: Form
    channels: tuple[Channel, ...]
    """Those the person may take a complaint through."""
    against: tuple[Against, ...]
    """Whom the case knows that one could complain about."""
    applicant: str


def complaint_form(
    actor: Person, number: CaseNumber, iin: str, *, begin: BeginWork, rules: Rulebook
) -> ComplaintForm:
    """The form for a case that the person may see, or whose applicant they know by IIN.

    Raises:
        CaseNotFound: no such case, or the number and the IIN do not belong together.
        NotPermitted: the person takes no complaints in.
    """
    with begin() as uow:
        case, offices = _contested(uow, actor, number, iin, rules), rules.offices(uow)
        own = complaints_service(rules, uow)
        channels = tuple(
            channel
            for channel in own.standard.channels
            if _chancelleries(actor, channel, case, offices)
        )
        if not channels:
            raise NotPermitted(f"Expected {actor.id} to take complaints about {number} in")
        known = [Against.DEPARTMENT, Against.RESULT]
        if case.taken_in_at is not None:
            known.append(Against.CORPORATION)
        return ComplaintForm(
            number=case.number,
            service=rules.latest(case.process_key, uow),
            form=_form(own),
            channels=channels,
            against=tuple(known),
            applicant=case.applicant.full_name,
        )


def complaints_service(rules: Rulebook, uow: UnitOfWork | None = None) -> ServiceVersion:
    """The service whose process a complaint begins. Raises ServiceNotFound."""
    for service in rules.services(uow):
        if MESSAGE in service.model.message_starts and service.form(FORM) is not None:
            return service
    raise ServiceNotFound(f"Expected a process that begins with the message {MESSAGE}")


def file_complaint(
    command: FileComplaint,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> ComplaintFiled:
    """Register the complaint with its addressee and start its process.

    Idempotent: a repeated `command_id` files nothing and returns the first number.

    Raises:
        FormInvalid: answers are missing or unfit; nothing was filed.
        ComplaintUnfit: the case was not taken in at a State Corporation unit.
        CaseNotFound, NotPermitted, ChannelUnknown: as they say.
    """
    command_id = own_command(command.command_id, command.actor)
    with begin() as uow:
        earlier = uow.command_log.answer_of(command_id, ComplaintFiled)
        if earlier is not None:
            return earlier
        actor = _taker(uow, command, rules)
        contested = _contested(uow, actor, command.about, command.iin, rules)
        service = complaints_service(rules, uow)
        answers = _form(service).read(command.answers, {})
        filing = _Filing(
            command=command,
            actor=actor,
            contested=contested,
            service=service,
            against=Against(str(answers["against"])),
            answers=answers,
            act=_act(uow, contested, answers),
            offices=rules.offices(uow),
        )
        case = OpenCase(engine=engine, rules=rules, clock=clock, new_id=new_id)(
            uow, filing.opening(rules, uow, clock.now())
        )
        act = None if filing.act is None else filing.act.id
        link = Complaint(case.instance_id, contested.instance_id, filing.against, act)
        uow.complaints.add(link)
        _tell(uow, contested, case.number, actor, clock.now())
        answer = ComplaintFiled(case.number)
        uow.command_log.remember(command_id, answer, clock.now())
        uow.commit()
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filing:
    """A complaint that was read and may be filed."""

    command: FileComplaint
    actor: Person
    contested: Case
    service: ServiceVersion
    against: Against
    answers: Mapping[str, Value]
    act: StoredDocument | None
    offices: Offices

    def opening(self, rules: Rulebook, uow: UnitOfWork, now: datetime) -> Opening:
        channel = self.service.standard.channel(self.command.channel)
        if channel is None:
            raise ChannelUnknown(f"Expected a channel of complaints, found {self.command.channel}")
        addressee = self._addressee()
        unit = self._taken_in_at(channel)
        return Opening(
            service=self.service,
            office=addressee,
            channel=channel.id,
            answers=self.answers,
            opened_by=self.actor.id,
            taken_by=self.actor.full_name,
            action="complaint-filed",
            taken_in_at=None if unit == addressee else unit,
            variables=self._variables(addressee, unit, rules, uow, now),
            about=self.contested,
            start_at=self.service.model.message_starts[MESSAGE],
        )

    def _addressee(self) -> OfficeId:
        if self.against is not Against.CORPORATION:
            return self.contested.office_id
        if self.contested.taken_in_at is None:
            raise ComplaintUnfit(f"Expected {self.contested.number} to be taken in at a unit")
        return self.contested.taken_in_at

    def _taken_in_at(self, channel: Channel) -> OfficeId:
        """The chancellery that takes it in: the addressee's, or that of the person's own unit."""
        if (channel.code == CABINET_CODE) != (self.command.citizen is not None):
            raise ChannelUnknown(f"Expected {channel.id} to be open to who files the complaint")
        if self.command.citizen is not None:
            return self._addressee()
        if channel.code != UNIT_CODE:
            addressee = self._addressee()
            demand(self.actor, Power.REGISTER_APPLICATION, addressee, self.offices)
            return addressee
        units = _own_units(self.actor, self.offices)
        if not units:
            raise NotPermitted(f"Expected {self.actor.id} to work in a State Corporation unit")
        return units[0]

    def _variables(
        self,
        addressee: OfficeId,
        unit: OfficeId,
        rules: Rulebook,
        uow: UnitOfWork,
        now: datetime,
    ) -> Variables:
        contested = self.contested
        standard = rules.latest(contested.process_key, uow).standard
        calendar = rules.calendar(contested.office_id, uow)
        name, act = standard.short_name, self.act
        told: dict[str, Value] = {
            "number": contested.number,
            "service": name.kk,
            "service_ru": name.in_language("ru"),
            "registered_on": calendar.local_date(contested.registered_at),
            "act": None if act is None else _named(act, "kk"),
            "act_ru": None if act is None else _named(act, "ru"),
        }
        place, to = self.offices.get(unit).name, self.offices.get(addressee).name
        taken: dict[str, Value] = {
            "taken_by": self.actor.full_name,
            "place": place.kk,
            "place_ru": place.in_language("ru"),
            "received_on": rules.calendar(addressee, uow).local_date(now),
            "addressee": to.kk,
            "addressee_ru": to.in_language("ru"),
        }
        return {"complaint": dict(self.answers), "contested": told, "intake": taken}


def _taker(uow: UnitOfWork, command: FileComplaint, rules: Rulebook) -> Person:
    """Who takes it in. From a cabinet nobody does: no role, no power, words for the receipt."""
    if command.citizen is None:
        return acting(uow, command.actor, rules)
    return Person(command.actor, TAKEN_BY_ITSELF, "kk", "", ())


def _contested(
    uow: UnitOfWork, actor: Person, number: CaseNumber, iin: str, rules: Rulebook
) -> Case:
    """The case, to whoever may see it or knows whose it is."""
    case = uow.cases.find(number)
    if case is None or uow.complaints.get(case.instance_id) is not None:
        raise CaseNotFound(f"Expected a case {number} that one can complain about")
    seen = offices_where(actor, Power.SEE_CASE, rules.offices(uow))
    if seen.isdisjoint(case.offices) and iin != case.applicant.iin:
        raise CaseNotFound(f"Expected {number} and the IIN to belong together")
    return case


def _form(service: ServiceVersion) -> Form:
    form = service.form(FORM)
    if form is None:
        raise ServiceNotFound(f"Expected {service.key} to have {FORM}")
    return form


def _act(uow: UnitOfWork, contested: Case, answers: Mapping[str, Value]) -> StoredDocument | None:
    """The paper that is contested: the last signed one, where a decision is."""
    if answers.get("matter") != "decision":
        return None
    return uow.documents.last_signed(contested.instance_id)


def _named(act: StoredDocument, language: str) -> str:
    title = act.title.kk if language == "kk" else act.title.in_language("ru")
    return f"{title}, № {act.number}" if act.number else title


def _chancelleries(actor: Person, channel: Channel, case: Case, offices: Offices) -> bool:
    if channel.code == CABINET_CODE:
        return False
    if channel.code == UNIT_CODE:
        return bool(_own_units(actor, offices))
    registers = offices_where(actor, Power.REGISTER_APPLICATION, offices)
    return not registers.isdisjoint(case.offices)


def _own_units(actor: Person, offices: Offices) -> list[OfficeId]:
    allowed = offices_where(actor, Power.REGISTER_APPLICATION, offices)
    return sorted(one for one in allowed if offices.get(one).kind == STATE_CORPORATION)


def _tell(
    uow: UnitOfWork, contested: Case, complaint: CaseNumber, actor: Person, now: datetime
) -> None:
    """Into the history and the audit chain of the contested case."""
    facts = {"complaint": complaint}
    event = HistoryEvent(now, "complaint_filed", None, actor.id, (), facts)
    uow.history.add(contested.instance_id, [event])
    instance = uow.instances.lock(contested.instance_id)
    audited(uow, instance, AuditEntry(now, actor.id, "complaint-filed", facts))
