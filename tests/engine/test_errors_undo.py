"""An error that leaves a subprocess undoes what has completed in it (10.7.3)."""

from dataclasses import replace

from compensation_models import scope, throw, undo_job, undo_user
from engine_models import (
    Case,
    chain,
    document,
    end,
    error,
    job,
    source,
    start,
    timer,
    user,
    waiting,
)

from app.domain.models import ModelFile

BROKEN = '<error id="broken" errorCode="broken"/>'
FAILS = end("failed", '<errorEventDefinition errorRef="broken"/>')
DONE = user("a") + undo_user("a") + user("b") + undo_user("b")
ROW = start("in") + DONE + user("decide") + FAILS + chain("in", "a", "b", "decide", "failed")
AFTER = user("after") + end("sorry") + chain("oops", "after", "sorry")


def boxed(inner: str, more: str = "", *, catches: str = "") -> Case:
    """A subprocess with an error event on its border."""
    body = start() + scope("box", inner) + (catches or error("oops", "box")) + AFTER + more
    body += end() + chain("start", "box", "done")
    return Case(source(body, before=BROKEN))


def test_what_was_done_is_undone_the_last_first_before_the_error_is_caught() -> None:
    case = boxed(ROW)
    case.start()
    case.complete("a")
    case.complete("b")
    assert waiting(case.complete("decide")) == ["undo_b"]
    assert waiting(case.complete("undo_b")) == ["undo_a"]
    assert waiting(case.complete("undo_a")) == ["after"]
    told = [(p.element_id, p.outcome) for p in case.now.passed]
    assert told == [
        ("undo_a", "completed"), ("a", "compensated"), ("oops", "fired"), ("box", "cancelled"),
    ]  # fmt: skip
    assert case.complete("after").ended_at == "sorry"


def test_where_nothing_was_done_the_error_is_caught_at_once() -> None:
    inner = start("in") + user("decide") + FAILS + chain("in", "decide", "failed")
    case = boxed(inner)
    case.start()
    assert waiting(case.complete("decide")) == ["after"]


def test_an_error_event_subprocess_sees_to_it_by_itself() -> None:
    begin = '<startEvent id="r"><errorEventDefinition/></startEvent>'
    again = end("re", '<errorEventDefinition errorRef="broken"/>')
    rescue = scope("rescue", begin + user("look") + again + chain("r", "look", "re"),
                   'triggeredByEvent="true"')  # fmt: skip
    case = boxed(ROW + rescue)
    case.start()
    case.complete("a")
    case.complete("b")
    assert waiting(case.complete("decide")) == ["look"]
    assert waiting(case.complete("look")) == ["after"]


def test_an_event_subprocess_for_another_error_does_not() -> None:
    begin = '<startEvent id="r"><errorEventDefinition errorRef="other"/></startEvent>'
    rescue = scope("rescue", begin + end("re") + chain("r", "re"), 'triggeredByEvent="true"')
    case = boxed(ROW + rescue)
    case.start()
    case.complete("a")
    case.complete("b")
    assert waiting(case.complete("decide")) == ["undo_b"]


def test_of_scopes_in_each_other_the_inner_is_undone_first() -> None:
    inner = start("in2") + user("c") + undo_user("c") + user("decide") + FAILS
    inner += chain("in2", "c", "decide", "failed")
    row = start("in") + user("a") + undo_user("a") + scope("small", inner) + end("out")
    row += chain("in", "a", "small", "out")
    case = boxed(row)
    case.start()
    case.complete("a")
    case.complete("c")
    assert waiting(case.complete("decide")) == ["undo_c"]
    assert waiting(case.complete("undo_c")) == ["undo_a"]
    assert waiting(case.complete("undo_a")) == ["after"]


def test_what_goes_on_beside_ends_and_no_other_event_of_the_scope_happens() -> None:
    fork = '<parallelGateway id="fork"/>'
    inner = start("in") + fork + DONE + user("beside") + user("decide") + FAILS + end("out")
    inner += chain("in", "fork", "a", "b", "decide", "failed") + chain("fork", "beside", "out")
    late = timer("late", "box", "2027-01-01") + end("never") + chain("late", "never")
    case = boxed(inner, late)
    assert "late" in waiting(case.start())
    case.complete("a")
    case.complete("b")
    assert waiting(case.complete("decide")) == ["undo_b"]
    assert ("beside", "cancelled") in [(p.element_id, p.outcome) for p in case.now.passed]


def test_an_error_of_a_job_undoes_and_brings_its_facts_to_who_catches_it() -> None:
    inner = start("in") + user("a") + undo_job("a") + job("ask") + end("out")
    inner += chain("in", "a", "ask", "out")
    case = boxed(inner)
    case.start()
    case.complete("a")
    assert waiting(case.fail("ask", "broken", reason="closed")) == ["undo_a"]
    assert "reason" not in case.now.variables
    assert waiting(case.complete("undo_a")) == ["after"]
    assert case.now.variables["reason"] == "closed"


def test_an_error_of_the_job_that_catches_it_leaves_no_scope() -> None:
    inner = start("in") + user("a") + undo_user("a") + job("ask") + error("own", "ask")
    inner += end("out") + user("mend") + chain("in", "a", "ask", "out") + chain("own", "mend")
    case = boxed(inner)
    case.start()
    case.complete("a")
    assert waiting(case.fail("ask", "broken")) == ["mend"]


def test_a_called_process_is_undone_when_an_error_leaves_it() -> None:
    call = (
        '<callActivity id="box" calledElement="stage" camunda:calledElementBinding="deployment"/>'
    )
    body = start() + call + error("oops", "box") + AFTER + end() + chain("start", "box", "done")
    called = ModelFile("shared/stage.bpmn", document(ROW, key="stage", before=BROKEN))
    case = Case(replace(source(body, before=BROKEN), others=(called,)))
    case.start()
    case.complete("box/a")
    case.complete("box/b")
    assert waiting(case.complete("box/decide")) == ["box/undo_b"]
    case.complete("box/undo_b")
    assert waiting(case.complete("box/undo_a")) == ["after"]


def test_an_event_subprocess_further_out_begins_when_the_scope_is_undone() -> None:
    begin = '<startEvent id="r"><errorEventDefinition/></startEvent>'
    rescue = scope("rescue", begin + user("look") + end("seen") + chain("r", "look", "seen"),
                   'triggeredByEvent="true"')  # fmt: skip
    body = start() + user("first") + undo_user("first") + scope("box", ROW) + rescue + end()
    body += chain("start", "first", "box", "done")
    case = Case(source(body, before=BROKEN))
    case.start()
    for task in ("first", "a", "b", "decide", "undo_b"):
        case.complete(task)
    assert waiting(case.complete("undo_a")) == ["look"], "what is around it was not left"


def test_an_instance_of_several_is_undone_and_the_others_end() -> None:
    several = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
    several += "</multiInstanceLoopCharacteristics>"
    body = start() + scope("box", ROW + several) + error("oops", "box") + AFTER + end()
    case = Case(source(body + chain("start", "box", "done"), before=BROKEN))
    case.start()
    first, _ = (wait for wait in case.now.waits if wait.element_id == "a")
    case.now = case.engine.complete(case.model, case.now.snapshot, first.token_id, {}, case.around)
    case.complete("b")
    assert waiting(case.complete("decide")) == ["undo_b"]
    case.complete("undo_b")
    assert waiting(case.complete("undo_a")) == ["after"]


def test_an_error_of_a_handler_goes_on_where_it_was_going_and_the_rest_is_undone() -> None:
    inner = start("in") + user("a") + undo_user("a") + user("b") + undo_job("b") + user("decide")
    inner += FAILS + chain("in", "a", "b", "decide", "failed")
    case = boxed(inner)
    case.start()
    for task in ("a", "b", "decide"):
        case.complete(task)
    assert waiting(case.fail("undo_b", "broken")) == ["undo_a"]
    assert waiting(case.complete("undo_a")) == ["after"]


def test_a_case_is_cancelled_while_it_undoes() -> None:
    case = boxed(ROW)
    case.start()
    for task in ("a", "b", "decide"):
        case.complete(task)
    over = case.engine.cancel(case.model, case.now.snapshot, case.around)
    assert over.waits == ()


def test_nothing_is_kept_where_no_error_could_be_caught() -> None:
    case = Case(source(start() + user("a") + undo_user("a") + user("z") + end()
                       + chain("start", "a", "z", "done")))  # fmt: skip
    case.start()
    before = len(case.now.snapshot)
    assert len(case.complete("a").snapshot) < before + 60


def test_a_throw_that_undoes_already_is_ended_and_the_error_undoes_what_is_left() -> None:
    fork = '<parallelGateway id="fork"/>'
    inner = start("in") + fork + DONE + user("go") + throw() + end("out") + user("decide") + FAILS
    inner += chain("in", "a", "b", "fork", "go", "back", "out") + chain("fork", "decide", "failed")
    case = boxed(inner)
    case.start()
    for task in ("a", "b", "go"):
        case.complete(task)
    assert waiting(case.now) == ["decide", "undo_b"]
    assert waiting(case.complete("decide")) == ["undo_a"]
    assert waiting(case.complete("undo_a")) == ["after"]
