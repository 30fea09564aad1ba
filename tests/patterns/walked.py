"""Small models from their parts, and one case of each."""

import hashlib
from datetime import UTC, datetime
from itertools import pairwise

from app.domain.identity import ProcessKey
from app.domain.models import ModelFile, ModelSource, Severity
from app.engine import SpiffEngine
from app.feel import Value, to_value
from app.ports.engine import Advance, Surroundings

CASE: dict[str, Value] = {"number": "1"}
AROUND = Surroundings(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), {}, {"case": CASE})
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
    '<message id="msg" name="told"/><signal id="sg" name="called"/>'
)
START = '<startEvent id="start"/>'
END = '<endEvent id="end"/>'
TIMER = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
MESSAGE = '<messageEventDefinition messageRef="msg"/>'
SIGNAL = '<signalEventDefinition signalRef="sg"/>'
TERMINATE = "<terminateEventDefinition/>"


class Walked:
    """One case of a small model."""

    def __init__(self, *parts: str, **variables: object) -> None:
        content = model(*parts)
        digest = hashlib.sha256(content).hexdigest()
        self._source = ModelSource(ProcessKey("p"), 1, digest, content)
        self._engine = SpiffEngine()
        assert refusals(content) == []
        first = {name: to_value(value) for name, value in variables.items()}
        self.now: Advance = self._engine.start(self._source, first, AROUND)

    @property
    def waits(self) -> list[str]:
        return sorted(wait.element_id for wait in self.now.waits)

    @property
    def is_over(self) -> bool:
        return not self.now.waits and self.now.failure is None

    def done(self, *elements: str, **results: object) -> "Walked":
        """Complete one task at each element, one after the other."""
        values = {name: to_value(value) for name, value in results.items()}
        for element in elements:
            token = next(w.token_id for w in self.now.waits if w.element_id == element)
            self.now = self._engine.complete(self._source, self.now.snapshot, token, values, AROUND)
            assert self.now.failure is None
        return self

    def fired(self, element: str) -> "Walked":
        token = next(w.token_id for w in self.now.waits if w.element_id == element)
        self.now = self._engine.fire(self._source, self.now.snapshot, token, AROUND)
        return self

    def told(self, element: str) -> "Walked":
        token = next(w.token_id for w in self.now.waits if w.element_id == element)
        self.now = self._engine.deliver(self._source, self.now.snapshot, [token], {}, AROUND)
        return self


def model(*parts: str) -> bytes:
    body = "".join(parts)
    return f'{HEAD}<process id="p" isExecutable="true">{body}</process></definitions>'.encode()


def refusals(content: bytes) -> list[tuple[str, str]]:
    found = SpiffEngine().check([ModelFile("x.bpmn", content)], topics={}).findings
    return [(f.rule, f.element) for f in found if f.severity is Severity.ERROR]


def tasks(*ids: str) -> str:
    return "".join(f'<userTask id="{id}"/>' for id in ids)


def gate(id: str, kind: str, default: str = "") -> str:
    named = f' default="{default}"' if default else ""
    return f'<{kind}Gateway id="{id}"{named}/>'


def chain(*ids: str) -> str:
    return "".join(
        f'<sequenceFlow id="{one}_{other}" sourceRef="{one}" targetRef="{other}"/>'
        for one, other in pairwise(ids)
    )


def when(source: str, target: str, condition: str) -> str:
    return (
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">'
        f"<conditionExpression>={condition}</conditionExpression></sequenceFlow>"
    )


def boundary(id: str, host: str, event: str = TIMER) -> str:
    return f'<boundaryEvent id="{id}" attachedToRef="{host}">{event}</boundaryEvent>'


def scope(id: str, *parts: str, attributes: str = "") -> str:
    return f'<subProcess id="{id}" {attributes}>{"".join(parts)}</subProcess>'


def several(id: str, cardinality: str, more: str = "") -> str:
    return (
        f'<userTask id="{id}"><multiInstanceLoopCharacteristics><loopCardinality>{cardinality}'
        f"</loopCardinality>{more}</multiInstanceLoopCharacteristics></userTask>"
    )
