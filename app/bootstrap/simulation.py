"""A scenario's world: the whole product over a database in memory, a stand and a virtual clock."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from tempfile import gettempdir
from uuid import uuid4

from app.bootstrap.composition import Qadam, compose, fonts_of
from app.bootstrap.demo import lay_foundations
from app.bootstrap.demo_people import BOSTANDYK, PEOPLE
from app.bootstrap.deployments import deploy_files
from app.bootstrap.lent_stands import lend_stand
from app.bootstrap.letters import InProcess
from app.bootstrap.shared_engine import shared_engines
from app.bootstrap.shared_renderer import shared_renderer
from app.bootstrap.simulated_failures import Failures
from app.bootstrap.simulated_files import with_files
from app.bootstrap.simulated_people import candidates, somebody, with_power
from app.bootstrap.simulated_starts import begin, file_complaint, new_command, values_of
from app.bootstrap.simulated_systems import SimulatedSystems
from app.bootstrap.simulated_terms import term_command
from app.bootstrap.simulated_timers import begin_by_timer, fire_next, start_timer
from app.bootstrap.state_systems import stand_in_process
from app.clock import FixedClock
from app.domain.calendar import WorkingCalendar
from app.domain.forms import Form
from app.domain.identity import (
    CaseNumber,
    ElementId,
    IncidentId,
    PersonId,
    Topic,
    UserTaskId,
)
from app.domain.models import ModelFile, ProcessModel
from app.domain.people import (
    Power,
)
from app.domain.task import UserTask
from app.ports.engine import ProcessEngine
from app.ports.views import CaseView
from app.settings import Settings, index_key, read_settings
from app.simulation.scenario import Scenario
from app.simulation.systems import Fault, RecordChange, Seen, Sending
from app.simulation.world import Answers, Start, TermDecision
from app.stand.authority import PIN
from app.storage import Storage, content_of, lend_database, open_storage
from app.usecases.called_processes import form_of
from app.usecases.claim_user_task import ClaimUserTask, UnclaimUserTask
from app.usecases.complete_user_task import CompleteUserTask
from app.usecases.correlate_message import BroadcastSignal, CorrelateMessage, MessageCorrelated
from app.usecases.mend_instance import CancelInstance, LetGoOn, SetVariables
from app.usecases.retry_incident import RetryIncident
from app.usecases.save_draft import SaveDraft
from app.usecases.service_version import ServiceNotFound
from app.usecases.sign_document import SignWithDemoKey
from app.usecases.steer_instance import Deed, SteerInstance

SENDER = "scenario"
IN_MEMORY = "sqlite://"
NO_ANSWERS: Answers = {}
SCENARIO = {"QADAM_DEMO": "1", "QADAM_SECRET": "a scenario signs nothing that leaves it"}


def simulation_world(clock: datetime, *, database: str | Storage = IN_MEMORY) -> "SimulationWorld":
    """A fresh world.

    Args:
        clock: where its clock stands, aware.
        database: its URL; or an open one with its foundations, which is closed with the world.
    """
    settings = read_settings({**SCENARIO, "QADAM_VAR": gettempdir()})
    if isinstance(database, Storage):
        storage = database
    elif database == IN_MEMORY:
        storage = lend_database(_foundations(clock.year))
    else:
        storage = open_storage(database, index_key=index_key(settings))
        storage.migrate()
        lay_foundations(storage, clock, PEOPLE)
    return SimulationWorld(settings, storage, FixedClock(clock))


def world_of(scenario: Scenario) -> "SimulationWorld":
    """A fresh world whose clock stands at the scenario's."""
    return simulation_world(scenario.clock)


@cache
def _foundations(year: int) -> bytes:
    """What every world of this year begins with: filling it anew took as long as two steps."""
    storage = lend_database()
    try:
        lay_foundations(storage, datetime(year, 1, 1, tzinfo=UTC), PEOPLE)
        return content_of(storage)
    finally:
        storage.close()


class SimulationWorld:
    """Implements `app.simulation.world.World`; a restart keeps the database, stand and clock."""

    def __init__(self, settings: Settings, storage: Storage, clock: FixedClock) -> None:
        self._settings = settings
        self._storage = storage
        self._clock = clock
        self._lent = lend_stand(settings, clock.now)
        self._stand = self._lent.stand
        self._systems = SimulatedSystems(self._stand.control)
        self._failures = Failures(storage)
        self._newest: CaseNumber | None = None
        self._papers = itertools.count(1)
        """Their codes are the same in each world: nobody verifies them outside of it."""
        self._engines = itertools.cycle(shared_engines())
        self.qadam = self._composed(next(self._engines))

    def _composed(self, engine: ProcessEngine) -> Qadam:
        qadam = self._bound(engine)
        self._stand.control.post.carrier = InProcess(qadam)
        return qadam

    def _bound(self, engine: ProcessEngine) -> Qadam:
        systems = stand_in_process(self._settings, self._stand)
        return compose(
            self._settings,
            storage=self._storage,
            clock=self._clock,
            systems=systems.ports(),
            trust=systems.trust,
            engine=engine,
            renderer=shared_renderer(fonts_of(self._settings)),
            jitter=lambda: 0.0,
            chance=lambda count: next(self._papers).to_bytes(count),
            wrap_handlers=self._failures.around,
        )

    def restart(self) -> None:
        # With the engine that has not taken the steps since the restart before.
        self.qadam = self._composed(next(self._engines))

    def close(self) -> None:
        self._storage.close()
        self._lent.give_back()

    def deploy(self, files: Sequence[ModelFile]) -> None:
        deploy_files(self.qadam, files, "scenario", is_trial=True)

    def models(self) -> Sequence[ProcessModel]:
        services = self.qadam.rules.services()
        found = {key: model for service in services for key, model in service.models.items()}
        # A process that stands by itself is newer than its copy beside a caller.
        return list((found | {service.key: service.model for service in services}).values())

    def start(self, start: Start) -> CaseNumber:
        if start.message:
            return self.start_by_message(start.message, start.answers, start.key)
        if start.state is not None:
            return self._start_by_state(start.state)
        if start.timer is not None:
            self._clock.move_to(max(self.start_due(start), self.now()))
            self._newest = begin_by_timer(self.qadam, start)
        else:
            self._newest = begin(self.qadam, self._stand.control, start)
        return self._newest

    def _start_by_state(self, told: Sending) -> CaseNumber:
        begun = self.send(told, None)
        if begun is None:
            raise ServiceNotFound("Expected a process that begins with a condition on this state")
        self._newest = begun
        return begun

    def start_due(self, start: Start) -> datetime:
        return start_timer(self.qadam, start).due_at

    def file_complaint(self, start: Start, about: CaseNumber) -> CaseNumber:
        self._newest = file_complaint(self.qadam, start, about)
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
                command_id=new_command(),
                sender=SENDER,
                name=name,
                payload=values_of(payload),
            )
        )

    def _told(self, name: str, key: str, payload: Answers) -> MessageCorrelated:
        return self.qadam.correlate_message(
            CorrelateMessage(
                command_id=new_command(),
                sender=SENDER,
                name=name,
                key=key,
                payload=values_of(payload),
                office=BOSTANDYK,
            )
        )

    def trigger(
        self, number: CaseNumber, element: ElementId, variables: Answers = NO_ANSWERS
    ) -> None:
        self.qadam.let_go_on(
            LetGoOn(
                command_id=new_command(),
                number=number,
                element=element,
                actor=with_power(self.qadam, Power.MEND_INSTANCES, BOSTANDYK),
                reason=SENDER,
                variables=values_of(variables),
            )
        )

    def suspend(self, number: CaseNumber, reason: str) -> None:
        self._steer(number, Deed.HOLD, reason)

    def resume(self, number: CaseNumber, reason: str) -> None:
        self._steer(number, Deed.RESUME, reason)

    def _steer(self, number: CaseNumber, deed: Deed, reason: str) -> None:
        actor = with_power(self.qadam, Power.MEND_INSTANCES, BOSTANDYK)
        command = new_command()
        self.qadam.steer_instance(
            SteerInstance(command_id=command, number=number, actor=actor, deed=deed, reason=reason)
        )

    def set_variables(self, number: CaseNumber, element: ElementId | None, values: Answers) -> None:
        self.qadam.set_variables(
            SetVariables(
                command_id=new_command(),
                number=number,
                element=element,
                actor=with_power(self.qadam, Power.MEND_INSTANCES, BOSTANDYK),
                reason=SENDER,
                variables=values_of(values),
            )
        )

    def cancel(self, number: CaseNumber, reason: str) -> None:
        self.qadam.cancel_instance(
            CancelInstance(
                command_id=new_command(),
                number=number,
                actor=with_power(self.qadam, Power.MEND_INSTANCES, BOSTANDYK),
                reason=reason,
            )
        )

    def case(self, number: CaseNumber) -> CaseView:
        return self._storage.queries.case(number)

    def open_tasks(self, number: CaseNumber) -> Sequence[UserTask]:
        with self._storage.begin() as uow:
            case = uow.cases.find(number)
            return () if case is None else uow.user_tasks.open_of(case.instance_id)

    def candidates(self, task: UserTask) -> Sequence[PersonId]:
        return candidates(self.qadam, task)

    def complete(self, task: UserTaskId, actor: PersonId | None, answers: Answers) -> None:
        found = self._task(task)
        person = actor or somebody(self.qadam, found)
        form = self._form(found)
        if form is not None:
            answers = with_files(self.qadam, form, task, person, answers)
        command = CompleteUserTask(
            command_id=new_command(),
            task_id=task,
            actor=person,
            answers=answers if found.form else {},
            variables=None if found.form else values_of(answers),
        )
        self.qadam.complete_user_task(command)

    def claim(self, task: UserTaskId, actor: PersonId | None) -> None:
        person = actor or somebody(self.qadam, self._task(task))
        self.qadam.claim_user_task(ClaimUserTask(new_command(), task, person))

    def unclaim(self, task: UserTaskId, actor: PersonId | None) -> None:
        person = actor or somebody(self.qadam, self._task(task))
        self.qadam.unclaim_user_task(UnclaimUserTask(new_command(), task, person))

    def save_draft(self, task: UserTaskId, actor: PersonId | None, answers: Answers) -> None:
        person = actor or somebody(self.qadam, self._task(task))
        self.qadam.save_draft(SaveDraft(task, person, values_of(answers)))

    def sign(self, task: UserTaskId, actor: PersonId | None) -> None:
        found = self._task(task)
        person = actor or somebody(self.qadam, found)
        form = self._form(found)
        for field in form.fields if form else ():
            if field.kind == "signature":
                self.qadam.signing.sign_with_demo_key(
                    SignWithDemoKey(new_command(), task, field.key, person, PIN)
                )

    def _form(self, task: UserTask) -> Form | None:
        with self._storage.begin() as uow:
            key = uow.cases.get(task.instance_id).process_key
            version = uow.cases.version_of(task.instance_id)
        service = self.qadam.rules.service(key, version)
        return form_of(service, task.form, self.qadam.rules)

    def registers(self, number: CaseNumber) -> Mapping[str, int]:
        with self._storage.begin() as uow:
            case = uow.cases.find(number)
            return {} if case is None else uow.registers.lines_of(case.instance_id)

    def retry_incident(self, incident: IncidentId, actor: PersonId | None) -> None:
        person = actor or with_power(self.qadam, Power.MEND_INSTANCES, BOSTANDYK)
        self.qadam.retry_incident(RetryIncident(new_command(), incident, person))

    def change_term(self, number: CaseNumber, change: TermDecision) -> None:
        office = self.case(number).case.office_id
        actor = change.actor or with_power(self.qadam, Power.CHANGE_TERMS, office)
        command = term_command(change, number, actor, new_command())
        self.qadam.change_term(command)

    def run_due_job(self) -> bool:
        return self.qadam.next_work() is not None

    def fire_due_timers(self) -> int:
        return self.qadam.fire_due_timers()

    def fire_next_timer(self) -> bool:
        return fire_next(self.qadam)

    def next_due(self) -> datetime | None:
        with self._storage.begin() as uow:
            moments = [uow.timers.next_due(), uow.jobs.next_due()]
        return min((moment for moment in moments if moment is not None), default=None)

    def fail_next_job(self, topic: Topic, reason: str, retries: int | None) -> None:
        self._failures.next_job(topic, reason, retries)

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

    def faults(self) -> Mapping[str, str]:
        """The systems that misbehave now, and how."""
        return {fault.system: fault.kind for fault in self._stand.control.faults()}

    def send(self, sending: Sending, number: CaseNumber | None) -> CaseNumber | None:
        return self._systems.send(sending, number)

    def received(self, number: CaseNumber) -> Mapping[str, Sequence[Seen]]:
        return self._systems.received(number)

    def _task(self, task: UserTaskId) -> UserTask:
        with self._storage.begin() as uow:
            return uow.user_tasks.get(task)
