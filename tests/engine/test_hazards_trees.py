"""Hazards 1, 2, 8, 16 and 21: trees that grow, joins that forget, states that run twice.

Of each pair the first test shows the library, the second shows ours.
"""

from collections.abc import Iterator
from decimal import Decimal

import orjson
import pytest
import zstandard
from engine_models import (
    Case,
    chain,
    document,
    end,
    flow,
    source,
    start,
    timer,
    token,
    user,
    waiting,
)
from library_models import bare, ready
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from app.domain.refusals import TokenNotWaiting
from app.engine import library
from app.engine.definitions import Definitions

LOOP = (
    start() + user("review") + '<exclusiveGateway id="again" default="enough"/>' + end()
    + chain("start", "review", "again") + flow("again", "review", "{condition}")
    + flow("again", "done", id="enough")
)  # fmt: skip
FORK = (
    start() + '<parallelGateway id="fork"/><parallelGateway id="join"/>' + user("one") + user("two")
    + user("after") + end() + chain("start", "fork", "one", "join", "after", "done")
    + chain("fork", "two", "join")
)  # fmt: skip


@pytest.fixture
def library_depth() -> Iterator[None]:
    library.set_depth(library.LIBRARY_DEPTH)
    yield
    library.set_depth(library.DEPTH)


@pytest.mark.usefixtures("library_depth")
def test_1_the_library_calls_a_long_loop_completed_while_an_element_is_ready() -> None:
    workflow = bare(LOOP.replace("{condition}", "True"))
    workflow.do_engine_steps()
    rounds = 0
    while not workflow.is_completed():
        (task,) = ready(workflow)
        task.run()
        workflow.do_engine_steps()
        rounds += 1
        assert rounds < 700
    assert 400 < rounds < 600
    assert any(task.has_state(TaskState.READY) for task in workflow.tasks.values())


def rounds_of(case: Case, count: int) -> list[int]:
    """Sizes of the snapshots, unpacked, after each round."""
    sizes = []
    for number in range(count):
        case.complete("review", number=Decimal(number))
        assert waiting(case.now) == ["review"]
        sizes.append(len(zstandard.ZstdDecompressor().decompress(case.now.snapshot)))
    return sizes


def test_1_a_loop_of_many_rounds_goes_on() -> None:
    case = Case(source(LOOP.replace("{condition}", "=true")))
    case.start()
    sizes = rounds_of(case, 1_200)
    assert max(sizes[100:]) - min(sizes[100:]) < 10


@pytest.mark.slow
def test_1_a_loop_of_ten_thousand_rounds_ends_when_it_should() -> None:
    case = Case(source(LOOP.replace("{condition}", "=number &lt; 9999")))
    case.start()
    rounds_of(case, 9_999)
    assert case.complete("review", number=Decimal(9_999)).ended_at == "done"


def test_2_the_library_keeps_every_finished_task() -> None:
    workflow = bare(LOOP.replace("{condition}", "True"))
    workflow.do_engine_steps()
    counts = []
    for _ in range(40):
        ready(workflow)[0].run()
        workflow.do_engine_steps()
        counts.append(len(workflow.tasks))
    assert counts[-1] == counts[0] + 39 * 2


def test_2_a_long_case_costs_no_more_than_a_short_one() -> None:
    body = (
        start() + '<subProcess id="inner">' + start("begin") + user("review") + end("inner_done")
        + chain("begin", "review", "inner_done") + "</subProcess>"
        + '<exclusiveGateway id="again" default="enough"/>' + end()
        + chain("start", "inner", "again") + flow("again", "inner", "=true")
        + flow("again", "done", id="enough")
    )  # fmt: skip
    case = Case(source(body))
    case.start()
    sizes = rounds_of(case, 40)
    assert max(sizes[12:]) - min(sizes[12:]) < 10


def test_2_a_loop_without_a_wait_ends_in_an_incident_and_not_in_a_full_stack() -> None:
    body = (
        start() + '<task id="turn"/><exclusiveGateway id="again" default="enough"/>' + end()
        + chain("start", "turn", "again") + flow("again", "turn", "=true")
        + flow("again", "done", id="enough")
    )  # fmt: skip
    stopped = Case(source(body)).start()
    assert stopped.failure is not None
    assert stopped.failure.code == "budget-exceeded"
    assert len(stopped.snapshot) < 2_000


def test_8_the_library_lets_the_last_branch_win() -> None:
    workflow = bare(FORK)
    workflow.do_engine_steps()
    one, two = ready(workflow)
    one.data["papers"] = ["one"]
    one.run()
    two.data["papers"] = ["two"]
    two.run()
    workflow.do_engine_steps()
    (after,) = ready(workflow)
    assert after.data["papers"] in (["one"], ["two"])


def test_8_a_join_that_would_lose_an_update_is_an_incident() -> None:
    case = Case(source(FORK))
    case.start()
    case.complete("one", papers=["one"], same="x")
    joined = case.complete("two", papers=["two"], same="x")
    assert joined.failure is not None
    assert joined.failure.code == "lost-update"
    assert joined.failure.detail == "one and two changed papers differently"
    assert joined.failure.element_id == "join"

    still = case.retry()
    assert still.failure is not None
    assert waiting(case.mend(papers=["one", "two"])) == ["after"]
    assert case.complete("after").variables["papers"] == ["one", "two"]


def test_8_branches_that_change_different_variables_join() -> None:
    case = Case(source(FORK))
    case.start()
    case.complete("one", first=Decimal(1))
    joined = case.complete("two", second=Decimal(2))
    assert joined.failure is None
    assert joined.variables == {"first": Decimal(1), "second": Decimal(2)}


def test_8_writes_inside_a_subprocess_and_a_nested_join_are_seen_by_the_outer_join() -> None:
    body = (
        start() + '<parallelGateway id="fork"/><parallelGateway id="join"/>' + user("one")
        + '<subProcess id="inner">' + start("begin")
        + '<parallelGateway id="fork2"/><parallelGateway id="join2"/>' + user("two")
        + user("three") + end("inner_done") + chain("begin", "fork2", "two", "join2", "inner_done")
        + chain("fork2", "three", "join2") + "</subProcess>" + end()
        + chain("start", "fork", "one", "join", "done") + chain("fork", "inner", "join")
    )  # fmt: skip
    case = Case(source(body))
    case.start()
    case.complete("two", note="two")
    case.complete("three")
    joined = case.complete("one", note="one")
    assert joined.failure is not None
    assert joined.failure.detail == "one and two changed note differently"


def test_a_join_in_a_loop_waits_for_both_branches_in_every_round() -> None:
    body = (
        start() + '<parallelGateway id="outer"/>' + user("beside") + end("beside_done")
        + '<parallelGateway id="fork"/><parallelGateway id="join"/>' + user("one") + user("two")
        + '<exclusiveGateway id="again" default="enough"/>' + end()
        + chain("start", "outer", "beside", "beside_done")
        + chain("outer", "round", "fork", "one", "join", "again") + chain("fork", "two", "join")
        + '<exclusiveGateway id="round"/>' + flow("again", "round", "=again")
        + flow("again", "done", id="enough")
    )  # fmt: skip
    case = Case(source(body))
    case.start()
    for turn in range(6):
        first, second = ("one", "two") if turn % 2 else ("two", "one")
        assert waiting(case.complete(first, again=True)) == sorted(["beside", second])
        assert waiting(case.complete(second, again=True)) == ["beside", "one", "two"]
    case.complete("beside")
    case.complete("one", again=False)
    assert case.complete("two", again=False).ended_at == "beside_done"


def test_a_join_whose_branch_went_another_way_is_a_failure() -> None:
    body = (
        start() + '<parallelGateway id="fork"/><parallelGateway id="join"/>' + user("one")
        + user("two") + '<exclusiveGateway id="way" default="on"/>' + end() + end("left")
        + chain("start", "fork", "one", "join", "done") + chain("fork", "two", "way")
        + flow("way", "left", "=gone") + flow("way", "join", id="on")
    )  # fmt: skip
    case = Case(source(body))
    case.start()
    case.complete("one")
    stuck = case.complete("two", gone=True)
    assert stuck.failure is not None
    assert (stuck.failure.code, stuck.failure.element_id) == ("no-token-can-move", "join")


def test_16_the_library_stores_the_model_with_every_instance() -> None:
    workflow = bare(FORK)
    stored = BpmnWorkflowSerializer().serialize_json(workflow)
    assert {"one", "two", "after", "done"} <= orjson.loads(stored)["spec"]["task_specs"].keys()


def test_16_a_snapshot_holds_no_model() -> None:
    model = source(FORK.replace('id="after"', 'id="after" name="Кейінгі тапсырма"'))
    case = Case(model)
    case.start()
    plain = zstandard.ZstdDecompressor().decompress(case.now.snapshot)
    assert "Кейінгі".encode() not in plain
    assert b"n_after" not in plain


def test_16_a_model_is_parsed_once_and_the_oldest_leaves_the_cache() -> None:
    definitions = Definitions(size=2)
    one, two, three = (source(FORK + " " * number) for number in range(3))
    first = definitions.get(one)
    definitions.get(two)
    assert definitions.get(one) is first
    definitions.get(three)
    assert definitions.get(one) is first
    kept = definitions.get(three)
    definitions.get(two)
    definitions.get(one)
    assert definitions.get(three) is not kept
    assert document(FORK) == one.bpmn


def test_21_the_library_runs_a_completed_task_again() -> None:
    workflow = bare(start() + user("review") + end() + chain("start", "review", "done"))
    workflow.do_engine_steps()
    (task,) = ready(workflow)
    task.run()
    workflow.do_engine_steps()
    assert workflow.is_completed()
    assert task.run() is True


def test_21_a_token_that_moved_on_is_refused_for_every_command() -> None:
    model = source(start() + user("review") + end() + chain("start", "review", "done"))
    case = Case(model)
    old = token(case.start(), "review")
    ended = case.complete("review").snapshot
    with pytest.raises(TokenNotWaiting):
        case.engine.complete(model, ended, old, {}, case.around)
    with pytest.raises(TokenNotWaiting):
        case.engine.fire(model, ended, old, case.around)
    with pytest.raises(TokenNotWaiting):
        case.engine.raise_error(model, ended, old, "x", {}, case.around)


BESIDE = (
    start() + '<subProcess id="inner">' + start("begin") + user("review")
    + '<exclusiveGateway id="again" default="enough"/>' + end("inner_done")
    + chain("begin", "review", "again") + flow("again", "review", "=true")
    + flow("again", "inner_done", id="enough") + "</subProcess>"
    + timer("late", "inner", "2026-12-01", interrupts=False) + user("explain") + end("explained")
    + end() + chain("start", "inner", "done") + chain("late", "explain", "explained")
)  # fmt: skip


def test_2_a_loop_beside_another_open_task_stays_flat_too() -> None:
    case = Case(source(BESIDE))
    case.start()
    case.fire("late")
    sizes = []
    for number in range(60):
        case.complete("review", number=Decimal(number))
        assert waiting(case.now) == ["explain", "review"]
        sizes.append(len(zstandard.ZstdDecompressor().decompress(case.now.snapshot)))
    assert max(sizes[12:]) - min(sizes[12:]) < 10


@pytest.mark.parametrize("rounds", [0, 1, 7])
def test_2_a_loop_in_one_branch_stays_flat_and_its_writes_are_remembered(rounds: int) -> None:
    body = (
        start() + '<parallelGateway id="fork"/><parallelGateway id="join"/>' + user("one")
        + user("turn") + '<exclusiveGateway id="again" default="enough"/>' + end()
        + chain("start", "fork", "one", "join", "done") + chain("fork", "turn", "again")
        + flow("again", "turn", "=again") + flow("again", "join", id="enough")
    )  # fmt: skip
    case = Case(source(body))
    case.start()
    sizes = []
    for _ in range(rounds):
        case.complete("turn", again=True, note="turn")
        sizes.append(len(zstandard.ZstdDecompressor().decompress(case.now.snapshot)))
    if rounds > 1:
        assert max(sizes[1:]) - min(sizes[1:]) < 10
    case.complete("turn", again=False)
    joined = case.complete("one", note="one")
    assert (joined.failure is not None) is (rounds > 0)
