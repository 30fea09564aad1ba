"""A scenario's world: the whole product over a database in memory, a stand and a virtual clock."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from tempfile import gettempdir
from typing import TypedDict
from uuid import uuid4

from app.bootstrap.composition import Qadam, compose, read_yaml
from app.bootstrap.demo import fill_foundations
from app.bootstrap.demo_people import BOSTANDYK, PEOPLE
from app.bootstrap.letters import InProcess
from app.bootstrap.shared_engine import shared_engine
from app.bootstrap.simulated_systems import SimulatedSystems
from app.bootstrap.state_systems import make_stand, stand_in_process
from app.clock import FixedClock
from app.documents.checking import check_texts
from app.domain.calendar import WorkingCalendar
from app.domain.case import Case
from app.domain.identity import (
    CaseNumber,
    CommandId,
    ElementId,
    IncidentId,
    JobId,
    OfficeId,
    PersonId,
    TermId,
    Topic,
    UserTaskId,
)
from app.domain.models import ModelFile, ProcessModel
from app.domain.people import (
    STATE_CORPORATION,
    Grant,
    NotPermitted,
    Person,
    Power,
    Role,
    offices_where,
)
from app.domain.standard import ServiceStandard
from app.domain.task import UserTask
from app.domain.terms import TermChangeKind
from app.domain.texts import Text
from app.domain.work import RetryCycle
from app.feel import Value, to_value
from app.ports.engine import ProcessEngine
from app.ports.outside import SystemUnavailable
from app.ports.views import CaseView
from app.settings import Settings, read_settings
from app.simulation.systems import Fault, RecordChange, Seen, Sending
from app.simulation.world import Answers, Sent, Start, TermDecision
from app.stand.authority import PIN
from app.storage import Storage, lend_database, open_storage
from app.usecases.called_processes import form_of
from app.usecases.candidates import is_candidate
from app.usecases.change_term import ChangeTerm, ExtendTerm, ResumeTerm, SuspendTerm
from app.usecases.claim_user_task import ClaimUserTask, UnclaimUserTask
from app.usecases.complete_user_task import CompleteUserTask
from app.usecases.correlate_message import BroadcastSignal, CorrelateMessage, MessageCorrelated
from app.usecases.deploy_service import deploy_service
from app.usecases.fire_timer import AT_ONCE, fire_timer
from app.usecases.mend_instance import CancelInstance, LetGoOn, SetVariables
from app.usecases.offer_service import PORTAL, PROACTIVE, OfferService
from app.usecases.open_case import representative_of
from app.usecases.register_application import RegisterApplication
from app.usecases.register_portal_request import RegisterPortalRequest
from app.usecases.retry_incident import RetryIncident
from app.usecases.run_job import Handle, Handlers
from app.usecases.save_draft import SaveDraft
from app.usecases.service_version import ServiceNotFound
from app.usecases.sign_document import SignWithDemoKey
from app.usecases.steer_instance import Deed, SteerInstance

SENDER = "scenario"
IN_MEMORY = "sqlite://"
NO_ANSWERS: Answers = {}
SCENARIO = {"QADAM_DEMO": "1", "QADAM_SECRET": "a scenario signs nothing that leaves it"}


def simulation_world(clock: datetime, *, database: str = IN_MEMORY) -> "SimulationWorld":
    """A fresh world whose clock stands at `clock` (aware)."""
    settings = read_settings({**SCENARIO, "QADAM_VAR": gettempdir()})
    if database == IN_MEMORY:
        storage = lend_database()
    else:
        storage = open_storage(database)
        storage.migrate()
    world = SimulationWorld(settings, storage, FixedClock(clock))
    fill_foundations(world.qadam, PEOPLE)
    return world


class SimulationWorld:
    """Implements `app.simulation.world.World`; a restart keeps the database, stand and clock."""

    def __init__(self, settings: Settings, storage: Storage, clock: FixedClock) -> None:
        self._settings = settings
        self._storage = storage
        self._clock = clock
        self._stand = make_stand(settings, clock.now, None)
        self._systems = SimulatedSystems(self._stand.control)
        self._failing: dict[Topic, list[tuple[str, int | None]]] = {}
        self._newest: CaseNumber | None = None
        self.qadam = self._composed(shared_engine())

    def _composed(self, engine: ProcessEngine | None = None) -> Qadam:
        qadam = self._bound(engine)
        self._stand.control.post.carrier = InProcess(qadam)
        return qadam

    def _bound(self, engine: ProcessEngine | None) -> Qadam:
        systems = stand_in_process(self._settings, self._stand)
        return compose(
            self._settings,
            storage=self._storage,
            clock=self._clock,
            systems=systems.ports(),
            trust=systems.trust,
            engine=engine,
            jitter=lambda: 0.0,
            wrap_handlers=self._failing_as_told,
        )

    def restart(self) -> None:
        # With an engine of its own, which has to read every model again.
        self.qadam = self._composed()

    def close(self) -> None:
        self._storage.close()
        self._stand.control.close()

    def deploy(self, files: Sequence[ModelFile]) -> None:
        deploy_service(
            files,
            actor="scenario",
            begin=self._storage.begin,
            engine=self.qadam.engine,
            rules=self.qadam.rules,
            topics=self.qadam.topics,
            read_yaml=read_yaml,
            check_texts=check_texts,
            clock=self._clock,
            is_trial=True,
        )

    def models(self) -> Sequence[ProcessModel]:
        services = self.qadam.rules.services()
        found = {key: model for service in services for key, model in service.models.items()}
        # A process that stands by itself is newer than its copy beside a caller.
        return list((found | {service.key: service.model for service in services}).values())

    def start(self, start: Start) -> CaseNumber:
        if start.message:
            return self.start_by_message(start.message, start.answers, start.key)
        service = self.qadam.rules.latest(start.process)
        office = start.office or BOSTANDYK
        channel = start.channel or service.standard.channels[0].id
        if channel in _of_code(service.standard, PROACTIVE):
            return self._offer(start, office)
        if channel in _of_code(service.standard, PORTAL):
            return self._request(start, service.standard, office)
        unit = self._unit(start.actor) if channel == STATE_CORPORATION else None
        actor = start.actor or self._with_power(Power.REGISTER_APPLICATION, unit or office)
        has_form = service.start_form is not None
        edition = service.standard.edition_for(self.calendar().local_date(self.now()))
        acting = representative_of(_variables(start.answers))
        needs = {"always", acting.kind if acting else "always"}
        command = RegisterApplication(
            command_id=self._command_id(),
            actor=actor,
            process=start.process,
            office=office,
            channel=channel,
            answers=start.answers if has_form else {},
            variables=None if has_form else _variables(start.answers),
            taken_in_at=unit,
            papers=tuple(paper.id for paper in edition.documents if paper.needed in needs),
        )
        self._newest = self.qadam.register_application(command).number
        return self._newest

    def start_by_message(self, name: str, payload: Answers, key: str | None = None) -> CaseNumber:
        told = self._told(name, key or str(uuid4()), payload)
        if told.outcome != "started":
            raise ServiceNotFound(f"Expected a process that begins with the message {name}")
        self._newest = told.numbers[0]
        return self._newest

    def message(self, name: str, key: str | None, payload: Answers) -> None:
        self._told(name, key or self._newest or "", payload)

    def signal(self, name: str, payload: Answers) -> None:
        self.qadam.broadcast_signal(
            BroadcastSignal(
                command_id=self._command_id(),
                sender=SENDER,
                name=name,
                payload=_variables(payload),
            )
        )

    def _told(self, name: str, key: str, payload: Answers) -> MessageCorrelated:
        return self.qadam.correlate_message(
            CorrelateMessage(
                command_id=self._command_id(),
                sender=SENDER,
                name=name,
                key=key,
                payload=_variables(payload),
                office=BOSTANDYK,
            )
        )

    def trigger(
        self, number: CaseNumber, element: ElementId, variables: Answers = NO_ANSWERS
    ) -> None:
        self.qadam.let_go_on(
            LetGoOn(
                command_id=self._command_id(),
                number=number,
                element=element,
                actor=self._with_power(Power.MEND_INSTANCES, BOSTANDYK),
                reason=SENDER,
                variables=_variables(variables),
            )
        )

    def suspend(self, number: CaseNumber, reason: str) -> None:
        self._steer(number, Deed.HOLD, reason)

    def resume(self, number: CaseNumber, reason: str) -> None:
        self._steer(number, Deed.RESUME, reason)

    def _steer(self, number: CaseNumber, deed: Deed, reason: str) -> None:
        actor = self._with_power(Power.MEND_INSTANCES, BOSTANDYK)
        command = self._command_id()
        self.qadam.steer_instance(
            SteerInstance(command_id=command, number=number, actor=actor, deed=deed, reason=reason)
        )

    def set_variables(self, number: CaseNumber, element: ElementId | None, values: Answers) -> None:
        self.qadam.set_variables(
            SetVariables(
                command_id=self._command_id(),
                number=number,
                element=element,
                actor=self._with_power(Power.MEND_INSTANCES, BOSTANDYK),
                reason=SENDER,
                variables=_variables(values),
            )
        )

    def cancel(self, number: CaseNumber, reason: str) -> None:
        self.qadam.cancel_instance(
            CancelInstance(
                command_id=self._command_id(),
                number=number,
                actor=self._with_power(Power.MEND_INSTANCES, BOSTANDYK),
                reason=reason,
            )
        )

    def _request(self, start: Start, standard: ServiceStandard, office: OfficeId) -> CaseNumber:
        """What the portal sends: signed with the key of the applicant, or who acts for them."""
        told = {key: str(value) for key, value in start.answers.items()}
        kind = told.get("representative", "no")
        acting = None
        if kind != "no":
            authority = "power_of_attorney" if kind == "attorney" else "representation_document"
            acting = {
                "kind": kind,
                "iin": told.get("representative_iin", ""),
                "full_name": told.get("representative_name", ""),
                "authority": told.get(authority, ""),
            }
        content = {
            "request_id": str(uuid4()),
            "service": standard.code,
            "applicant": {
                "iin": told.get("applicant_iin", ""),
                "full_name": told.get("applicant_name", ""),
                "phone": told.get("phone", ""),
                "language": told.get("language", "kk"),
            },
            "representative": acting,
            "district": self.qadam.rules.offices().get(office).kato,
            "needs": told.get("needs", ""),
            "consent": start.answers.get("consent") is True,
            "submitted_at": self.now().isoformat(),
        }
        signer = acting["iin"] if acting else told.get("applicant_iin", "")
        signed = self._stand.control.signed_request(signer, json.dumps(content).encode())
        request = RegisterPortalRequest(signed)
        self._newest = self.qadam.register_portal_request(request).number
        return self._newest

    def _offer(self, start: Start, office: OfficeId) -> CaseNumber:
        """What E-Sobes sends when it has found a measure that nobody applied for."""
        told = {key: str(value) for key, value in start.answers.items()}
        offered = self.qadam.offer_service(
            OfferService(
                event_id=str(uuid4()),
                iin=told.get("applicant_iin", ""),
                full_name=told.get("applicant_name", ""),
                phone=told.get("phone", ""),
                language="ru" if told.get("language") == "ru" else "kk",
                district=self.qadam.rules.offices().get(office).kato,
                measure=start.process,
            )
        )
        if offered.number is None:
            raise NotPermitted(f"Expected nobody to have a case of {start.process} yet")
        self._newest = offered.number
        return offered.number

    def case(self, number: CaseNumber) -> CaseView:
        return self._storage.queries.case(number)

    def messages(self, number: CaseNumber) -> Sequence[Sent]:
        return [
            Sent(row.message, row.to, row.text, row.sent_at) for row in self.case(number).messages
        ]

    def candidates(self, task: UserTask) -> Sequence[PersonId]:
        offices = self.qadam.rules.offices()
        return [person.id for person in PEOPLE if is_candidate(person, task, offices)]

    def complete(self, task: UserTaskId, actor: PersonId | None, answers: Answers) -> None:
        found = self._task(task)
        person = actor or self._somebody(found)
        command = CompleteUserTask(
            command_id=self._command_id(),
            task_id=task,
            actor=person,
            answers=answers if found.form else {},
            variables=None if found.form else _variables(answers),
        )
        self.qadam.complete_user_task(command)

    def claim(self, task: UserTaskId, actor: PersonId | None) -> None:
        person = actor or self._somebody(self._task(task))
        self.qadam.claim_user_task(ClaimUserTask(self._command_id(), task, person))

    def unclaim(self, task: UserTaskId, actor: PersonId | None) -> None:
        person = actor or self._somebody(self._task(task))
        self.qadam.unclaim_user_task(UnclaimUserTask(self._command_id(), task, person))

    def save_draft(self, task: UserTaskId, actor: PersonId | None, answers: Answers) -> None:
        person = actor or self._somebody(self._task(task))
        self.qadam.save_draft(SaveDraft(task, person, _variables(answers)))

    def sign(self, task: UserTaskId, actor: PersonId | None) -> None:
        found = self._task(task)
        person = actor or self._somebody(found)
        view = self.case(self._case_of(found).number)
        service = self.qadam.rules.service(view.case.process_key, view.version)
        form = form_of(service, found.form, self.qadam.rules)
        for field in form.fields if form else ():
            if field.kind == "signature":
                self.qadam.signing.sign_with_demo_key(
                    SignWithDemoKey(self._command_id(), task, field.key, person, PIN)
                )

    def registers(self, number: CaseNumber) -> Mapping[str, int]:
        instance_id = self.case(number).case.instance_id
        with self._storage.begin() as uow:
            return uow.registers.lines_of(instance_id)

    def _case_of(self, task: UserTask) -> Case:
        with self._storage.begin() as uow:
            return uow.cases.get(task.instance_id)

    def retry_incident(self, incident: IncidentId, actor: PersonId | None) -> None:
        person = actor or self._with_power(Power.MEND_INSTANCES, BOSTANDYK)
        self.qadam.retry_incident(RetryIncident(self._command_id(), incident, person))

    def change_term(self, number: CaseNumber, change: TermDecision) -> None:
        office = self.case(number).case.office_id
        actor = change.actor or self._with_power(Power.CHANGE_TERMS, office)
        facts = _Facts(
            command_id=self._command_id(),
            actor=actor,
            number=number,
            term=change.term,
            reason=change.reason,
            norm=change.norm,
        )
        command: ChangeTerm
        match change.kind:
            case TermChangeKind.SUSPENDED:
                command = SuspendTerm(**facts, first=_day(change.first), last=_day(change.last))
            case TermChangeKind.RESUMED:
                command = ResumeTerm(**facts, on=_day(change.first))
            case TermChangeKind.EXTENDED:
                command = ExtendTerm(**facts, amount=change.amount)
        self.qadam.change_term(command)

    def run_due_job(self) -> bool:
        return self.qadam.next_work() is not None

    def fire_due_timers(self) -> int:
        return self.qadam.fire_due_timers()

    def fire_next_timer(self) -> bool:
        with self._storage.begin() as uow:
            due = uow.timers.due(self._clock.now(), AT_ONCE)
        if not due:
            return False
        first = min(timer.due_at for timer in due)
        timer = max(
            (timer for timer in due if timer.due_at == first),
            key=lambda one: (self._depth(one.element_id), one.element_id),
        )
        return fire_timer(
            timer,
            begin=self._storage.begin,
            engine=self.qadam.engine,
            rules=self.qadam.rules,
            clock=self._clock,
            new_id=uuid4,
        )

    def _depth(self, element: ElementId) -> int:
        """How many calls and subprocesses lie around the element."""
        *calls, own = element.split("/")
        depth = len(calls)
        for model in self.models():
            at = model.elements.get(ElementId(own))
            while at is not None and at.parent is not None:
                depth, at = depth + 1, model.elements.get(at.parent)
        return depth

    def next_due(self) -> datetime | None:
        with self._storage.begin() as uow:
            moments = [uow.timers.next_due(), uow.jobs.next_due()]
        return min((moment for moment in moments if moment is not None), default=None)

    def fail_next_job(self, topic: Topic, reason: str, retries: int | None) -> None:
        self._failing.setdefault(topic, []).append((reason, retries))

    def now(self) -> datetime:
        return self._clock.now()

    def set_clock(self, at: datetime) -> None:
        self._clock.move_to(at)

    def calendar(self) -> WorkingCalendar:
        return self.qadam.rules.calendar(BOSTANDYK)

    def put_record(self, change: RecordChange) -> None:
        self._systems.put_record(change)

    def set_fault(self, fault: Fault) -> None:
        self._systems.set_fault(fault)

    def lift_faults(self, system: str) -> None:
        self._systems.lift_faults(system)

    def send(self, sending: Sending, number: CaseNumber | None) -> CaseNumber | None:
        return self._systems.send(sending, number)

    def received(self, number: CaseNumber) -> Mapping[str, Sequence[Seen]]:
        return self._systems.received(number)

    def _command_id(self) -> CommandId:
        return CommandId(uuid4())

    def _task(self, task: UserTaskId) -> UserTask:
        with self._storage.begin() as uow:
            return uow.user_tasks.get(task)

    def _somebody(self, task: UserTask) -> PersonId:
        """Whoever holds or may work the task; else a person invented for a stray model.

        A stray model names people and groups that nobody here knows, or none at all.
        """
        for person in self.candidates(task):
            if task.assignee in (None, person):
                return person
        named = (task.assignee, *map(PersonId, task.candidate_users), PersonId("somebody"))
        stranger = next(person for person in named if person)
        with self._storage.begin() as uow:
            grant = Grant(Role.CLERK, task.office_id)
            uow.people.put(Person(stranger, stranger, "kk", "", (grant,)))
            # Named by the task from now on, as an administrator would name them.
            uow.user_tasks.put(replace(task, candidate_users=(*task.candidate_users, stranger)))
            uow.commit()
        return stranger

    def _with_power(self, power: Power, office: OfficeId) -> PersonId:
        offices = self.qadam.rules.offices()
        for person in PEOPLE:
            if office in offices_where(person, power, offices):
                return person.id
        raise NotPermitted(f"Expected a demo person with {power} in {office}")

    def _unit(self, operator: PersonId | None) -> OfficeId:
        """The State Corporation unit of an operator, or of the first one of the demo."""
        offices = self.qadam.rules.offices()
        for person in PEOPLE:
            unit = offices.get(person.grants[0].office_id)
            if operator in (None, person.id) and unit.kind == STATE_CORPORATION:
                return unit.id
        raise NotPermitted(f"Expected {operator} to work in a State Corporation unit")

    def _failing_as_told(self, handlers: Handlers) -> Handlers:
        return {topic: self._failing_once(topic, handle) for topic, handle in handlers.items()}

    def _failing_once(self, topic: Topic, handle: Handle) -> Handle:
        def run(job: JobId, inputs: Mapping[str, Value]) -> Mapping[str, Value]:
            told = self._failing.get(topic)
            if not told:
                return handle(job, inputs)
            reason, retries = told.pop(0)
            if retries is not None:
                self._leave_retries(job, retries)
            raise SystemUnavailable(Text(topic, topic, topic), Text(reason, reason, reason))

        return run

    def _leave_retries(self, job: JobId, retries: int) -> None:
        with self._storage.begin() as uow:
            row = uow.jobs.get(job)
            uow.jobs.put(
                replace(row, attempts=0, retries=RetryCycle(retries, timedelta(minutes=1)))
            )
            uow.commit()


class _Facts(TypedDict):
    command_id: CommandId
    actor: PersonId
    number: CaseNumber
    term: TermId | None
    reason: str
    norm: str


def _day(day: date | None) -> date:
    if day is None:  # pragma: no cover - the reader of scenarios demands it
        raise ValueError("Expected a day")
    return day


def _of_code(standard: ServiceStandard, code: str) -> frozenset[str]:
    """The channels of the standard with this code."""
    return frozenset(channel.id for channel in standard.channels if channel.code == code)


def _variables(answers: Answers) -> dict[str, Value]:
    return {key: to_value(value) for key, value in answers.items()}
