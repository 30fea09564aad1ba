"""A walk for each workflow pattern: what runs goes as it says, what is refused is named."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from patterns import PAGE, PATTERNS, page
from walked import (
    END,
    MESSAGE,
    SIGNAL,
    START,
    TERMINATE,
    TIMER,
    Walked,
    boundary,
    chain,
    gate,
    model,
    refusals,
    scope,
    several,
    tasks,
    when,
)

FORK = START + gate("fork", "parallel") + tasks("a", "b") + chain("start", "fork", "a")
FORK += chain("fork", "b")
CHOICE = START + gate("choose", "exclusive", "choose_b") + tasks("a", "b")
CHOICE += chain("start", "choose", "b") + when("choose", "a", "x = 1")
SOME = START + gate("some", "inclusive", "some_c") + tasks("a", "b", "c") + chain("start", "some")
SOME += when("some", "a", "x &gt; 0") + when("some", "b", "x &gt; 1") + chain("some", "c")


def test_1_one_task_after_the_other() -> None:
    case = Walked(START, tasks("a", "b"), END, chain("start", "a", "b", "end"))
    assert case.waits == ["a"]
    assert case.done("a").waits == ["b"]
    assert case.done("b").is_over


def test_2_all_branches_begin() -> None:
    assert Walked(FORK).waits == ["a", "b"]


def test_3_a_join_waits_for_all_branches() -> None:
    join = gate("join", "parallel") + tasks("c") + chain("a", "join", "c") + chain("b", "join")
    case = Walked(FORK, join)
    assert case.done("a").waits == ["b"]
    assert case.done("b").waits == ["c"]


@pytest.mark.parametrize(("x", "way"), [(1, "a"), (2, "b")])
def test_4_one_branch_begins(x: int, way: str) -> None:
    assert Walked(CHOICE, x=x).waits == [way]


@pytest.mark.parametrize("x", [1, 2])
def test_5_either_branch_goes_on_where_they_meet(x: int) -> None:
    case = Walked(CHOICE, tasks("c"), chain("a", "c"), chain("b", "c"), x=x)
    assert case.done(case.waits[0]).waits == ["c"]


CHOSEN = [(0, ["c"]), (1, ["a"]), (2, ["a", "b"])]


@pytest.mark.parametrize(("x", "ways"), CHOSEN)
def test_6_some_branches_begin(x: int, ways: Sequence[str]) -> None:
    assert Walked(SOME, x=x).waits == ways


@pytest.mark.parametrize(("x", "ways"), CHOSEN)
def test_7_a_merge_waits_for_the_branches_that_began(x: int, ways: Sequence[str]) -> None:
    merge = gate("merge", "inclusive") + tasks("d")
    merge += "".join(chain(way, "merge") for way in "abc") + chain("merge", "d")
    case = Walked(SOME, merge, x=x)
    for way in ways:
        assert "d" not in case.waits
        case.done(way)
    assert case.waits == ["d"]


def test_8_what_follows_runs_once_for_each_branch() -> None:
    case = Walked(FORK, gate("m", "exclusive"), tasks("c"), chain("a", "m", "c"), chain("b", "m"))
    assert case.done("a", "b").waits == ["c", "c"]
    assert case.done("c", "c").is_over


def test_10_a_flow_may_lead_back_into_the_middle() -> None:
    back = gate("again", "exclusive", "again_end") + END + when("again", "b", "x = 1")
    case = Walked(
        START, tasks("a", "b", "c"), chain("start", "a", "b", "c", "again", "end"), back
    ).done("a", "b", x=1)
    assert case.done("c").waits == ["b"]
    assert case.done("b", "c", x=2).is_over


def test_11_a_case_ends_with_its_last_token() -> None:
    case = Walked(FORK)
    assert not case.done("a").is_over
    assert case.done("b").is_over


def test_12_instances_begin_in_a_loop_and_end_by_themselves() -> None:
    case = Walked(
        START, gate("m", "exclusive"), tasks("plan"), gate("f", "parallel"), tasks("work"),
        gate("more", "exclusive", "more_end"), END, chain("start", "m", "plan", "f", "work"),
        chain("f", "more", "end"), when("more", "m", "x = 1"),
    ).done("plan", "plan", x=1)  # fmt: skip
    assert case.waits == ["plan", "work", "work"]
    assert case.done("plan", x=0).waits == ["work"] * 3
    assert case.done("work", "work", "work").is_over


@pytest.mark.parametrize(("number", "cardinality"), [(13, "3"), (14, "=n")])
def test_13_14_so_many_instances_begin_and_all_are_waited_for(
    number: int, cardinality: str
) -> None:
    case = Walked(START, several("work", cardinality), chain("start", "work"), n=3)
    assert case.waits == ["work"] * 3
    assert not case.done("work", "work").is_over
    assert case.done("work").is_over


def test_15_instances_are_added_while_others_run() -> None:
    start = f'<startEvent id="asked" isInterrupting="false">{MESSAGE}</startEvent>'
    more = scope("more", start, tasks("extra"), chain("asked", "extra"),
                 attributes='triggeredByEvent="true"')  # fmt: skip
    case = Walked(START, tasks("work"), chain("start", "work"), more).told("asked").told("asked")
    assert case.waits == ["asked", "extra", "extra", "work"]
    assert case.done("work", "extra", "extra").is_over


def deferred() -> Walked:
    late = f'<intermediateCatchEvent id="late">{TIMER}</intermediateCatchEvent>'
    told = f'<intermediateCatchEvent id="told">{MESSAGE}</intermediateCatchEvent>'
    return Walked(
        START, gate("wait", "eventBased"), late, told, tasks("a", "b"),
        chain("start", "wait", "late", "a"), chain("wait", "told", "b"),
    )  # fmt: skip


def test_16_the_event_that_comes_first_chooses() -> None:
    assert deferred().waits == ["late", "told"]
    assert deferred().fired("late").waits == ["a"]
    assert deferred().told("told").waits == ["b"]


def test_18_a_task_is_there_while_its_state_lasts() -> None:
    case = Walked(START, tasks("object"), boundary("term_over", "object"), chain("start", "object"))
    assert "object" in case.waits
    assert case.fired("term_over").waits == []


def test_19_an_event_takes_a_task_away() -> None:
    case = Walked(
        START, tasks("a", "b"), boundary("late", "a"), chain("start", "a"), chain("late", "b")
    )
    assert case.fired("late").waits == ["b"]


def stopping() -> str:
    return f'<endEvent id="stop">{TERMINATE}</endEvent>' + chain("a", "stop")


@pytest.mark.parametrize("number", [20, 43])
def test_20_43_a_terminate_end_takes_everything_with_it(number: int) -> None:
    assert Walked(FORK, stopping()).done("a").is_over


def test_21_a_task_comes_again_as_long_as_it_is_said() -> None:
    loop = "<standardLoopCharacteristics><loopCondition>=again</loopCondition>"
    task = f'<userTask id="a">{loop}</standardLoopCharacteristics></userTask>'
    case = Walked(START, task, chain("start", "a"))
    assert case.done("a", again=True).waits == ["a"]
    assert case.done("a", again=False).is_over


def test_22_a_process_may_call_itself() -> None:
    call = '<callActivity id="call" calledElement="p" camunda:calledElementBinding="deployment"/>'
    case = Walked(
        START, tasks("a"), gate("g", "exclusive", "g_end"), call, END,
        chain("start", "a", "g", "end"), when("g", "call", "deeper"), chain("call", "end"),
    )  # fmt: skip
    case.done("a", deeper=True)
    assert case.waits == ["call/a"]
    assert case.done("call/a", deeper=False).is_over


def signalled(first: str) -> Walked:
    """One branch throws the signal after its task, the other waits for it after its own."""
    throw = f'<intermediateThrowEvent id="throw">{SIGNAL}</intermediateThrowEvent>'
    catch = f'<intermediateCatchEvent id="catch">{SIGNAL}</intermediateCatchEvent>'
    case = Walked(FORK, throw, catch, tasks("c"), chain("a", "throw"), chain("b", "catch", "c"))
    return case.done(first)


def test_23_a_signal_is_lost_on_who_does_not_wait() -> None:
    assert signalled("a").done("b").waits == ["catch"]


def test_24_a_message_wait_stays_until_its_message() -> None:
    """That a message which comes first is kept is tested where messages are correlated."""
    catch = f'<intermediateCatchEvent id="catch">{MESSAGE}</intermediateCatchEvent>'
    case = Walked(START, catch, tasks("a"), chain("start", "catch", "a"))
    assert case.waits == ["catch"]
    assert case.told("catch").waits == ["a"]


def region() -> str:
    inner = '<startEvent id="in"/>' + gate("f", "parallel") + tasks("a", "b")
    return scope("region", inner, chain("in", "f", "a"), chain("f", "b"))


def test_25_an_event_takes_a_whole_region_away() -> None:
    case = Walked(
        START, region(), boundary("late", "region"), tasks("c"), chain("start", "region"),
        chain("late", "c"),
    )  # fmt: skip
    assert case.fired("late").waits == ["c"]


def test_26_an_event_takes_all_instances_away() -> None:
    case = Walked(
        START, several("work", "3"), boundary("late", "work"), tasks("c"), chain("start", "work"),
        chain("late", "c"),
    )  # fmt: skip
    assert case.done("work").fired("late").waits == ["c"]


ENOUGH = "<completionCondition>=nrOfCompletedInstances &gt;= 2</completionCondition>"


def test_27_a_variable_ends_all_instances_early() -> None:
    over = "<completionCondition>=enough = true</completionCondition>"
    case = Walked(START, several("work", "5", over), tasks("c"), chain("start", "work", "c"))
    assert case.done("work").waits == ["work"] * 4
    assert case.done("work", enough=True).waits == ["c"]


def test_29_the_first_branch_that_is_done_ends_the_others() -> None:
    ends = "".join(
        f'<endEvent id="first_{way}">{TERMINATE}</endEvent>' + chain(way, f"first_{way}")
        for way in "ab"
    )
    inner = '<startEvent id="in"/>' + gate("f", "parallel") + tasks("a", "b") + ends
    inside = scope("race", inner, chain("in", "f", "a"), chain("f", "b"))
    case = Walked(START, inside, tasks("c"), chain("start", "race", "c"))
    assert case.done("b").waits == ["c"]


@pytest.mark.parametrize("number", [32, 35])
def test_32_35_so_many_instances_are_enough_and_the_rest_is_cancelled(number: int) -> None:
    case = Walked(START, several("work", "4", ENOUGH), tasks("c"), chain("start", "work", "c"))
    assert case.done("work").waits == ["work"] * 3
    assert case.done("work").waits == ["c"]


def test_33_a_join_keeps_what_comes_twice_by_one_flow() -> None:
    twice = gate("m", "exclusive") + gate("join", "parallel") + tasks("c", "late")
    case = Walked(
        START, gate("fork", "parallel"), tasks("a", "b"), twice, chain("start", "fork", "a", "m"),
        chain("fork", "b", "m", "join", "c"), chain("fork", "late", "join"),
    )  # fmt: skip
    assert case.done("a", "b").waits == ["late"]
    assert case.done("late").waits == ["c"]


@pytest.mark.parametrize("number", [37, 38])
def test_37_38_a_merge_waits_for_what_may_still_come(number: int) -> None:
    case = Walked(
        FORK, gate("g", "exclusive", "g_away"), gate("merge", "inclusive"), tasks("c"),
        '<endEvent id="away"/>', chain("a", "merge", "c"), chain("b", "g", "away"),
        when("g", "merge", "x = 1"),
    ).done("a")  # fmt: skip
    assert case.waits == ["b"]
    assert case.done("b", x=0).waits == ["c"]


COMPLEX = gate("x", "complex") + chain("start", "x")
AD_HOC = '<adHocSubProcess id="x"><userTask id="a"/></adHocSubProcess>' + chain("start", "x")
REFUSED = {
    9: COMPLEX, 28: COMPLEX, 30: COMPLEX, 31: COMPLEX, 17: AD_HOC, 40: AD_HOC,
    41: '<task id="x" startQuantity="2"/>' + chain("start", "x"),
    42: '<task id="x" completionQuantity="2"/>' + chain("start", "x"),
}  # fmt: skip
WITHOUT_A_CONSTRUCT = {34, 36, 39}
"""BPMN has nothing to draw for these, so there is nothing to refuse."""


@pytest.mark.parametrize("number", REFUSED)
def test_what_is_refused_is_named(number: int) -> None:
    assert "x" in {element for _, element in refusals(model(START, REFUSED[number]))}


def test_every_pattern_has_its_walk() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    named = re.findall(r"^def test_((?:\d+_)+)", text, re.MULTILINE)
    walked = {int(number) for name in named for number in name.strip("_").split("_")}
    for number, pattern in PATTERNS.items():
        if pattern.verdict == "refused":
            assert number in REFUSED.keys() | WITHOUT_A_CONSTRUCT
        else:
            assert number in walked, pattern.name
    assert set(PATTERNS) == set(range(1, 44))


def test_the_page_is_what_the_table_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
