"""Finds parts of a decision model; any version of the DMN namespace will do."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

NAMESPACES = ("omg.org/spec/DMN/", "omg.org/spec/FEEL/")
EXTENSIONS = frozenset(
    f"http://{host}"
    for host in ("camunda.org/schema/1.0/dmn", "flowable.org/dmn", "activiti.com/dmn")
)
READ_EXTENSIONS = frozenset([("input", "inputVariable")])
EXPRESSIONS = frozenset(
    [
        "literalExpression", "decisionTable", "context", "functionDefinition", "invocation", "list",
        "relation", "conditional", "filter", "for", "some", "every",
    ]
)  # fmt: skip


def kind(element: etree._Element) -> str:
    """The local name of an element; empty for comments and for elements of tools."""
    tag: Any = element.tag
    if not isinstance(tag, str):
        return ""
    name = etree.QName(tag)
    namespace = name.namespace or ""
    return name.localname if any(one in namespace for one in NAMESPACES) else ""


def parts(element: etree._Element, *kinds: str) -> Iterator[etree._Element]:
    """The children of these kinds, in their order."""
    for part in element:
        if kind(part) in kinds:
            yield part


def part(element: etree._Element, *kinds: str) -> etree._Element | None:
    """The first child of one of these kinds."""
    return next(parts(element, *kinds), None)


def properties(element: etree._Element) -> dict[str, str]:
    """The `camunda:property` entries of an element: the texts in other languages."""
    block = part(element, "extensionElements")
    if block is None:
        return {}
    return {
        attribute(entry, "name"): attribute(entry, "value")
        for entry in block.iterfind("{*}properties/{*}property")
    }


def body(element: etree._Element | None) -> etree._Element | None:
    """The boxed expression inside an element."""
    return None if element is None else part(element, *EXPRESSIONS)


def text_of(element: etree._Element | None) -> str:
    """The content of the `text` element inside, without the space around it."""
    inner = None if element is None else part(element, "text")
    return "" if inner is None else "".join(map(str, inner.itertext())).strip()


def words_of(element: etree._Element | None) -> str:
    """The text content of an element itself."""
    return "" if element is None else "".join(map(str, element.itertext())).strip()


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute without the space around it, or nothing."""
    found: Any = None if element is None else element.get(name)
    return str(found).strip() if found is not None else ""


def extension(element: etree._Element, name: str) -> str:
    """An attribute in one of the extension namespaces, or nothing."""
    return next((value for found, value in extensions(element) if found == name), "")


def extensions(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Names and values of an element's attributes in the extension namespaces."""
    for key, value in element.attrib.items():
        name = etree.QName(key)
        if name.namespace in EXTENSIONS:
            yield name.localname, str(value).strip()


def type_name(element: etree._Element | None) -> str:
    """The name of the type that an element declares, as an attribute or as an element."""
    if element is None:
        return ""
    return attribute(element, "typeRef") or words_of(part(element, "typeRef"))
