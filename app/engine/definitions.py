"""Definitions, parsed once per content and shared by every instance and thread."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock
from typing import Any

from app.decisions import DecisionModel
from app.domain.identity import ElementId, ProcessKey
from app.domain.models import ModelSource
from app.engine.building import build
from app.engine.deciding import by_decision
from app.engine.diagram import ProcessDrawing, draw
from app.engine.facts import Facts, ProcessFacts, process_facts
from app.engine.names import outside
from app.engine.specs import ProcessSpec
from app.safe_xml import read_xml

CACHED = 128


@dataclass(frozen=True, slots=True)
class Definition:
    """A parsed process: facts by element, and the library's specifications."""

    facts: ProcessFacts
    spec: ProcessSpec
    source: ModelSource = field(repr=False)
    neighbours: frozenset[ProcessKey] = frozenset()
    """Executable processes of the same deployment, this one among them."""
    decisions: Mapping[str, DecisionModel] = field(default_factory=dict)
    """The models deployed with the process, by the ids of their decisions."""

    def facts_of(self, task: Any) -> Facts | None:
        """The element a task of the library stands for; None for the library's own nodes."""
        name = task.task_spec.name
        return self.facts.elements.get(ElementId(outside(name))) or self.facts.parts.get(name)


class NoSuchProcess(LookupError):
    """The file of a deployed version does not hold the process it is said to hold."""


def define(source: ModelSource) -> Definition:
    """Parse a model that passed the linter."""
    drawings = _drawings(source)
    drawing = drawings.get(source.key)
    if drawing is None:
        raise NoSuchProcess(f"{source.key} in {source.file or source.content_hash}")
    parts = build(drawing)
    definition = Definition(
        facts=process_facts(drawing),
        spec=parts[0],
        source=source,
        neighbours=frozenset(drawings),
        decisions=by_decision(source.decisions),
    )
    for part in parts:
        part.definition = definition
    return definition


def _drawings(source: ModelSource) -> dict[ProcessKey, ProcessDrawing]:
    """The executable processes of a deployment; the model's own file comes before the others."""
    found: dict[ProcessKey, ProcessDrawing] = {}
    for content in (source.bpmn, *(file.content for file in source.others)):
        for drawing in _drawn(content):
            if drawing.executable:
                found.setdefault(ProcessKey(drawing.id), drawing)
    return found


@lru_cache(maxsize=CACHED)
def _drawn(content: bytes) -> tuple[ProcessDrawing, ...]:
    """What a file holds. Each of a dozen stages is asked for all files it was deployed with."""
    return draw(read_xml(content))


class Definitions:
    """A bounded cache by content hash; the least recently used leaves first."""

    def __init__(
        self, size: int = CACHED, load: Callable[[ModelSource], Definition] = define
    ) -> None:
        self._size = size
        self._load = load
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str], Definition] = OrderedDict()

    def get(self, source: ModelSource) -> Definition:
        key = (source.key, source.content_hash)
        # Parsed under the lock: two threads that want the same model parse it once.
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                found = self._kept[key] = self._load(source)
                if len(self._kept) > self._size:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(key)
        return found

    def beside(self, source: ModelSource, key: ProcessKey) -> Definition | None:
        """Another process of the same deployment, or None."""
        if key not in self.get(source).neighbours:
            return None
        return self.get(replace(source, key=key))
