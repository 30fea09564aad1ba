"""Compensation: what has completed is undone, the last first (BPMN 2.0.2, clauses 10.7, 13.5.5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from compensation_models import (
    ALL,
    compensated,
    compensation_subprocess,
    in_a_row,
    of,
    scope,
    throw,
    undo_job,
    undo_script,
    undo_user,
)
from engine_models import Case, around, chain, end, job, mapped, path, source, start, user, waiting

from app.domain.identity import ProcessKey
from app.domain.models import ModelSource
from app.ports.engine import Advance, JobWait

HANDLER = 'isForCompensation="true"'


def case(body: str) -> Case:
    return Case(source(body))


def complete_any(one: Case) -> None:
    """Complete the first task there is."""
    token = one.now.waits[0].token_id
    one.now = one.engine.complete(one.model, one.now.snapshot, token, {}, one.around)


def done(advance: Advance) -> list[tuple[str, str]]:
    return [(one.element_id, one.outcome) for one in advance.passed]


def test_handlers_run_in_reverse_order_of_completion_and_the_throw_waits() -> None:
    one = case(in_a_row("a", "b"))
    one.start()
    one.complete("a")
    assert waiting(one.complete("b")) == ["undo_b"]
    last = one.complete("undo_b")
    assert done(last) == [
        ("undo_b", "completed"), ("b", "compensated"), ("if_a", "fired"),
    ]  # fmt: skip
    assert waiting(last) == ["undo_a"]
    ended = one.complete("undo_a")
    assert path(ended) == ["undo_a", "a", "back", "done"]
    assert ended.ended_at == "done"


def test_where_nothing_has_completed_the_throw_passes() -> None:
    body = (
        start() + throw() + user("a") + undo_user("a") + end() + chain("start", "back", "a", "done")
    )
    assert waiting(case(body).start()) == ["a"]


def test_an_end_event_throws_too_and_what_is_undone_is_not_undone_twice() -> None:
    one = case(
        start() + user("a") + undo_user("a") + throw() + end(inner=ALL)
        + chain("start", "a", "back", "done")
    )  # fmt: skip
    one.start()
    one.complete("a")
    ended = one.complete("undo_a")
    assert (ended.ended_at, path(ended)) == ("done", ["undo_a", "a", "back", "done"])


def test_concurrent_activities_are_undone_by_the_order_of_their_completion() -> None:
    one = case(
        start() + '<parallelGateway id="fork"/><parallelGateway id="join"/>'
        + user("a") + undo_user("a") + user("b") + undo_user("b") + throw() + end()
        + chain("start", "fork", "a", "join", "back", "done") + chain("fork", "b", "join")
    )  # fmt: skip
    one.start()
    one.complete("b")
    assert waiting(one.complete("a")) == ["undo_a"]
    assert waiting(one.complete("undo_a")) == ["undo_b"]


def test_an_activity_that_is_still_open_is_not_undone() -> None:
    one = case(
        start() + '<parallelGateway id="fork"/>' + user("a") + undo_user("a") + user("b")
        + undo_user("b") + user("c") + end("other") + throw() + end()
        + chain("start", "fork", "a", "back", "done") + chain("fork", "b", "c", "other")
    )  # fmt: skip
    one.start()
    assert waiting(one.complete("a")) == ["b", "undo_a"]
    # What completes after the throw is none of its business.
    one.complete("b")
    one.complete("undo_a")
    assert one.complete("c").ended_at == "done"


def test_a_throw_that_names_an_activity_undoes_that_alone() -> None:
    body = in_a_row("a", "b").replace(f'"back">{ALL}', f'"back">{of("a")}')
    one = case(body)
    one.start()
    one.complete("a")
    assert waiting(one.complete("b")) == ["undo_a"]
    assert one.complete("undo_a").ended_at == "done"


def test_each_round_of_a_loop_is_undone_once() -> None:
    one = case(
        start() + '<exclusiveGateway id="merge"/><exclusiveGateway id="again" default="on"/>'
        + user("a") + undo_user("a") + throw() + end()
        + chain("start", "merge", "a", "again")
        + '<sequenceFlow id="on" sourceRef="again" targetRef="back"/>'
        + '<sequenceFlow id="r" sourceRef="again" targetRef="merge">'
        + "<conditionExpression>=more</conditionExpression></sequenceFlow>"
        + chain("back", "done")
    )  # fmt: skip
    one.start()
    for more in (True, True, False):
        one.complete("a", more=more)
    for _ in range(3):
        assert waiting(one.now) == ["undo_a"]
        one.complete("undo_a")
    assert one.now.ended_at == "done"


MANY = (
    '<multiInstanceLoopCharacteristics isSequential="{}" camunda:collection="=names"'
    ' camunda:elementVariable="name"/>'
)


def told() -> str:
    """A handler that adds the name of its instance to a list."""
    return undo_script("a", "=concatenate(told, [name])")


def test_each_instance_of_several_is_undone_with_what_it_had() -> None:
    for sequential in ("true", "false"):
        one = case(
            start() + user("a", inner=MANY.format(sequential)) + told() + throw() + end()
            + chain("start", "a", "back", "done")
        )  # fmt: skip
        one.start(names=["x", "y", "z"], told=[])
        while one.now.waits:
            complete_any(one)
        assert one.now.variables["told"] == ["z", "y", "x"]
        assert compensated(one.now) == ["a", "a", "a"]


def inner(*ids: str, more: str = "", first: str = "s") -> str:
    tasks = "".join(user(id) + undo_user(id) for id in ids)
    return start(first) + tasks + end(f"e_{first}") + chain(first, *ids, f"e_{first}") + more


def test_a_completed_subprocess_is_undone_from_inside_last_first() -> None:
    one = case(
        start() + user("z") + undo_user("z") + scope("box", inner("a", "b")) + throw() + end()
        + chain("start", "z", "box", "back", "done")
    )  # fmt: skip
    one.start()
    for task in ("z", "a"):
        one.complete(task)
    assert waiting(one.complete("b")) == ["undo_b"]
    assert waiting(one.complete("undo_b")) == ["undo_a"]
    undone = one.complete("undo_a")
    assert compensated(undone) == ["a", "box"]
    assert waiting(undone) == ["undo_z"]
    assert one.complete("undo_z").ended_at == "done"


def test_a_handler_beside_a_subprocess_undoes_it_as_a_whole() -> None:
    one = case(
        start() + scope("box", inner("a")) + undo_user("box") + throw() + end()
        + chain("start", "box", "back", "done")
    )  # fmt: skip
    one.start()
    assert waiting(one.complete("a")) == ["undo_box"]
    ended = one.complete("undo_box")
    assert (ended.ended_at, compensated(ended)) == ("done", ["box"])


def test_a_compensation_event_subprocess_may_throw_for_what_is_in_its_parent() -> None:
    own = compensation_subprocess(
        "own", user("explain") + throw("inwards", of("a")) + end("own_end")
        + chain("own_begin", "explain", "inwards", "own_end")
    )  # fmt: skip
    one = case(
        start() + scope("box", inner("a", "b", more=own)) + throw() + end()
        + chain("start", "box", "back", "done")
    )  # fmt: skip
    one.start()
    one.complete("a")
    begun = one.complete("b")
    assert waiting(begun) == ["explain"]
    assert done(begun)[-1] == ("own_begin", "fired")
    assert waiting(one.complete("explain")) == ["undo_a"]
    ended = one.complete("undo_a")
    assert ended.ended_at == "done"
    assert compensated(ended) == ["a", "box"]


def test_the_data_of_a_subprocess_are_seen_as_they_were_at_its_completion() -> None:
    keep = mapped(inputs="fee==amount")
    one = case(
        start()
        + scope("box", keep + start("s") + user("a") + undo_script("a", "=fee") + end("e")
                + chain("s", "a", "e"))
        + user("change") + throw() + end() + chain("start", "box", "change", "back", "done")
    )  # fmt: skip
    one.start(amount="5", told="")
    one.complete("a")
    assert one.complete("change", amount="9").variables == {"amount": "9", "told": "5"}


def test_an_error_event_subprocess_undoes_what_its_scope_had_done() -> None:
    rescue = (
        scope("rescue", '<startEvent id="r"><errorEventDefinition/></startEvent>' + throw()
              + end("re") + chain("r", "back", "re"), 'triggeredByEvent="true"')
    )  # fmt: skip
    one = case(
        start() + user("a") + undo_user("a") + job("ask") + end()
        + chain("start", "a", "ask", "done") + rescue
    )  # fmt: skip
    one.start()
    one.complete("a")
    assert waiting(one.fail("ask", "broken")) == ["undo_a"]
    assert one.complete("undo_a").ended_at == "re"


def test_a_throw_inside_a_subprocess_sees_nothing_outside_it() -> None:
    one = case(
        start() + user("a") + undo_user("a")
        + scope("box", start("s") + throw() + end("e") + chain("s", "back", "e"))
        + end() + chain("start", "a", "box", "done")
    )  # fmt: skip
    one.start()
    assert one.complete("a").ended_at == "done"


def test_a_handler_may_be_a_subprocess_or_stand_for_several() -> None:
    handler = scope("undo_a", inner("x", first="hs"), 'isForCompensation="true"')
    several = user("undo_b", 'isForCompensation="true"', MANY.format("false"))
    body = in_a_row("a", "b")
    body = body.replace(user("undo_a", 'isForCompensation="true"'), handler)
    one = case(body.replace(user("undo_b", 'isForCompensation="true"'), several))
    one.start(names=["x", "y"])
    one.complete("a")
    assert waiting(one.complete("b")) == ["undo_b", "undo_b"]
    for wait in one.now.waits:
        one.now = one.engine.complete(one.model, one.now.snapshot, wait.token_id, {}, one.around)
    assert waiting(one.now) == ["x"]
    assert one.complete("x").ended_at == "done"


def test_a_handler_that_cannot_begin_is_an_incident_and_goes_on_when_it_is_mended() -> None:
    dated = 'isForCompensation="true" camunda:dueDate="=until"'
    one = case(in_a_row("a", "b").replace(user("undo_b", HANDLER), user("undo_b", dated)))
    one.start()
    one.complete("a")
    failed = one.complete("b").failure
    assert failed is not None
    assert (failed.element_id, failed.code) == ("undo_b", "expression-failed")
    assert one.retry().failure is not None
    assert waiting(one.mend(until=date(2027, 1, 15))) == ["undo_b"]
    assert waiting(one.complete("undo_b")) == ["undo_a"]
    assert compensated(one.complete("undo_a")) == ["a"]


def test_a_job_undoes_with_its_inputs_and_gives_its_outputs() -> None:
    parts = mapped(inputs="paid==sum", outputs="told==receipt")
    one = case(
        start() + user("a") + undo_job("a", parts) + throw() + end()
        + chain("start", "a", "back", "done")
    )  # fmt: skip
    one.start(sum=Decimal(5))
    (wait,) = one.complete("a").waits
    assert isinstance(wait, JobWait)
    assert (wait.element_id, wait.inputs) == ("undo_a", {"paid": Decimal(5)})
    ended = one.complete("undo_a", receipt="№ 7")
    assert (ended.ended_at, ended.variables["told"]) == ("done", "№ 7")


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
