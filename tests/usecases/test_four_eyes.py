"""A task that looks again at another one is for a second person."""

import pytest
from case_walks import CLERK, HERE, SUPERVISOR, Walk, command_id
from message_models import HEAD

from app.domain.identity import ElementId, PersonId, ProcessKey, UserTaskId
from app.domain.models import ModelFile
from app.domain.people import Grant, Person, Role
from app.domain.task import SecondPairOfEyes, UserTask
from app.domain.task_batch import BatchDeed
from app.ports.views import Viewer
from app.simulation.world import Start
from app.usecases.assign_user_task import AssignUserTask, assignable
from app.usecases.complete_user_task import CompleteUserTask
from app.usecases.own_user_task import DelegateUserTask
from app.usecases.read_inbox import TaskSearch

NEIGHBOUR = PersonId("neighbour")
CHECKED_TWICE = (
    HEAD + '<process id="twice" isExecutable="true"><startEvent id="begun"/>'
    '<userTask id="check" camunda:candidateGroups="clerk"/>'
    '<userTask id="again" camunda:candidateGroups="clerk"><extensionElements><camunda:properties>'
    '<camunda:property name="fourEyes" value="check"/></camunda:properties></extensionElements>'
    '</userTask><endEvent id="ended"/><sequenceFlow id="f1" sourceRef="begun" targetRef="check"/>'
    '<sequenceFlow id="f2" sourceRef="check" targetRef="again"/>'
    '<sequenceFlow id="f3" sourceRef="again" targetRef="ended"/></process></definitions>'
)


AT_ONCE = (
    CHECKED_TWICE.replace('targetRef="check"', 'targetRef="split"')
    .replace('<sequenceFlow id="f2" sourceRef="check" targetRef="again"/>', "")
    .replace('sourceRef="again" targetRef="ended"', 'sourceRef="join" targetRef="ended"')
    .replace(
        '<endEvent id="ended"/>',
        '<endEvent id="ended"/><parallelGateway id="split"/><parallelGateway id="join"/>'
        '<sequenceFlow id="s1" sourceRef="split" targetRef="check"/>'
        '<sequenceFlow id="s2" sourceRef="split" targetRef="again"/>'
        '<sequenceFlow id="s3" sourceRef="check" targetRef="join"/>'
        '<sequenceFlow id="s4" sourceRef="again" targetRef="join"/>',
    )
)


def given_neighbour(walk: Walk) -> None:
    with walk.world.qadam.storage.begin() as uow:
        uow.people.put(Person(NEIGHBOUR, "Сынақ Көрші", "kk", "", (Grant(Role.CLERK, HERE),)))
        uow.commit()


def begin(walk: Walk, diagram: str) -> None:
    walk.world.deploy([ModelFile("twice.bpmn", diagram.encode())])
    start = Start(ProcessKey("twice"), 0, answers={"iin": "580412400174"})
    walk.numbers.append(walk.world.start(start))


@pytest.fixture
def task(walk: Walk) -> UserTask:
    """The second check; the clerk has done the first, and has a colleague."""
    given_neighbour(walk)
    begin(walk, CHECKED_TWICE)
    complete(walk, walk.task("check"), CLERK)
    return walk.task("again")


def complete(walk: Walk, task: UserTask, actor: PersonId) -> None:
    walk.world.qadam.complete_user_task(CompleteUserTask(command_id(), task.id, actor, {}))


def known(walk: Walk, person: PersonId) -> Person:
    found = walk.world.qadam.storage.queries.person(person)
    assert found is not None
    return found


def test_who_did_the_first_task_can_neither_take_nor_do_the_second(
    walk: Walk, task: UserTask
) -> None:
    assert (task.four_eyes, task.barred) == ((ElementId("check"),), {CLERK})
    with pytest.raises(SecondPairOfEyes):
        walk.claim(task, CLERK)
    with pytest.raises(SecondPairOfEyes):
        complete(walk, task, CLERK)
    assert walk.task("again") == task
    complete(walk, task, NEIGHBOUR)
    assert walk.task("again").ended_by == NEIGHBOUR


def test_nobody_gives_it_to_them_either(walk: Walk, task: UserTask) -> None:
    qadam = walk.world.qadam
    with pytest.raises(SecondPairOfEyes):
        qadam.assign_user_task(AssignUserTask(command_id(), task.id, SUPERVISOR, CLERK))
    walk.claim(task, NEIGHBOUR)
    with pytest.raises(SecondPairOfEyes):
        qadam.delegate_user_task(DelegateUserTask(command_id(), task.id, NEIGHBOUR, CLERK))
    supervisor = known(walk, SUPERVISOR)
    offered = assignable(supervisor, task, begin=qadam.storage.begin, rules=qadam.rules) or ()
    assert NEIGHBOUR in {one.id for one in offered}
    assert CLERK not in {one.id for one in offered}


def offered(walk: Walk, person: PersonId) -> list[UserTaskId]:
    """The free tasks of the person's groups; every figure that tells of them says as many."""
    desk, queries, actor = (
        walk.world.qadam.inbox,
        walk.world.qadam.storage.queries,
        known(walk, person),
    )
    page = desk.page(actor, TaskSearch(list="groups"))
    listed = [row.task_id for row in page.rows]
    due = page.by_due
    assert page.total == page.by_list["groups"] == len(listed)
    assert due.overdue + due.today + due.this_week + due.later == len(listed)
    assert desk.page(actor, TaskSearch(list="mine")).by_list["groups"] == len(listed)
    assert desk.page(actor, TaskSearch(list="groups", process="twice")).total == len(listed)
    assert desk.news(actor, "groups").size == len(listed)
    assert desk.next_task(actor, "groups") == (listed[0] if listed else None)
    here = Viewer(person, {"clerk": frozenset({HERE})})
    assert queries.open_task_counts([here], walk.world.now()) == {person: len(listed)}
    return listed


def test_it_is_no_free_task_for_who_did_the_first(walk: Walk, task: UserTask) -> None:
    assert offered(walk, NEIGHBOUR) == [task.id]
    assert offered(walk, CLERK) == []
    everything = walk.world.qadam.inbox.page(known(walk, CLERK), TaskSearch(list="all"))
    assert [row.task_id for row in everything.rows] == [task.id]


def test_a_task_that_waits_already_is_no_longer_free_once_its_like_is_done(walk: Walk) -> None:
    given_neighbour(walk)
    begin(walk, AT_ONCE)
    task = walk.task("again")
    assert set(offered(walk, CLERK)) == {walk.task("check").id, task.id}
    complete(walk, walk.task("check"), CLERK)
    assert offered(walk, CLERK) == []
    assert offered(walk, NEIGHBOUR) == [task.id]
    complete(walk, task, NEIGHBOUR)
    assert offered(walk, NEIGHBOUR) == []


def test_a_batch_tells_it_beforehand(walk: Walk, task: UserTask) -> None:
    preview = walk.world.qadam.batches.preview(known(walk, CLERK), BatchDeed.CLAIM, [task.id])
    assert [row.refusal for row in preview.rows] == [SecondPairOfEyes.title]
