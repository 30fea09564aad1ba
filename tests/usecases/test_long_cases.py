"""A case that has gone round three thousand times costs the database no more than a young one."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from case_walks import command_id
from databases import KINDS
from lent_storages import FreshStorage

from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.identity import PersonId, ProcessKey
from app.domain.models import ModelFile
from app.simulation.world import Start
from app.storage import count_statements
from app.usecases.complete_user_task import CompleteUserTask

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
YOUNG, OLD, RATIO = 10, 3_000, 1.2
ROUND = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><process id="round" isExecutable="true">'
    '<startEvent id="begun"/><userTask id="review" camunda:candidateGroups="specialist"/>'
    '<exclusiveGateway id="again" default="enough"/><endEvent id="done"/>'
    '<sequenceFlow id="f1" sourceRef="begun" targetRef="review"/>'
    '<sequenceFlow id="f2" sourceRef="review" targetRef="again"/>'
    '<sequenceFlow id="f3" sourceRef="again" targetRef="review">'
    "<conditionExpression>=2 &gt; 1</conditionExpression></sequenceFlow>"
    '<sequenceFlow id="enough" sourceRef="again" targetRef="done"/></process></definitions>'
)


class Round:
    """One case that goes round and round."""

    def __init__(self, world: SimulationWorld) -> None:
        self._world = world
        self.storage = world.qadam.storage
        number = world.start(Start(ProcessKey("round"), 0, answers={}))
        with self.storage.begin() as uow:
            self._instance = uow.instances.lock_by_number(number).id

    def go(self) -> None:
        with self.storage.begin() as uow:
            (task,) = uow.user_tasks.open_of(self._instance)
        self._world.qadam.complete_user_task(
            CompleteUserTask(command_id(), task.id, PersonId("asel"), answers={}, variables={})
        )

    def measured(self) -> tuple[int, int]:
        """Statements of one completion, and the bytes of the snapshot after it."""
        with self.storage.begin() as uow:
            (task,) = uow.user_tasks.open_of(self._instance)
        command = CompleteUserTask(command_id(), task.id, PersonId("asel"), {}, variables={})
        with count_statements(self.storage) as statements:
            self._world.qadam.complete_user_task(command)
        with self.storage.begin() as uow:
            return statements.count, len(uow.instances.lock(self._instance).snapshot)


@pytest.fixture(params=KINDS)
def case(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[Round]:
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    world.deploy([ModelFile("round.bpmn", ROUND.encode())])
    yield Round(world)
    world.close()


@pytest.mark.parametrize("rounds", [100, pytest.param(OLD, marks=pytest.mark.slow)])
def test_an_old_case_sends_as_many_statements_as_a_young_one(case: Round, rounds: int) -> None:
    for _ in range(YOUNG):
        case.go()
    statements, size = case.measured()
    for _ in range(rounds - YOUNG):
        case.go()
    old_statements, old_size = case.measured()
    assert old_statements == statements
    assert old_size <= size * RATIO
