"""Compensation: what has completed is undone, the last first (BPMN 2.0.2, clauses 10.7, 13.5.5)."""

from datetime import date
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
from engine_models import Case, chain, end, job, mapped, path, start, user, waiting

from app.ports.engine import JobWait

HANDLER = 'isForCompensation="true"'


def complete_any(one: Case) -> None:
    """Complete the first task there is."""
    token = one.now.waits[0].token_id
    one.now = one.engine.complete(one.model, one.now.snapshot, token, {}, one.around)


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
