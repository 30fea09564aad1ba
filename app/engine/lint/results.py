"""What the work of an element brings: answers of a form, outputs of a handler, a message."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from app.decisions import DecisionModel
from app.domain.entity_states import OF_ENTITY
from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import Extensions, extensions_of
from app.engine.facts import form_path, is_sent_off
from app.engine.lint.asked import Asked
from app.engine.lint.contracts import names_in
from app.engine.names import bpmn, split
from app.feel import FeelError
from app.feel.parser import parse_expression
from app.feel.tree import Context
from app.ports.engine import TopicContract


@dataclass(frozen=True, slots=True)
class FormNames:
    """What a form asks, and what its conditions read."""

    keys: frozenset[str]
    reads: frozenset[str]
    asked: Mapping[str, Asked] = field(default_factory=dict)
    """What is known of the answers, by key."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside a process and says what is written."""

    forms: Mapping[str, FormNames]
    topics: Mapping[str, TopicContract]
    drawings: Mapping[str, ProcessDrawing]
    messages: Mapping[str, etree._Element]
    """`<message>` and `<signal>` elements by their id."""
    decisions: Mapping[str, DecisionModel] = field(default_factory=dict)
    """The decision models of the service, by the ids of their decisions."""


def results_of(node: Node, extensions: Extensions, beside: Beside) -> tuple[set[str], bool]:
    """What the node's work brings before any output mapping."""
    match node.tag:
        case "userTask":
            form = beside.forms.get(form_path(extensions))
            return (set() if form is None else set(form.keys)), False
        case "sendTask" if is_sent_off(node, extensions):
            return set(), False
        case "serviceTask" | "sendTask":
            contract = beside.topics.get(extensions.get("topic"))
            return (set(), True) if contract is None else (set(contract.outputs), False)
        case "scriptTask" | "businessRuleTask":
            variable = extensions.get("resultVariable")
            return ({variable}, False) if variable else _entries(node)
        case _:
            return payload_of(node, beside)


def _entries(node: Node) -> tuple[set[str], bool]:
    """Entries of a script that is a context; any other script may give any context."""
    script = node.xml.find(bpmn("script"))
    text = "" if script is None else "".join(map(str, script.itertext())).strip()
    try:
        tree = parse_expression(text.removeprefix("="), frozenset())
    except FeelError:
        return set(), True
    if isinstance(tree, Context):
        return {name for name, _ in tree.entries}, False
    return set(), True


def payload_of(node: Node, beside: Beside) -> tuple[set[str], bool]:
    """What its messages and signals bring, as their declarations say (`payload`).

    A start event with a condition has that property itself, for what state systems tell.
    """
    if node.tag in ("endEvent", "intermediateThrowEvent"):
        return set(), False
    if node.tag == "receiveTask":
        reference = str(node.xml.get("messageRef") or "")
        return _brought(reference, beside, is_message=True) if reference else (set(), True)
    found, is_open = set[str](), False
    if node.xml.find(bpmn("conditionalEventDefinition")) is not None and node.parent is None:
        listed = node.extensions.properties.get("payload")
        if listed is not None:
            found = set(OF_ENTITY) | set(names_in(listed))
        is_open = listed is None and node.tag == "startEvent"
    for definition in node.event_definitions():
        reference = str(definition.get("messageRef") or definition.get("signalRef") or "")
        is_message = split(definition.tag)[1] == "messageEventDefinition"
        if reference:
            names, others = _brought(reference, beside, is_message=is_message)
            found, is_open = found | names, is_open or others
    return found, is_open


def _brought(reference: str, beside: Beside, *, is_message: bool) -> tuple[set[str], bool]:
    declared = beside.messages.get(reference)
    listed = None if declared is None else extensions_of(declared).properties.get("payload")
    return (set(), is_message) if listed is None else (set(names_in(listed)), False)
