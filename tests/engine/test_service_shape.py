"""The shape of a real service: examination with a term, registry, decision, notice."""

from collections.abc import Callable
from datetime import date

import pytest
from engine_models import (
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
    user,
    waiting,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.feel import Builtin
from app.ports.engine import JobWait, TimerWait, UserTaskWait

SERVICE = source(
    start() + '<subProcess id="examine_application">' + start("begin")
    + job("request_person") + error("person_died", "request_person", "died")
    + user("confirm_death_record") + '<exclusiveGateway id="is_dead" default="dead"/>'
    + user("check_completeness") + '<exclusiveGateway id="is_complete" default="complete"/>'
    + user("decide_application") + end("decided") + end("incomplete") + end("confirmed")
    + chain("begin", "request_person", "check_completeness", "is_complete")
    + chain("person_died", "confirm_death_record", "is_dead")
    + flow("is_dead", "check_completeness", '=outcome = "mistake"')
    + flow("is_dead", "confirmed", id="dead")
    + flow("is_complete", "incomplete", '=outcome = "not_accepted"')
    + flow("is_complete", "decide_application", id="complete")
    + chain("decide_application", "decided") + "</subProcess>"
    + timer("term_missed", "examine_application", '=deadline("result_term")', interrupts=False)
    + user("explain_missed_term") + end("term_explained")
    + chain("term_missed", "explain_missed_term", "term_explained")
    + '<exclusiveGateway id="which_outcome" default="refused"/>'
    + job("render_result", "render-document") + job("send_result_sms", "send-sms")
    + '<exclusiveGateway id="what_was_sent" default="sent_refusal"/>'
    + end("service_granted") + end("service_refused") + end("application_not_accepted")
    + end("closed_applicant_died")
    + chain("start", "examine_application", "which_outcome")
    + flow("which_outcome", "application_not_accepted", '=outcome = "not_accepted"')
    + flow("which_outcome", "closed_applicant_died", '=outcome = "died"')
    + flow("which_outcome", "render_result", id="refused")
    + chain("render_result", "send_result_sms", "what_was_sent")
    + flow("what_was_sent", "service_granted", '=outcome = "granted"')
    + flow("what_was_sent", "service_refused", id="sent_refusal"),
    before='<error id="died" errorCode="person_died"/>',
)  # fmt: skip
TERM = Builtin("deadline", ("term",), lambda term: date(2026, 12, 4))
ENDS = {"service_granted", "service_refused", "application_not_accepted", "closed_applicant_died"}


@pytest.fixture
def case() -> Case:
    found = Case(SERVICE, around(functions={"deadline": TERM}))
    found.start()
    return found


def test_a_granted_application_goes_through_every_step(case: Case) -> None:
    assert waiting(case.now) == ["request_person", "term_missed"]
    case.complete("request_person", alive=True)
    case.complete("check_completeness", outcome="complete")
    decided = case.complete("decide_application", outcome="granted")
    assert waiting(decided) == ["render_result"]
    assert "examine_application" in path(decided)
    case.complete("render_result")
    assert case.complete("send_result_sms").ended_at == "service_granted"


def test_a_dead_applicant_closes_the_case(case: Case) -> None:
    died = case.fail("request_person", "person_died", died_on=date(2026, 1, 2))
    assert waiting(died) == ["confirm_death_record", "term_missed"]
    ended = case.complete("confirm_death_record", outcome="died")
    assert ended.ended_at == "closed_applicant_died"
    assert ended.variables["died_on"] == date(2026, 1, 2)


def test_a_mistake_in_the_registry_leads_back_to_the_check(case: Case) -> None:
    case.fail("request_person", "person_died")
    case.complete("confirm_death_record", outcome="mistake")
    assert waiting(case.now) == ["check_completeness", "term_missed"]
    assert case.complete("check_completeness", outcome="not_accepted").ended_at == (
        "application_not_accepted"
    )


def test_a_missed_term_is_explained_beside_the_examination(case: Case) -> None:
    case.complete("request_person")
    fired = case.fire("term_missed")
    assert [(p.element_id, p.outcome) for p in fired.passed] == [("term_missed", "fired")]
    assert waiting(fired) == ["check_completeness", "explain_missed_term"]
    case.complete("explain_missed_term")
    case.complete("check_completeness", outcome="complete")
    case.complete("decide_application", outcome="refused")
    case.complete("render_result")
    assert case.complete("send_result_sms").ended_at == "service_refused"


def test_a_case_stays_active_until_the_missed_term_is_explained(case: Case) -> None:
    case.complete("request_person")
    case.fire("term_missed")
    case.complete("check_completeness", outcome="complete")
    case.complete("decide_application", outcome="granted")
    case.complete("render_result")
    sent = case.complete("send_result_sms")
    assert sent.ended_at is None
    assert waiting(sent) == ["explain_missed_term"]
    assert case.complete("explain_missed_term").ended_at == "service_granted"


def test_the_timer_is_gone_once_the_examination_is_over(case: Case) -> None:
    case.complete("request_person")
    case.complete("check_completeness", outcome="complete")
    assert waiting(case.complete("decide_application", outcome="granted")) == ["render_result"]


def move(case: Case, pick: Callable[[int], int]) -> None:
    """One event that may happen now."""
    wait = case.now.waits[pick(len(case.now.waits))]
    if isinstance(wait, TimerWait):
        case.fire(wait.element_id)
    elif isinstance(wait, JobWait) and wait.element_id == "request_person" and pick(2):
        case.fail(wait.element_id, "person_died")
    else:
        outcomes = ["mistake", "died", "not_accepted", "complete", "granted", "refused"]
        given = {"outcome": outcomes[pick(6)]} if isinstance(wait, UserTaskWait) else {}
        case.complete(wait.element_id, **given)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_on_every_path_a_case_waits_for_someone_or_has_one_outcome(data: st.DataObject) -> None:
    case = Case(SERVICE, around(functions={"deadline": TERM}))
    case.start()
    for _ in range(20):
        assert case.now.failure is None
        if case.now.ended_at is not None:
            break
        assert case.now.waits
        tokens = {wait.token_id: wait.element_id for wait in case.now.waits}
        move(case, lambda count: data.draw(st.integers(0, count - 1)))
        for wait in case.now.waits:
            assert tokens.get(wait.token_id, wait.element_id) == wait.element_id
    assert case.now.ended_at in ENDS
    assert case.now.waits == ()
