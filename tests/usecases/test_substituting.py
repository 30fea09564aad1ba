"""Work done for whoever is away: seen, done, told as for them, and nothing beyond."""

from collections.abc import Mapping
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

from app.domain.identity import PersonId, SubstitutionId
from app.domain.people import Grant, NotPermitted, Person, Power, Role
from app.domain.substitution import (
    SubstitutionCycle,
    SubstitutionDaysUnfit,
    SubstitutionPowersUnfit,
    SubstitutionUnfit,
)
from app.domain.task import NotACandidate, UserTask
from app.ports.views import TaskList
from app.usecases.assign_user_task import AssignUserTask
from app.usecases.claim_user_task import UnclaimUserTask
from app.usecases.keep_substitutions import EndSubstitution, SetSubstitution
from app.usecases.read_inbox import TaskSearch
from app.usecases.sign_in import person_of
from app.usecases.verify_audit import verify_audit

HEAD = PersonId("bauyrzhan")
ADMINISTRATOR = PersonId("admin")
WORK = frozenset({Power.WORK_TASKS})


def stand_in(
    walk: Walk,
    absent: PersonId = CLERK,
    substitute: PersonId = SPECIALIST,
    *,
    actor: PersonId | None = None,
    first: int = 0,
    last: int = 1,
    powers: frozenset[Power] = WORK,
) -> SubstitutionId:
    today = walk.world.now().date()
    command = SetSubstitution(
        command_id(),
        actor or absent,
        absent,
        substitute,
        today + timedelta(days=first),
        today + timedelta(days=last),
        powers,
    )
    return SubstitutionId(walk.world.qadam.substitutions.set(command).substitution)


def known(walk: Walk, login: PersonId) -> Person:
    qadam = walk.world.qadam
    found = person_of(login, queries=qadam.storage.queries, rules=qadam.rules)
    assert found is not None
    return found


def listed(walk: Walk, person: PersonId, which: TaskList) -> list[PersonId | None]:
    page = walk.world.qadam.inbox.page(known(walk, person), TaskSearch(which))
    assert page.total == page.by_list[which]
    return [row.assignee for row in page.rows]


def told(walk: Walk, kind: str) -> list[tuple[str, Mapping[str, str] | None]]:
    return [(one.actor, one.facts) for one in walk.view().history if one.kind == kind]


def test_free_and_held_tasks_of_the_absent_are_in_the_lists_of_both(walk: Walk) -> None:
    task = walk.at_completeness()
    stand_in(walk)
    assert listed(walk, SPECIALIST, "groups") == [None]
    walk.claim(task, CLERK)
    assert listed(walk, SPECIALIST, "mine") == [CLERK]
    assert listed(walk, CLERK, "mine") == [CLERK]
    assert walk.world.qadam.inbox.next_task(known(walk, SPECIALIST), "mine") == task.id
    walk.pass_time(days=2)
    assert listed(walk, SPECIALIST, "mine") == []
    assert listed(walk, CLERK, "mine") == [CLERK]


def test_who_substitutes_completes_what_the_absent_holds_and_is_told_as_acting_for_them(
    walk: Walk,
) -> None:
    task = walk.at_completeness()
    walk.claim(task, CLERK)
    with pytest.raises(NotACandidate):
        walk.complete(task, COMPLETE_PACKAGE, actor=SPECIALIST)
    stand_in(walk)
    assert walk.world.qadam.desk.task(known(walk, SPECIALIST), task.id).may_work
    walk.complete(task, COMPLETE_PACKAGE, actor=SPECIALIST)
    done = next(one for one in walk.view().tasks if one.id == task.id)
    assert done.ended_by == SPECIALIST
    assert (SPECIALIST, {"for": "Жанар Оспанова"}) in told(walk, "completed")
    assert verify_audit(queries=walk.world.qadam.storage.queries).flaws == ()


def test_who_substitutes_takes_a_free_task_and_gives_a_held_one_back(walk: Walk) -> None:
    task = walk.at_completeness()
    stand_in(walk)
    walk.claim(task, SPECIALIST)
    assert told(walk, "claimed") == [(SPECIALIST, {"for": "Жанар Оспанова"})]
    assert listed(walk, SPECIALIST, "mine") == [SPECIALIST]
    walk.world.qadam.unclaim_user_task(UnclaimUserTask(command_id(), task.id, SPECIALIST))
    walk.claim(task, CLERK)
    walk.world.qadam.unclaim_user_task(UnclaimUserTask(command_id(), task.id, SPECIALIST))
    assert walk.task("check_completeness").assignee is None


def test_powers_that_were_not_left_are_not_there(walk: Walk) -> None:
    task = walk.at_completeness()
    stand_in(walk, HEAD, SPECIALIST)
    order = AssignUserTask(command_id(), task.id, SPECIALIST, CLERK)
    with pytest.raises(NotPermitted):
        walk.world.qadam.assign_user_task(order)
    stand_in(walk, HEAD, SPECIALIST, powers=frozenset({Power.ASSIGN_TASKS}))
    walk.world.qadam.assign_user_task(AssignUserTask(command_id(), task.id, SPECIALIST, CLERK))
    assert walk.task("check_completeness").assignee == CLERK


def test_one_that_is_ended_gives_nothing_any_more(walk: Walk) -> None:
    task: UserTask = walk.at_completeness()
    kept = stand_in(walk)
    walk.world.qadam.substitutions.end(EndSubstitution(CLERK, kept))
    walk.world.qadam.substitutions.end(EndSubstitution(CLERK, kept))
    with pytest.raises(NotACandidate):
        walk.claim(task, SPECIALIST)


def test_only_the_absent_or_an_administrator_say_who_stands_in(walk: Walk) -> None:
    with pytest.raises(NotPermitted):
        stand_in(walk, actor=SUPERVISOR)
    with walk.world.qadam.storage.begin() as uow:
        grants = (Grant(Role.ADMINISTRATOR, HERE),)
        uow.people.put(Person(ADMINISTRATOR, "Сынақ Әкімші", "kk", "", grants))
        uow.commit()
    kept = stand_in(walk, actor=ADMINISTRATOR)
    with pytest.raises(NotPermitted):
        walk.world.qadam.substitutions.end(EndSubstitution(SPECIALIST, kept))
    desk = walk.world.qadam.substitutions.show(known(walk, ADMINISTRATOR), CLERK)
    assert [one.substitute for one in desk.kept] == [SPECIALIST]
    assert CLERK in [one.id for one in desk.people]
    own = walk.world.qadam.substitutions.show(known(walk, CLERK))
    assert own.people == []
    assert FOREIGN_CLERK not in [one.id for one in own.substitutes]


def test_unfit_people_days_powers_and_circles_are_refused(walk: Walk) -> None:
    with pytest.raises(SubstitutionUnfit):
        stand_in(walk, substitute=FOREIGN_CLERK)
    with pytest.raises(SubstitutionUnfit):
        stand_in(walk, substitute=CLERK)
    for first, last in ((2, 1), (-3, -1), (0, 500)):
        with pytest.raises(SubstitutionDaysUnfit):
            stand_in(walk, first=first, last=last)
    for powers in (frozenset[Power](), frozenset({Power.CHANGE_TERMS})):
        with pytest.raises(SubstitutionPowersUnfit):
            stand_in(walk, powers=powers)
    stand_in(walk)
    with pytest.raises(SubstitutionCycle):
        stand_in(walk, SPECIALIST, CLERK)
