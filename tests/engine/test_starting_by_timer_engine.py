"""When a timer begins an instance: which rounds are left, and what an expression may know."""

from datetime import datetime, timedelta

import pytest
from engine_models import NOW, Case, around, chain, end, source, user

from app.domain.identity import ElementId
from app.domain.models import Beginning
from app.domain.refusals import DatesNotCounted
from app.ports.engine import StartDue

DUE = Beginning(ElementId("due"))


def case(kind: str, text: str) -> Case:
    timer = f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"
    begun = f'<startEvent id="due">{timer}</startEvent>'
    return Case(source(begun + user("work") + end() + chain("due", "work", "done")))


def due(kind: str, text: str, *, first: int = 1, since: datetime = NOW) -> StartDue | None:
    one = case(kind, text)
    return one.engine.start_due(one.model, DUE, since, first, around(since))


def test_the_model_tells_which_timers_begin_it() -> None:
    one = case("timeDuration", "PT1H")
    assert one.engine.model(one.model).timer_starts == (DUE,)


def test_an_instance_begins_at_its_timer() -> None:
    one = case("timeDuration", "PT1H")
    advance = one.engine.start(one.model, {}, one.around, DUE)
    assert [(p.element_id, p.outcome) for p in advance.passed] == [("due", "fired")]
    assert [wait.element_id for wait in advance.waits] == ["work"]


def test_a_date_and_a_duration_come_once() -> None:
    hour = timedelta(hours=1)
    assert due("timeDuration", "PT1H") == StartDue(1, NOW + hour)
    assert due("timeDuration", "PT1H", first=2) is None
    assert due("timeDate", NOW.isoformat()) == StartDue(1, NOW)
    assert due("timeDate", (NOW - hour).isoformat()) is None


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        ("R2/PT1H", 1, (1, timedelta(hours=1))),
        ("R2/PT1H", 2, (2, timedelta(hours=2))),
        ("R2/PT1H", 3, None),
        ("R/2026-11-20T09:00:00Z/PT1H", 1, (1, timedelta())),
        ("R/2026-11-20T08:59:59Z/PT1H", 1, (2, timedelta(minutes=59, seconds=59))),
        ("R2/2026-11-20T06:59:59Z/PT1H", 1, None),
        ("R/2016-11-20T09:00:00Z/PT1S", 1, (315_532_801, timedelta())),
        ("R/2016-11-20T09:00:00Z/PT1S", 315_532_802, (315_532_802, timedelta(seconds=1))),
    ],
)
def test_a_cycle_passes_over_what_was_before_the_deployment(
    text: str, first: int, expected: tuple[int, timedelta] | None
) -> None:
    wanted = None if expected is None else StartDue(expected[0], NOW + expected[1])
    assert due("timeCycle", text, first=first) == wanted


def test_an_expression_knows_the_moment_of_the_deployment() -> None:
    assert due("timeDate", '=now() + duration("P1D")') == StartDue(1, NOW + timedelta(days=1))
    with pytest.raises(DatesNotCounted, match="timeDate"):
        due("timeDate", "=1 + 1")
