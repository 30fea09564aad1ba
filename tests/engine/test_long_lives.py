"""A case that lives long costs no more than a young one, whatever stands open around its loop."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import pytest
from engine_models import Case, chain, end, flow, source, start, timer, user, waiting
from test_calls import call, caller, stage
from test_loops import part, several

YOUNG, OLD, RATIO = 10, 3_000, 1.2


def looping(id: str = "review") -> str:
    """A loop with one user task, from `begin_…` to `over_…`."""
    return (
        start(f"begin_{id}") + user(id)
        + f'<exclusiveGateway id="again_{id}" default="enough_{id}"/>'
        + end(f"over_{id}") + chain(f"begin_{id}", id, f"again_{id}")
        + flow(f"again_{id}", id, "=again") + flow(f"again_{id}", f"over_{id}", id=f"enough_{id}")
    )  # fmt: skip


def scope(id: str, body: str, loop: str = "") -> str:
    return f'<subProcess id="{id}">{loop}{body}</subProcess>'


def within(activity: str, id: str, beside: str = "") -> Case:
    return Case(source(start() + activity + beside + end() + chain("start", id, "done")))


def plain() -> Case:
    return Case(source(looping()))


def in_a_parallel_branch() -> Case:
    return Case(
        source(
            start() + '<parallelGateway id="fork"/>' + scope("inner", looping()) + user("other")
            + '<parallelGateway id="join"/>' + end()
            + chain("start", "fork", "inner", "join", "done") + chain("fork", "other", "join")
        )
    )  # fmt: skip


def round_a_fork_and_join() -> Case:
    return Case(
        source(
            start() + '<exclusiveGateway id="merge"/><parallelGateway id="fork"/>' + user("review")
            + '<scriptTask id="note" scriptFormat="feel"><script>{seen: true}</script></scriptTask>'
            + '<parallelGateway id="join"/><exclusiveGateway id="again" default="enough"/>' + end()
            + chain("start", "merge", "fork", "review", "join", "again")
            + chain("fork", "note", "join") + flow("again", "merge", "=again")
            + flow("again", "done", id="enough")
        )
    )  # fmt: skip


def round_an_inclusive_join() -> Case:
    return Case(
        source(
            start() + '<exclusiveGateway id="merge"/><inclusiveGateway id="fork"/>' + user("review")
            + '<manualTask id="note"/><inclusiveGateway id="join"/>'
            + '<exclusiveGateway id="again" default="enough"/>' + end()
            + chain("start", "merge", "fork") + flow("fork", "review", "=true")
            + flow("fork", "note", "=true") + chain("review", "join", "again")
            + chain("note", "join") + flow("again", "merge", "=again")
            + flow("again", "done", id="enough")
        )
    )  # fmt: skip


def in_one_of_several_instances() -> Case:
    loop = several(part("loopCardinality", "3"))
    return within(scope("panel", looping(), loop), "panel")


def in_a_called_process() -> Case:
    return Case(caller(call("call", "hearing"), stage(body=looping())))


def deep_inside() -> Case:
    body = looping()
    for level in range(8):
        body = (
            start(f"s{level}") + scope(f"scope{level}", body) + user(f"open{level}")
            + end(f"e{level}") + chain(f"s{level}", f"scope{level}", f"e{level}")
            + chain(f"s{level}", f"open{level}", f"e{level}")
        )  # fmt: skip
    return Case(source(body))


def under_a_standard_loop() -> Case:
    loop = part("loopCondition", "=again")
    loop = f"<standardLoopCharacteristics>{loop}</standardLoopCharacteristics>"
    return within(user("review", inner=loop), "review")


def beside_a_reminder() -> Case:
    reminder = timer("hint", "inner", "PT1H", kind="timeDuration", interrupts=False)
    return within(
        scope("inner", looping()), "inner", reminder + user("call") + chain("hint", "call")
    )


SHAPES: list[Callable[[], Case]] = [
    plain,
    in_a_parallel_branch,
    round_a_fork_and_join,
    round_an_inclusive_join,
    in_one_of_several_instances,
    in_a_called_process,
    deep_inside,
    under_a_standard_loop,
    beside_a_reminder,
]


@dataclass
class Calls:
    count: int = 0


@contextmanager
def counted() -> Iterator[Calls]:
    """How many Python functions are called: the work of a step, on any machine the same."""
    calls = Calls()

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        calls.count += event == "call"

    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def go_round(case: Case) -> None:
    wait = next(w for w in case.now.waits if w.element_id.rpartition("/")[2] == "review")
    case.now = case.engine.complete(
        case.model, case.now.snapshot, wait.token_id, {"again": True}, case.around
    )


def measured(case: Case) -> tuple[int, int]:
    """Calls of one round, and the bytes it leaves."""
    with counted() as calls:
        go_round(case)
    return calls.count, len(case.now.snapshot)


def grows(shape: Callable[[], Case], rounds: int) -> tuple[float, float]:
    """By which factor calls and bytes grow from the young case to the old one."""
    case = shape()
    case.start()
    for _ in range(YOUNG):
        go_round(case)
    young = measured(case)
    for _ in range(rounds - YOUNG):
        go_round(case)
    old = measured(case)
    return old[0] / young[0], old[1] / young[1]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hundred_rounds_leave_nothing_behind(shape: Callable[[], Case]) -> None:
    calls, size = grows(shape, 100)
    assert calls <= RATIO
    assert size <= RATIO


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_three_thousand_rounds_leave_nothing_behind(shape: Callable[[], Case]) -> None:
    calls, size = grows(shape, OLD)
    assert calls <= RATIO
    assert size <= RATIO


@pytest.mark.slow
def test_ten_thousand_rounds_end_well() -> None:
    case = plain()
    case.start()
    for _ in range(10_000):
        go_round(case)
    assert case.complete("review", again=False).ended_at == "over_review"


def test_reminders_that_were_answered_leave_nothing_behind() -> None:
    reminder = timer("hint", "review", "PT1H", kind="timeDuration", interrupts=False)
    case = Case(source(looping() + reminder + user("call") + chain("hint", "call")))
    case.start()
    sizes = []
    for _ in range(60):
        case.fire("hint")
        case.complete("call")
        sizes.append(len(case.now.snapshot))
        go_round(case)
    assert sizes[-1] <= sizes[YOUNG] * RATIO


@pytest.mark.slow
def test_ten_thousand_instances_begin_and_may_be_ended_early() -> None:
    loop = several(
        part("loopCardinality", "=10000")
        + part("completionCondition", "=nrOfCompletedInstances = 3")
    )
    case = within(user("vote", inner=loop), "vote")
    begun = case.start()
    assert len(begun.waits) == 10_000
    for _ in range(3):
        case.now = case.engine.complete(
            case.model, case.now.snapshot, case.now.waits[-1].token_id, {}, case.around
        )
    assert case.now.ended_at == "done"


@pytest.mark.slow
@pytest.mark.parametrize("one_by_one", [True, False])
def test_ten_thousand_instances_without_a_wait_run_in_one_step(one_by_one: bool) -> None:
    loop = several(part("loopCardinality", "=10000"), one_by_one=one_by_one)
    task = (
        f'<scriptTask id="count" scriptFormat="feel">{loop}<script>{{n: n + 1}}</script>'
        "</scriptTask>"
    )
    ended = within(task, "count").start(n=0)
    assert (ended.ended_at, ended.variables["n"]) == ("done", 10_000)


def test_two_thousand_elements_in_a_row_are_passed_in_one_step() -> None:
    tasks = [f"t{number}" for number in range(1_990)]
    row = "".join(f'<task id="{task}"/>' for task in tasks)
    case = Case(source(start() + row + end() + chain("start", *tasks, "done")))
    assert case.start().ended_at == "done"
    assert waiting(case.now) == []
