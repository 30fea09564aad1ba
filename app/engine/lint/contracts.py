"""Checks callers against the contract of the stage they call (`contract.*` of its process)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.engine.calls import call_of
from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import extensions_of
from app.engine.lint.report import Report
from app.engine.names import bpmn


@dataclass(frozen=True, slots=True)
class Contract:
    """What a called process takes, gives and raises."""

    inputs: frozenset[str]
    outputs: frozenset[str]
    errors: frozenset[str]


def contract_of(drawing: ProcessDrawing) -> Contract | None:
    """The contract that the process states; None where it states none."""
    properties = extensions_of(drawing.xml).properties
    if not any(name.startswith("contract.") for name in properties):
        return None
    return Contract(
        *(names_in(properties.get(f"contract.{part}", "")) for part in ("in", "out", "errors"))
    )


def names_in(listed: str) -> frozenset[str]:
    """Names that commas separate."""
    return frozenset(name.strip() for name in listed.split(",") if name.strip())


def lint_contracts(
    drawing: ProcessDrawing, beside: Mapping[str, ProcessDrawing], report: Report
) -> None:
    """The call activities of one process whose called process lies beside it."""
    for node in drawing.nodes.values():
        if node.tag != "callActivity":
            continue
        called = beside.get(str(node.xml.get("calledElement", "")).strip())
        contract = None if called is None else contract_of(called)
        if called is not None and contract is not None:
            _caller(drawing, node, called.id, contract, report)


def _caller(
    drawing: ProcessDrawing, node: Node, called: str, contract: Contract, report: Report
) -> None:
    call = call_of(node.xml, node.extensions)
    if not any(not part.target for part in call.inputs):
        given = {part.target for part in call.inputs}
        for name in sorted(contract.inputs - given):
            report.add("contract-input-missing", node, called=called, what=name)
        for name in sorted(given - contract.inputs):
            known = ", ".join(sorted(contract.inputs)) or "–"
            report.add("contract-input-unknown", node, called=called, what=name, known=known)
    for name in sorted({part.source for part in call.outputs if part.source} - contract.outputs):
        known = ", ".join(sorted(contract.outputs)) or "–"
        report.add("contract-output-unknown", node, called=called, what=name, known=known)
    caught = _caught(drawing, node)
    for code in sorted(contract.errors - caught) if "" not in caught else ():
        report.add("contract-error-uncaught", node, called=called, what=code)


def _caught(drawing: ProcessDrawing, node: Node) -> set[str]:
    """Codes that somebody around the call catches; an empty one catches all."""
    found: set[str] = set()
    hosts: set[str | None] = {node.id}
    at: Node | None = node
    while at is not None:
        hosts.add(at.parent)
        at = drawing.nodes.get(at.parent or "")
    for event in drawing.nodes.values():
        errors = event.xml.findall(bpmn("errorEventDefinition"))
        above = drawing.nodes.get(event.parent or "")
        starts = event.tag == "startEvent" and above is not None and above.parent in hosts
        if event.attached_to in hosts or starts:
            found |= {drawing.errors.get(str(error.get("errorRef", "")), "") for error in errors}
    return found
