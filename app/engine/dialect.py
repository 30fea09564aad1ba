"""Reads the `camunda:` attributes and elements of a node, and names those nobody reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from app.engine.names import NAMESAKES, XSI, bpmn, split
from app.safe_xml import line_of

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "userTask": frozenset(
        {
            "assignee",
            "candidateGroups",
            "candidateUsers",
            "dueDate",
            "followUpDate",
            "priority",
            "formRef",
            "formRefBinding",
            "formKey",
        }
    ),
    "serviceTask": frozenset({"type", "topic"}),
    "sendTask": frozenset({"type", "topic"}),
    "messageEventDefinition": frozenset({"type", "topic"}),
    "errorEventDefinition": frozenset({"errorCodeVariable", "errorMessageVariable"}),
    "escalationEventDefinition": frozenset({"escalationCodeVariable"}),
    "scriptTask": frozenset({"resultVariable"}),
    "businessRuleTask": frozenset(
        {
            "decisionRef",
            "decisionRefBinding",
            "decisionRefVersion",
            "mapDecisionResult",
            "resultVariable",
        }
    ),
    "callActivity": frozenset({"calledElementBinding", "calledElementVersion"}),
    "multiInstanceLoopCharacteristics": frozenset({"collection", "elementVariable"}),
    "process": frozenset({"versionTag"}),
}
"""Attributes read, by the BPMN tag that may bear them."""
ACTIVITIES = frozenset(
    {"userTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "businessRuleTask"}
    | {"scriptTask", "task", "subProcess", "callActivity"}
)
CATCHING = frozenset({"boundaryEvent", "startEvent"})
"""Tags that take output parameters alone: what an event brings is all that they are given."""
WITH_MAPPINGS = (
    ACTIVITIES | CATCHING | {"intermediateCatchEvent", "intermediateThrowEvent", "endEvent"}
)
"""May bear `camunda:inputOutput`."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """An input or output parameter: the variable, and the text that gives its value."""

    name: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Passing:
    """One `camunda:in` or `camunda:out`: a variable that goes over the border of a call."""

    target: str
    """The variable that is set; empty where every variable is passed."""
    source: str
    """The variable that is read, or empty."""
    expression: str
    """FEEL instead of a name, or empty."""
    line: int


OWN_KEY = frozenset(
    {"#{execution.processBusinessKey}", "${execution.processBusinessKey}", "=case.number"}
)
"""How authors write the key of the case, which every process called for it bears anyway."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An extension that nothing here obeys; each becomes a finding."""

    what: str
    line: int


@dataclass(frozen=True, slots=True)
class Extensions:
    """What stands beside the standard on one element."""

    attributes: Mapping[str, str]
    properties: Mapping[str, str]
    inputs: tuple[Mapped, ...] = ()
    outputs: tuple[Mapped, ...] = ()
    retry_cycle: str = ""
    passed_in: tuple[Passing, ...] = ()
    passed_out: tuple[Passing, ...] = ()
    unread: tuple[Unread, ...] = ()

    def get(self, name: str) -> str:
        return self.attributes.get(name, "").strip()


def extensions_of(xml: etree._Element) -> Extensions:
    """Everything in the extension namespaces on this element, read or named as unread."""
    tag = split(xml.tag)[1]
    line = line_of(xml)
    attributes: dict[str, str] = {}
    unread: list[Unread] = []
    for name, value in xml.attrib.items():
        namespace, local = split(name)
        if not namespace or namespace == XSI:
            continue
        if namespace in NAMESAKES and local in ATTRIBUTES.get(tag, frozenset()):
            attributes[local] = str(value)
        else:
            unread.append(Unread(_shown(namespace, local), line))
    collected = _Collected(tag)
    for block in xml.findall(bpmn("extensionElements")):
        for part in block:
            collected.take(part)
    return Extensions(
        attributes=attributes,
        properties=collected.properties,
        inputs=tuple(collected.inputs),
        outputs=tuple(collected.outputs),
        retry_cycle=collected.retry_cycle,
        passed_in=tuple(collected.passed["in"]),
        passed_out=tuple(collected.passed["out"]),
        unread=(*unread, *collected.unread),
    )


class _Collected:
    """Extension elements of one node, as they come."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.properties: dict[str, str] = {}
        self.inputs: list[Mapped] = []
        self.outputs: list[Mapped] = []
        self.retry_cycle = ""
        self.passed: dict[str, list[Passing]] = {"in": [], "out": []}
        self.unread: list[Unread] = []

    def take(self, part: etree._Element) -> None:
        namespace, local = split(part.tag)
        if not local:
            return
        if namespace in NAMESAKES and local == "properties":
            for entry in part:
                self._property(entry)
        elif namespace in NAMESAKES and local == "inputOutput" and self.tag in WITH_MAPPINGS:
            for entry in part:
                self._parameter(entry)
        elif namespace in NAMESAKES and local in self.passed and self.tag == "callActivity":
            self._passing(part, local)
        elif (
            namespace in NAMESAKES
            and local == "failedJobRetryTimeCycle"
            and self.tag in ("serviceTask", "sendTask")
        ):
            self.retry_cycle = (part.text or "").strip()
        else:
            self._refuse(part)

    def _property(self, entry: etree._Element) -> None:
        if split(entry.tag)[1] == "property" and entry.get("name"):
            self.properties[str(entry.get("name"))] = str(entry.get("value", "")).strip()
        else:
            self._refuse(entry)

    def _parameter(self, entry: etree._Element) -> None:
        local = split(entry.tag)[1]
        name = str(entry.get("name", "")).strip()
        kinds = (
            {"outputParameter"} if self.tag in CATCHING else {"inputParameter", "outputParameter"}
        )
        if local not in kinds or not name or len(entry):
            self._refuse(entry)
            return
        mapped = Mapped(name, (entry.text or "").strip(), line_of(entry))
        (self.inputs if local == "inputParameter" else self.outputs).append(mapped)

    def _passing(self, part: etree._Element, kind: str) -> None:
        given = {str(name): str(value).strip() for name, value in part.attrib.items()}
        if given.get("local") == "false":
            del given["local"]
        line = line_of(part)
        target = given.get("target", "")
        if given == {"variables": "all"}:
            self.passed[kind].append(Passing("", "", "", line))
        elif target and given.keys() == {"source", "target"} and given["source"]:
            self.passed[kind].append(Passing(target, given["source"], "", line))
        elif target and given.keys() == {"sourceExpression", "target"}:
            self.passed[kind].append(Passing(target, "", given["sourceExpression"], line))
        elif kind == "out" or given not in [{"businessKey": key} for key in OWN_KEY]:
            # A called process bears the key of its case, and local variables stay at home.
            shown = " ".join(f'{name}="{value}"' for name, value in given.items())
            self.unread.append(Unread(f"camunda:{kind} {shown}".strip(), line))

    def _refuse(self, part: etree._Element) -> None:
        namespace, local = split(part.tag)
        if local:
            self.unread.append(Unread(_shown(namespace, local), line_of(part)))


def _shown(namespace: str, local: str) -> str:
    return f"camunda:{local}" if namespace in NAMESAKES else f"{{{namespace}}}{local}"
