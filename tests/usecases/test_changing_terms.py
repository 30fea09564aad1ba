"""A term is changed with everything that hangs on it, on both databases."""

from datetime import UTC, date, datetime

import pytest
from case_walks import COMPLETE_PACKAGE, GRANTED, SPECIALIST, Walk, command_id

from app.domain.case import CaseEnded, CaseNotFound
from app.domain.identity import CaseNumber, PersonId, TermId
from app.domain.people import NotPermitted
from app.domain.terms import NotSuspended, TermChangeNeedsGrounds, TermChangeWrong
from app.domain.work import TimerState
from app.usecases.change_term import ExtendTerm, ResumeTerm, SuspendTerm, TermChanged

HEAD = PersonId("bauyrzhan")
OLD, NEW = date(2027, 1, 8), date(2027, 1, 13)
GROUND = {"reason": "Емхананың жауабы күтілуде", "norm": "ӘРПК 76-бап"}


def extend(walk: Walk, **changed: object) -> TermChanged:
    facts = {"command_id": command_id(), "actor": HEAD, "number": walk.numbers[-1], "amount": 3}
    return walk.world.qadam.change_term(ExtendTerm(**{**facts, **GROUND, **changed}))  # type: ignore[arg-type]


def suspend(walk: Walk) -> TermChanged:
    return walk.world.qadam.change_term(
        SuspendTerm(
            command_id=command_id(),
            actor=HEAD,
            number=walk.numbers[-1],
            first=date(2026, 12, 23),
            last=date(2026, 12, 31),
            **GROUND,
        )
    )


def resume(walk: Walk, on: date) -> TermChanged:
    return walk.world.qadam.change_term(
        ResumeTerm(command_id=command_id(), actor=HEAD, number=walk.numbers[-1], on=on, **GROUND)
    )


def deciding(walk: Walk) -> None:
    """A case whose specialist is to decide; its term ends on 8 January 2027."""
    task = walk.at_completeness()
    walk.complete(task, COMPLETE_PACKAGE)


def missed_at(walk: Walk) -> datetime:
    [timer] = [t for t in walk.view().timers if t.state is TimerState.ARMED]
    return timer.due_at


def test_due_dates_and_timers_move_with_the_term(walk: Walk) -> None:
    deciding(walk)

    answer = extend(walk)

    assert answer == TermChanged(walk.numbers[-1], TermId("result_term"), OLD, NEW, 1, 1)
    assert walk.task("decide_application").due_on == NEW
    assert missed_at(walk) == datetime(2027, 1, 13, 19, tzinfo=UTC)
    assert walk.view().case.term_due_on == NEW


def test_the_timer_of_a_moved_term_fires_at_its_new_moment_alone(walk: Walk) -> None:
    deciding(walk)
    extend(walk)
    walk.world.set_clock(datetime(2027, 1, 13, 18, 59, tzinfo=UTC))
    assert walk.world.fire_due_timers() == 0
    walk.world.set_clock(datetime(2027, 1, 13, 19, tzinfo=UTC))

    walk.world.restart()

    assert walk.world.fire_due_timers() == 1


def test_a_change_is_told_in_history_and_audit(walk: Walk) -> None:
    deciding(walk)
    extend(walk)

    [event] = [e for e in walk.view().history if e.kind == "term_extended"]

    assert (event.actor, event.facts) == (
        HEAD,
        {"term": "result_term", "old_due": "2027-01-08", "new_due": "2027-01-13", **GROUND},
    )


def test_a_term_is_suspended_and_runs_on_sooner_than_was_thought(walk: Walk) -> None:
    deciding(walk)
    assert suspend(walk).new_due == date(2027, 1, 19)

    answer = resume(walk, date(2026, 12, 28))

    assert (answer.old_due, answer.new_due) == (date(2027, 1, 19), date(2027, 1, 13))
    with pytest.raises(NotSuspended):
        resume(walk, date(2026, 12, 29))


def test_later_tasks_are_due_by_the_changed_term(walk: Walk) -> None:
    task = walk.at_completeness()
    extend(walk)

    walk.complete(task, COMPLETE_PACKAGE)

    assert walk.task("decide_application").due_on == NEW


def test_a_preview_tells_what_would_happen_and_changes_nothing(walk: Walk) -> None:
    deciding(walk)
    command = ExtendTerm(
        command_id=command_id(), actor=HEAD, number=walk.numbers[-1], amount=3, **GROUND
    )

    seen = walk.world.qadam.preview_term_change(command)

    assert (seen.old_due, seen.new_due, seen.moved_tasks, seen.moved_timers) == (OLD, NEW, 1, 1)
    assert walk.task("decide_application").due_on == OLD
    assert walk.view().case.term_changes == ()


def test_a_repeated_command_changes_the_term_once(walk: Walk) -> None:
    deciding(walk)
    first = command_id()
    assert extend(walk, command_id=first) == extend(walk, command_id=first)
    assert len(walk.view().case.term_changes) == 1


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"actor": SPECIALIST}, NotPermitted),
        ({"actor": PersonId("saltanat")}, NotPermitted),
        ({"reason": ""}, TermChangeNeedsGrounds),
        ({"amount": 0}, TermChangeWrong),
        ({"term": TermId("hearing_term")}, TermChangeWrong),
        ({"number": CaseNumber("ЖК-2026-999999")}, CaseNotFound),
    ],
)
def test_what_is_not_allowed_changes_nothing(
    walk: Walk, changed: dict[str, object], refusal: type[Exception]
) -> None:
    deciding(walk)
    with pytest.raises(refusal):
        extend(walk, **changed)
    assert walk.view().case.term_due_on == OLD


def test_the_term_of_a_case_that_is_over_stays(walk: Walk) -> None:
    deciding(walk)
    walk.complete(walk.task("decide_application"), GRANTED, actor=SPECIALIST)
    walk.run_jobs()
    with pytest.raises(CaseEnded):
        extend(walk)
