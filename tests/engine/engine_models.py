"""Small models for the tests of the engine."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

from app.domain.identity import ElementId, ProcessKey, TokenId
from app.domain.models import ModelSource
from app.engine import SpiffEngine
from app.feel import Builtin, Value
from app.ports.engine import Advance, Surroundings

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def document(body: str, *, key: str = "p", before: str = "", attributes: str = "") -> bytes:
    process = f'<process id="{key}" isExecutable="true" {attributes}>{body}</process>'
    return f"{HEAD}{before}{process}</definitions>".encode()


def source(body: str, *, key: str = "p", before: str = "") -> ModelSource:
    content = document(body, key=key, before=before)
    return ModelSource(ProcessKey(key), 1, hashlib.sha256(content).hexdigest(), content)


def flow(one: str, other: str, condition: str = "", id: str = "") -> str:
    named = f'id="{id or f"{one}_{other}"}"'
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow {named} sourceRef="{one}" targetRef="{other}">{inner}</sequenceFlow>'


def chain(*ids: str) -> str:
    return "".join(flow(one, other) for one, other in pairwise(ids))


def user(id: str, attributes: str = "", inner: str = "") -> str:
    return f'<userTask id="{id}" {attributes}>{inner}</userTask>'


def job(id: str, topic: str = "request-person", inner: str = "") -> str:
    return (
        f'<serviceTask id="{id}" camunda:type="external" camunda:topic="{topic}">'
        f"{inner}</serviceTask>"
    )


def timer(id: str, host: str, text: str, *, kind: str = "timeDate", interrupts: bool = True) -> str:
    return (
        f'<boundaryEvent id="{id}" attachedToRef="{host}"'
        f' cancelActivity="{str(interrupts).lower()}"><timerEventDefinition>'
        f"<{kind}>{text}</{kind}></timerEventDefinition></boundaryEvent>"
    )


def error(id: str, host: str, ref: str = "") -> str:
    named = f'errorRef="{ref}"' if ref else ""
    return (
        f'<boundaryEvent id="{id}" attachedToRef="{host}"><errorEventDefinition {named}/>'
        f"</boundaryEvent>"
    )


def mapped(inputs: str = "", outputs: str = "") -> str:
    def parameters(kind: str, text: str) -> str:
        pairs = (part.split("=", 1) for part in text.split(";") if part)
        return "".join(
            f'<camunda:{kind} name="{name}">{value}</camunda:{kind}>' for name, value in pairs
        )

    both = parameters("inputParameter", inputs) + parameters("outputParameter", outputs)
    return (
        f"<extensionElements><camunda:inputOutput>{both}</camunda:inputOutput></extensionElements>"
    )


def start(id: str = "start") -> str:
    return f'<startEvent id="{id}"/>'


def end(id: str = "done", inner: str = "") -> str:
    return f'<endEvent id="{id}">{inner}</endEvent>'


def around(
    now: datetime = NOW,
    functions: Mapping[str, Builtin] | None = None,
    variables: Mapping[str, Value] | None = None,
) -> Surroundings:
    return Surroundings(now, functions or {}, variables or {})


def token(advance: Advance, element: str) -> TokenId:
    (found,) = (wait.token_id for wait in advance.waits if wait.element_id == element)
    return found


def waiting(advance: Advance) -> list[str]:
    return sorted(wait.element_id for wait in advance.waits)


def path(advance: Advance) -> list[ElementId]:
    return [passed.element_id for passed in advance.passed]


class Case:
    """One instance that is stored and restored at every command, as in the platform."""

    def __init__(self, model: ModelSource, surroundings: Surroundings | None = None) -> None:
        self.engine = SpiffEngine()
        self.model = model
        self.around = surroundings or around()
        self.now: Advance

    def start(self, **variables: Value) -> Advance:
        self.now = self.engine.start(self.model, variables, self.around)
        return self.now

    def complete(self, element: str, **results: Value) -> Advance:
        self.now = self.engine.complete(
            self.model, self.now.snapshot, token(self.now, element), results, self.around
        )
        return self.now

    def fire(self, element: str) -> Advance:
        self.now = self.engine.fire(
            self.model, self.now.snapshot, token(self.now, element), self.around
        )
        return self.now

    def fail(self, element: str, code: str, **facts: Value) -> Advance:
        self.now = self.engine.raise_error(
            self.model, self.now.snapshot, token(self.now, element), code, facts, self.around
        )
        return self.now

    def retry(self) -> Advance:
        self.now = self.engine.retry(self.model, self.now.snapshot, self.around)
        return self.now

    def mend(self, **variables: Value) -> Advance:
        return self.mend_at(None, **variables)

    def mend_at(self, element: str | None, **variables: Value) -> Advance:
        snapshot, _ = self.engine.set_variables(
            self.model,
            self.now.snapshot,
            variables,
            self.around,
            None if element is None else ElementId(element),
        )
        self.now = self.engine.retry(self.model, snapshot, self.around)
        return self.now
