"""Activities that run several times: parallel, one after the other, and standard loops."""

from decimal import Decimal

import pytest
from engine_models import (
    Case,
    around,
    chain,
    end,
    error,
    flow,
    job,
    mapped,
    source,
    start,
    timer,
    token,
    user,
    waiting,
)
from test_calls import call, caller, stage

from app.engine.loops import MAX_TURNS
from app.feel.values import Value
from app.ports.engine import Advance, UserTaskWait


def several(inner: str, attributes: str = "", *, one_by_one: bool = False) -> str:
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(one_by_one).lower()}" {attributes}>'
        f"{inner}</multiInstanceLoopCharacteristics>"
    )


def part(name: str, text: str) -> str:
    return f"<{name}>{text}</{name}>"


FOR_EACH = 'camunda:collection="experts" camunda:elementVariable="expert"'
COLLECTED = '<loopDataOutputRef>votes</loopDataOutputRef><outputDataItem name="vote"/>'


def voting(loop: str, **more: str) -> Case:
    task = user("vote", 'camunda:assignee="=expert"', loop)
    return Case(
        source(
            start() + task + more.get("events", "") + end() + end("other")
            + chain("start", "vote", "done")
        )
    )  # fmt: skip


def assignees(advance: Advance) -> list[str | None]:
    return [wait.assignee for wait in advance.waits if isinstance(wait, UserTaskWait)]


def complete(case: Case, assignee: str, **results: Value) -> Advance:
    (wait,) = (w for w in case.now.waits if isinstance(w, UserTaskWait) and w.assignee == assignee)
    case.now = case.engine.complete(
        case.model, case.now.snapshot, wait.token_id, results, case.around
    )
    return case.now


EXPERTS: list[Value] = ["Аружан", "Болат", "Сәуле"]


def test_parallel_instances_wait_at_once_and_give_their_results_in_order() -> None:
    case = voting(several(COLLECTED, FOR_EACH))
    assert assignees(case.start(experts=EXPERTS)) == EXPERTS
    complete(case, "Сәуле", vote="yes")
    complete(case, "Аружан", vote="no", comment="late")
    ended = complete(case, "Болат", vote="yes")

    assert ended.ended_at == "done"
    assert ended.variables == {
        "experts": EXPERTS, "votes": ["no", "yes", "yes"], "comment": "late",
    }  # fmt: skip


def test_sequential_instances_wait_one_after_the_other() -> None:
    case = voting(several(COLLECTED, FOR_EACH, one_by_one=True))
    assert assignees(case.start(experts=EXPERTS)) == ["Аружан"]
    # The collection is what it was when the loop began.
    case.now = case.engine.retry(
        case.model,
        case.engine.set_variables(case.model, case.now.snapshot, {"experts": []}, case.around)[0],
        case.around,
    )
    complete(case, "Аружан", vote="no")
    assert assignees(complete(case, "Болат", vote="no")) == ["Сәуле"]
    assert complete(case, "Сәуле", vote="yes").variables["votes"] == ["no", "no", "yes"]
    assert case.now.ended_at == "done"


def test_an_instance_sees_its_number_and_the_counts() -> None:
    loop = several(part("loopCardinality", "=3"), one_by_one=True)
    task = user("vote", "", mapped("line==[loopCounter, nrOfInstances, nrOfCompletedInstances,"
                                   " nrOfActiveInstances]") + loop)  # fmt: skip
    case = Case(source(start() + task + end() + chain("start", "vote", "done")))
    case.start()
    seen = []
    for _ in range(3):
        variables = case.engine.variables_at(
            case.model, case.now.snapshot, token(case.now, "vote"), case.around
        )
        seen.append(variables["line"])
        case.complete("vote")
    assert seen == [
        [Decimal(n) for n in line] for line in ([0, 3, 0, 1], [1, 3, 1, 1], [2, 3, 2, 1])
    ]


def test_the_completion_condition_ends_the_rest() -> None:
    until = part("completionCondition", "=nrOfCompletedInstances &gt;= 2")
    case = voting(several(until, FOR_EACH))
    case.start(experts=EXPERTS)
    complete(case, "Сәуле")
    ended = complete(case, "Болат")
    assert ended.ended_at == "done"
    assert [(p.element_id, p.outcome) for p in ended.passed[:2]] == [
        ("vote", "completed"),
        ("vote", "cancelled"),
    ]


def test_the_flow_is_told_once_with_the_last_instance() -> None:
    case = voting(several(part("loopCardinality", "2")))
    case.around = around(variables={"expert": "x"})
    case.start()
    assert [p.by_flow for p in complete_any(case).passed] == [()]
    assert [p.by_flow for p in complete_any(case).passed] == [("vote_done",), ()]


def complete_any(case: Case) -> Advance:
    case.now = case.engine.complete(
        case.model, case.now.snapshot, case.now.waits[0].token_id, {}, case.around
    )
    return case.now


@pytest.mark.parametrize("one_by_one", [True, False])
@pytest.mark.parametrize("loop", ["=0", "=[]"])
def test_no_instance_at_all_passes_on(loop: str, one_by_one: bool) -> None:
    if loop == "=0":
        inner, attributes = part("loopCardinality", loop), ""
    else:
        inner, attributes = "", f'camunda:collection="{loop}"'
    case = voting(several(inner, attributes, one_by_one=one_by_one))
    ended = case.start()
    assert ended.ended_at == "done"
    assert [p.element_id for p in ended.passed] == ["start", "vote", "done"]


@pytest.mark.parametrize(
    ("cardinality", "code"),
    [
        ("=-1", "expression-failed"),
        ("=1.5", "expression-failed"),
        ("=nothing", "expression-failed"),
        (f"={MAX_TURNS + 1}", "budget-exceeded"),
    ],
)
def test_a_number_that_is_none_is_an_incident(cardinality: str, code: str) -> None:
    failure = voting(several(part("loopCardinality", cardinality))).start().failure
    assert failure is not None
    assert (failure.element_id, failure.code) == ("vote", code)


def test_a_collection_that_is_mended_begins() -> None:
    case = voting(several("", FOR_EACH))
    assert case.start(experts="Аружан").failure is not None
    assert assignees(case.mend(experts=["Аружан"])) == ["Аружан"]


def test_a_timer_on_the_loop_cancels_all_instances() -> None:
    events = timer("late", "vote", "2026-12-01") + chain("late", "other")
    case = voting(several("", FOR_EACH), events=events)
    case.start(experts=EXPERTS)
    complete(case, "Болат")
    fired = case.fire("late")
    assert fired.ended_at == "other"
    assert [p.outcome for p in fired.passed].count("cancelled") == 2


def test_a_timer_that_does_not_interrupt_fires_once_for_the_whole_loop() -> None:
    events = timer("late", "vote", "2026-12-01", interrupts=False) + chain("late", "other")
    case = voting(several("", FOR_EACH), events=events)
    case.start(experts=EXPERTS)
    assert waiting(case.fire("late")) == ["vote", "vote", "vote"]


def test_an_error_of_one_instance_ends_the_loop_where_it_is_caught() -> None:
    ask = job("ask", inner=mapped("iin==person") + several(
        "", 'camunda:collection="people" camunda:elementVariable="person"'))  # fmt: skip
    case = Case(
        source(
            start() + ask + error("died", "ask", "e") + end() + end("refused")
            + chain("start", "ask", "done") + chain("died", "refused"),
            before='<error id="e" errorCode="person_died"/>',
        )
    )  # fmt: skip
    case.start(people=["1", "2"])
    case.now = case.engine.raise_error(
        case.model, case.now.snapshot, case.now.waits[1].token_id, "person_died", {}, case.around
    )
    assert case.now.ended_at == "refused"


def test_a_subprocess_runs_for_each_with_its_own_variables() -> None:
    loop = several(COLLECTED, FOR_EACH)
    inner = (
        loop + start("s") + user("read", 'camunda:assignee="=expert"')
        + user("vote", 'camunda:assignee="=expert"') + end("e") + chain("s", "read", "vote", "e")
    )  # fmt: skip
    case = Case(
        source(start() + f'<subProcess id="panel">{inner}</subProcess>' + end()
               + chain("start", "panel", "done"))
    )  # fmt: skip
    case.start(experts=EXPERTS)
    for expert in EXPERTS:
        assert waiting(complete(case, str(expert)))[-1] == "vote"
        complete(case, str(expert), vote=expert)
    assert case.now.variables["votes"] == EXPERTS
    assert case.now.ended_at == "done"


def test_a_process_is_called_for_each() -> None:
    passing = (
        '<camunda:in source="expert" target="who"/><camunda:out source="decision" target="vote"/>'
    )
    activity = call("call", "hearing", passing).replace(
        "</callActivity>", several(COLLECTED, FOR_EACH) + "</callActivity>"
    )
    case = Case(caller(activity, stage()))
    assert waiting(case.start(experts=EXPERTS)) == ["call/hold"] * 3
    for wait in case.now.waits:
        seen = case.engine.variables_at(case.model, case.now.snapshot, wait.token_id, case.around)
        case.now = case.engine.complete(
            case.model, case.now.snapshot, wait.token_id, {"decision": seen["who"]}, case.around
        )
    assert case.now.variables["votes"] == EXPERTS
    assert case.now.ended_at == "done"


def test_instances_that_write_one_variable_differently_are_an_incident() -> None:
    case = voting(several("", FOR_EACH))
    case.start(experts=EXPERTS)
    complete(case, "Аружан", outcome="granted")
    complete(case, "Болат", outcome="refused")
    stuck = complete(case, "Сәуле", outcome="granted")
    assert stuck.failure is not None
    assert (stuck.failure.element_id, stuck.failure.code) == ("vote", "lost-update")

    mended = case.mend(outcome="granted")
    assert (mended.ended_at, mended.variables["outcome"]) == ("done", "granted")


def test_instances_that_add_to_one_variable_lose_nothing() -> None:
    adding = mapped("", 'granted==if vote = "yes" then granted + 1 else granted')
    until = part("completionCondition", "=granted &gt;= 2")
    # Each keeps its own answer: two different ones for one variable would be a lost update.
    case = voting(adding + several(until + COLLECTED, FOR_EACH))
    case.start(experts=EXPERTS, granted=Decimal(0))
    complete(case, "Аружан", vote="yes")
    assert assignees(complete(case, "Болат", vote="no")) == ["Сәуле"]
    ended = complete(case, "Сәуле", vote="yes")
    assert (ended.ended_at, ended.variables["granted"]) == ("done", Decimal(2))


def test_a_failing_completion_condition_is_tried_again_without_doing_the_work_twice() -> None:
    adding = mapped("", "count==count + 1")
    case = voting(adding + several(part("completionCondition", "=count &gt;= wanted"), FOR_EACH))
    case.start(experts=EXPERTS, count=Decimal(0))
    stuck = complete(case, "Болат")
    assert stuck.failure is not None
    assert assignees(stuck) == ["Аружан", "Сәуле"]
    assert assignees(case.mend(wanted=Decimal(2))) == ["Аружан", "Сәуле"]
    assert complete(case, "Сәуле").ended_at == "done"
    assert case.now.variables["count"] == Decimal(2)


def repeating(inner: str, attributes: str = "") -> Case:
    loop = f"<standardLoopCharacteristics {attributes}>{inner}</standardLoopCharacteristics>"
    return Case(source(start() + user("call", inner=loop) + end() + chain("start", "call", "done")))


def test_a_standard_loop_goes_on_while_its_condition_is_true() -> None:
    case = repeating(part("loopCondition", "=again"))
    case.start()
    for _ in range(3):
        assert waiting(case.complete("call", again=True)) == ["call"]
    assert case.complete("call", again=False).ended_at == "done"


def test_a_standard_loop_that_tests_before_may_not_run_at_all() -> None:
    case = repeating(part("loopCondition", "=again"), 'testBefore="true"')
    assert case.start(again=False).ended_at == "done"
    assert waiting(case.start(again=True)) == ["call"]
    assert case.complete("call", again=False).ended_at == "done"


def test_a_standard_loop_ends_at_its_maximum() -> None:
    case = repeating(part("loopCondition", "=true"), 'loopMaximum="2"')
    case.start()
    assert waiting(case.complete("call")) == ["call"]
    assert case.complete("call").ended_at == "done"


def test_scripts_run_for_each_element_in_one_step() -> None:
    loop = several("", 'camunda:collection="amounts" camunda:elementVariable="amount"',
                   one_by_one=True)  # fmt: skip
    script = (
        f'<scriptTask id="add" scriptFormat="feel">{loop}'
        "<script>{total: total + amount}</script></scriptTask>"
    )
    case = Case(source(start() + script + end() + chain("start", "add", "done")))
    amounts: list[Value] = [Decimal(n) for n in range(50)]
    ended = case.start(amounts=amounts, total=Decimal(0))
    assert (ended.ended_at, ended.variables["total"]) == ("done", Decimal(1225))


def test_a_loop_that_is_entered_again_without_instances_is_told_by_itself() -> None:
    loop = several("", 'camunda:collection="rest" camunda:elementVariable="one"')
    script = (
        f'<scriptTask id="use" scriptFormat="feel">{loop}<script>{{rest: []}}</script></scriptTask>'
    )
    case = Case(
        source(
            start() + script + '<exclusiveGateway id="again" default="enough"/>' + end()
            + '<scriptTask id="count" scriptFormat="feel"><script>{n: n + 1}</script></scriptTask>'
            + chain("start", "use", "count", "again") + flow("again", "use", "=n &lt; 2")
            + flow("again", "done", id="enough")
        )
    )  # fmt: skip
    ended = case.start(rest=["a", "b"], n=Decimal(0))
    told = [passed.by_flow for passed in ended.passed if passed.element_id == "use"]
    assert (ended.ended_at, told) == ("done", [(), ("use_count",), ("use_count",)])


def test_ways_out_of_a_loop_may_be_conditional() -> None:
    loop = several(part("loopCardinality", "=1"))
    case = Case(
        source(
            start() + user("vote", 'default="no"', loop) + end() + end("other")
            + chain("start", "vote") + flow("vote", "other", "=refused")
            + flow("vote", "done", id="no")
        )
    )  # fmt: skip
    case.start()
    assert case.complete("vote", refused=True).ended_at == "other"
