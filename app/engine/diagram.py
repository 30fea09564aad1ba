"""The drawing as it was read: nodes and sequence flows with their lines, nothing judged yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from app.engine.dialect import Extensions, extensions_of
from app.engine.names import BPMN, bpmn, split
from app.engine.support import NODE_TAGS
from app.safe_xml import line_of


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    condition: str | None
    """Text of the condition as written, or None."""
    line: int
    name: str
    xml: etree._Element = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node of the drawing."""

    id: str
    tag: str
    name: str
    line: int
    parent: str | None
    """Id of the subprocess around it, or None."""
    xml: etree._Element = field(repr=False, compare=False)
    extensions: Extensions = field(repr=False, compare=False)

    def attribute(self, name: str) -> str:
        return str(self.xml.get(name, ""))

    @property
    def attached_to(self) -> str:
        return self.attribute("attachedToRef")

    @property
    def interrupts(self) -> bool:
        """Meant for boundary and start events; the schema's default is true."""
        name = "isInterrupting" if self.tag == "startEvent" else "cancelActivity"
        return self.attribute(name).strip() not in ("false", "0")

    @property
    def is_event_subprocess(self) -> bool:
        triggered = self.attribute("triggeredByEvent").strip() in ("true", "1")
        return self.tag == "subProcess" and triggered

    @property
    def is_for_compensation(self) -> bool:
        """Whether it stands outside the flows and undoes another activity."""
        return self.attribute("isForCompensation").strip() in ("true", "1")

    def event_definitions(self) -> list[etree._Element]:
        return [part for part in self.xml if split(part.tag)[1].endswith("EventDefinition")]


DECLARED = ("message", "signal", "error", "escalation")


@dataclass(frozen=True, slots=True)
class Declared:
    """A message, error or the like, declared at the top of a file for events to refer to."""

    id: str
    tag: str
    name: str
    code: str
    """Of an error or escalation; else empty."""
    line: int
    xml: etree._Element = field(repr=False, compare=False)

    @property
    def known_as(self) -> str:
        """What catching and throwing events meet by: a code, or the name of what has none."""
        return self.code if self.tag in ("error", "escalation") else self.name


@dataclass(frozen=True, slots=True)
class ProcessDrawing:
    """One process of a file; nodes of its subprocesses included, in document order."""

    id: str
    name: str
    line: int
    executable: bool
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    declared: Mapping[str, Declared]
    """What events of the file may refer to, by id."""
    xml: etree._Element = field(repr=False, compare=False)
    leaving: Mapping[str, tuple[Flow, ...]] = field(repr=False, compare=False)
    """Flows by the node they leave."""
    held: Mapping[str | None, tuple[Node, ...]] = field(repr=False, compare=False)
    """Nodes by the subprocess around them."""

    def outgoing(self, node_id: str) -> tuple[Flow, ...]:
        return self.leaving.get(node_id, ())

    @property
    def errors(self) -> Mapping[str, str]:
        """Id of an error of the file to its code."""
        return {one.id: one.code for one in self.declared.values() if one.tag == "error"}

    def is_watched(self, node: Node) -> bool:
        """Whether it is the start event of an event subprocess."""
        around = self.nodes.get(node.parent or "")
        return node.tag == "startEvent" and around is not None and around.is_event_subprocess

    def inside_of(self, parent: str | None) -> Iterator[Node]:
        return iter(self.held.get(parent, ()))


def draw(root: etree._Element) -> tuple[ProcessDrawing, ...]:
    """Every process of the file. Nodes and sequence flows without an id are given one first.

    The schema allows them and common tools write them; the library would drop them.
    """
    declared = {
        one.id: one for tag in DECLARED for one in map(_declared, root.iter(bpmn(tag))) if one.id
    }
    taken = {str(part.get("id")) for part in root.iter() if part.get("id")}
    _name_nodes(root, taken)
    return tuple(_process(xml, declared, taken) for xml in root.iter(bpmn("process")))


def _name_nodes(root: etree._Element, taken: set[str]) -> None:
    """`userTask_1`, `userTask_2` … in document order, past the ids that authors gave."""
    counts: dict[str, int] = {}
    for part in root.iter():
        namespace, local = split(part.tag)
        if namespace != BPMN or local not in NODE_TAGS or part.get("id"):
            continue
        while True:
            counts[local] = counts.get(local, 0) + 1
            given = f"{local}_{counts[local]}"
            if given not in taken:
                break
        taken.add(given)
        part.set("id", given)


def _declared(xml: etree._Element) -> Declared:
    tag = split(xml.tag)[1]
    return Declared(
        id=str(xml.get("id", "")),
        tag=tag,
        name=str(xml.get("name", "")).strip(),
        code=str(xml.get(f"{tag}Code", "")).strip(),
        line=line_of(xml),
        xml=xml,
    )


def _process(
    xml: etree._Element, declared: Mapping[str, Declared], taken: set[str]
) -> ProcessDrawing:
    nodes: dict[str, Node] = {}
    flows: dict[str, Flow] = {}
    for part in xml.iter():
        namespace, local = split(part.tag)
        if namespace != split(xml.tag)[0]:
            continue
        if local in NODE_TAGS and part.get("id"):
            node = Node(
                id=str(part.get("id")),
                tag=local,
                name=str(part.get("name", "")).strip(),
                line=line_of(part),
                parent=_parent(part, xml),
                xml=part,
                extensions=extensions_of(part),
            )
            # Of a repeated id the first stays, so that a parent always comes before its children.
            nodes.setdefault(node.id, node)
        elif local == "sequenceFlow":
            flow = _flow(part, taken)
            flows.setdefault(flow.id, flow)
    held: dict[str | None, list[Node]] = {}
    for node in nodes.values():
        held.setdefault(node.parent, []).append(node)
    leaving: dict[str, list[Flow]] = {}
    for flow in flows.values():
        leaving.setdefault(flow.source, []).append(flow)
    return ProcessDrawing(
        id=str(xml.get("id", "")),
        name=str(xml.get("name", "")).strip(),
        line=line_of(xml),
        executable=str(xml.get("isExecutable", "true")) != "false",
        nodes=nodes,
        flows=flows,
        declared=declared,
        xml=xml,
        leaving={source: tuple(out) for source, out in leaving.items()},
        held={parent: tuple(inside) for parent, inside in held.items()},
    )


def _parent(part: etree._Element, process: etree._Element) -> str | None:
    above = part.getparent()
    return None if above is None or above is process else str(above.get("id", ""))


def _flow(part: etree._Element, taken: set[str]) -> Flow:
    source, target = str(part.get("sourceRef", "")), str(part.get("targetRef", ""))
    flow_id = str(part.get("id", ""))
    if not flow_id:
        flow_id, count = f"flow_{source}_{target}", 1
        while flow_id in taken:
            count += 1
            flow_id = f"flow_{source}_{target}_{count}"
        taken.add(flow_id)
    condition = part.find(bpmn("conditionExpression"))
    return Flow(
        id=flow_id,
        source=source,
        target=target,
        condition=None if condition is None else "".join(map(str, condition.itertext())).strip(),
        line=line_of(part),
        name=str(part.get("name", "")).strip(),
        xml=part,
    )
