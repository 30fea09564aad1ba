"""Who stands in for whom: dated, within the powers given, along chains and never in circles."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from app.domain.identity import OfficeId, PersonId, SubstitutionId
from app.domain.people import (
    Grant,
    Office,
    Offices,
    Person,
    Power,
    Role,
    groups_by_office,
    offices_where,
)
from app.domain.substitution import (
    Substitution,
    closes_a_circle,
    standing_in,
    substitutes_of,
)
from app.domain.texts import Text

HERE = OfficeId("here")
OFFICES = Offices([Office(HERE, None, "department", Text("а", "а", "a"), "CAL-ED-A")])
FIRST, LAST = date(2026, 12, 22), date(2026, 12, 24)
ALL = frozenset({Power.WORK_TASKS, Power.ASSIGN_TASKS})


def person(login: str, *roles: Role) -> Person:
    return Person(PersonId(login), login, "kk", "", tuple(Grant(role, HERE) for role in roles))


HEAD, CLERK = person("head", Role.HEAD), person("clerk", Role.CLERK)
SPECIALIST = person("specialist", Role.SPECIALIST)
PEOPLE = {one.id: one for one in (HEAD, CLERK, SPECIALIST)}


def substitution(
    absent: Person, substitute: Person, powers: frozenset[Power] = ALL, **fields: object
) -> Substitution:
    told = {"first_day": FIRST, "last_day": LAST, **fields}
    return Substitution(
        id=SubstitutionId(uuid4()),
        absent=absent.id,
        substitute=substitute.id,
        powers=powers,
        set_by=absent.id,
        set_at=datetime(2026, 12, 20, tzinfo=UTC),
        **told,  # type: ignore[arg-type]  # names of fields
    )


def on(day: date, who: Person, *kept: Substitution) -> Person:
    return standing_in(who, [(one, PEOPLE[one.absent]) for one in kept], day)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 12, 21), False),
        (FIRST, True),
        (LAST, True),
        (date(2026, 12, 25), False),
    ],
)
def test_it_holds_from_its_first_day_to_its_last(day: date, holds: bool) -> None:
    clerk = on(day, CLERK, substitution(HEAD, CLERK))
    assert (clerk.substituted == {HEAD.id}) == holds
    assert (HERE in offices_where(clerk, Power.ASSIGN_TASKS, OFFICES)) == holds
    assert ("head" in groups_by_office(clerk, OFFICES)) == holds


def test_one_that_was_ended_holds_no_more() -> None:
    ended = substitution(HEAD, CLERK, ended_at=datetime(2026, 12, 22, tzinfo=UTC))
    assert on(FIRST, CLERK, ended) == CLERK


def test_only_the_powers_that_are_given_are_given() -> None:
    clerk = on(FIRST, CLERK, substitution(HEAD, CLERK, frozenset({Power.ASSIGN_TASKS})))
    assert offices_where(clerk, Power.ASSIGN_TASKS, OFFICES) == {HERE}
    assert offices_where(clerk, Power.CHANGE_TERMS, OFFICES) == set()
    assert "head" not in groups_by_office(clerk, OFFICES)
    assert clerk.substituted == set()


def test_a_chain_counts_with_the_powers_of_its_weakest_link() -> None:
    weak = frozenset({Power.ASSIGN_TASKS})
    kept = substitution(HEAD, CLERK, weak), substitution(CLERK, SPECIALIST)
    last = on(FIRST, SPECIALIST, *kept)
    assert offices_where(last, Power.ASSIGN_TASKS, OFFICES) == {HERE}
    assert last.substituted == {CLERK.id}


def test_a_circle_ends_by_itself_and_is_not_let_in() -> None:
    there, back = substitution(HEAD, CLERK), substitution(CLERK, HEAD)
    assert on(FIRST, CLERK, there, back).substituted == {HEAD.id}
    assert closes_a_circle(back, [there])
    assert closes_a_circle(substitution(SPECIALIST, HEAD), [there, substitution(CLERK, SPECIALIST)])
    later = substitution(CLERK, HEAD, first_day=date(2027, 1, 5), last_day=date(2027, 1, 6))
    assert not closes_a_circle(later, [there])


def test_ones_own_rights_come_first_and_stay() -> None:
    clerk = on(FIRST, CLERK, substitution(HEAD, CLERK))
    assert clerk.grants[0] == CLERK.grants[0]
    assert clerk.as_own() == CLERK


def test_who_works_for_the_absent_is_found_along_the_chain_and_once_in_a_circle() -> None:
    chain = [
        substitution(HEAD, CLERK),
        substitution(CLERK, SPECIALIST),
        substitution(SPECIALIST, HEAD),
    ]
    assert substitutes_of(HEAD.id, chain, FIRST) == (CLERK.id, SPECIALIST.id)
    assert substitutes_of(CLERK.id, chain, FIRST) == (SPECIALIST.id, HEAD.id)
    assert substitutes_of(HEAD.id, chain, LAST + timedelta(days=1)) == ()


def test_who_may_not_work_tasks_breaks_the_chain() -> None:
    known = [
        substitution(HEAD, CLERK, frozenset({Power.ASSIGN_TASKS})),
        substitution(CLERK, SPECIALIST),
    ]
    assert substitutes_of(HEAD.id, known, FIRST) == ()
