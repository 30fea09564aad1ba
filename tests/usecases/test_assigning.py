"""A task given to another person by those who give orders in its office."""

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
from app.domain.task import AssigneeUnfit, TaskState, UserTask, UserTaskNotOpen
from app.usecases.assign_user_task import AssignUserTask, TaskAssigned
from app.usecases.save_draft import SaveDraft
from app.usecases.verify_audit import verify_audit

NEIGHBOUR, HEAD = PersonId("neighbour"), PersonId("bauyrzhan")


def assign(
    walk: Walk,
    task: UserTask,
    to: PersonId | None,
    *,
    actor: PersonId = SUPERVISOR,
    command: CommandId | None = None,
) -> TaskAssigned:
    return walk.world.qadam.assign_user_task(
        AssignUserTask(command or command_id(), task.id, actor, to)
    )


def hire(walk: Walk, login: PersonId, role: Role = Role.CLERK) -> None:
    with walk.world.qadam.storage.begin() as uow:
        uow.people.put(Person(login, "Сынақ Көрші", "kk", "", (Grant(role, HERE),)))
        uow.commit()


def test_a_task_of_a_person_who_left_goes_to_a_neighbour_with_the_draft_kept(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.claim(task, CLERK)
    walk.world.qadam.save_draft(SaveDraft(task.id, CLERK, {"missing_papers": "Өтініш"}))
    hire(walk, NEIGHBOUR)

    assign(walk, task, NEIGHBOUR)

    held = walk.task("check_completeness")
    assert (held.state, held.assignee) == (TaskState.CLAIMED, NEIGHBOUR)
    queries = walk.world.qadam.storage.queries
    assert queries.task(task.id, CLERK).draft is not None
    walk.complete(held, COMPLETE_PACKAGE, actor=NEIGHBOUR)
    assert walk.task("decide_application").is_open


def test_a_task_goes_back_to_its_group(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.claim(task, CLERK)

    assign(walk, task, None, actor=HEAD)

    freed = walk.task("check_completeness")
    assert (freed.state, freed.assignee) == (TaskState.OPEN, None)


def test_the_history_and_the_audit_tell_who_gave_it_to_whom(walk: Walk) -> None:
    task = walk.at_completeness()

    assign(walk, task, CLERK)
    assign(walk, task, CLERK)

    told = [event for event in walk.view().history if event.kind == "assigned"]
    assert [(event.actor, event.facts) for event in told] == [
        (SUPERVISOR, {"to": "Жанар Оспанова"})
    ]
    assert verify_audit(queries=walk.world.qadam.storage.queries).flaws == ()


def test_a_second_order_with_the_same_id_gets_the_first_answer(walk: Walk) -> None:
    task, same = walk.at_completeness(), command_id()
    first = assign(walk, task, CLERK, command=same)
    assign(walk, task, None)

    assert assign(walk, task, CLERK, command=same) == first
    assert walk.task("check_completeness").assignee is None


@pytest.mark.parametrize("to", [FOREIGN_CLERK, SPECIALIST, SUPERVISOR, PersonId("nobody")])
def test_it_is_not_given_to_one_who_may_not_do_it(walk: Walk, to: PersonId) -> None:
    task = walk.at_completeness()

    with pytest.raises(AssigneeUnfit):
        assign(walk, task, to)
    assert walk.task("check_completeness").assignee is None


def test_a_holder_whose_role_was_taken_away_is_not_chosen_again(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.claim(task, CLERK)
    hire(walk, CLERK, Role.SPECIALIST)

    with pytest.raises(AssigneeUnfit):
        assign(walk, task, CLERK)


@pytest.mark.parametrize("actor", [CLERK, SPECIALIST, FOREIGN_CLERK])
def test_only_those_who_give_orders_in_the_office_may_assign(walk: Walk, actor: PersonId) -> None:
    task = walk.at_completeness()

    with pytest.raises(NotPermitted):
        assign(walk, task, CLERK, actor=actor)


def test_a_closed_task_is_given_to_nobody(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.complete(task, COMPLETE_PACKAGE)

    with pytest.raises(UserTaskNotOpen):
        assign(walk, task, CLERK)
