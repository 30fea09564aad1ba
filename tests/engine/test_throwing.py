"""Errors, escalations, signals, messages, links that are thrown, and what waits for them."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from engine_models import (
    NOW,
    Case,
    around,
    chain,
    end,
    path,
    source,
    start,
    timer,
    user,
    waiting,
)
from event_models import CASE, MESSAGES, NUMBER, beside, case_of, catch, event_subprocess, tell

from app.feel.zones import OFFICE_ZONE, zone
from app.ports.engine import TimerWait

DECLARED = (
    MESSAGES + '<error id="e1" errorCode="not_eligible" name="Not eligible"/>'
    '<escalation id="x1" escalationCode="late"/><signal id="s1" name="calendar-changed"/>'
)
ERROR = '<errorEventDefinition errorRef="e1"/>'
ESCALATION = '<escalationEventDefinition escalationRef="x1"/>'
SIGNAL = '<signalEventDefinition signalRef="s1"/>'
CONDITION = (
    "<conditionalEventDefinition><condition>=amount &gt; 5</condition></conditionalEventDefinition>"
)
TWO_DAYS = "<timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition>"


def scope(name: str, inner: str) -> str:
    return f'<subProcess id="{name}">{inner}</subProcess>'


def throw(id: str, definition: str, more: str = "") -> str:
    return f'<intermediateThrowEvent id="{id}">{more}{definition}</intermediateThrowEvent>'


def cycle(id: str, host: str, text: str, *, interrupts: bool = False) -> str:
    return timer(id, host, text, kind="timeCycle", interrupts=interrupts)


def checked(catching: str, thrown: str = ERROR) -> Case:
    """A subprocess that ends by throwing, and what stands around it."""
    return case_of(
        start() + scope("check", start("s") + end("refuse", thrown) + chain("s", "refuse"))
        + user("after") + end() + chain("start", "check", "after", "done") + catching,
        DECLARED,
    )  # fmt: skip


def test_an_error_end_is_caught_by_its_code_outside_its_scope() -> None:
    named = (
        '<errorEventDefinition errorRef="e1" camunda:errorCodeVariable="code"'
        ' camunda:errorMessageVariable="told"/>'
    )
    case = checked(beside("refused", "check", named) + user("tell") + chain("refused", "tell"))
    assert waiting(case.start()) == ["tell"]
    assert path(case.now) == ["start", "s", "refuse", "refused", "check"]
    assert case.now.variables == {"code": "not_eligible", "told": "Not eligible"}


def test_an_error_that_nobody_catches_is_an_incident_where_it_was_thrown() -> None:
    failed = checked("").start()
    assert failed.failure is not None
    assert (failed.failure.element_id, failed.failure.code) == ("refuse", "uncaught-error")
    assert failed.ended_at is None


def test_an_escalation_that_nobody_catches_changes_nothing() -> None:
    assert waiting(checked("", ESCALATION).start()) == ["after"]


@pytest.mark.parametrize("interrupts", [True, False])
def test_an_escalation_is_caught_with_and_without_interrupting(interrupts: bool) -> None:
    body = (
        start() + scope("check", start("s") + throw("warn", ESCALATION) + user("review") + end("e")
        + chain("s", "warn", "review", "e"))
        + beside("warned", "check", ESCALATION, interrupts=interrupts) + user("watch") + end()
        + chain("start", "check", "done") + chain("warned", "watch")
    )  # fmt: skip
    begun = case_of(body, DECLARED).start()
    assert waiting(begun) == (["watch"] if interrupts else ["review", "watch"])
    assert ("warn", "completed") in {(p.element_id, p.outcome) for p in begun.passed}


def test_the_nearest_scope_catches_an_escalation_and_no_other() -> None:
    catching = event_subprocess(
        "late", "was_late", user("inner") + end("i") + chain("was_late", "inner", "i"), ESCALATION
    )
    case = case_of(
        start() + scope("check", start("s") + end("e", ESCALATION) + chain("s", "e") + catching)
        + beside("outer", "check", ESCALATION) + end() + end("o") + chain("start", "check", "done")
        + chain("outer", "o"),
        DECLARED,
    )  # fmt: skip
    assert waiting(case.start()) == ["inner"]


def test_a_signal_reaches_every_token_of_its_case_and_goes_out() -> None:
    case = case_of(
        start() + '<parallelGateway id="fork"/>' + catch("hear", SIGNAL) + user("work")
        + throw("call", SIGNAL) + end() + end("heard") + chain("start", "fork", "hear", "heard")
        + chain("fork", "work", "call", "done") + beside("too", "work", SIGNAL),
        DECLARED,
    )  # fmt: skip
    assert waiting(case.start()) == ["hear", "too", "work"]
    called = case.complete("work")
    assert {"heard", "done"} <= set(path(called))
    assert called.waits == ()
    assert [(out.name, out.key) for out in called.thrown] == [("calendar-changed", "")]


def test_a_thrown_message_goes_out_with_its_key_and_inputs() -> None:
    inputs = (
        '<extensionElements><camunda:inputOutput><camunda:inputParameter name="text">'
        '="late by " + days</camunda:inputParameter></camunda:inputOutput></extensionElements>'
    )
    case = case_of(
        start() + throw("say", '<messageEventDefinition messageRef="reply"/>', inputs)
        + '<sendTask id="send" messageRef="withdrawal"/>' + end()
        + chain("start", "say", "send", "done"),
        DECLARED,
    )  # fmt: skip
    out = case.start(days="3").thrown
    assert [(one.name, one.key) for one in out] == [("replied", NUMBER), ("withdrawn", NUMBER)]
    assert out[0].payload == {"text": "late by 3"}


def test_a_send_task_with_a_topic_is_a_job() -> None:
    case = case_of(
        start() + '<sendTask id="send" camunda:type="external" camunda:topic="send-sms"/>' + end()
        + chain("start", "send", "done")
    )  # fmt: skip
    assert waiting(case.start()) == ["send"]
    assert case.complete("send").ended_at == "done"


def test_a_job_that_nothing_awaits_is_handed_over_and_the_token_goes_on() -> None:
    not_awaited = (
        "<extensionElements><camunda:inputOutput>"
        '<camunda:inputParameter name="stage">=stages[1]</camunda:inputParameter>'
        '<camunda:outputParameter name="told">=stage</camunda:outputParameter>'
        "</camunda:inputOutput><camunda:failedJobRetryTimeCycle>R3/PT1H"
        "</camunda:failedJobRetryTimeCycle><camunda:properties>"
        '<camunda:property name="awaited" value="no"/></camunda:properties></extensionElements>'
    )
    task = f'<sendTask id="send" camunda:type="external" camunda:topic="report-stage">{not_awaited}'
    case = case_of(
        start() + task + "</sendTask>" + user("review") + end()
        + chain("start", "send", "review", "done")
    )  # fmt: skip
    advance = case.start(stages=["accepted"])

    (work,) = advance.sent_off
    assert (work.element_id, work.topic, work.retry_cycle) == ("send", "report-stage", "R3/PT1H")
    assert work.inputs == {"stage": "accepted"}
    assert waiting(advance) == ["review"]
    assert path(advance) == ["start", "send"]
    ended = case.complete("review")
    assert (ended.sent_off, ended.variables["told"]) == ((), "accepted")


def test_a_link_leads_from_its_throw_to_its_catch() -> None:
    link = '<linkEventDefinition name="onwards"/>'
    case = case_of(
        start() + throw("out", link) + catch("in", link) + user("review") + end()
        + chain("start", "out") + chain("in", "review", "done")
    )  # fmt: skip
    assert waiting(case.start()) == ["review"]
    assert case.complete("review").ended_at == "done"


def test_the_first_event_behind_a_gateway_is_the_way() -> None:
    case = case_of(
        start() + '<eventBasedGateway id="which"/>' + catch("reply")
        + catch("late", TWO_DAYS)
        + end("heard") + end("silent") + chain("start", "which", "reply", "heard")
        + chain("which", "late", "silent")
    )  # fmt: skip
    begun = case.start()
    assert waiting(begun) == ["late", "reply"]
    fired = case.fire("late")
    assert (fired.ended_at, fired.waits) == ("silent", ())
    assert fired.passed[0].by_flow == ("which_late", "late_silent")
    case.now = begun
    assert tell(case, "reply").ended_at == "heard"


def test_a_condition_happens_when_it_becomes_true_and_again_only_after_it_was_false() -> None:
    case = case_of(
        start() + user("review") + beside("dear", "review", CONDITION, interrupts=False)
        + user("ask") + end() + end("asked") + chain("start", "review", "done")
        + chain("dear", "ask", "asked")
    )  # fmt: skip
    assert waiting(case.start(amount="none")) == ["dear", "review"]
    for amount, count in ((6, 1), (7, 1), (1, 1), (8, 2)):
        mended = case.mend(amount=Decimal(amount))
        assert waiting(mended).count("ask") == count


def test_a_condition_that_is_true_already_lets_a_token_pass() -> None:
    case = case_of(start() + catch("wait", CONDITION) + end() + chain("start", "wait", "done"))
    assert case.start(amount=Decimal(9)).ended_at == "done"


def due(case: Case, element: str) -> datetime:
    (found,) = (w for w in case.now.waits if w.element_id == element and isinstance(w, TimerWait))
    return found.due_at


def test_a_cycle_happens_as_often_as_it_says() -> None:
    case = case_of(
        start() + user("review") + cycle("hint", "review", "R3/P1D") + end() + end("hinted")
        + chain("start", "review", "done") + chain("hint", "hinted")
    )  # fmt: skip
    case.start()
    for day in (1, 2, 3):
        assert due(case, "hint") == NOW + timedelta(days=day)
        case.around = around(NOW + timedelta(days=day, hours=5), variables={"case": CASE})
        case.fire("hint")
    assert waiting(case.now) == ["review"]


def test_a_monthly_cycle_keeps_its_day() -> None:
    begin = datetime(2027, 1, 31, 10, tzinfo=zone(OFFICE_ZONE))
    case = Case(
        source(
            start() + user("review") + cycle("hint", "review", '="R/P1M"') + end() + end("hinted")
            + chain("start", "review", "done") + chain("hint", "hinted")
        ),
        around(begin),
    )  # fmt: skip
    case.start()
    days = []
    for _ in range(4):
        days.append(due(case, "hint").astimezone(zone(OFFICE_ZONE)).strftime("%m-%d"))
        case.fire("hint")
    assert days == ["02-28", "03-31", "04-30", "05-31"]


def test_a_cycle_with_a_beginning_counts_from_it() -> None:
    case = case_of(
        start() + user("review") + cycle("hint", "review", "R2/2026-12-01T09:00:00+05:00/PT2H")
        + end() + end("hinted") + chain("start", "review", "done") + chain("hint", "hinted")
    )  # fmt: skip
    case.start()
    first = datetime.fromisoformat("2026-12-01T09:00:00+05:00")
    assert due(case, "hint") == first
    case.fire("hint")
    assert due(case, "hint") == first + timedelta(hours=2)
    assert waiting(case.fire("hint")) == ["review"]


def test_terminate_inside_a_subprocess_ends_that_alone() -> None:
    case = case_of(
        start() + scope("inner", start("s") + '<parallelGateway id="fork"/>' + user("one")
        + user("two") + end("stop", "<terminateEventDefinition/>") + end("e")
        + chain("s", "fork", "one", "stop") + chain("fork", "two", "e"))
        + user("after") + end() + chain("start", "inner", "after", "done")
    )  # fmt: skip
    case.start()
    assert waiting(case.complete("one")) == ["after"]
