"""What a deployed process is made of: files, findings, and the facts read from its diagram."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from app.domain.identity import ElementId, FlowId, ProcessKey
from app.domain.texts import NO_TEXT, Text

ElementKind = Literal[
    "start_event", "end_event", "user_task", "service_task", "abstract_task", "manual_task",
    "script_task", "business_rule_task", "send_task", "receive_task", "exclusive_gateway",
    "parallel_gateway", "inclusive_gateway", "event_based_gateway", "subprocess", "call_activity",
    "intermediate_catch_event", "intermediate_throw_event", "boundary_event",
]  # fmt: skip


DIAGRAMS = (".bpmn", ".bpmn20.xml", ".bpmn.xml")
"""Endings of files that hold BPMN; the longer ones are what older tools write."""


SHARED = "shared/"
"""Where a service's version keeps the stages, forms and papers it shares with other services."""
LAYOUT = "documents/notice.typ"
"""Lays out every official paper; a service may have one of its own."""


def is_diagram(path: str) -> bool:
    return path.endswith(DIAGRAMS)


def is_shared(path: str) -> bool:
    return path.startswith(SHARED)


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a service's folder: its path in it (`forms/decide.form`) and its bytes."""

    path: str
    content: bytes


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The model cannot run as drawn: no deployment takes it."""
    SERVICE = "service"
    """No service may run so; a trial, such as a scenario over a stray model, may."""
    WARNING = "warning"
    """Told, and refuses nothing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a model, told so that a designer can mend it."""

    file: str
    rule: str
    """Stable id of the rule, such as `unsupported-element`."""
    message: Text
    """What is wrong, why it matters and what to do instead."""
    element: str = ""
    """BPMN id, or empty where the file as a whole is meant."""
    element_name: Text = NO_TEXT
    line: int = 0
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the diagram as people are shown it."""

    id: ElementId
    kind: ElementKind
    name: Text
    norm: str = ""
    gap: str = ""
    hint: Text = NO_TEXT
    form: str = ""
    """Path of the form file in the service folder, or empty."""
    candidate_groups: tuple[str, ...] = ()
    topic: str = ""
    parent: ElementId | None = None
    """The subprocess it stands in."""
    calls: ProcessKey | None = None
    """The process that a call activity names; None where it is computed."""
    is_scoped: bool = False
    """Whether variables may be seen there that are not those of the whole process."""
    stage: str = ""
    """Stage id of the outline (`camunda:property` named `stage`), or empty."""
    four_eyes: tuple[str, ...] = ()
    """Of a user task: ids of those of its process whose people may not do it."""
    takes_over: tuple[str, ...] | None = None
    """Of a start event at which a case may be taken up again: the variables of its first course
    that go along (property `takesOver`). None: it begins new cases alone."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where and with what an instance of a process begins."""

    element: ElementId
    """A start event; or a receive task or event that stands for one."""
    event: int = 0
    """Which of its events has happened, where it waits for several; from 0."""
    is_joint: bool = False
    """Others have to happen as well: the instance that the first one begins waits for them."""
    office: str = ""
    """Id of the office of a case that begins by itself, as the model names it; else empty."""


@dataclass(frozen=True, slots=True)
class ProcessModel:
    """The facts of one executable process, read once at deployment."""

    key: ProcessKey
    name: Text
    elements: Mapping[ElementId, Element]
    flows: Mapping[FlowId, tuple[ElementId, ElementId]]
    """Sequence flow id to its (source, target)."""
    version_tag: str = ""
    message_starts: Mapping[str, Beginning] = field(default_factory=dict)
    """Name of a message that begins an instance, to where it begins."""
    signal_starts: Mapping[str, Beginning] = field(default_factory=dict)
    """The same for signals."""
    timer_starts: tuple[Beginning, ...] = ()
    """Where timers begin an instance."""
    condition_starts: tuple[Beginning, ...] = ()
    """Where a condition on what state systems tell begins an instance."""
    plain_starts: tuple[ElementId, ...] = ()
    """Start events that wait for nothing, the usual one first; whoever starts it names one."""
    conditional_events: frozenset[ElementId] = frozenset()
    """Events that happen when their condition becomes true."""
    written: frozenset[str] | None = None
    """Names that the process finds or writes, as the linter sees them; None: nobody can know."""


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A deployed version, as the engine needs it to run an instance."""

    key: ProcessKey
    version: int
    content_hash: str
    """SHA-256 of the BPMN bytes, hex; parsed definitions are cached by it."""
    bpmn: bytes
    file: str = ""
    decisions: tuple[ModelFile, ...] = ()
    """The decision models deployed with it."""
    others: tuple[ModelFile, ...] = field(default=(), repr=False)
    """The other diagrams deployed with it: what it calls, and what they call."""


def form_elsewhere(path: str, source: ModelSource) -> str:
    """How a task names the form of a process that is deployed apart from its case."""
    return f"{path}@{source.key}:{source.version}"


def form_home(form: str) -> tuple[str, tuple[ProcessKey, int] | None]:
    """The path of a form, and the version it belongs to where that is not the case's own."""
    path, _, home = form.partition("@")
    key, _, version = home.rpartition(":")
    return path, (ProcessKey(key), int(version)) if home else None


@dataclass(frozen=True, slots=True)
class Deployment:
    """What the engine says of a folder: the findings, and the models if none is an error."""

    findings: tuple[Finding, ...]
    models: tuple[ProcessModel, ...] = field(default=())
