"""Flows out of any element: implicit splits, conditions, default flows, implicit ends."""

import pytest
from engine_models import Case, chain, end, flow, path, source, start, timer, user, waiting


def choosing(default: bool = True) -> Case:
    ways = (
        flow("review", "letter", "=by_letter") + flow("review", "call", "=by_phone")
        + (flow("review", "archive", id="else") if default else "")
    )  # fmt: skip
    return Case(
        source(
            start() + user("review", 'default="else"' if default else "")
            + user("letter") + user("call") + user("archive") + end()
            + chain("start", "review") + ways + chain("letter", "done") + chain("call", "done")
            + chain("archive", "done")
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("by_letter", "by_phone", "then"),
    [
        (True, False, ["letter"]),
        (True, True, ["call", "letter"]),
        (False, False, ["archive"]),
    ],
)
def test_every_true_condition_out_of_a_task_is_followed_and_else_the_default(
    by_letter: bool, by_phone: bool, then: list[str]
) -> None:
    case = choosing()
    case.start()
    assert waiting(case.complete("review", by_letter=by_letter, by_phone=by_phone)) == then
    for element in then:
        case.complete(element)
    assert case.now.ended_at == "done"


def test_a_task_without_any_true_condition_is_an_incident_until_mended() -> None:
    case = choosing(default=False)
    case.start()
    stuck = case.complete("review", by_letter=False, by_phone=False)
    assert stuck.failure is not None
    assert (stuck.failure.element_id, stuck.failure.code) == ("review", "no-matching-flow")
    assert stuck.waits == ()

    assert waiting(case.mend(by_phone=True)) == ["call"]


def test_two_flows_out_of_a_task_are_both_taken() -> None:
    case = Case(
        source(
            start() + user("review") + user("letter") + user("call") + end()
            + chain("start", "review", "letter", "done") + chain("review", "call", "done")
        )
    )  # fmt: skip
    case.start()
    assert waiting(case.complete("review")) == ["call", "letter"]
    (passed,) = case.now.passed
    assert passed.by_flow == ("review_letter", "review_call")


def test_a_condition_out_of_a_guarded_task_leaves_its_timer_closed() -> None:
    case = Case(
        source(
            start() + user("review", 'default="else"') + timer("late", "review", "2026-12-01")
            + user("letter") + end() + end("dull") + chain("start", "review")
            + flow("review", "letter", "=by_letter") + flow("review", "dull", id="else")
            + chain("letter", "done") + chain("late", "letter")
        )
    )  # fmt: skip
    assert waiting(case.start()) == ["late", "review"]
    assert waiting(case.complete("review", by_letter=True)) == ["letter"]
    assert case.complete("letter").ended_at == "done"


def test_a_task_that_leads_nowhere_ends_its_path() -> None:
    case = Case(
        source(
            start() + user("review") + user("letter") + user("call")
            + chain("start", "review", "letter") + chain("review", "call")
        )
    )  # fmt: skip
    case.start()
    case.complete("review")
    assert waiting(case.complete("letter")) == ["call"]
    ended = case.complete("call")
    assert (ended.waits, ended.failure, ended.ended_at) == ((), None, None)


def test_without_a_start_event_everything_that_no_flow_leads_to_begins() -> None:
    case = Case(source(user("letter") + user("call") + end() + chain("letter", "done")))
    assert waiting(case.start()) == ["call", "letter"]
    case.complete("call")
    assert case.complete("letter").ended_at == "done"


def test_a_manual_task_is_passed_as_work_outside_the_system() -> None:
    case = Case(
        source(start() + '<manualTask id="carry"/>' + end() + chain("start", "carry", "done"))
    )
    assert path(case.start()) == ["start", "carry", "done"]


def on_condition(id: str, host: str, condition: str) -> str:
    return (
        f'<boundaryEvent id="{id}" attachedToRef="{host}" cancelActivity="false">'
        f"<conditionalEventDefinition><condition>{condition}</condition>"
        "</conditionalEventDefinition></boundaryEvent>"
    )


def test_what_follows_a_condition_may_make_another_one_true_in_the_same_step() -> None:
    case = Case(
        source(
            start() + '<parallelGateway id="fork"/>' + user("ask") + user("first") + user("second")
            + on_condition("x_is_set", "first", "=x") + on_condition("y_is_set", "second", "=y")
            + '<scriptTask id="set_y" scriptFormat="feel"><script>{y: true}</script></scriptTask>'
            + user("then") + chain("start", "fork", "ask") + chain("fork", "first")
            + chain("fork", "second") + chain("x_is_set", "set_y") + chain("y_is_set", "then")
        )
    )  # fmt: skip
    case.start(x=False, y=False)
    done = case.complete("ask", x=True)
    assert "then" in waiting(done)
    assert done.variables["y"] is True
