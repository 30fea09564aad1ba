"""Finds variables that a service reads and nothing in it writes, and platform names it writes."""

from dataclasses import dataclass, field

from app.engine.calls import call_of
from app.engine.diagram import Node, ProcessDrawing
from app.engine.expressions import compiled
from app.engine.lint.contracts import contract_of
from app.engine.lint.reads import reads_of
from app.engine.lint.report import Report
from app.engine.lint.results import Beside, results_of
from app.engine.names import NAMESAKES, bpmn, split
from app.feel import FeelError
from app.feel.nearest import nearest

PLATFORM = frozenset({"case", "applicant", "representative"})
"""Given by the platform in every scope, and read-only."""
GIVEN = frozenset({"application", "intake"})
"""What a case begins with: the answers of its application, and what the counter took."""
WRITTEN_BY_EVENT = (
    "errorCodeVariable", "errorMessageVariable", "escalationCodeVariable", "variableName",
)  # fmt: skip


@dataclass(slots=True)
class Written:
    """Names that a process may find; `open`: others, too, that nobody can know."""

    names: set[str] = field(default_factory=set)
    open: bool = False


def lint_variables(
    drawing: ProcessDrawing, beside: Beside, report: Report, *, is_main: bool
) -> None:
    """One process of a service."""
    written = _begins_with(drawing, beside, is_main=is_main)
    for node in drawing.nodes.values():
        names, is_open = written_by(node, beside)
        for name in sorted(names & PLATFORM):
            report.add("reserved-variable", node, what=name)
        written.names |= names
        written.open |= is_open
    if written.open:
        return
    written.names |= PLATFORM | declared(drawing)
    told: set[tuple[str, str]] = set()
    for read in reads_of(drawing, beside):
        for name in sorted(_names_of(read.text) - written.names - read.local):
            if (read.place.id, name) not in told:
                told.add((read.place.id, name))
                near = nearest(name, written.names | read.local) or "–"
                report.add(
                    "unwritten-variable",
                    read.place,
                    line=read.line,
                    what=read.what,
                    name=name,
                    near=near,
                )


def names_written(
    drawing: ProcessDrawing, beside: Beside, *, is_main: bool
) -> frozenset[str] | None:
    """Every name that the process may find among its variables; None where nobody can know."""
    written = _begins_with(drawing, beside, is_main=is_main)
    for node in drawing.nodes.values():
        names, is_open = written_by(node, beside)
        written.names |= names
        written.open |= is_open
    return None if written.open else frozenset(written.names | declared(drawing))


def _begins_with(drawing: ProcessDrawing, beside: Beside, *, is_main: bool) -> Written:
    """What the process finds when it starts."""
    if is_main:
        return Written(set(GIVEN))
    contract = contract_of(drawing)
    if contract is not None:
        return Written(set(contract.inputs))
    found = Written()
    for caller in beside.drawings.values():
        for node in caller.nodes.values():
            if node.xml.get("calledElement") == drawing.id:
                for part in call_of(node.xml, node.extensions).inputs:
                    found.names.add(part.target)
                    found.open |= not part.target
    return found


def written_by(node: Node, beside: Beside) -> tuple[set[str], bool]:
    """Names that the node writes to the process, and whether it may write others."""
    extensions = node.extensions
    names = {mapped.name for mapped in extensions.outputs} | _event_names(node)
    if node.tag == "callActivity":
        parts = call_of(node.xml, extensions).outputs
        return names | {part.target for part in parts} - {""}, any(not p.target for p in parts)
    results, is_open = results_of(node, extensions, beside)
    if node.tag in ("serviceTask", "sendTask"):
        # A business error brings the outputs past the mapping.
        return names | results, is_open and not extensions.outputs
    if node.tag == "userTask":
        # What a person answers is kept beside what is mapped.
        return names | results, is_open
    return (names, False) if extensions.outputs else (names | results, is_open)


def _event_names(node: Node) -> set[str]:
    """Names that an event, a loop or a result is told to write."""
    found: set[str] = set()
    for part in node.xml.iter():
        for name, value in part.attrib.items():
            namespace, local = split(name)
            if namespace in NAMESAKES and local in WRITTEN_BY_EVENT:
                found.add(str(value))
        if split(part.tag)[1] in ("outputDataItem", "loopDataOutputRef"):
            found |= {str(part.get("name") or ""), (part.text or "").strip()} - {""}
    return found


def declared(drawing: ProcessDrawing) -> set[str]:
    """Data objects and properties of the standard, by name or id."""
    tags = ("dataObject", "dataObjectReference", "property", "dataInput", "dataOutput")
    found: set[str] = set()
    for tag in tags:
        for part in drawing.xml.iter(bpmn(tag)):
            found |= {str(part.get("name") or ""), str(part.get("id") or "")} - {""}
    return found


def _names_of(text: str) -> frozenset[str]:
    try:
        return compiled(text).names
    except FeelError:
        return frozenset()  # told as an expression that does not parse
