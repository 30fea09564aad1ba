"""Checks jobs against the contracts of their handlers."""

from collections.abc import Iterator, Mapping

from app.domain.element_names import listed
from app.engine.diagram import Node, ProcessDrawing
from app.engine.event_facts import topic_of
from app.engine.facts import AWAITED, is_sent_off
from app.engine.lint.report import Report
from app.engine.names import bpmn
from app.ports.engine import TopicContract


def lint_topics(
    drawing: ProcessDrawing, topics: Mapping[str, TopicContract], report: Report
) -> None:
    """Topics, their inputs, and the codes of errors that someone waits for."""
    for node in drawing.nodes.values():
        _awaited(node, report)
        if node.tag == "serviceTask" or topic_of(node):
            _job(node, topics, report)
        elif node.tag == "boundaryEvent" and node.attached_to in drawing.nodes:
            _awaited_error(drawing, node, topics, report)


def _awaited(node: Node, report: Report) -> None:
    """`awaited` on anything but a send task with a topic, or with a value that means nothing."""
    given = node.extensions.properties.get(AWAITED)
    if given is None:
        return
    extensions = node.extensions
    is_job = node.tag == "sendTask" and bool(extensions.get("topic") or topic_of(node))
    if not is_job or given not in ("yes", "no"):
        report.add("awaited-misplaced", node, what=given)


def _job(node: Node, topics: Mapping[str, TopicContract], report: Report) -> None:
    extensions = node.extensions
    is_external = extensions.get("type") == "external"
    topic = topic_of(node) or (extensions.get("topic") if is_external else "")
    if not topic:
        report.add("job-without-topic", node)
        return
    contract = topics.get(topic)
    if contract is None:
        report.add("unknown-topic", node, what=topic, known=_listed(topics))
        return
    known = contract.required_inputs | contract.optional_inputs
    mapped = {parameter.name for parameter in extensions.inputs}
    for parameter in extensions.inputs:
        if parameter.name not in known:
            report.add(
                "unknown-input",
                node,
                line=parameter.line,
                topic=topic,
                what=parameter.name,
                known=listed([contract.title_of(name) for name in sorted(known)]),
            )
    for name in sorted(contract.required_inputs - mapped):
        report.add("missing-input", node, topic=topic, what=contract.title_of(name))


def _awaited_error(
    drawing: ProcessDrawing, node: Node, topics: Mapping[str, TopicContract], report: Report
) -> None:
    errors = node.xml.findall(bpmn("errorEventDefinition"))
    codes = {drawing.errors.get(str(error.get("errorRef", "")), "") for error in errors} - {""}
    if not codes:
        return
    host = drawing.nodes[node.attached_to]
    raised = set(_thrown(drawing, host))
    for job in _inside(drawing, host):
        if is_sent_off(job, job.extensions):
            continue  # its token is gone before anything can be raised
        if job.tag == "callActivity":
            return  # the contract of the called process is looked at with its callers
        if job.tag not in ("serviceTask", "sendTask"):
            continue
        contract = topics.get(job.extensions.get("topic"))
        if contract is None:
            return  # an unknown topic is told already, and may raise anything
        raised |= contract.errors
    for code in sorted(codes - raised):
        report.add("unknown-error", node, what=code, known=_listed(raised))


def _thrown(drawing: ProcessDrawing, host: Node) -> Iterator[str]:
    """Codes of the error end events inside the host."""
    for node in _inside(drawing, host):
        error = node.xml.find(bpmn("errorEventDefinition"))
        if node.tag == "endEvent" and error is not None:
            yield drawing.errors.get(str(error.get("errorRef", "")), "")


def _inside(drawing: ProcessDrawing, host: Node) -> Iterator[Node]:
    """The host itself, and everything inside it."""
    yield host
    for node in drawing.inside_of(host.id):
        yield from _inside(drawing, node)


def _listed(names: Mapping[str, object] | set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "–"
