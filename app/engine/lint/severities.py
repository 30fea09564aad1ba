"""How much each rule weighs: what no deployment takes, what a trial may run, what is only told."""

from app.domain.models import Severity

SERVICE = frozenset(
    {
        "bad-shape",
        "event-without-name",
        "flow-without-condition",
        "contract-error-uncaught",
        "contract-input-missing",
        "contract-input-unknown",
        "contract-output-unknown",
        "dead-end",
        "form-missing",
        "ignored-extension",
        "job-without-topic",
        "missing-drawing",
        "missing-id",
        "missing-end",
        "missing-input",
        "missing-start",
        "may-deadlock",
        "missing-text",
        "no-such-option",
        "no-way-out",
        "norm-missing",
        "office-missing",
        "reserved-variable",
        "same-text",
        "task-for-nobody",
        "unknown-error",
        "unknown-error-reference",
        "unknown-group",
        "unknown-input",
        "unknown-property",
        "unknown-topic",
        "unwritten-variable",
    }
)
"""Duties of a service towards its people and handlers. A stray model runs without them."""
WARNINGS = frozenset(
    {
        "compensates-nothing",
        "may-run-twice",
        "no-default",
        "page-too-small",
        "shapes-overlap",
        "too-many-for-one-page",
        "unreachable-element",
        "which-start",
    }
)
"""May be meant so. A case that comes to harm by it becomes an incident and loses nothing."""


def severity_of(rule: str) -> Severity:
    """Of every rule, here or elsewhere: what is not named is an error."""
    if rule in SERVICE:
        return Severity.SERVICE
    return Severity.WARNING if rule in WARNINGS else Severity.ERROR
