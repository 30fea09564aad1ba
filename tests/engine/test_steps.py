"""An instance goes from wait state to wait state, stored and restored at each."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from engine_models import (
    NOW,
    Case,
    around,
    chain,
    end,
    error,
    flow,
    job,
    path,
    source,
    start,
    timer,
    token,
    user,
    waiting,
)

from app.domain.refusals import TokenNotWaiting
from app.feel.zones import OFFICE_ZONE, zone
from app.ports.engine import JobWait, TimerWait, UserTaskWait

ONE_TASK = source(
    start() + user("review", 'camunda:candidateGroups="clerk, head"') + end()
    + chain("start", "review", "done")
)  # fmt: skip


def test_a_user_task_waits_and_its_completion_ends_the_instance() -> None:
    case = Case(ONE_TASK)

    begun = case.start(purpose="help")
    (wait,) = begun.waits
    assert isinstance(wait, UserTaskWait)
    assert wait.candidate_groups == ("clerk", "head")
    assert begun.ended_at is None

    ended = case.complete("review", accepted=True)
    assert ended.ended_at == "done"
    assert ended.waits == ()
    assert ended.variables == {"purpose": "help", "accepted": True}
    assert path(ended) == ["review", "done"]
    assert ended.passed[0].by_flow == ("review_done",)


def test_a_step_tells_which_variables_it_has_set() -> None:
    case = Case(
        source(start() + user("one") + user("two") + end() + chain("start", "one", "two", "done"))
    )
    assert case.start(purpose="help").changed == {"purpose": "help"}
    stepped = case.complete("one", accepted=True)
    assert stepped.changed == {"accepted": True}
    assert stepped.variables == {"purpose": "help", "accepted": True}
    assert case.complete("two", accepted=False).changed == {"accepted": False}


def test_a_token_keeps_its_id_while_other_tokens_move() -> None:
    case = Case(
        source(
            start() + '<parallelGateway id="fork"/>' + user("one") + user("two")
            + end("ended_one") + end("ended_two")
            + chain("start", "fork", "one", "ended_one") + chain("fork", "two", "ended_two")
        )
    )  # fmt: skip
    begun = case.start()
    before = token(begun, "two")

    after = case.complete("one")
    assert token(after, "two") == before
    assert case.complete("two").ended_at == "ended_one"


def test_a_second_completion_of_a_token_is_refused() -> None:
    case = Case(ONE_TASK)
    first = token(case.start(), "review")
    ended = case.complete("review")

    with pytest.raises(TokenNotWaiting):
        case.engine.complete(case.model, ended.snapshot, first, {}, case.around)


def test_a_timer_cannot_be_completed_nor_a_task_fired() -> None:
    case = Case(
        source(
            start() + user("review") + timer("late", "review", "2026-12-01") + end() + end("missed")
            + chain("start", "review", "done") + chain("late", "missed")
        )
    )  # fmt: skip
    begun = case.start()
    with pytest.raises(TokenNotWaiting):
        case.engine.complete(case.model, begun.snapshot, token(begun, "late"), {}, case.around)
    with pytest.raises(TokenNotWaiting):
        case.engine.fire(case.model, begun.snapshot, token(begun, "review"), case.around)
    with pytest.raises(TokenNotWaiting):
        case.engine.raise_error(
            case.model, begun.snapshot, token(begun, "review"), "x", {}, case.around
        )


def test_a_timer_on_a_date_is_due_when_that_day_begins_in_the_office() -> None:
    case = Case(
        source(
            start() + user("review") + timer("late", "review", "2026-12-01") + end() + end("missed")
            + chain("start", "review", "done") + chain("late", "missed")
        )
    )  # fmt: skip
    due = [wait.due_at for wait in case.start().waits if isinstance(wait, TimerWait)]
    assert due == [datetime(2026, 12, 1, tzinfo=zone(OFFICE_ZONE))]

    fired = case.fire("late")
    assert fired.ended_at == "missed"
    assert [(p.element_id, p.outcome) for p in fired.passed] == [
        ("late", "fired"),
        ("review", "cancelled"),
        ("missed", "completed"),
    ]


def test_an_intermediate_timer_waits_its_duration() -> None:
    case = Case(
        source(
            start()
            + '<intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT2H'
            "</timeDuration></timerEventDefinition></intermediateCatchEvent>" + end()
            + chain("start", "pause", "done")
        )
    )  # fmt: skip
    (wait,) = case.start().waits
    assert isinstance(wait, TimerWait)
    assert (wait.due_at - NOW).total_seconds() == 7200
    assert case.fire("pause").ended_at == "done"


def test_due_dates_and_priority_are_evaluated_once() -> None:
    case = Case(
        source(
            start()
            + user("review", 'camunda:dueDate="=day" camunda:priority="=level"')
            + user("note") + end()
            + '<parallelGateway id="fork"/>' + chain("start", "fork", "review", "done")
            + chain("fork", "note", "done")
        )
    )  # fmt: skip
    case.start(day=date(2026, 12, 5), level=Decimal(70))
    later = case.complete("note", day=date(2027, 1, 1), level=Decimal(1))
    (wait,) = later.waits
    assert isinstance(wait, UserTaskWait)
    assert (wait.due, wait.priority) == (date(2026, 12, 5), 70)


def test_a_job_gets_its_inputs_and_maps_its_results() -> None:
    mapping = (
        "<extensionElements><camunda:inputOutput>"
        '<camunda:inputParameter name="iin">=applicant.iin</camunda:inputParameter>'
        '<camunda:inputParameter name="kind">short</camunda:inputParameter>'
        '<camunda:outputParameter name="is_found">=status = "alive" and kind = "short"'
        "</camunda:outputParameter></camunda:inputOutput>"
        "<camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle>"
        "</extensionElements>"
    )
    case = Case(
        source(start() + job("ask", inner=mapping) + end() + chain("start", "ask", "done")),
        around(variables={"applicant": {"iin": "900101300123"}}),
    )
    (wait,) = case.start().waits
    assert isinstance(wait, JobWait)
    assert wait.inputs == {"iin": "900101300123", "kind": "short"}
    assert wait.retry_cycle == "R5/PT10M"

    assert case.complete("ask", status="alive").variables == {"is_found": True}


def test_results_without_a_mapping_become_process_variables() -> None:
    case = Case(source(start() + job("ask") + end() + chain("start", "ask", "done")))
    case.start()
    assert case.complete("ask", status="alive").variables == {"status": "alive"}


def test_an_error_goes_to_the_nearest_event_that_catches_its_code() -> None:
    model = source(
        start() + '<subProcess id="examine">' + start("begin") + job("ask")
        + error("died", "ask", "e1") + end("asked") + end("dead")
        + chain("begin", "ask", "asked") + chain("died", "dead") + "</subProcess>"
        + error("failed", "examine") + end() + end("broken")
        + chain("start", "examine", "done") + chain("failed", "broken"),
        before='<error id="e1" errorCode="person_died"/>',
    )  # fmt: skip
    case = Case(model)
    case.start()
    assert case.fail("ask", "person_died", died_on="2026-01-01").ended_at == "done"
    assert case.now.variables == {"died_on": "2026-01-01"}

    other = Case(model)
    other.start()
    caught = other.fail("ask", "not_found")
    assert caught.ended_at == "broken"
    assert ("examine", "cancelled") in [(p.element_id, p.outcome) for p in caught.passed]


def test_an_error_that_nobody_catches_is_a_failure_at_the_job() -> None:
    case = Case(source(start() + job("ask") + end() + chain("start", "ask", "done")))
    case.start()
    failed = case.fail("ask", "person_died")
    assert failed.failure is not None
    assert (failed.failure.element_id, failed.failure.code) == ("ask", "uncaught-error")
    assert waiting(failed) == ["ask"]


def test_a_script_sets_its_result_variable() -> None:
    case = Case(
        source(
            start() + '<scriptTask id="count" scriptFormat="feel" camunda:resultVariable="total">'
            "<script>amount * 2</script></scriptTask>" + end() + chain("start", "count", "done")
        )
    )  # fmt: skip
    assert case.start(amount=Decimal(21)).variables["total"] == Decimal(42)


def test_a_terminate_end_event_ends_the_other_branches() -> None:
    case = Case(
        source(
            start() + '<parallelGateway id="fork"/>' + user("one") + user("two")
            + end("stop", "<terminateEventDefinition/>") + end("other")
            + chain("start", "fork", "one", "stop") + chain("fork", "two", "other")
        )
    )  # fmt: skip
    case.start()
    stopped = case.complete("one")
    assert stopped.ended_at == "stop"
    assert ("two", "cancelled") in [(p.element_id, p.outcome) for p in stopped.passed]


def test_a_terminate_end_event_in_a_subprocess_ends_only_that() -> None:
    case = Case(
        source(
            start() + '<subProcess id="inner">' + start("begin") + '<parallelGateway id="fork"/>'
            + user("one") + user("two") + end("stop", "<terminateEventDefinition/>") + end("other")
            + chain("begin", "fork", "one", "stop") + chain("fork", "two", "other")
            + "</subProcess>" + user("after") + end() + chain("start", "inner", "after", "done")
        )
    )  # fmt: skip
    case.start()
    assert waiting(case.complete("one")) == ["after"]
    assert case.complete("after").ended_at == "done"


def test_a_default_flow_is_taken_when_no_condition_holds() -> None:
    case = Case(
        source(
            start() + '<exclusiveGateway id="ask" default="no"/>' + end("yes_end") + end("no_end")
            + chain("start", "ask") + flow("ask", "yes_end", "=is_granted")
            + flow("ask", "no_end", id="no")
        )
    )  # fmt: skip
    ended = case.start(is_granted=False)
    assert ended.ended_at == "no_end"
    assert ended.passed[1].by_flow == ("no",)
