"""Subprocesses, boundary events and loops, one inside the other."""

from datetime import timedelta

from engine_models import (
    NOW,
    Case,
    around,
    chain,
    document,
    end,
    error,
    flow,
    job,
    source,
    start,
    timer,
    token,
    user,
    waiting,
)

from app.domain.models import ModelFile, Severity
from app.engine import SpiffEngine
from app.ports.engine import TimerWait


def scope(name: str, inner: str) -> str:
    return f'<subProcess id="{name}">{inner}</subProcess>'


def test_an_interrupting_timer_cancels_everything_inside_and_goes_on() -> None:
    deep = scope(
        "deep",
        start("deep_start") + user("review") + end("deep_end")
        + chain("deep_start", "review", "deep_end"),
    )  # fmt: skip
    outer = scope(
        "outer",
        start("outer_start") + '<parallelGateway id="fork"/>' + deep + job("ask") + end("outer_end")
        + timer("soon", "deep", "PT1H", kind="timeDuration")
        + end("soon_end") + chain("soon", "soon_end")
        + chain("outer_start", "fork", "deep", "outer_end") + chain("fork", "ask", "outer_end"),
    )  # fmt: skip
    case = Case(
        source(
            start() + outer + timer("late", "outer", "2026-12-01") + user("escalate") + end()
            + end("escalated") + chain("start", "outer", "done")
            + chain("late", "escalate", "escalated")
        )
    )  # fmt: skip
    assert waiting(case.start()) == ["ask", "late", "review", "soon"]

    fired = case.fire("late")
    assert waiting(fired) == ["escalate"]
    outcomes = {(p.element_id, p.outcome) for p in fired.passed}
    assert outcomes == {
        ("late", "fired"),
        ("outer", "cancelled"),
        ("deep", "cancelled"),
        ("review", "cancelled"),
        ("ask", "cancelled"),
    }
    assert case.complete("escalate").ended_at == "escalated"


def test_a_scope_that_is_entered_again_arms_its_timer_again() -> None:
    inner = scope(
        "inner", start("begin") + user("review") + end("over") + chain("begin", "review", "over")
    )
    case = Case(
        source(
            start() + inner + timer("late", "inner", "PT1H", kind="timeDuration", interrupts=False)
            + user("explain") + end("explained") + chain("late", "explain", "explained")
            + '<exclusiveGateway id="again" default="enough"/>' + end()
            + chain("start", "inner", "again") + flow("again", "inner", "=again")
            + flow("again", "done", id="enough")
        )
    )  # fmt: skip
    case.start()
    first = token(case.now, "late")
    case.fire("late")
    assert waiting(case.now) == ["explain", "review"]

    case.around = around(NOW + timedelta(days=3))
    case.complete("review", again=True)
    assert waiting(case.now) == ["explain", "late", "review"]
    assert token(case.now, "late") != first
    (due,) = (wait.due_at for wait in case.now.waits if isinstance(wait, TimerWait))
    assert due == NOW + timedelta(days=3, hours=1)

    case.fire("late")
    assert waiting(case.now) == ["explain", "explain", "review"]
    case.complete("review", again=False)
    for wait in case.now.waits:
        case.now = case.engine.complete(
            case.model, case.now.snapshot, wait.token_id, {}, case.around
        )
    assert case.now.ended_at == "done"


def test_timers_of_a_task_in_a_loop_are_armed_in_every_round() -> None:
    case = Case(
        source(
            start() + user("review") + timer("hint", "review", "PT1H", kind="timeDuration",
            interrupts=False) + end("hinted") + chain("hint", "hinted")
            + '<exclusiveGateway id="again" default="enough"/>' + end()
            + chain("start", "review", "again") + flow("again", "review", "=again")
            + flow("again", "done", id="enough")
        )
    )  # fmt: skip
    case.start()
    for number in range(12):
        assert waiting(case.now) == ["hint", "review"]
        if number % 2:
            assert waiting(case.fire("hint")) == ["review"]
        case.complete("review", again=True)
    assert case.complete("review", again=False).ended_at == "done"


def test_a_job_that_takes_too_long_is_cancelled_by_its_timer() -> None:
    case = Case(
        source(
            start() + job("ask") + timer("late", "ask", "PT1H", kind="timeDuration") + user("call")
            + end() + end("called") + chain("start", "ask", "done")
            + chain("late", "call", "called")
        )
    )  # fmt: skip
    case.start()
    assert waiting(case.fire("late")) == ["call"]


def test_an_error_in_the_deep_is_caught_by_an_outer_scope_with_its_code() -> None:
    deep = scope("deep", start("s2") + job("ask") + end("e2") + chain("s2", "ask", "e2"))
    outer = scope(
        "outer",
        start("s1") + deep + error("other", "deep", "moved") + end("e1") + end("e3")
        + chain("s1", "deep", "e1") + chain("other", "e3"),
    )  # fmt: skip
    case = Case(
        source(
            start() + outer + error("died", "outer", "dead") + error("any", "outer") + end()
            + end("dead_end") + end("any_end") + chain("start", "outer", "done")
            + chain("died", "dead_end") + chain("any", "any_end"),
            before='<error id="dead" errorCode="person_died"/>'
            '<error id="moved" errorCode="moved"/>',
        )
    )  # fmt: skip
    case.start()
    begun = case.now
    assert case.fail("ask", "person_died").ended_at == "dead_end"
    case.now = begun
    assert case.fail("ask", "nonsense").ended_at == "any_end"
    case.now = begun
    assert case.fail("ask", "moved").ended_at == "done"


def test_scopes_may_be_nested_as_deeply_as_a_file_may() -> None:
    body = user("review")
    body = start("s0") + body + end("e0") + chain("s0", "review", "e0")
    for level in range(1, 50):
        inner = scope(f"scope_{level}", body)
        body = (
            start(f"s{level}") + inner + end(f"e{level}")
            + chain(f"s{level}", f"scope_{level}", f"e{level}")
        )  # fmt: skip
    body += timer("late", "scope_49", "2026-12-01") + chain("late", "e49")
    found = SpiffEngine().check([ModelFile("x.bpmn", document(body))], topics={}).findings
    assert [f.rule for f in found if f.severity is Severity.ERROR] == []
    case = Case(source(body))
    begun = case.start()
    assert waiting(begun) == ["late", "review"]
    assert case.complete("review").ended_at == "e49"
    case.now = begun
    assert len([p for p in case.fire("late").passed if p.outcome == "cancelled"]) == 50
