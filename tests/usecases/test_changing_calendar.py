"""The calendar is changed, and open terms, tasks and timers follow, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from case_walks import COMPLETE_PACKAGE, HERE, SPECIALIST, Walk

from app.bootstrap.administering import admin_services
from app.domain.calendar_change import (
    ActMissing,
    CalendarChange,
    CalendarChangeNotReady,
    CalendarChangeOpen,
    ChangeState,
    DaysMissing,
    DaysOffUnfit,
    MoveKind,
    MoveState,
    WorkedDaysUnfit,
)
from app.domain.identity import PersonId
from app.domain.people import Grant, NotPermitted, Person, Role
from app.domain.terms import explain
from app.domain.work import TimerState
from app.usecases import move_deadlines
from app.usecases.advancing import Grounds
from app.usecases.change_calendar import CalendarKeeping, DrawUpChange
from app.usecases.change_term import rearmed
from app.usecases.read_desk import CaseDesk
from app.usecases.verify_audit import verify_audit

ADMIN = PersonId("aizhan")
ACT = "ҚР Үкіметінің 24.12.2026 № 900 қаулысы"
OLD, LATER, EARLIER = date(2027, 1, 8), date(2027, 1, 11), date(2027, 1, 6)
OLD_CLOSES = datetime(2027, 1, 8, 13, tzinfo=UTC)
OFF = (date(2026, 12, 29),)
SATURDAY = (date(2026, 12, 26),)


@pytest.fixture
def calendar(walk: Walk) -> CalendarKeeping:
    return admin_services(walk.world.qadam).calendar


def draw_up(calendar: CalendarKeeping, **changed: object) -> CalendarChange:
    facts: dict[str, object] = {"actor": ADMIN, "off": OFF, "worked": (), "act": ACT}
    return calendar.draw_up(DrawUpChange(**{**facts, **changed}))  # type: ignore[arg-type]


def work(walk: Walk) -> None:
    while walk.world.qadam.calendar_work.run_next():
        pass


def apply(walk: Walk, calendar: CalendarKeeping, made: CalendarChange) -> None:
    """By the administrator; the open cases follow once every process knows the new days."""
    calendar.apply(ADMIN, made.id)
    walk.world.set_clock(walk.world.now() + timedelta(seconds=66))


def desk_of(walk: Walk) -> CaseDesk:
    with walk.world.qadam.storage.begin() as uow:
        person = uow.people.get(SPECIALIST)
    assert person is not None
    return walk.world.qadam.desk.case(person, walk.numbers[-1])


def test_a_draft_counts_what_would_move_and_writes_nothing_to_a_case(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    task = walk.at_completeness()
    before = walk.view()
    assert before.case.term_due_on == OLD

    made = draw_up(calendar)
    work(walk)

    shown = calendar.show(made.id, None)
    assert shown.change.state is ChangeState.READY
    assert (shown.change.seen, shown.change.total) == (1, 1)
    [case] = shown.cases
    assert case.number == walk.numbers[-1]
    moved = {move.kind: move for move in case.moves}
    assert moved[MoveKind.CASE].old_at.date() == OLD
    assert moved[MoveKind.CASE].new_at.date() == LATER
    assert {move.state for move in case.moves} == {MoveState.EXPECTED}
    counted = {(one.office_id, one.kind): one.count for one in shown.counts}
    assert counted[HERE, MoveKind.CASE] == 1
    assert walk.view().case == before.case
    assert walk.task("check_completeness").due_at == task.due_at
    assert all(event.kind != "calendar_changed" for event in walk.view().history)


def test_applied_it_moves_terms_tasks_and_timers_and_each_case_tells_why(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)
    walk.run_jobs()
    task, old = walk.task("decide_application"), walk.view()
    made = draw_up(calendar)
    work(walk)

    apply(walk, calendar, made)
    work(walk)

    view = walk.view()
    assert calendar.show(made.id, None).change.state is ChangeState.APPLIED
    assert view.case.term_due_on == LATER
    assert walk.task("decide_application").due_on == LATER != task.due_on
    armed = {t.element_id: t.due_at for t in view.timers if t.state is TimerState.ARMED}
    were = {t.element_id: t.due_at for t in old.timers if t.state is TimerState.ARMED}
    assert {key for key in armed if armed[key] != were[key]} == {"term_missed"}
    [event] = [e for e in view.history if e.kind == "calendar_changed"]
    assert (event.actor, (event.facts or {})["act"]) == (ADMIN, ACT)
    why = explain(desk_of(walk).deadline, "kk")
    assert f"29.12.2026 қосымша демалыс күні ({ACT})" in why
    assert why.startswith("11.01.2027")
    assert verify_audit(queries=walk.world.qadam.storage.queries).flaws == ()


def test_a_timer_rings_at_its_new_moment_and_not_at_the_old_one(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)
    walk.run_jobs()
    made = draw_up(calendar)
    work(walk)
    apply(walk, calendar, made)
    work(walk)

    walk.world.set_clock(datetime(2027, 1, 10, 12, tzinfo=UTC))
    walk.world.qadam.fire_due_timers()
    assert all(task.element_id != "explain_missed_term" for task in walk.view().tasks)
    walk.world.set_clock(datetime(2027, 1, 13, 12, tzinfo=UTC))
    walk.world.qadam.fire_due_timers()
    assert any(task.element_id == "explain_missed_term" for task in walk.view().tasks)


def test_a_worked_saturday_brings_terms_nearer_and_is_told(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    walk.at_completeness()
    made = draw_up(calendar, off=(), worked=SATURDAY)
    work(walk)
    apply(walk, calendar, made)
    work(walk)
    assert walk.view().case.term_due_on == EARLIER
    why = explain(desk_of(walk).deadline, "ru")
    assert f"26.12.2026 рабочий день ({ACT})" in why


def test_a_case_that_came_after_the_preview_is_counted_by_the_new_days(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    made = draw_up(calendar)
    work(walk)
    assert calendar.show(made.id, None).cases == []
    walk.at_completeness()
    apply(walk, calendar, made)
    work(walk)
    assert walk.view().case.term_due_on == LATER
    walk.at_completeness()
    assert walk.view().case.term_due_on == LATER
    assert all(event.kind != "calendar_changed" for event in walk.view().history)


def test_what_has_passed_stays_and_a_case_that_is_over_is_left_alone(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    walk.at_completeness()
    late = walk.task("check_completeness")
    assert late.due_on == date(2026, 12, 24)
    walk.world.set_clock(datetime(2026, 12, 25, 6, tzinfo=UTC))

    made = draw_up(calendar)
    work(walk)
    apply(walk, calendar, made)
    work(walk)

    assert walk.task("check_completeness").due_at == late.due_at
    assert walk.view().case.term_due_on == LATER
    states = {m.kind: m.state for case in calendar.show(made.id, None).cases for m in case.moves}
    assert states[MoveKind.CASE] is MoveState.MOVED


def test_open_cases_are_moved_when_every_process_knows_the_new_days(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    """A case may have been registered by the old days in another process, after the change."""
    made = draw_up(calendar)
    work(walk)
    calendar.apply(ADMIN, made.id)
    assert walk.world.qadam.calendar_work.run_next() is None
    walk.at_completeness()
    view = walk.view()
    with walk.world.qadam.storage.begin() as uow:
        uow.instances.lock(view.case.instance_id)
        uow.cases.move_term(replace(view.case, term_due_on=OLD, term_closes_at=OLD_CLOSES))
        uow.commit()

    walk.world.set_clock(walk.world.now() + timedelta(seconds=66))
    work(walk)

    assert walk.view().case.term_due_on == LATER


def test_a_case_that_cannot_be_counted_is_listed_and_holds_no_other_back(
    walk: Walk, calendar: CalendarKeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.at_completeness()
    stuck = walk.numbers[-1]
    walk.at_completeness()

    def defective(ground: Grounds, *rest: object) -> object:
        if ground.case.number == stuck:
            raise RuntimeError("a defect")
        return rearmed(ground, *rest)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(move_deadlines, "rearmed", defective)
    made = draw_up(calendar)
    work(walk)
    apply(walk, calendar, made)
    work(walk)

    shown = calendar.show(made.id, None)
    assert shown.change.state is ChangeState.APPLIED
    states = {case.number: [move.state for move in case.moves] for case in shown.cases}
    assert states[stuck] == [MoveState.FAILED]
    assert set(states[walk.numbers[-1]]) == {MoveState.MOVED}


def test_work_that_is_done_again_after_a_crash_changes_nothing_twice(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    walk.at_completeness()
    made = draw_up(calendar)
    work(walk)
    apply(walk, calendar, made)
    qadam = walk.world.qadam
    with qadam.storage.begin() as uow:
        begun = uow.calendar_changes.lock(made.id)
    qadam.calendar_work.run_next()
    with qadam.storage.begin() as uow:
        uow.calendar_changes.put(begun)  # as where the process ended before it noted how far it is
        uow.commit()
    work(walk)
    assert len([e for e in walk.view().history if e.kind == "calendar_changed"]) == 1
    shown = calendar.show(made.id, None)
    assert shown.change.state is ChangeState.APPLIED
    assert {m.state for case in shown.cases for m in case.moves} == {MoveState.MOVED}


def test_a_dropped_draft_leaves_the_calendar_as_it_is(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    made = draw_up(calendar)
    with pytest.raises(CalendarChangeNotReady):
        calendar.apply(ADMIN, made.id)
    with pytest.raises(CalendarChangeOpen):
        draw_up(calendar)
    calendar.drop(ADMIN, made.id)
    work(walk)
    with pytest.raises(CalendarChangeNotReady):
        calendar.apply(ADMIN, made.id)
    walk.at_completeness()
    assert walk.view().case.term_due_on == OLD
    assert [change.state for change in calendar.latest()] == [ChangeState.DROPPED]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"off": (date(2026, 12, 21),)}, DaysOffUnfit),
        ({"off": (date(2026, 12, 27),)}, DaysOffUnfit),
        ({"off": (), "worked": (date(2026, 12, 28),)}, WorkedDaysUnfit),
        ({"off": (), "worked": (date(2026, 12, 20),)}, WorkedDaysUnfit),
        ({"off": ()}, DaysMissing),
        ({"act": " "}, ActMissing),
        ({"actor": PersonId("bakyt")}, NotPermitted),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    walk: Walk, calendar: CalendarKeeping, changed: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        draw_up(calendar, **changed)


def test_who_administers_a_district_alone_does_not_change_the_calendar_of_all(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    with walk.world.qadam.storage.begin() as uow:
        grants = (Grant(Role.ADMINISTRATOR, HERE),)
        uow.people.put(Person(PersonId("district"), "Сынақ", "kk", "", grants))
        uow.commit()
    with pytest.raises(NotPermitted):
        draw_up(calendar, actor=PersonId("district"))
