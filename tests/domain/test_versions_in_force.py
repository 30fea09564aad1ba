"""Which version new cases take: the last decision whose moment has come."""

from datetime import UTC, datetime, timedelta

from app.domain.versions_in_force import InForce, ahead_of, version_at

NOW = datetime(2026, 12, 22, 5, tzinfo=UTC)


def decided(version: int, **after: float) -> InForce:
    return InForce(version, NOW + timedelta(**after), NOW, "madina")


def test_before_the_first_decision_none_is_in_force() -> None:
    assert version_at((), NOW) is None
    assert version_at([decided(1, days=1)], NOW) is None


def test_a_planned_version_takes_over_at_its_moment_and_not_before() -> None:
    decisions = [decided(1), decided(2, days=10)]
    assert version_at(decisions, NOW + timedelta(days=10, seconds=-1)) == 1
    assert version_at(decisions, NOW + timedelta(days=10)) == 2
    assert ahead_of(decisions, NOW) == (decisions[1],)
    assert ahead_of(decisions, NOW + timedelta(days=10)) == ()


def test_an_earlier_version_comes_back_until_what_was_planned_takes_over() -> None:
    decisions = [decided(1), decided(2, days=1), decided(3, days=9), decided(1, days=2)]
    assert version_at(decisions, NOW + timedelta(days=1)) == 2
    assert version_at(decisions, NOW + timedelta(days=2)) == 1
    assert version_at(decisions, NOW + timedelta(days=9)) == 3


def test_what_holds_at_once_holds_for_a_clock_that_runs_behind() -> None:
    assert version_at([decided(1), decided(2, days=1)], NOW - timedelta(minutes=1)) == 1


def test_of_two_decisions_for_one_moment_the_later_counts() -> None:
    assert version_at([decided(1), decided(2), decided(1)], NOW) == 1
