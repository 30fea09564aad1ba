"""What people decide on a term: kept in order, with its ground, and undone by nobody in silence."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.calendar import WorkingCalendar
from app.domain.identity import PersonId, TermId
from app.domain.terms import (
    Deadline,
    NotSuspended,
    Term,
    TermChange,
    TermChangeKind,
    TermChangeNeedsGrounds,
    TermChangeWrong,
    TermUnit,
    changed_term,
    changes_of,
    explain,
    reckon,
)
from app.domain.texts import Text

TERM = TermId("result_term")
REGISTERED = datetime(2026, 12, 2, 5, tzinfo=UTC)
RESULT = Term(
    id=TERM,
    unit=TermUnit.WORKING_DAY,
    amount=10,
    counts_from="application_registered",
    counts_start_day=False,
    cut_off=None,
    norm="458/std-1 r.3(1)",
    gap="",
    name=Text("мерзім"),
)
TODAY = date(2026, 12, 4)


def decided(kind: TermChangeKind, **facts: object) -> TermChange:
    made = TermChange(
        term=TERM,
        kind=kind,
        reason="Емхананың жауабы күтілуде",
        norm="ӘРПК 76-бап",
        decided_by=PersonId("bauyrzhan"),
        decided_at=REGISTERED,
    )
    return replace(made, **facts)  # type: ignore[arg-type]  # names of fields, checked by replace


SUSPENDED = decided(TermChangeKind.SUSPENDED, first=date(2026, 12, 7), last=date(2026, 12, 11))
RESUMED = decided(TermChangeKind.RESUMED, first=date(2026, 12, 9))
EXTENDED = decided(TermChangeKind.EXTENDED, amount=3)


@pytest.fixture
def running(department: WorkingCalendar) -> Deadline:
    """To 17 December 2026: the 16th is a holiday."""
    return reckon(RESULT, REGISTERED, department)


def after(department: WorkingCalendar, *changes: TermChange) -> Deadline:
    return reckon(RESULT, REGISTERED, department, *changes_of(TERM, changes))


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ((SUSPENDED,), date(2026, 12, 24)),
        ((EXTENDED,), date(2026, 12, 22)),
        ((SUSPENDED, RESUMED), date(2026, 12, 21)),
        ((SUSPENDED, EXTENDED, RESUMED), date(2026, 12, 24)),
        ((SUSPENDED, replace(RESUMED, first=date(2026, 12, 7))), date(2026, 12, 17)),
        ((replace(EXTENDED, term=TermId("hearing_term")),), date(2026, 12, 17)),
    ],
)
def test_the_last_day_follows_from_all_decisions_in_their_order(
    department: WorkingCalendar, changes: tuple[TermChange, ...], last: date
) -> None:
    assert after(department, *changes).due == last


def test_a_changed_term_tells_its_old_day_its_reason_and_its_norm(
    running: Deadline, department: WorkingCalendar
) -> None:
    moved = changed_term(running, EXTENDED, TODAY, department)
    told = explain(moved, "ru")
    assert "продлён на 3\u00a0рабочих дня: Емхананың жауабы күтілуде (ӘРПК 76-бап)" in told
    assert "первоначальный срок 17.12.2026" in told
    paused = changed_term(running, SUSPENDED, TODAY, department)
    assert "07.12.2026–11.12.2026 мерзім тоқтатыла тұрған: Емхананың жауабы күтілуде" in (
        explain(paused, "kk")
    )


def test_a_decision_gives_what_the_list_of_all_decisions_gives(
    running: Deadline, department: WorkingCalendar
) -> None:
    one = changed_term(running, SUSPENDED, TODAY, department)
    two = changed_term(one, RESUMED, date(2026, 12, 8), department)
    assert one == after(department, SUSPENDED)
    assert two == after(department, SUSPENDED, RESUMED)


@pytest.mark.parametrize("missing", [{"reason": " "}, {"norm": ""}])
def test_nothing_is_decided_without_reason_and_norm(
    running: Deadline, department: WorkingCalendar, missing: dict[str, object]
) -> None:
    with pytest.raises(TermChangeNeedsGrounds):
        changed_term(running, replace(EXTENDED, **missing), TODAY, department)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        replace(SUSPENDED, last=date(2026, 12, 4)),
        replace(SUSPENDED, last=None),
        replace(SUSPENDED, first=date(2026, 12, 3)),
        replace(SUSPENDED, first=date(2026, 12, 18), last=date(2026, 12, 19)),
        replace(EXTENDED, amount=0),
        replace(RESUMED, first=date(2026, 12, 3)),
    ],
)
def test_days_that_do_not_fit_the_term_are_refused(
    running: Deadline, department: WorkingCalendar, change: TermChange
) -> None:
    with pytest.raises(TermChangeWrong):
        changed_term(running, change, TODAY, department)


def test_a_term_that_is_over_is_not_changed_any_more(
    running: Deadline, department: WorkingCalendar
) -> None:
    with pytest.raises(TermChangeWrong, match="ended on 2026-12-17"):
        changed_term(running, EXTENDED, date(2026, 12, 18), department)


def test_only_a_suspended_term_is_resumed(running: Deadline, department: WorkingCalendar) -> None:
    with pytest.raises(NotSuspended):
        changed_term(running, RESUMED, TODAY, department)
    over = after(department, replace(SUSPENDED, last=date(2026, 12, 8)))
    with pytest.raises(NotSuspended):
        changed_term(over, RESUMED, date(2026, 12, 9), department)
