"""What a service owes the people who work in it: a norm for each rule, a role for each task."""

from app.domain.element_names import listed
from app.domain.people import ROLE_NAMES, Role
from app.engine.diagram import Node, ProcessDrawing
from app.engine.expressions import is_expression
from app.engine.facts import FOUR_EYES
from app.engine.lint.report import Report

ROLES = frozenset(role.value for role in Role)
"""Candidate groups are roles, resolved within the office of the case."""
GROUPS = listed(list(ROLE_NAMES.values()))
CARRIES_RULE = frozenset(
    {
        "boundaryEvent",
        "businessRuleTask",
        "callActivity",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "manualTask",
        "receiveTask",
        "scriptTask",
        "sendTask",
        "serviceTask",
        "startEvent",
        "userTask",
    }
)
"""Elements that do or decide something by an act, or by practice that says so."""
DECIDES = frozenset({"exclusiveGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"})
"""Carry a rule where they choose; where they only merge, they carry none."""


def lint_duties(drawing: ProcessDrawing, report: Report) -> None:
    """Norms and candidates of one process."""
    for node in drawing.nodes.values():
        extensions = node.extensions
        if _carries_rule(drawing, node) and not extensions.properties.get("norm"):
            report.add("norm-missing", node)
        if node.tag == "userTask":
            _candidates(node, report)
        _four_eyes(drawing, node, report)


def _carries_rule(drawing: ProcessDrawing, node: Node) -> bool:
    if node.tag in DECIDES:
        return len(drawing.outgoing(node.id)) > 1
    if node.tag in ("startEvent", "endEvent"):
        # Inside a subprocess they only say where it begins and ends.
        return node.parent is None or bool(node.event_definitions())
    return node.tag in CARRIES_RULE


def _candidates(node: Node, report: Report) -> None:
    given = node.extensions.get
    groups = given("candidateGroups")
    if not groups and not given("assignee") and not given("candidateUsers"):
        report.add("task-for-nobody", node, known=GROUPS)
    if is_expression(groups):
        return
    for group in (part.strip() for part in groups.split(",")):
        if group and group not in ROLES:
            report.add("unknown-group", node, what=group, known=GROUPS)


def _four_eyes(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    """`fourEyes` on anything but a user task, or with a name that is no other user task."""
    given = node.extensions.properties.get(FOUR_EYES)
    if given is None:
        return
    for name in (part.strip() for part in given.split(",")):
        named = drawing.nodes.get(name)
        is_other_task = named is not None and named.tag == "userTask" and name != node.id
        if node.tag != "userTask" or not is_other_task:
            report.add("four-eyes-unknown", node, what=name)
