"""Elements with several events: the first of them is enough, or all of them are needed."""

import pytest
from compensation_models import ALL, throw, undo_user
from engine_models import Case, chain, end, job, path, start, token, user, waiting
from event_models import (
    MESSAGES,
    NUMBER,
    REPLY,
    WITHDRAWAL,
    beside,
    case_of,
    catch,
    event_subprocess,
    tell,
)
from test_messages import KEY

from app.ports.engine import TimerWait, Wait

TIMER = "<timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>"
SIGNALS = '<signal id="s" name="calendar-changed"/>'
SIGNAL = '<signalEventDefinition signalRef="s"/>'
CONDITION = "<conditionalEventDefinition><condition>=paid = true</condition>\
</conditionalEventDefinition>"
ESCALATIONS = '<escalation id="late" escalationCode="late"/>'
BEFORE = MESSAGES + SIGNALS + ESCALATIONS


def all_of(xml: str) -> str:
    """The same element, which needs every one of its events."""
    return xml.replace(">", ' parallelMultiple="true">', 1)


def model(body: str) -> Case:
    return case_of(body, BEFORE)


def wait_for(case: Case, name: str, kind: type[Wait] | None = None) -> Wait:
    """The wait for the message or signal of this name, or the timer."""
    (found,) = [
        wait
        for wait in case.now.waits
        if (getattr(wait, "message", None) == name and kind is None)
        or (kind is not None and isinstance(wait, kind))
    ]
    return found


def hear(case: Case, name: str, **payload: object) -> None:
    """A message or signal of this name reaches the one token that waits for it."""
    wait = wait_for(case, name)
    case.now = case.engine.deliver(
        case.model,
        case.now.snapshot,
        [wait.token_id],
        payload,  # type: ignore[arg-type]  # texts and numbers
        case.around,
    )


def strike(case: Case) -> None:
    """The one timer fires."""
    wait = wait_for(case, "", TimerWait)
    case.now = case.engine.fire(case.model, case.now.snapshot, wait.token_id, case.around)


ONE_OF = (
    start() + catch("wait", REPLY + WITHDRAWAL + TIMER) + end() + chain("start", "wait", "done")
)


@pytest.mark.parametrize("which", ["replied", "withdrawn", ""])
def test_the_first_of_several_events_is_enough(which: str) -> None:
    case = model(ONE_OF)
    assert waiting(case.start()) == ["wait"] * 3
    hear(case, which, answer="yes") if which else strike(case)
    assert case.now.ended_at == "done"
    assert case.now.changed == ({"answer": "yes"} if which else {})
    told = [(p.element_id, p.outcome, p.by_flow) for p in case.now.passed]
    assert told[0] == ("wait", "fired", ("wait_done",))
    assert [outcome for _, outcome, _ in told[1:]] == ["cancelled", "cancelled", "completed"]


def test_several_events_behind_an_event_gateway_are_ways_like_the_others() -> None:
    case = model(
        start() + '<eventBasedGateway id="which"/>' + catch("either", REPLY + WITHDRAWAL)
        + catch("heard", SIGNAL) + end() + end("told") + chain("start", "which", "either", "done")
        + chain("which", "heard", "told")
    )  # fmt: skip
    assert waiting(case.start()) == ["either", "either", "heard"]
    hear(case, "calendar-changed")
    assert case.now.ended_at == "told"
    case.start()
    hear(case, "withdrawn")
    assert case.now.ended_at == "done"
    assert case.now.passed[0].by_flow == ("which_either", "either_done")


def test_a_parallel_join_takes_one_token_of_several_events() -> None:
    case = model(
        start() + '<parallelGateway id="fork"/>' + catch("wait", REPLY + WITHDRAWAL) + user("write")
        + '<parallelGateway id="join"/>' + end() + chain("start", "fork", "wait", "join", "done")
        + chain("fork", "write", "join")
    )  # fmt: skip
    case.start()
    hear(case, "replied")
    assert waiting(case.now) == ["write"]
    assert case.complete("write").ended_at == "done"


def test_an_event_that_needs_several_waits_for_all_of_them_in_any_order() -> None:
    case = model(ONE_OF.replace('id="wait"', 'id="wait" parallelMultiple="true"'))
    case.start()
    hear(case, "withdrawn", why="moved", first="1")
    assert waiting(case.now) == ["wait", "wait"]
    assert case.now.changed == {}
    assert [(p.element_id, p.outcome, p.by_flow) for p in case.now.passed] == [
        ("wait", "fired", ())
    ]
    strike(case)
    hear(case, "replied", answer="yes", first="2")
    assert case.now.ended_at == "done"
    assert case.now.changed == {"why": "moved", "answer": "yes", "first": "2"}
    assert [(p.element_id, p.by_flow) for p in case.now.passed] == [
        ("wait", ("wait_done",)),
        ("done", ()),
    ]


def test_several_events_beside_a_task_end_it_with_the_first() -> None:
    case = model(
        start() + user("review") + beside("either", "review", REPLY + TIMER) + end() + end("early")
        + chain("start", "review", "done") + chain("either", "early")
    )  # fmt: skip
    assert waiting(case.start()) == ["either", "either", "review"]
    hear(case, "replied")
    assert case.now.ended_at == "early"
    case.start()
    assert case.complete("review").ended_at == "done"


def test_several_events_beside_a_task_may_each_happen_again() -> None:
    case = model(
        start() + user("review") + beside("asked", "review", REPLY + SIGNAL, interrupts=False)
        + user("answer") + end() + end("answered") + chain("start", "review", "done")
        + chain("asked", "answer", "answered")
    )  # fmt: skip
    case.start()
    for number, name in enumerate(["replied", "calendar-changed", "replied"], 1):
        hear(case, name)
        assert waiting(case.now) == [*["answer"] * number, "asked", "asked", "review"]
    assert waiting(case.complete("review")) == ["answer"] * 3


def test_a_cycle_among_several_events_beside_a_task_counts_its_own_rounds() -> None:
    cycle = "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>"
    case = model(
        start() + user("review") + beside("asked", "review", REPLY + cycle, interrupts=False)
        + user("answer") + end() + end("answered") + chain("start", "review", "done")
        + chain("asked", "answer", "answered")
    )  # fmt: skip
    case.start()
    strike(case)
    hear(case, "replied")
    assert waiting(case.now) == ["answer", "answer", "asked", "asked", "review"]
    strike(case)
    assert waiting(case.now) == ["answer", "answer", "answer", "asked", "review"]


def test_each_of_several_messages_may_have_a_key_of_its_own() -> None:
    keyed = REPLY.replace("/>", ">" + KEY.format(key="=iin") + "</messageEventDefinition>")
    case = model(
        start() + catch("wait", keyed + WITHDRAWAL) + end() + chain("start", "wait", "done")
    )
    case.start(iin="7")
    keys = {getattr(w, "message", ""): getattr(w, "correlation_key", "") for w in case.now.waits}
    assert keys == {"replied": "7", "withdrawn": NUMBER}


def test_all_events_beside_a_task_happen_again_together() -> None:
    boundary = all_of(beside("asked", "review", REPLY + SIGNAL, interrupts=False))
    case = model(
        start() + user("review") + boundary + user("answer") + end() + end("answered")
        + chain("start", "review", "done") + chain("asked", "answer", "answered")
    )  # fmt: skip
    case.start()
    seen = set()
    for number in (1, 2, 3):
        seen |= {wait.token_id for wait in case.now.waits if wait.element_id == "asked"}
        hear(case, "replied")
        assert waiting(case.now) == [*["answer"] * (number - 1), "asked", "review"]
        hear(case, "calendar-changed")
        assert waiting(case.now) == [*["answer"] * number, "asked", "asked", "review"]
    assert len(seen) == 6
    assert waiting(case.complete("review")) == ["answer"] * 3


def test_a_timer_among_all_events_beside_a_task_lets_them_happen_once() -> None:
    boundary = all_of(beside("asked", "review", REPLY + TIMER, interrupts=False))
    case = model(
        start() + user("review") + boundary + user("answer") + end() + end("answered")
        + chain("start", "review", "done") + chain("asked", "answer", "answered")
    )  # fmt: skip
    case.start()
    strike(case)
    hear(case, "replied")
    assert waiting(case.now) == ["answer", "review"]


def test_a_task_that_is_done_ends_the_wait_for_the_rest_of_all_events() -> None:
    boundary = all_of(beside("asked", "review", REPLY + SIGNAL))
    case = model(
        start() + user("review") + boundary + user("next") + end() + end("asked_end")
        + chain("start", "review", "next", "done") + chain("asked", "asked_end")
    )  # fmt: skip
    case.start()
    hear(case, "replied")
    assert waiting(case.complete("review")) == ["next"]
    assert case.complete("next").ended_at == "done"


def test_a_condition_and_an_escalation_may_be_among_all_events() -> None:
    inner = start("begun") + user("work") + (
        '<intermediateThrowEvent id="warn"><escalationEventDefinition escalationRef="late"/>'
        "</intermediateThrowEvent>"
    ) + user("rest") + end("worked") + chain("begun", "work", "warn", "rest", "worked")  # fmt: skip
    boundary = all_of(
        beside("both", "sub", '<escalationEventDefinition escalationRef="late"/>' + CONDITION)
    )
    case = model(
        start() + f'<subProcess id="sub">{inner}</subProcess>' + boundary + end() + end("both_end")
        + chain("start", "sub", "done") + chain("both", "both_end")
    )  # fmt: skip
    case.start(paid=False)
    assert waiting(case.complete("work")) == ["both", "rest"]
    case.mend(paid=True)
    assert case.retry().ended_at == "both_end"


def test_an_event_subprocess_begins_with_the_first_of_several_events() -> None:
    case = model(
        start() + user("review") + end() + chain("start", "review", "done")
        + event_subprocess(
            "withdrawing", "withdrew", user("confirm") + end("confirmed")
            + chain("withdrew", "confirm", "confirmed"), WITHDRAWAL + SIGNAL
        )
    )  # fmt: skip
    assert waiting(case.start()) == ["review", "withdrew", "withdrew"]
    hear(case, "calendar-changed")
    assert waiting(case.now) == ["confirm"]
    assert path(case.now) == ["withdrew", "review"]


def test_an_event_subprocess_may_need_all_of_several_events() -> None:
    inner = user("confirm") + end("confirmed") + chain("withdrew", "confirm", "confirmed")
    drawn = event_subprocess("x", "withdrew", inner, WITHDRAWAL + SIGNAL, interrupts=False)
    case = model(
        start() + user("review") + end() + chain("start", "review", "done")
        + drawn.replace('<startEvent id="withdrew"', '<startEvent id="withdrew"'
                        ' parallelMultiple="true"')
    )  # fmt: skip
    case.start()
    for number in (1, 2):
        hear(case, "calendar-changed")
        hear(case, "withdrawn")
        assert waiting(case.now) == [*["confirm"] * number, "review", "withdrew", "withdrew"]


def test_an_element_throws_each_of_its_events() -> None:
    case = model(
        start() + user("first")
        + f'<intermediateThrowEvent id="tell">{SIGNAL}{REPLY}</intermediateThrowEvent>'
        + user("second") + end("done", '<terminateEventDefinition/>' + WITHDRAWAL)
        + chain("start", "first", "tell", "second", "done")
        + event_subprocess(
            "hearing", "heard", user("note") + end("noted") + chain("heard", "note", "noted"),
            SIGNAL, interrupts=False,
        )
    )  # fmt: skip
    case.start()
    thrown = case.complete("first")
    assert [(one.name, bool(one.key)) for one in thrown.thrown] == [
        ("calendar-changed", False),
        ("replied", True),
    ]
    assert waiting(thrown) == ["heard", "note", "second"]
    ended = case.complete("second")
    assert [one.name for one in ended.thrown] == ["withdrawn"]
    assert ended.ended_at == "done"


def test_a_job_sends_one_message_and_the_engine_throws_the_rest() -> None:
    by_job = REPLY.replace("/>", ' camunda:type="external" camunda:topic="notify-applicant"/>')
    case = model(
        start() + f'<intermediateThrowEvent id="tell">{by_job}{SIGNAL}</intermediateThrowEvent>'
        + end() + chain("start", "tell", "done")
    )  # fmt: skip
    assert waiting(case.start()) == ["tell"]
    done = case.complete("tell")
    assert [one.name for one in done.thrown] == ["calendar-changed"]
    assert done.ended_at == "done"


def test_what_is_thrown_with_a_compensation_is_thrown_when_all_is_undone() -> None:
    case = model(start() + user("a") + undo_user("a") + throw("back", REPLY + ALL) + end()
                 + chain("start", "a", "back", "done"))  # fmt: skip
    case.start()
    undoing = case.complete("a")
    assert (waiting(undoing), undoing.thrown) == (["undo_a"], ())
    ended = case.complete("undo_a")
    assert [one.name for one in ended.thrown] == ["replied"]
    assert ended.ended_at == "done"


def test_an_error_among_several_events_beside_a_job_is_caught() -> None:
    error = '<errorEventDefinition errorRef="dead"/>'
    case = case_of(
        start() + job("ask") + beside("closing", "ask", error + WITHDRAWAL) + end() + end("closed")
        + chain("start", "ask", "done") + chain("closing", "closed"),
        BEFORE + '<error id="dead" errorCode="person_died"/>',
    )  # fmt: skip
    case.start()
    assert case.fail("ask", "person_died").ended_at == "closed"
    case.start()
    assert waiting(case.now) == ["ask", "closing"]
    assert tell(case, "closing").ended_at == "closed"


def test_the_tokens_of_several_events_are_each_their_own() -> None:
    case = model(ONE_OF)
    case.start()
    assert len({wait.token_id for wait in case.now.waits}) == 3
    with pytest.raises(ValueError, match="unpack"):
        token(case.now, "wait")
