"""Namespaces of the files we read, and the names that elements bear inside the library."""

from functools import lru_cache

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM_NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
    }
)
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
NAMESAKES = frozenset(
    {
        CAMUNDA,
        "http://flowable.org/bpmn",
        "http://activiti.org/bpmn",
        "http://operaton.org/schema/1.0/bpmn",
    }
)
"""Read alike: Flowable, Activiti and Operaton write the attributes of Camunda 7."""


def bpmn(tag: str) -> str:
    """`userTask` to the qualified name that lxml uses."""
    return f"{{{BPMN}}}{tag}"


@lru_cache(maxsize=4096)
def split(qualified: object) -> tuple[str, str]:
    """Namespace and local name; two empty strings for comments and instructions."""
    if not isinstance(qualified, str):
        return "", ""
    if not qualified.startswith("{"):
        return "", qualified
    namespace, _, local = qualified[1:].partition("}")
    return namespace, local


def inside(element_id: str) -> str:
    """The name an element bears inside the library.

    The library keeps nodes of its own in the same table (`Start`, `End`, `x.EndJoin`,
    `x.BoundaryEventSplit`). A prefix keeps authors' ids apart from the first, doubled dots from
    the second.
    """
    return "n_" + element_id.replace(".", "..")


def part(name: str, number: int) -> str:
    """The name of one of several events that an element waits for, from its inside name."""
    return f"{name}.Event{number}"


def outside(inner: str) -> str:
    """The author's id again; an empty string for a node that only the library knows."""
    if not inner.startswith("n_"):
        return ""
    halves = inner[2:].split("..")
    return "" if any("." in half for half in halves) else ".".join(halves)
