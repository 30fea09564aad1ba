"""The workloads of models, in memory: deploying a diagram, and a step of a case that lives long."""

import hashlib
from datetime import UTC, datetime

from app.bench.measuring import Rounds, in_turns
from app.bench.report import WorkloadResult
from app.domain.identity import ProcessKey
from app.domain.models import ModelFile, ModelSource
from app.engine import SpiffEngine
from app.ports.engine import Advance, Surroundings
from app.safe_xml import read_xml

ELEMENTS = 100
"""User tasks of the diagram that is deployed, each with a gateway after it."""
YOUNG = 10
"""Rounds of the case that a long one is set against."""
KEY = ProcessKey("bench")
AROUND = Surroundings(datetime(2026, 11, 20, 9, tzinfo=UTC), {}, {})


def measure_models(rounds: Rounds, old: int) -> list[WorkloadResult]:
    """Parse and deploy, and a step after `old` rounds of a loop."""
    return [_deploy(rounds), _step_at_depth(rounds, old)]


def _deploy(rounds: Rounds) -> WorkloadResult:
    content = long_diagram()
    files = [ModelFile("bench.bpmn", content)]
    source = _source(content)

    def ours(_: int) -> None:
        engine = SpiffEngine()  # a new one has parsed nothing yet
        engine.check(files, topics={})
        engine.model(source)

    figures = in_turns(ours, lambda _: read_xml(content), rounds)
    return WorkloadResult("parse-and-deploy", "memory", figures.ours, figures.floor, 0)


def _step_at_depth(rounds: Rounds, old: int) -> WorkloadResult:
    engine, source = SpiffEngine(), _source(looping_diagram())
    begun = engine.start(source, {}, AROUND)
    young = go_round(engine, source, begun, YOUNG)
    long_lived = go_round(engine, source, young, old - YOUNG)
    figures = in_turns(
        lambda _: go_round(engine, source, long_lived, 1),
        lambda _: go_round(engine, source, young, 1),
        rounds,
    )
    return WorkloadResult("step-at-depth", "memory", figures.ours, figures.floor, 0)


def go_round(engine: SpiffEngine, source: ModelSource, now: Advance, times: int) -> Advance:
    """Complete the task of the loop so often; each time the case is stored and read again."""
    for _ in range(times):
        token = next(wait.token_id for wait in now.waits if wait.element_id == "review")
        now = engine.complete(source, now.snapshot, token, {"again": True}, AROUND)
    return now


def long_diagram() -> bytes:
    """A row of user tasks, each with a way back."""
    parts = ['<startEvent id="begin"/>', '<endEvent id="done"/>', _flow("begin", "task_0")]
    for number in range(ELEMENTS):
        task, gateway = f"task_{number}", f"again_{number}"
        after = f"task_{number + 1}" if number + 1 < ELEMENTS else "done"
        parts += [
            f'<userTask id="{task}"/>',
            f'<exclusiveGateway id="{gateway}" default="{gateway}_{after}"/>',
            _flow(task, gateway),
            _flow(gateway, after),
            _flow(gateway, task, "=again"),
        ]
    return _document("".join(parts))


def looping_diagram() -> bytes:
    """A loop in one of two parallel branches, of which the other stays open."""
    parts = (
        '<startEvent id="begin"/><parallelGateway id="fork"/><userTask id="review"/>'
        '<exclusiveGateway id="again" default="again_join"/><userTask id="other"/>'
        '<parallelGateway id="join"/><endEvent id="done"/>',
        _flow("begin", "fork"),
        _flow("fork", "review"),
        _flow("review", "again"),
        _flow("again", "review", "=again"),
        _flow("again", "join"),
        _flow("fork", "other"),
        _flow("other", "join"),
        _flow("join", "done"),
    )
    return _document("".join(parts))


def _flow(one: str, other: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return (
        f'<sequenceFlow id="{one}_{other}" sourceRef="{one}" targetRef="{other}">{inner}'
        "</sequenceFlow>"
    )


def _document(body: str) -> bytes:
    namespace = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    process = f'<process id="{KEY}" isExecutable="true">{body}</process>'
    return f'<definitions xmlns="{namespace}">{process}</definitions>'.encode()


def _source(content: bytes) -> ModelSource:
    return ModelSource(KEY, 1, hashlib.sha256(content).hexdigest(), content)
