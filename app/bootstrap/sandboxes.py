"""A sandbox for trying a draft out: a session of the scenario runner over a world of its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.bootstrap.demo_people import PEOPLE
from app.bootstrap.simulated_people import candidates
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.calendar import WorkingCalendar
from app.domain.forms import Form
from app.domain.identity import DocumentId, PersonId, ProcessKey, UserTaskId
from app.domain.models import ModelFile
from app.domain.people import DEPARTMENT, Person, Power, offices_where
from app.domain.texts import Text
from app.ports.storage import StoredDocument
from app.simulation import ScenarioUnusable
from app.simulation.drafts import NothingToDeploy, draft_models
from app.simulation.failing import NotAsExpected
from app.simulation.running import ModelRefused
from app.simulation.session import Session
from app.stand.people import PEOPLE as REGISTRY
from app.usecases.case_diagram import DiagramState
from app.usecases.deploy_service import DeploymentRefused
from app.usecases.read_desk import CaseDesk, PaperNotFound, TaskDesk
from app.usecases.start_forms import StartForm
from app.usecases.try_draft import Applicant, OpenTask, SandboxNotOpen, Step, StepNotTaken

APPLICANTS = 12
"""Of the registry's people, for the list to choose from."""


def open_sandbox(key: ProcessKey, files: Sequence[ModelFile], clock: datetime) -> "SessionSandbox":
    """Implements app.usecases.try_draft.OpenSandbox."""
    try:
        session = Session(key, clock, draft_models(key, files, key, {}), simulation_world)
    except ModelRefused as refused:
        raise DeploymentRefused(refused.findings) from refused
    except NothingToDeploy as error:
        raise DeploymentRefused(()) from error
    return SessionSandbox(key, session)


class SessionSandbox:
    """Implements app.usecases.try_draft.Sandbox."""

    def __init__(self, key: ProcessKey, session: Session) -> None:
        self._key = key
        self._session = session

    @property
    def _world(self) -> SimulationWorld:
        world = self._session.world
        if not isinstance(world, SimulationWorld):
            raise TypeError("Expected a world of this product")
        return world

    def now(self) -> datetime:
        return self._world.now()

    def start_form(self) -> StartForm:
        rules = self._world.qadam.rules
        service = rules.latest(self._key)
        offices = tuple(office for office in rules.offices().all() if office.kind == DEPARTMENT)
        form = service.start_form or Form(str(self._key), ())
        return StartForm(
            process=self._key,
            standard=service.standard,
            form=form,
            offices=offices,
            channels=service.standard.channels,
        )

    def applicants(self) -> Sequence[Applicant]:
        return [
            Applicant(person.iin, person.full_name, person.phone)
            for person in REGISTRY
            if person.status == "alive"
        ][:APPLICANTS]

    def case(self) -> CaseDesk | None:
        number = self._session.number
        if number is None:
            return None
        return self._world.qadam.desk.case_in_hand(self._reader(), number)

    def tasks(self) -> Sequence[OpenTask]:
        number = self._session.number
        if number is None:
            return ()
        people = {person.id: person for person in PEOPLE}
        return [
            OpenTask(task, tuple(people[one] for one in candidates(self._world.qadam, task)))
            for task in self._world.case(number).tasks
            if task.is_open
        ]

    def task(self, task: UserTaskId, person: PersonId) -> TaskDesk:
        actor = next(one for one in PEOPLE if one.id == person)
        return self._world.qadam.desk.task_in_hand(actor, task)

    def paper(self, document: DocumentId) -> StoredDocument:
        with self._world.qadam.storage.begin() as uow:
            found = uow.documents.get(document)
        if found is None:
            raise PaperNotFound(f"Expected a document {document}")
        return found

    def diagram(self, called: str) -> tuple[bytes, DiagramState]:
        number = self._session.number
        if number is None:
            raise SandboxNotOpen("Expected a case that has begun")
        return self._world.qadam.desk.diagram(self._reader(), number, called)

    def calendar(self) -> WorkingCalendar:
        return self._world.calendar()

    def faults(self) -> Mapping[str, str]:
        return self._world.faults()

    def steps(self) -> Sequence[Step]:
        return [one.step for one in self._session.taken]

    def task_names(self) -> Mapping[str, Text]:
        number = self._session.number
        if number is None:
            return {}
        return {str(task.element_id): task.name for task in self._world.case(number).tasks}

    def take(self, step: Step) -> None:
        try:
            self._session.take(step)
        except NotAsExpected as wrong:
            raise StepNotTaken(wrong.told) from wrong
        except ScenarioUnusable as error:
            raise StepNotTaken(error.mistake.told) from error

    def undo(self) -> None:
        self._session.undo()

    def written(self, title: str, *, with_expectations: bool) -> str:
        return self._session.written(title, with_expectations=with_expectations)

    def close(self) -> None:
        self._session.close()

    def _reader(self) -> Person:
        """Somebody of the demo who may see the case."""
        number = self._session.number
        if number is None:
            raise SandboxNotOpen("Expected a case that has begun")
        office = self._world.case(number).case.office_id
        offices = self._world.qadam.rules.offices()
        return next(
            person
            for person in PEOPLE
            if office in offices_where(person, Power.SEE_INSTANCES, offices)
        )
