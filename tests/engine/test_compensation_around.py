"""Compensation where scopes end, in calls and event subprocesses, and what is kept for it."""

from dataclasses import replace
from decimal import Decimal

from compensation_models import (
    ALL,
    MANY,
    case,
    compensated,
    compensation_subprocess,
    done,
    in_a_row,
    inner,
    of,
    scope,
    throw,
    undo_job,
    undo_script,
    undo_user,
)
from engine_models import Case, around, chain, end, job, source, start, user, waiting

from app.domain.identity import ProcessKey
from app.domain.models import ModelSource
from app.ports.engine import Advance


def test_an_event_that_ends_a_scope_ends_the_compensation_in_it() -> None:
    withdrawn = (
        '<boundaryEvent id="late" attachedToRef="box"><timerEventDefinition><timeDuration>P1D'
        "</timeDuration></timerEventDefinition></boundaryEvent>"
    )
    one = case(
        start()
        + scope("box", start("s") + user("a") + undo_user("a") + throw() + end("e")
                + chain("s", "a", "back", "e"))
        + withdrawn + end() + end("over") + chain("start", "box", "done") + chain("late", "over")
    )  # fmt: skip
    one.start()
    one.complete("a")
    fired = one.fire("late")
    assert (fired.ended_at, fired.waits) == ("over", ())
    assert ("undo_a", "cancelled") in done(fired)


def test_a_terminate_event_ends_a_compensation_beside_it() -> None:
    one = case(
        start() + '<parallelGateway id="fork"/>' + user("a") + undo_user("a") + throw() + end()
        + user("stop") + end("over", "<terminateEventDefinition/>")
        + chain("start", "fork", "a", "back", "done") + chain("fork", "stop", "over")
    )  # fmt: skip
    one.start()
    one.complete("a")
    assert one.complete("stop").ended_at == "over"
    assert one.now.waits == ()


def test_a_case_can_be_cancelled_while_it_compensates() -> None:
    one = case(in_a_row("a"))
    one.start()
    one.complete("a")
    cancelled = one.engine.cancel(one.model, one.now.snapshot, one.around)
    assert cancelled.waits == ()
    assert ("undo_a", "cancelled") in done(cancelled)


def test_what_an_ended_compensation_has_left_can_still_be_undone() -> None:
    """A terminate event ends the event subprocess that threw; the scope around it goes on."""
    beside = scope(
        "aside",
        '<startEvent id="asked" isInterrupting="false"><messageEventDefinition messageRef="m"/>'
        '</startEvent><parallelGateway id="both"/>' + throw("try") + user("enough")
        + end("stopped", "<terminateEventDefinition/>") + end("tried")
        + chain("asked", "both", "try", "tried") + chain("both", "enough", "stopped"),
        'triggeredByEvent="true"',
    )  # fmt: skip
    body = in_a_row("a", "b", more=beside).replace(
        chain("b", "back"), user("wait") + chain("b", "wait", "back")
    )
    one = with_message(body)
    one.start()
    one.complete("a")
    one.complete("b")
    token = next(w.token_id for w in one.now.waits if w.element_id == "asked")
    one.now = one.engine.deliver(one.model, one.now.snapshot, [token], {}, one.around)
    assert "undo_b" in waiting(one.now)
    one.complete("enough")
    assert "undo_b" not in waiting(one.now)
    one.complete("wait")
    assert "undo_a" in waiting(one.now)


def test_a_throw_that_does_not_wait_goes_on_while_the_compensation_runs_beside() -> None:
    at_once = '<compensateEventDefinition waitForCompletion="false"/>'
    one = case(in_a_row("a", "b").replace(f'"back">{ALL}', f'"back">{at_once}').replace(
        chain("back", "done"), user("c") + chain("back", "c", "done")))  # fmt: skip
    one.start()
    one.complete("a")
    thrown = one.complete("b")
    assert waiting(thrown) == ["c", "undo_b"]
    assert ("back", "completed") in done(thrown)
    assert waiting(one.complete("c")) == ["undo_b"]
    assert one.now.ended_at is None
    one.complete("undo_b")
    ended = one.complete("undo_a")
    assert (ended.ended_at, ended.waits) == ("done", ())
    assert done(ended) == [("undo_a", "completed"), ("a", "compensated")]


def test_a_throw_that_does_not_wait_passes_where_nothing_has_completed() -> None:
    at_once = '<compensateEventDefinition waitForCompletion="0"/>'
    body = start() + throw("back", at_once) + user("a") + undo_user("a") + end()
    one = case(body + chain("start", "back", "a", "done"))
    assert waiting(one.start()) == ["a"]
    assert one.complete("a").ended_at == "done"


STAGE = '<process id="stage" isExecutable="true">{}</process>'
CALL = (
    '<callActivity id="{0}" calledElement="stage" camunda:calledElementBinding="deployment">'
    '<extensionElements><camunda:in source="who" target="who"/></extensionElements></callActivity>'
)


def calling(stage: str, more: str = "") -> Case:
    body = start() + CALL.format("call") + more + throw() + end()
    return Case(source(body + chain("start", "call", "back", "done"), before=STAGE.format(stage)))


def test_a_completed_call_is_undone_in_the_process_that_it_called() -> None:
    undone = undo_script("b", '=who + "!"', "back")
    stage = start("s") + user("ask") + undo_user("ask") + user("b") + undone
    one = calling(stage + end("e") + chain("s", "ask", "b", "e"))
    one.start(who="Әлия")
    one.complete("call/ask")
    begun = one.complete("call/b")
    assert waiting(begun) == ["call/undo_ask"]
    seen = one.engine.variables_at(one.model, begun.snapshot, begun.waits[0].token_id, one.around)
    assert seen == {"who": "Әлия", "back": "Әлия!"}
    ended = one.complete("call/undo_ask")
    assert (ended.ended_at, ended.variables) == ("done", {"who": "Әлия"})
    assert compensated(ended) == ["call/ask", "call"]


def test_a_called_process_may_undo_itself_by_an_event_subprocess() -> None:
    own = compensation_subprocess(
        "own", user("explain") + end("oe") + chain("own_begin", "explain", "oe")
    )
    one = calling(start("s") + user("ask") + end("e") + chain("s", "ask", "e") + own)
    one.start(who="Әлия")
    assert waiting(one.complete("call/ask")) == ["call/explain"]
    ended = one.complete("call/explain")
    assert (ended.ended_at, compensated(ended)) == ("done", ["call"])


def test_each_instance_of_a_subprocess_has_its_own_compensation_event_subprocess_and_data() -> None:
    own = compensation_subprocess(
        "own", '<scriptTask id="note" scriptFormat="feel" camunda:resultVariable="told">'
        "<script>=concatenate(told, [name])</script></scriptTask>" + end("oe")
        + chain("own_begin", "note", "oe")
    )  # fmt: skip
    box = scope("box", MANY.format("false") + start("s") + user("a") + end("e")
                + chain("s", "a", "e") + own)  # fmt: skip
    one = case(start() + box + throw() + end() + chain("start", "box", "back", "done"))
    one.start(names=["x", "y"], told=[])
    for wait in one.now.waits:
        one.now = one.engine.complete(one.model, one.now.snapshot, wait.token_id, {}, one.around)
    assert one.now.variables["told"] == ["y", "x"]
    assert compensated(one.now) == ["box", "box"]


def test_a_subprocess_in_a_subprocess_is_undone_with_it() -> None:
    box = scope("outer", start("o") + scope("box", inner("a", "b")) + user("c") + undo_user("c")
                + end("oe") + chain("o", "box", "c", "oe"))  # fmt: skip
    one = case(start() + box + throw() + end() + chain("start", "outer", "back", "done"))
    one.start()
    for task in ("a", "b", "c"):
        one.complete(task)
    for task in ("undo_c", "undo_b", "undo_a"):
        assert waiting(one.now) == [task]
        one.complete(task)
    assert one.now.ended_at == "done"


def test_a_later_throw_finds_nothing_that_an_earlier_one_is_undoing() -> None:
    one = case(
        start() + user("a") + undo_user("a") + '<parallelGateway id="fork"/>' + throw("one")
        + throw("two") + end("first") + end()
        + chain("start", "a", "fork", "one", "first") + chain("fork", "two", "done")
    )  # fmt: skip
    one.start()
    begun = one.complete("a")
    assert waiting(begun) == ["undo_a"]
    assert ("two", "completed") in done(begun)
    assert one.complete("undo_a").ended_at == "done"


def bytes_after(rounds: int, thrown: str) -> int:
    one = case(
        start() + '<exclusiveGateway id="merge"/><exclusiveGateway id="again" default="on"/>'
        + user("a") + undo_user("a") + user("b") + undo_user("b") + throw("back", thrown) + end()
        + chain("start", "b", "merge", "a", "again")
        + '<sequenceFlow id="on" sourceRef="again" targetRef="back"/>'
        + '<sequenceFlow id="r" sourceRef="again" targetRef="merge">'
        + "<conditionExpression>=more</conditionExpression></sequenceFlow>"
        + chain("back", "done")
    )  # fmt: skip
    one.start()
    one.complete("b")
    for _ in range(rounds):
        one.complete("a", more=True)
    return len(one.now.snapshot)


def test_nothing_is_kept_of_what_no_throw_can_undo() -> None:
    assert bytes_after(200, of("b")) < 1.1 * bytes_after(10, of("b"))
    assert bytes_after(200, ALL) > 1.5 * bytes_after(10, ALL)


def test_what_a_closed_scope_had_done_is_forgotten() -> None:
    one = case(
        start() + scope("box", inner("a")) + undo_user("box") + user("wait") + throw() + end()
        + chain("start", "box", "wait", "back", "done")
    )  # fmt: skip
    one.start()
    one.complete("a")
    kept = one.engine._read(one.model, one.now.snapshot, one.around).ledger
    assert list(kept.scopes) == [None]
    assert [completed.element for completed in kept.of(None)] == ["box"]
    assert kept.of(None)[0].inner == []


ASKED = '<messageEventDefinition messageRef="m"/>'


def told_of(one: Case, element: str) -> Advance:
    """The message reaches the event subprocess that waits for it."""
    found = next(wait.token_id for wait in one.now.waits if wait.element_id == element)
    one.now = one.engine.deliver(one.model, one.now.snapshot, [found], {}, one.around)
    return one.now


def with_message(body: str) -> Case:
    model = source(body, before='<message id="m" name="m"/>')
    return Case(model, around(variables={"case": {"number": "1"}}))


def aside(id: str, inside: str) -> str:
    """An event subprocess that interrupts nothing."""
    begun = f'<startEvent id="{id}_asked" isInterrupting="false">{ASKED}</startEvent>'
    return scope(id, begun + inside, 'triggeredByEvent="true"')


def test_out_of_an_event_subprocess_its_own_activities_and_those_around_it_are_undone() -> None:
    more = aside(
        "more", user("x") + undo_user("x") + user("hold") + throw("both") + end("e")
        + chain("more_asked", "x", "hold", "both", "e")
    )  # fmt: skip
    one = with_message(in_a_row("a", "b", more=more))
    one.start()
    one.complete("a")
    told_of(one, "more_asked")
    one.complete("x")
    one.complete("b")  # the main path throws, and sees nothing of the event subprocess
    assert waiting(one.now) == ["hold", "more_asked", "undo_b"]
    one.complete("undo_b")
    one.complete("undo_a")
    assert waiting(one.complete("hold")) == ["more_asked", "undo_x"]
    assert one.complete("undo_x").ended_at == "done"


def test_what_completed_in_and_around_an_event_subprocess_is_undone_in_one_order() -> None:
    more = aside(
        "more", user("x") + undo_user("x") + user("hold") + throw("both") + end("e")
        + chain("more_asked", "x", "hold", "both", "e")
    )  # fmt: skip
    body = in_a_row("a", "b", more=more).replace(chain("b", "back"), user("wait"))
    one = with_message(body.replace(chain("back", "done"), chain("b", "wait", "back", "done")))
    one.start()
    one.complete("a")
    told_of(one, "more_asked")
    one.complete("x")
    one.complete("b")
    one.complete("hold")
    for task in ("undo_b", "undo_x", "undo_a"):
        assert task in waiting(one.now)
        one.complete(task)
    assert one.complete("wait").ended_at == "done"


def test_a_handler_that_throws_an_error_ends_the_compensation_where_the_error_is_caught() -> None:
    caught = '<boundaryEvent id="oops" attachedToRef="box"><errorEventDefinition/></boundaryEvent>'
    one = case(
        start()
        + scope("box", start("s") + user("a") + undo_user("a") + user("b") + undo_job("b")
                + throw() + end("e") + chain("s", "a", "b", "back", "e"))
        + caught + end() + end("failed") + chain("start", "box", "done") + chain("oops", "failed")
    )  # fmt: skip
    one.start()
    one.complete("a")
    one.complete("b")
    assert waiting(one.fail("undo_b", "broken")) == ["undo_a"], "the error leaves the box, too"
    ended = one.complete("undo_a")
    assert (ended.ended_at, compensated(ended)) == ("failed", ["a"])


def test_a_loop_of_many_rounds_is_undone_round_by_round() -> None:
    rounds = 1_000
    one = case(
        start() + user("a", inner="<standardLoopCharacteristics><loopCondition>=loopCounter &lt; "
        f"{rounds}</loopCondition></standardLoopCharacteristics>").replace("userTask", "task")
        + undo_script("a", "=told + 1") + throw() + end() + chain("start", "a", "back", "done")
    )  # fmt: skip
    ended = one.start(told=Decimal(0))
    assert (ended.ended_at, ended.variables["told"]) == ("done", Decimal(rounds))


def test_an_error_event_subprocess_undoes_and_passes_the_error_on() -> None:
    rescue = scope(
        "rescue", '<startEvent id="r"><errorEventDefinition/></startEvent>' + throw("undo")
        + end("re", '<errorEventDefinition errorRef="x"/>') + chain("r", "undo", "re"),
        'triggeredByEvent="true"',
    )  # fmt: skip
    failing = '<boundaryEvent id="oops" attachedToRef="box"><errorEventDefinition/></boundaryEvent>'
    body = (
        start()
        + scope("box", start("s") + user("a") + undo_user("a") + job("ask") + end("e")
                + chain("s", "a", "ask", "e") + rescue)
        + failing + end() + end("failed") + chain("start", "box", "done") + chain("oops", "failed")
    )  # fmt: skip
    one = Case(source(body, before='<error id="x" errorCode="broken"/>'))
    one.start()
    one.complete("a")
    assert waiting(one.fail("ask", "broken")) == ["undo_a"]
    assert one.complete("undo_a").ended_at == "failed"


def test_a_call_is_undone_in_the_version_that_it_had_called() -> None:
    stage = start("s") + user("ask") + undo_user("ask") + end("e") + chain("s", "ask", "e")
    old = source(stage, key="stage")
    new = source(stage.replace("undo_ask", "other"), key="stage")
    deployed = [replace(old, version=1)]

    def find(_: ProcessKey, version: int | None) -> ModelSource | None:
        return deployed[-1] if version is None else deployed[version - 1]

    body = start() + '<callActivity id="call" calledElement="stage"/>' + throw() + end()
    surroundings = replace(around(), find_model=find)
    one = Case(source(body + chain("start", "call", "back", "done")), surroundings)
    one.start()
    deployed.append(replace(new, version=2))
    assert waiting(one.complete("call/ask")) == ["call/undo_ask"]
    assert one.complete("call/undo_ask").ended_at == "done"
