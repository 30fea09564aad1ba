"""Call activities: binding, variables over the border, errors, cancelling, recursion."""

from dataclasses import replace
from decimal import Decimal

import pytest
from engine_models import (
    Case,
    around,
    chain,
    document,
    end,
    error,
    flow,
    job,
    path,
    source,
    start,
    timer,
    token,
    user,
    waiting,
)

from app.domain.identity import ElementId, ProcessKey
from app.domain.models import ModelFile, ModelSource
from app.engine.calling import MAX_CALLS
from app.feel import Value
from app.ports.engine import UserTaskWait


def call(id: str, element: str, passing: str = "", binding: str = "deployment") -> str:
    return (
        f'<callActivity id="{id}" calledElement="{element}"'
        f' camunda:calledElementBinding="{binding}">'
        f"<extensionElements>{passing}</extensionElements></callActivity>"
    )


def stage(key: str = "hearing", body: str = "") -> bytes:
    body = body or start("s") + user("hold") + end("held") + chain("s", "hold", "held")
    return document(body, key=key)


def caller(activity: str, *called: bytes, after: str = "", before: str = "") -> ModelSource:
    body = start() + activity + after + end() + chain("start", "call", "done")
    files = tuple(ModelFile(f"shared/{i}.bpmn", content) for i, content in enumerate(called))
    return replace(source(body, before=before), others=files)


PASSED = (
    '<camunda:in source="person" target="who"/>'
    '<camunda:in sourceExpression="=amount * 2" target="twice"/>'
    '<camunda:out source="decision" target="outcome"/>'
    '<camunda:out sourceExpression="=twice + 1" target="more"/>'
)


def test_a_called_process_sees_what_is_passed_in_and_gives_what_is_passed_out() -> None:
    case = Case(caller(call("call", "hearing", PASSED), stage()))
    begun = case.start(person="Әлия", amount=Decimal(2), other="x")
    assert waiting(begun) == ["call/hold"]
    seen = case.engine.variables_at(
        case.model, begun.snapshot, token(begun, "call/hold"), case.around
    )
    assert seen == {"who": "Әлия", "twice": Decimal(4)}

    ended = case.complete("call/hold", decision="granted", note="kept inside")

    assert ended.ended_at == "done"
    assert ended.variables == {
        "person": "Әлия", "amount": Decimal(2), "other": "x",
        "outcome": "granted", "more": Decimal(5),
    }  # fmt: skip


def test_what_a_called_process_holds_is_told_by_the_call() -> None:
    case = Case(caller(call("call", "hearing", PASSED), stage()))
    begun = case.start(person="Әлия", amount=Decimal(2))
    assert {k: v for k, v in begun.changed.items() if "/" in k} == {
        "call/who": "Әлия",
        "call/twice": Decimal(4),
    }
    _, told = case.engine.set_variables(
        case.model, begun.snapshot, {"who": "Болат"}, case.around, ElementId("call/hold")
    )
    assert told == {"call/who": "Болат"}
    ended = case.complete("call/hold", decision="granted")
    assert ended.changed == {
        "call/decision": "granted",
        "outcome": "granted",
        "more": Decimal(5),
    }


def test_history_tells_when_the_call_began_what_happened_inside_and_when_it_ended() -> None:
    case = Case(caller(call("call", "hearing"), stage()))
    begun = case.start()
    assert path(begun) == ["start", "call", "call/s"]
    called = begun.passed[1]
    assert (called.outcome, called.called) == ("called", ("hearing", None))
    assert begun.passed[2].by_flow == ("call/s_hold",)

    ended = case.complete("call/hold")
    assert path(ended) == ["call/hold", "call/held", "call", "done"]
    assert ended.passed[2].by_flow == ("call_done",)


def test_all_variables_may_be_passed_both_ways() -> None:
    passing = '<camunda:in variables="all"/><camunda:out variables="all"/>'
    case = Case(caller(call("call", "hearing", passing), stage()))
    case.start(person="Әлия")
    assert case.complete("call/hold", decision="granted").variables == {
        "person": "Әлия",
        "decision": "granted",
    }


def test_without_mappings_nothing_goes_over_the_border() -> None:
    case = Case(caller(call("call", "hearing"), stage()))
    begun = case.start(person="Әлия")
    inside = case.engine.variables_at(
        case.model, begun.snapshot, token(begun, "call/hold"), case.around
    )
    assert inside == {}
    assert case.complete("call/hold", decision="granted").variables == {"person": "Әлия"}


class Deployed:
    """What stands deployed under other keys; `newest` may change while a case runs."""

    def __init__(self) -> None:
        self.versions: dict[tuple[str, int], ModelSource] = {}
        self.newest = 0

    def deploy(self, content: bytes, key: str = "hearing") -> None:
        self.newest += 1
        self.versions[key, self.newest] = ModelSource(
            ProcessKey(key), self.newest, f"hash {key} {self.newest}", content
        )

    def find(self, key: ProcessKey, version: int | None) -> ModelSource | None:
        return self.versions.get((key, self.newest if version is None else version))


def named(task: str) -> bytes:
    return stage(body=start("s") + user(task) + end("held") + chain("s", task, "held"))


def test_latest_binds_when_the_token_comes_and_keeps_that_version() -> None:
    deployed = Deployed()
    deployed.deploy(named("old"))
    case = Case(
        source(
            start() + user("first") + call("call", "hearing", binding="latest") + end()
            + chain("start", "first", "call", "done")
        ),
        replace(around(), find_model=deployed.find),
    )  # fmt: skip
    case.start()
    deployed.deploy(named("new"))
    assert waiting(case.complete("first")) == ["call/new"]
    assert case.now.passed[1].called == ("hearing", 2)

    deployed.deploy(named("newest"))
    assert case.complete("call/new").ended_at == "done"


def test_latest_means_the_own_deployment_where_no_such_process_stands_alone() -> None:
    case = Case(caller(call("call", "hearing", binding="latest"), stage()))
    assert waiting(case.start()) == ["call/hold"]


def test_a_version_and_the_called_process_itself_may_be_computed() -> None:
    deployed = Deployed()
    deployed.deploy(named("one"))
    deployed.deploy(named("two"))
    activity = (
        '<callActivity id="call" calledElement="=which" camunda:calledElementBinding="version"'
        ' camunda:calledElementVersion="=number"/>'
    )
    case = Case(caller(activity), replace(around(), find_model=deployed.find))
    assert waiting(case.start(which="hearing", number=Decimal(1))) == ["call/one"]

    stuck = Case(caller(activity), replace(around(), find_model=deployed.find))
    failure = stuck.start(which="hearing", number=Decimal(7)).failure
    assert failure is not None
    assert (failure.element_id, failure.code) == ("call", "no-such-process")
    assert waiting(stuck.mend(number=Decimal(2))) == ["call/two"]


def test_a_timer_on_the_call_cancels_all_that_is_inside() -> None:
    deep = stage("deep", start("s") + user("dig") + end("e") + chain("s", "dig", "e"))
    middle = stage(body=start("s") + call("down", "deep") + user("hold") + end("held")
                   + chain("s", "down", "held") + chain("s", "hold", "held"))  # fmt: skip
    case = Case(
        caller(
            call("call", "hearing"), middle, deep,
            after=timer("late", "call", "2026-12-01") + end("too_late")
            + chain("late", "too_late"),
        )
    )  # fmt: skip
    assert waiting(case.start()) == ["call/down/dig", "call/hold", "late"]

    fired = case.fire("late")
    assert fired.ended_at == "too_late"
    cancelled = [p.element_id for p in fired.passed if p.outcome == "cancelled"]
    assert sorted(cancelled) == ["call", "call/down", "call/down/dig", "call/hold"]


def test_an_error_of_a_called_process_is_caught_at_the_call() -> None:
    inner = stage(body=start("s") + job("ask") + end("held") + chain("s", "ask", "held"))
    case = Case(
        caller(
            call("call", "hearing"), inner,
            after=error("died", "call", "e") + end("refused") + chain("died", "refused"),
            before='<error id="e" errorCode="person_died"/>',
        )
    )  # fmt: skip
    case.start()
    assert case.fail("call/ask", "person_died", at="2026").ended_at == "refused"
    assert case.now.variables == {"at": "2026"}


def test_an_incident_inside_is_mended_in_the_variables_of_the_called_process() -> None:
    inner = stage(
        body=start("s") + '<exclusiveGateway id="which"/>' + end("yes") + end("no")
        + chain("s", "which") + flow("which", "yes", "=n = 1") + flow("which", "no", "=n = 2")
    )  # fmt: skip
    passing = '<camunda:in source="n" target="n"/>'
    case = Case(caller(call("call", "hearing", passing), inner))
    failure = case.start(n=Decimal(0)).failure
    assert failure is not None
    assert (failure.element_id, failure.code) == ("call/which", "no-matching-flow")

    mended = case.mend_at("call/which", n=Decimal(2))
    assert path(mended) == ["call/which", "call/no", "call", "done"]
    assert mended.variables == {"n": Decimal(0)}


def test_terminate_ends_the_called_process_alone() -> None:
    inner = stage(
        body=start("s") + user("stop") + user("other")
        + end("stopped", "<terminateEventDefinition/>") + end("held")
        + chain("s", "stop", "stopped") + chain("s", "other", "held")
    )  # fmt: skip
    case = Case(caller(call("call", "hearing"), inner))
    case.start()
    assert case.complete("call/stop").ended_at == "done"


def test_a_process_that_calls_itself_goes_down_to_the_limit_and_no_further() -> None:
    body = (
        start() + '<exclusiveGateway id="deep" default="up"/>'
        + call("call", "p", '<camunda:in sourceExpression="=n - 1" target="n"/>') + user("here")
        + end() + chain("start", "deep") + flow("deep", "call", "=n &gt; 0")
        + flow("deep", "here", id="up") + chain("here", "done") + chain("call", "done")
    )  # fmt: skip
    case = Case(source(body))
    assert waiting(case.start(n=Decimal(MAX_CALLS))) == ["call/" * MAX_CALLS + "here"]
    assert case.complete("call/" * MAX_CALLS + "here").ended_at == "done"

    failure = Case(source(body)).start(n=Decimal(MAX_CALLS + 1)).failure
    assert failure is not None
    assert failure.code == "budget-exceeded"


def test_one_stage_may_be_called_twice_at_the_same_time() -> None:
    case = Case(
        replace(
            source(
                start() + call("one", "hearing") + call("two", "hearing") + end()
                + chain("start", "one", "done") + chain("start", "two", "done")
            ),
            others=(ModelFile("shared/hearing.bpmn", stage()),),
        )
    )  # fmt: skip
    assert waiting(case.start()) == ["one/hold", "two/hold"]
    case.complete("two/hold")
    assert waiting(case.now) == ["one/hold"]
    assert case.complete("one/hold").ended_at == "done"


def test_a_task_of_a_called_process_tells_its_own_form_and_people() -> None:
    inner = stage(
        body=start("s") + user("hold", 'camunda:candidateGroups="=group" camunda:formRef="hold"')
        + end("held") + chain("s", "hold", "held")
    )  # fmt: skip
    passing = """<camunda:in sourceExpression='="clerk"' target="group"/>"""
    case = Case(caller(call("call", "hearing", passing), inner))
    (wait,) = case.start().waits
    assert isinstance(wait, UserTaskWait)
    assert (wait.form, wait.candidate_groups) == ("forms/hold.form", ("clerk",))


def test_platform_variables_are_seen_everywhere() -> None:
    number: Value = {"number": "ЖК-1"}
    inner = stage(
        body=start("s") + user("hold", 'camunda:assignee="=case.number"') + end("held")
        + chain("s", "hold", "held")
    )  # fmt: skip
    case = Case(caller(call("call", "hearing"), inner), around(variables={"case": number}))
    (wait,) = case.start().waits
    assert isinstance(wait, UserTaskWait)
    assert wait.assignee == "ЖК-1"


@pytest.mark.parametrize("rounds", [1, 60])
def test_a_called_process_that_loops_stays_small(rounds: int) -> None:
    body = (
        start("s") + user("hold") + '<exclusiveGateway id="again" default="enough"/>' + end("held")
        + chain("s", "hold", "again") + flow("again", "hold", "=again")
        + flow("again", "held", id="enough")
    )  # fmt: skip
    case = Case(caller(call("call", "hearing"), stage(body=body)))
    small = len(case.start().snapshot)
    for _ in range(rounds):
        case.complete("call/hold", again=True)
    assert len(case.now.snapshot) < small * 1.4
    assert case.complete("call/hold", again=False).ended_at == ElementId("done")
