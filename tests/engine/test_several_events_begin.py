"""Processes that begin with one of several events, or with all of them."""

from engine_models import Case, chain, end, flow, path, start, user, waiting
from event_models import REPLY, catch
from test_several_events import SIGNAL, hear, model

from app.domain.identity import ElementId
from app.domain.models import Beginning


def begin(case: Case, at: Beginning, **variables: object) -> None:
    case.now = case.engine.start(case.model, variables, case.around, at)  # type: ignore[arg-type]  # texts


def test_a_process_begins_with_the_first_of_several_events() -> None:
    case = model(
        f'<startEvent id="begun">{REPLY}{SIGNAL}</startEvent>' + user("work") + end()
        + chain("begun", "work", "done")
    )  # fmt: skip
    facts = case.engine.model(case.model)
    assert facts.message_starts == {"replied": Beginning(ElementId("begun"))}
    assert facts.signal_starts == {"calendar-changed": Beginning(ElementId("begun"), 1)}
    for at in (facts.message_starts["replied"], facts.signal_starts["calendar-changed"]):
        begin(case, at)
        assert waiting(case.now) == ["work"]
        assert path(case.now) == ["begun"]


def test_a_process_that_needs_several_events_waits_at_its_start_for_the_rest() -> None:
    case = model(
        f'<startEvent id="begun" parallelMultiple="true">{REPLY}{SIGNAL}</startEvent>'
        + user("work") + end() + chain("begun", "work", "done")
    )  # fmt: skip
    at = case.engine.model(case.model).message_starts["replied"]
    assert at == Beginning(ElementId("begun"), 0, is_joint=True)
    begin(case, at, answer="yes")
    assert waiting(case.now) == ["begun"]
    hear(case, "calendar-changed")
    assert waiting(case.now) == ["work"]
    assert case.now.variables["answer"] == "yes"


GATEWAY = (
    '<eventBasedGateway id="which" instantiate="true"/>' + catch("replied") + catch("heard", SIGNAL)
    + user("answer") + user("note") + end() + end("noted")
    + chain("which", "replied", "answer", "done") + chain("which", "heard", "note", "noted")
)  # fmt: skip


def test_an_event_gateway_may_begin_its_process_with_the_first_event_behind_it() -> None:
    case = model(GATEWAY)
    facts = case.engine.model(case.model)
    assert facts.message_starts == {"replied": Beginning(ElementId("replied"))}
    begin(case, facts.signal_starts["calendar-changed"])
    assert waiting(case.now) == ["note"]
    fired = next(p for p in case.now.passed if p.outcome == "fired")
    assert (fired.element_id, fired.by_flow) == ("heard", ("which_heard", "heard_note"))
    assert case.complete("note").ended_at == "noted"


def test_a_parallel_event_gateway_begins_with_one_event_and_waits_for_the_others() -> None:
    case = model(GATEWAY.replace("instantiate", 'eventGatewayType="Parallel" instantiate'))
    at = case.engine.model(case.model).message_starts["replied"]
    assert at.is_joint
    begin(case, at)
    assert waiting(case.now) == ["answer", "heard"]
    assert case.complete("answer").ended_at is None
    hear(case, "calendar-changed")
    assert waiting(case.now) == ["note"]
    assert case.complete("note").ended_at == "done"


def test_a_receive_task_may_begin_its_process() -> None:
    case = model(
        start("asked") + '<receiveTask id="receive" instantiate="true" messageRef="reply"/>'
        + user("answer") + end() + chain("receive", "answer", "done")
        + flow("asked", "answer", id="asked_answer")
    )  # fmt: skip
    begin(case, case.engine.model(case.model).message_starts["replied"])
    assert waiting(case.now) == ["answer"]
    assert path(case.now) == ["receive"]
    assert path(case.start()) == ["asked"]
