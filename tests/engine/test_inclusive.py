"""Inclusive gateways: every true condition, and a join that waits for who can still come."""

from decimal import Decimal

import pytest
from engine_models import Case, chain, end, flow, path, source, start, timer, user, waiting


def inclusive(id: str, default: str = "") -> str:
    named = f' default="{default}"' if default else ""
    return f'<inclusiveGateway id="{id}"{named}/>'


def papers() -> Case:
    ways = (
        flow("split", "letter", "=letter") + flow("split", "call", "=call")
        + flow("split", "visit", id="else")
    )  # fmt: skip
    return Case(
        source(
            start() + inclusive("split", "else") + user("letter") + user("call") + user("visit")
            + inclusive("join") + user("decide") + end() + chain("start", "split") + ways
            + chain("letter", "join") + chain("call", "join") + chain("visit", "join")
            + chain("join", "decide", "done")
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "call", "then"),
    [
        (True, True, ["call", "letter"]),
        (True, False, ["letter"]),
        (False, True, ["call"]),
        (False, False, ["visit"]),
    ],
)
def test_it_takes_every_true_way_and_joins_exactly_those(
    letter: bool, call: bool, then: list[str]
) -> None:
    case = papers()
    assert waiting(case.start(letter=letter, call=call)) == then
    for element in then[:-1]:
        assert "decide" not in waiting(case.complete(element))
    assert waiting(case.complete(then[-1])) == ["decide"]
    assert case.complete("decide").ended_at == "done"


def test_a_way_that_can_no_longer_lead_to_the_join_is_not_waited_for() -> None:
    case = Case(
        source(
            start() + inclusive("split") + user("letter") + user("call")
            + '<exclusiveGateway id="answered" default="no"/>' + inclusive("join") + user("decide")
            + end() + end("given_up") + chain("start", "split") + flow("split", "letter", "=true")
            + flow("split", "call", "=true") + chain("letter", "join") + chain("call", "answered")
            + flow("answered", "join", "=answered") + flow("answered", "given_up", id="no")
            + chain("join", "decide", "done")
        )
    )  # fmt: skip
    case.start()
    assert waiting(case.complete("letter")) == ["call"]
    assert waiting(case.complete("call", answered=False)) == ["decide"]


def test_a_token_that_may_come_round_a_loop_is_waited_for() -> None:
    case = Case(
        source(
            start() + '<parallelGateway id="fork"/>' + user("ask") + user("check")
            + '<exclusiveGateway id="again" default="enough"/>' + inclusive("join")
            + user("decide") + end() + chain("start", "fork", "ask", "join", "decide", "done")
            + chain("fork", "check", "again") + flow("again", "check", "=again")
            + flow("again", "join", id="enough")
        )
    )  # fmt: skip
    case.start()
    assert waiting(case.complete("ask")) == ["check"]
    for _ in range(3):
        assert waiting(case.complete("check", again=True)) == ["check"]
    assert waiting(case.complete("check", again=False)) == ["decide"]


def test_a_join_inside_a_loop_joins_anew_in_each_round() -> None:
    case = Case(
        source(
            start() + '<exclusiveGateway id="merge"/>' + inclusive("split") + user("letter")
            + user("call") + inclusive("join") + user("decide")
            + '<exclusiveGateway id="again" default="enough"/>' + end()
            + chain("start", "merge", "split") + flow("split", "letter", "=true")
            + flow("split", "call", "=both") + chain("letter", "join") + chain("call", "join")
            + chain("join", "decide", "again") + flow("again", "merge", "=again")
            + flow("again", "done", id="enough")
        )
    )  # fmt: skip
    case.start(both=True)
    for both in (True, False, True):
        case.complete("letter")
        if "call" in waiting(case.now):
            case.complete("call")
        assert waiting(case.now) == ["decide"]
        case.complete("decide", again=True, both=both)
    case.complete("letter")
    assert waiting(case.now) == ["call"]
    case.complete("call")
    assert case.complete("decide", again=False).ended_at == "done"


def test_a_boundary_event_of_a_task_upstream_may_still_bring_a_token() -> None:
    case = Case(
        source(
            start() + '<parallelGateway id="fork"/>' + user("ask") + user("check")
            + timer("late", "check", "2026-12-01") + end("checked") + inclusive("join")
            + user("decide") + end() + chain("start", "fork", "ask", "join", "decide", "done")
            + chain("fork", "check", "checked") + chain("late", "join")
        )
    )  # fmt: skip
    begun = case.start()
    assert waiting(case.complete("ask")) == ["check", "late"]
    assert waiting(case.fire("late")) == ["decide"]

    case.now = begun
    case.complete("ask")
    assert waiting(case.complete("check")) == ["decide"]


def test_without_a_true_way_and_a_default_it_is_an_incident() -> None:
    case = Case(
        source(
            start() + inclusive("split") + end() + end("other") + chain("start", "split")
            + flow("split", "done", "=x = 1") + flow("split", "other", "=x = 2")
        )
    )  # fmt: skip
    failure = case.start(x=Decimal(0)).failure
    assert failure is not None
    assert failure.code == "no-matching-flow"


def test_ways_that_write_one_variable_differently_are_an_incident_at_the_join() -> None:
    case = papers()
    case.start(letter=True, call=True)
    case.complete("letter", answer="yes")
    stuck = case.complete("call", answer="no")
    assert stuck.failure is not None
    assert (stuck.failure.element_id, stuck.failure.code) == ("join", "lost-update")
    assert waiting(case.mend(answer="yes")) == ["decide"]


def test_history_tells_the_ways_that_were_taken() -> None:
    case = papers()
    begun = case.start(letter=True, call=True)
    assert path(begun) == ["start", "split"]
    assert begun.passed[1].by_flow == ("split_letter", "split_call")
