"""Data objects, properties and data associations of the standard, read as variables.

A data object is the variable of its name, where it stands: at the process, or at the subprocess it
is drawn in. An input association gives an activity a variable of its own; an output association
writes what the activity gave (BPMN 2.0.2, clause 10.4).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from app.engine.dialect import Mapped
from app.engine.names import bpmn, split
from app.safe_xml import line_of

DECLARED = ("dataObject", "property", "dataInput", "dataOutput")
"""Elements that hold data under a name."""
PLACEHOLDER = "__targetRef_placeholder"
"""Name of a property that drawing tools put where an association needs some target."""
_PLAIN = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Data:
    """What holds data in a process, by id."""

    variables: Mapping[str, str]
    """The variable that each data object, reference, property, input and output stands for."""
    placeholders: frozenset[str]
    fed: Mapping[str, str]
    """Data input to the variable that an association copies to it."""


def data_of(process: etree._Element) -> Data:
    """Everything in the process that holds data."""
    found: dict[str, str] = {}
    placeholders: set[str] = set()
    for xml in process.iter(*(bpmn(tag) for tag in DECLARED)):
        key = str(xml.get("id", ""))
        found[key] = str(xml.get("name") or key).strip()
        if xml.get("name") == PLACEHOLDER:
            placeholders.add(key)
    for xml in process.iter(bpmn("dataObjectReference")):
        key, target = str(xml.get("id", "")), str(xml.get("dataObjectRef", ""))
        found[key] = found.get(target) or str(xml.get("name") or key).strip()
    fed = {
        target: found[source]
        for xml in process.iter(bpmn("dataInputAssociation"))
        for source, target in [(_text(xml, "sourceRef"), _text(xml, "targetRef"))]
        if source in found and xml.find(bpmn("transformation")) is None
    }
    return Data(found, frozenset(placeholders), fed)


def is_plain(name: str) -> bool:
    """Whether an expression can read a variable of this name."""
    return _PLAIN.fullmatch(name) is not None


def associated(xml: etree._Element, data: Data, kind: str) -> tuple[Mapped, ...]:
    """What the associations of an element set: `kind` is `dataInputAssociation` or its opposite."""
    return tuple(mapped for part in xml.findall(bpmn(kind)) for mapped in _association(part, data))


def held_in(xml: etree._Element) -> tuple[str, ...]:
    """Variables that live and end with a subprocess: its data objects and properties."""
    return tuple(
        str(part.get("name") or part.get("id") or "").strip()
        for part in xml
        if split(part.tag)[1] in ("dataObject", "property") and part.get("name") != PLACEHOLDER
    )


def _association(part: etree._Element, data: Data) -> Iterator[Mapped]:
    line = line_of(part)
    assignments = part.findall(bpmn("assignment"))
    for assignment in assignments:
        target = _text(assignment, "to").removeprefix("=").strip()
        yield Mapped(target, _formula(_text(assignment, "from")), line)
    target = data.variables.get(_text(part, "targetRef"), "")
    if assignments or not target or _text(part, "targetRef") in data.placeholders:
        return
    source = data.variables.get(_text(part, "sourceRef"), "")
    transformed = _text(part, "transformation")
    if transformed:
        yield Mapped(target, _formula(transformed), line)
    elif source and source != target:
        yield Mapped(target, f"={source}", line)


def _formula(text: str) -> str:
    """An expression of the standard is FEEL with or without the sign before it."""
    return text if text.startswith(("=", "$", "#")) else f"={text}"


def _text(part: etree._Element, tag: str) -> str:
    found = part.find(bpmn(tag))
    return "" if found is None else "".join(map(str, found.itertext())).strip()
