"""A task that is one's own: delegated and taken back, set aside, made urgent."""

from datetime import timedelta

import pytest
from case_walks import (
    CLERK,
    COMPLETE_PACKAGE,
    FOREIGN_CLERK,
    HERE,
    SPECIALIST,
    SUPERVISOR,
    Walk,
    command_id,
)

from app.domain.identity import CommandId, PersonId
from app.domain.people import Grant, NotPermitted, Person, Role
from app.domain.task import (
    URGENT,
    AlreadyDelegated,
    AssigneeUnfit,
    FollowUpPassed,
    FollowUpTooLate,
    HeldByAnother,
    NotACandidate,
    TaskState,
    UserTask,
)
from app.ports.views import TaskList
from app.usecases.assign_user_task import AssignUserTask
from app.usecases.claim_user_task import UnclaimUserTask
from app.usecases.own_user_task import (
    DelegateUserTask,
    SetTaskAside,
    SetTaskPriority,
    TakeUserTaskBack,
)
from app.usecases.read_inbox import TaskSearch
from app.usecases.verify_audit import verify_audit

NEIGHBOUR = PersonId("neighbour")


@pytest.fixture
def task(walk: Walk) -> UserTask:
    """In the hands of the clerk, who has a colleague."""
    waiting = walk.at_completeness()
    with walk.world.qadam.storage.begin() as uow:
        uow.people.put(Person(NEIGHBOUR, "Сынақ Көрші", "kk", "", (Grant(Role.CLERK, HERE),)))
        uow.commit()
    walk.claim(waiting, CLERK)
    return waiting


def delegate(
    walk: Walk, task: UserTask, to: PersonId = NEIGHBOUR, *, actor: PersonId = CLERK
) -> None:
    walk.world.qadam.delegate_user_task(DelegateUserTask(command_id(), task.id, actor, to))


def take_back(walk: Walk, task: UserTask, actor: PersonId = CLERK) -> None:
    walk.world.qadam.take_user_task_back(TakeUserTaskBack(command_id(), task.id, actor))


def set_aside(
    walk: Walk, task: UserTask, days: int | None, command: CommandId | None = None
) -> None:
    until = None if days is None else walk.world.now().date() + timedelta(days=days)
    walk.world.qadam.set_task_aside(SetTaskAside(command or command_id(), task.id, CLERK, until))


def listed(walk: Walk, person: PersonId, which: TaskList) -> list[PersonId | None]:
    """Who holds the tasks of the list."""
    known = walk.world.qadam.storage.queries.person(person)
    assert known is not None
    page = walk.world.qadam.inbox.page(known, TaskSearch(which))
    assert page.total == page.by_list[which]
    return [row.assignee for row in page.rows]


def test_a_delegated_task_is_in_the_list_of_whoever_does_it_and_remembered_by_its_owner(
    walk: Walk, task: UserTask
) -> None:
    delegate(walk, task)
    assert listed(walk, NEIGHBOUR, "mine") == [NEIGHBOUR]
    assert listed(walk, CLERK, "mine") == []
    assert listed(walk, CLERK, "delegated") == [NEIGHBOUR]
    walk.complete(walk.task("check_completeness"), COMPLETE_PACKAGE, actor=NEIGHBOUR)
    assert listed(walk, CLERK, "delegated") == []


def test_it_comes_back_when_it_is_taken_back_or_returned(walk: Walk, task: UserTask) -> None:
    for bring_back in (
        lambda: take_back(walk, task),
        lambda: walk.world.qadam.unclaim_user_task(
            UnclaimUserTask(command_id(), task.id, NEIGHBOUR)
        ),
    ):
        delegate(walk, task)
        bring_back()
        held = walk.task("check_completeness")
        assert (held.assignee, held.delegated_by) == (CLERK, None)


def test_nobody_else_takes_it_back_and_it_is_not_passed_on(walk: Walk, task: UserTask) -> None:
    delegate(walk, task)
    with pytest.raises(HeldByAnother):
        take_back(walk, task, NEIGHBOUR)
    with pytest.raises(AlreadyDelegated):
        delegate(walk, task, CLERK, actor=NEIGHBOUR)
    with pytest.raises(HeldByAnother):
        walk.complete(walk.task("check_completeness"), COMPLETE_PACKAGE, actor=CLERK)


@pytest.mark.parametrize("to", [FOREIGN_CLERK, SPECIALIST, PersonId("nobody")])
def test_it_is_delegated_only_to_one_who_may_do_it(
    walk: Walk, task: UserTask, to: PersonId
) -> None:
    with pytest.raises(AssigneeUnfit):
        delegate(walk, task, to)


def test_who_does_not_hold_it_delegates_nothing(walk: Walk, task: UserTask) -> None:
    with pytest.raises(HeldByAnother):
        delegate(walk, task, CLERK, actor=NEIGHBOUR)
    with pytest.raises(NotACandidate):
        delegate(walk, task, actor=FOREIGN_CLERK)


def test_an_order_ends_the_delegation(walk: Walk, task: UserTask) -> None:
    delegate(walk, task)
    order = AssignUserTask(command_id(), task.id, SUPERVISOR, None)
    walk.world.qadam.assign_user_task(order)
    freed = walk.task("check_completeness")
    assert (freed.state, freed.delegated_by) == (TaskState.OPEN, None)


def test_a_task_that_is_set_aside_leaves_the_list_and_returns_on_its_day(
    walk: Walk, task: UserTask
) -> None:
    set_aside(walk, task, 1)
    assert listed(walk, CLERK, "mine") == []
    assert listed(walk, CLERK, "away") == [CLERK]
    assert walk.world.qadam.inbox.next_task(_known(walk, CLERK), "mine") is None
    assert listed(walk, SUPERVISOR, "all") == [CLERK]
    walk.pass_time(days=1)
    assert listed(walk, CLERK, "mine") == [CLERK]
    assert listed(walk, CLERK, "away") == []


def test_it_is_brought_back_before_its_day(walk: Walk, task: UserTask) -> None:
    set_aside(walk, task, 1)
    set_aside(walk, task, None)
    assert listed(walk, CLERK, "mine") == [CLERK]


@pytest.mark.parametrize("days", [-1, 0])
def test_no_task_is_set_aside_until_a_day_that_has_begun(
    walk: Walk, task: UserTask, days: int
) -> None:
    with pytest.raises(FollowUpPassed):
        set_aside(walk, task, days)


def test_no_task_is_set_aside_beyond_its_due_date_or_to_a_day_off(
    walk: Walk, task: UserTask
) -> None:
    with pytest.raises(FollowUpTooLate):
        set_aside(walk, task, 14)
    today = walk.world.now().date()
    with pytest.raises(FollowUpPassed):
        set_aside(walk, task, 12 - today.weekday())


def test_those_who_give_orders_say_what_is_urgent(walk: Walk, task: UserTask) -> None:
    order = SetTaskPriority(command_id(), task.id, SUPERVISOR, URGENT)
    walk.world.qadam.set_task_priority(order)
    page = walk.world.qadam.inbox.page(_known(walk, CLERK), TaskSearch(urgent="1"))
    assert [row.priority for row in page.rows] == [URGENT]
    with pytest.raises(NotPermitted):
        walk.world.qadam.set_task_priority(SetTaskPriority(command_id(), task.id, CLERK, URGENT))


def test_what_was_done_stands_once_in_the_history_and_the_audit(walk: Walk, task: UserTask) -> None:
    same = command_id()
    set_aside(walk, task, 1, same)
    set_aside(walk, task, 1, same)
    delegate(walk, task)
    take_back(walk, task)
    told = [event.kind for event in walk.view().history]
    assert [kind for kind in told if kind in ("set_aside", "delegated", "taken_back")] == [
        "set_aside",
        "delegated",
        "taken_back",
    ]
    assert verify_audit(queries=walk.world.qadam.storage.queries).flaws == ()


def _known(walk: Walk, login: PersonId) -> Person:
    found = walk.world.qadam.storage.queries.person(login)
    assert found is not None
    return found
