"""Builds the library's process specification from a drawing, with our own parser classes."""

from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import EventDefinitionParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.task_parsers import SubWorkflowParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from app.engine import specs
from app.engine.diagram import ProcessDrawing
from app.engine.names import bpmn, inside, split

MAX_ELEMENTS = 2_000
"""Nodes of one process. Parsing is not recursive, so this bounds time, not the stack."""


class _One(TaskParser):
    """Parses one node with its boundary events, and follows no flow.

    The library's own parser calls itself along the flows and ends at about 500 elements.
    """

    def parse_node(self) -> Any:
        self.task = self.create_task()
        self.task.extensions = {}
        events = self.process_parser.get_boundary_events(self.bpmn_id)
        if events:
            self._add_boundary_event(events)
        return self.task


class _Event(_One, EventDefinitionParser):
    def definition(self) -> Any:
        if self.xpath("./bpmn:terminateEventDefinition"):
            return specs.Terminate(description="Terminate")
        told = any(split(part.tag)[1].endswith("EventDefinition") for part in self.node)
        return specs.ToldEvent(self.bpmn_id) if told else NoneEventDefinition()


class _StartParser(_Event):
    def create_task(self) -> Any:
        task = self._create_task(self.definition())
        self.spec.start.connect(task)
        return task


class _EndParser(_Event):
    def create_task(self) -> Any:
        task = self._create_task(self.definition())
        task.connect(self.spec.end)
        return task


class _CatchParser(_Event):
    def create_task(self) -> Any:
        return self._create_task(self.definition())


class _BoundaryParser(_Event):
    def create_task(self) -> Any:
        return self._create_task(self.definition(), self.node.get("cancelActivity") != "false")


class _ScriptParser(_One):
    def create_task(self) -> Any:
        return self.spec_class(self.spec, self.bpmn_id, script="", **self.bpmn_attributes)


class _ScopeParser(_One, SubWorkflowParser):
    create_task = SubWorkflowParser.create_task


class _Process(ProcessParser):
    """First every node, then every flow between them."""

    def add_tasks(self) -> None:
        for node in self.node:
            if split(node.tag)[1] not in ("sequenceFlow", "boundaryEvent"):
                self.parse_node(node)
        for flow in self.xpath("./bpmn:sequenceFlow"):
            source = self.spec.task_specs[flow.get("sourceRef")]
            target = flow.get("targetRef")
            entry = self.spec.task_specs.get(f"{target}.BoundaryEventSplit")
            source.connect(entry or self.spec.task_specs[target])


class QadamParser(BpmnParser):
    """Knows exactly the elements that run; the linter refused all others before."""

    PROCESS_PARSER_CLASS = _Process
    PARSER_CLASSES = {
        bpmn("startEvent"): (_StartParser, specs.Start),
        bpmn("endEvent"): (_EndParser, specs.End),
        bpmn("userTask"): (_One, specs.Person),
        bpmn("serviceTask"): (_One, specs.Job),
        bpmn("task"): (_One, specs.Passage),
        bpmn("manualTask"): (_One, specs.Passage),
        bpmn("scriptTask"): (_ScriptParser, specs.Script),
        bpmn("exclusiveGateway"): (_One, specs.Decision),
        bpmn("parallelGateway"): (_One, specs.Fork),
        bpmn("subProcess"): (_ScopeParser, specs.Scope),
        bpmn("boundaryEvent"): (_BoundaryParser, specs.Boundary),
        bpmn("intermediateCatchEvent"): (_CatchParser, specs.Catch),
    }


def build(drawing: ProcessDrawing) -> tuple[Any, dict[str, Any]]:
    """The library's specification of the process, and those of its subprocesses by name."""
    parser = QadamParser()
    parser.add_bpmn_xml(_bare(drawing), "model")
    name = inside(drawing.id)
    return parser.get_spec(name), parser.get_subprocess_specs(name)


def _bare(drawing: ProcessDrawing) -> etree._Element:
    """The drawing again with nothing but nodes and flows, under the names used inside."""
    root = etree.Element(bpmn("definitions"))
    process = etree.SubElement(root, bpmn("process"), id=inside(drawing.id), isExecutable="true")
    containers: dict[str | None, etree._Element] = {None: process}
    for node in drawing.nodes.values():  # document order: a subprocess comes before its nodes
        copied = etree.SubElement(containers[node.parent], bpmn(node.tag), id=inside(node.id))
        if node.attached_to:
            copied.set("attachedToRef", inside(node.attached_to))
            copied.set("cancelActivity", "true" if node.interrupts else "false")
        for definition in node.event_definitions():
            etree.SubElement(copied, definition.tag)
        if node.tag == "subProcess":
            containers[node.id] = copied
    for flow in drawing.flows.values():
        container = containers[drawing.nodes[flow.source].parent]
        etree.SubElement(
            container,
            bpmn("sequenceFlow"),
            id=inside(flow.id),
            sourceRef=inside(flow.source),
            targetRef=inside(flow.target),
        )
    return root
