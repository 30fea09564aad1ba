"""What people see: by their powers, in the time of their office, and recorded where it is told."""

from dataclasses import replace
from datetime import datetime

import pytest
from case_walks import CLERK, FOREIGN_CLERK, HERE, SPECIALIST, Walk

from app.domain.calendar import WORK_SCHEDULES, WorkingCalendar
from app.domain.identity import OfficeId, PersonId
from app.domain.people import Grant, NotPermitted, OfficeNotFound, Person, Role, ScheduleUnknown
from app.usecases.due_bounds import due_bounds
from app.usecases.read_inbox import TaskSearch


def person(*grants: Grant) -> Person:
    return Person(PersonId("trial"), "Сынақ Адам", "kk", "", grants)


def openings(walk: Walk) -> list[str]:
    queries = walk.world.qadam.storage.queries
    return [row.page for row in queries.case_openings(walk.view().case.instance_id, 50)]


def known(walk: Walk, login: PersonId) -> Person:
    found = walk.world.qadam.storage.queries.person(login)
    assert found is not None
    return found


def test_opening_a_task_is_recorded_and_working_on_it_is_not(walk: Walk) -> None:
    task, clerk = walk.at_completeness(), known(walk, CLERK)
    desk = walk.world.qadam.desk

    desk.task(clerk, task.id)
    desk.task_in_hand(clerk, task.id)

    assert openings(walk) == ["task:check_completeness"]


@pytest.mark.parametrize("way", ["task", "task_in_hand"])
def test_a_task_of_a_foreign_office_is_not_shown(walk: Walk, way: str) -> None:
    task = walk.at_completeness()
    with pytest.raises(NotPermitted):
        getattr(walk.world.qadam.desk, way)(known(walk, FOREIGN_CLERK), task.id)
    assert openings(walk) == []


@pytest.mark.parametrize("role", [None, Role.DESIGNER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_works_no_tasks_has_no_inbox(walk: Walk, role: Role | None) -> None:
    grants = () if role is None else (Grant(role, HERE),)
    with pytest.raises(NotPermitted):
        walk.world.qadam.inbox.page(person(*grants), TaskSearch())


@pytest.mark.parametrize("role", [None, Role.CLERK, Role.DESIGNER])
def test_who_supervises_nothing_has_no_list_of_instances(walk: Walk, role: Role | None) -> None:
    grants = () if role is None else (Grant(role, HERE),)
    with pytest.raises(NotPermitted):
        walk.world.qadam.instances.page(person(*grants))


def test_an_inbox_keeps_the_time_of_the_office_one_works_in(walk: Walk) -> None:
    """The first grant may be a designer's, in a unit without working hours."""
    with walk.world.qadam.storage.begin() as uow:
        here = next(office for office in uow.people.offices() if office.id == HERE)
        uow.people.put_offices([replace(here, id=OfficeId("republic"), schedule="")])
        uow.commit()
    walk.world.qadam.rules.forget()
    walk.at_completeness()
    both = person(Grant(Role.DESIGNER, OfficeId("republic")), Grant(Role.CLERK, HERE))

    assert walk.world.qadam.inbox.page(both, TaskSearch("groups")).total == 1
    with pytest.raises(ScheduleUnknown):
        walk.world.qadam.rules.calendar(OfficeId("republic"))
    with pytest.raises(OfficeNotFound):
        walk.world.qadam.rules.calendar(OfficeId("nowhere"))


def test_a_specialist_sees_no_task_of_the_clerks(walk: Walk) -> None:
    walk.at_completeness()
    assert walk.world.qadam.inbox.page(known(walk, SPECIALIST), TaskSearch("groups")).total == 0


@pytest.mark.parametrize(
    ("now", "today_ends", "week_ends"),
    [
        ("2026-12-25T10:00+05:00", "2026-12-26T00:00+05:00", "2026-12-28T00:00+05:00"),
        # Still Friday in Almaty, Thursday in UTC's eyes.
        ("2026-12-25T00:30+05:00", "2026-12-26T00:00+05:00", "2026-12-28T00:00+05:00"),
        ("2026-12-27T23:59+05:00", "2026-12-28T00:00+05:00", "2026-12-28T00:00+05:00"),
        ("2026-12-28T00:00+05:00", "2026-12-29T00:00+05:00", "2027-01-04T00:00+05:00"),
        # Almaty turned its clocks back an hour at midnight: the day had 25 hours.
        ("2024-02-29T23:30+06:00", "2024-03-01T00:00+05:00", "2024-03-04T00:00+05:00"),
    ],
)
def test_a_day_and_a_week_end_at_midnight_of_the_office(
    now: str, today_ends: str, week_ends: str
) -> None:
    calendar = WorkingCalendar({}, WORK_SCHEDULES["CAL-ED-A"])

    bounds = due_bounds(datetime.fromisoformat(now), calendar)

    assert bounds.end_of_today == datetime.fromisoformat(today_ends)
    assert bounds.end_of_week == datetime.fromisoformat(week_ends)
