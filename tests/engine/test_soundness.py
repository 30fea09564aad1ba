"""The linter sees what gateways alone make go wrong, and is silent about what runs."""

import time
from decimal import Decimal

import pytest
from engine_models import chain, document, end, flow, start, user, waiting
from event_models import WITHDRAWAL, beside, case_of, tell

from app.domain.models import ModelFile
from app.engine import SpiffEngine

RULES = {"may-deadlock", "may-run-twice", "no-way-out"}


def troubles(body: str) -> set[tuple[str, str]]:
    found = SpiffEngine().check([ModelFile("x.bpmn", document(body))], topics={}).findings
    return {(finding.rule, finding.element) for finding in found if finding.rule in RULES}


def gateway(id: str, kind: str = "exclusive", default: str = "") -> str:
    named = f'default="{default}"' if default else ""
    return f'<{kind}Gateway id="{id}" {named}/>'


def either(split: str, *targets: str) -> str:
    """Flows out of an exclusive gateway, the last one by default."""
    *first, last = targets
    guarded = "".join(flow(split, target, f"=way = {n}") for n, target in enumerate(first))
    return guarded + flow(split, last, id=f"{split}_else")


def test_a_choice_joined_in_parallel_is_a_deadlock() -> None:
    body = (
        start() + gateway("choose", default="choose_else") + user("a") + user("b")
        + gateway("join", "parallel") + end()
        + chain("start", "choose") + either("choose", "a", "b")
        + chain("a", "join") + chain("b", "join", "done")
    )  # fmt: skip
    assert troubles(body) == {("may-deadlock", "join")}


def test_a_fork_merged_by_a_choice_runs_what_follows_twice() -> None:
    body = (
        start() + gateway("fork", "parallel") + user("a") + user("b") + gateway("merge")
        + user("after") + end()
        + chain("start", "fork", "a", "merge") + chain("fork", "b", "merge", "after", "done")
    )  # fmt: skip
    assert troubles(body) == {("may-run-twice", "merge")}


def test_a_loop_that_nothing_leaves_is_told_once() -> None:
    body = start() + user("a") + user("b") + end() + chain("start", "a", "b") + chain("b", "a")
    assert troubles(body) == {("no-way-out", "a")}


def test_a_timer_is_a_way_out() -> None:
    body = (
        start() + user("a") + user("b") + end() + chain("start", "a", "b") + chain("b", "a")
        + '<boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>P1D'
        "</timeDuration></timerEventDefinition></boundaryEvent>" + chain("late", "done")
    )  # fmt: skip
    assert troubles(body) == set()


def rounds_that_overlap() -> str:
    """Each round may be told news, which two branches work on beside the next round."""
    return (
        start() + gateway("enter") + user("work")
        + beside("news", "work", WITHDRAWAL, interrupts=False)
        + gateway("again", default="again_else") + end() + gateway("fork", "parallel")
        + gateway("choose", "inclusive", "choose_else") + user("a") + user("b") + user("note")
        + gateway("merge", "inclusive") + gateway("join", "parallel") + end("told")
        + chain("start", "enter", "work", "again") + flow("again", "enter", "=again")
        + flow("again", "done", id="again_else")
        + chain("news", "fork", "note", "join", "told") + chain("fork", "choose")
        + either("choose", "a", "b") + chain("a", "merge", "join") + chain("b", "merge")
    )  # fmt: skip


def test_rounds_of_a_loop_that_meet_in_a_branch_beside_it_may_deadlock() -> None:
    assert ("may-deadlock", "join") in troubles(rounds_that_overlap())


def test_what_is_said_of_rounds_that_meet_comes_true() -> None:
    case = case_of(rounds_that_overlap())
    case.start()
    for way in (0, 1):
        case.complete("work", again=True, way=Decimal(way))
        tell(case, "news")
        case.complete("note")
    assert waiting(case.now) == ["a", "b", "news", "work"]
    for element in ("a", "b"):
        case.complete(element)

    over = case.complete("work", again=False)

    assert over.failure is not None
    assert over.failure.code == "no-token-can-move"


@pytest.mark.parametrize("kind", ["parallel", "exclusive", "inclusive"])
def test_blocks_that_match_are_sound_however_deep_and_looped(kind: str) -> None:
    inner, parts = "step0", [user("step0")]
    for level in range(1, 12):
        split, join = f"split{level}", f"join{level}"
        away = f"else{level}"
        default = f"{split}_else" if kind != "parallel" else ""
        parts += [gateway(split, kind, default), gateway(join, kind), user(away)]
        first = either(split, away) if kind == "parallel" else ""
        parts.append(first or either(split, away, f"into{level}"))
        if kind == "parallel":
            parts.append(chain(split, f"into{level}"))
        parts += [user(f"into{level}"), chain(f"into{level}", inner), chain(away, join)]
        parts.append(chain(f"out{level - 1}" if level > 1 else inner, join))
        parts += [user(f"out{level}"), chain(join, f"out{level}")]
        inner = split
    again = gateway("again", default="again_else") + either("again", "enter", "done")
    body = "".join(parts) + start() + end() + chain("start", "enter", inner) + gateway("enter")
    body += chain("out11", "again") + again
    assert troubles(body) == set()


def test_a_wide_unstructured_net_is_looked_at_within_its_budget() -> None:
    width = 40
    parts = [start(), gateway("fork", "parallel"), gateway("join", "parallel"), end()]
    parts.append(chain("start", "fork") + chain("join", "done"))
    for n in range(width):
        parts += [gateway(f"x{n}", default=f"x{n}_else"), user(f"a{n}"), chain("fork", f"x{n}")]
        parts += [either(f"x{n}", f"a{n}", f"a{(n + 1) % width}"), chain(f"a{n}", "join")]
    began = time.process_time()
    troubles("".join(parts))
    assert time.process_time() - began < 2
