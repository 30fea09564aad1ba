"""What differs between two states of a service: element by element, and file by file as text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from lxml import etree

from app.domain.models import is_diagram
from app.domain.texts import Text
from app.safe_xml import UnreadableModel, read_xml

What = Literal["added", "removed", "changed", "moved"]
CONTEXT = 3
"""Unchanged lines shown around changed ones."""
MOST_LINES = 20_000
"""Of one file that are compared line by line; a longer one is only said to differ."""
_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DRAWN = frozenset({f"{_DI}BPMNShape", f"{_DI}BPMNEdge"})
_CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
"""Of a condition; it says nothing to people."""
_TIES = frozenset({f"{_BPMN}incoming", f"{_BPMN}outgoing"})
"""They repeat what the flows say."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One attribute or part of an element, before and after; empty where it is not there."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ElementChange:
    id: str
    name: Text
    what: What
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffLine:
    sign: Literal["+", "-", " ", "…"]
    text: str


@dataclass(frozen=True, slots=True)
class FileChange:
    path: str
    what: Literal["added", "removed", "changed"]
    lines: tuple[DiffLine, ...]
    elements: tuple[ElementChange, ...] = ()
    """Of a diagram, in the order in which they are drawn in the file."""
    names: Mapping[str, Text] = field(default_factory=dict)
    """Of a diagram: what the elements of both states are called, by id."""

    def ids(self, what: What) -> list[str]:
        return [element.id for element in self.elements if element.what == what]


def compare(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[FileChange, ...]:
    """The files that differ, in order of path."""
    found = []
    for path in sorted({*old, *new}):
        before, after = old.get(path), new.get(path)
        if before == after:
            continue
        what: Literal["added", "removed", "changed"] = "changed"
        if before is None or after is None:
            what = "added" if before is None else "removed"
        lines = tuple(_lines(before or b"", after or b""))
        if what == "changed" and is_diagram(path):
            found.append(_diagram(path, lines, before or b"", after or b""))
        else:
            found.append(FileChange(path, what, lines))
    return tuple(found)


def _lines(old: bytes, new: bytes) -> Iterator[DiffLine]:
    before = old.decode(errors="replace").splitlines()
    after = new.decode(errors="replace").splitlines()
    if max(len(before), len(after)) > MOST_LINES:
        return
    # Its guess at what is junk would call common lines of a long file different.
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for place, group in enumerate(matcher.get_grouped_opcodes(CONTEXT)):
        if place:
            yield DiffLine("…", "")
        for tag, a1, a2, b1, b2 in group:
            if tag == "equal":
                yield from (DiffLine(" ", line) for line in before[a1:a2])
                continue
            yield from (DiffLine("-", line) for line in before[a1:a2])
            yield from (DiffLine("+", line) for line in after[b1:b2])


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a diagram says of its elements."""

    facts: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Text]
    places: Mapping[str, str]


def _diagram(path: str, lines: tuple[DiffLine, ...], old: bytes, new: bytes) -> FileChange:
    try:
        before, after = _drawn(read_xml(old)), _drawn(read_xml(new))
    except UnreadableModel:
        return FileChange(path, "changed", lines)
    names = {**before.names, **after.names}
    return FileChange(path, "changed", lines, tuple(_elements(before, after)), names)


def _elements(before: _Drawn, after: _Drawn) -> Iterator[ElementChange]:
    for identity in dict.fromkeys((*after.facts, *before.facts)):
        name = after.names.get(identity) or before.names[identity]
        if identity not in before.facts:
            yield ElementChange(identity, name, "added")
        elif identity not in after.facts:
            yield ElementChange(identity, name, "removed")
        elif details := tuple(_details(before.facts[identity], after.facts[identity])):
            yield ElementChange(identity, name, "changed", details)
        elif before.places.get(identity) != after.places.get(identity):
            yield ElementChange(identity, name, "moved")


def _details(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Detail]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Detail(name, old.get(name, ""), new.get(name, ""))


def _drawn(root: etree._Element) -> _Drawn:
    facts: dict[str, dict[str, str]] = {}
    names: dict[str, Text] = {}
    places: dict[str, str] = {}
    for element in root.iter(etree.Element):
        tag, identity = str(element.tag), element.get("id")
        if tag in _DRAWN:
            if (shown := element.get("bpmnElement")) is not None:
                places[shown] = etree.tostring(element, method="c14n").decode()
        elif identity and tag.startswith(_BPMN) and element is not root:
            facts[identity] = dict(_facts(element, ""))
            names[identity] = _name(element, identity)
    return _Drawn(facts, names, places)


def _facts(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    """Attributes and parts down to the next element that has an id of its own."""
    for name, value in element.attrib.items():
        if name != _XSI_TYPE and not (path == "" and name == "id"):
            yield f"{path}{_short(str(name))}", str(value)
    if len(element) == 0 and (text := (element.text or "").strip()):
        yield path.rstrip("/") or _short(str(element.tag)), text
    counted: dict[str, int] = {}
    for child in element.iterchildren(etree.Element):
        tag = str(child.tag)
        if tag in _TIES or (child.get("id") and tag.startswith(_BPMN)):
            continue
        if tag == f"{_CAMUNDA}property":
            yield str(child.get("name")), str(child.get("value") or child.text or "")
            continue
        inner = path if tag in (f"{_BPMN}extensionElements", f"{_CAMUNDA}properties") else ""
        if not inner and tag not in (f"{_BPMN}extensionElements", f"{_CAMUNDA}properties"):
            number = counted[tag] = counted.get(tag, 0) + 1
            label = child.get("name") or child.get("target") or (str(number) if number > 1 else "")
            inner = f"{path}{_short(tag)}{f'[{label}]' if label else ''}/"
        yield from _facts(child, inner)


def _short(name: str) -> str:
    return name.rpartition("}")[2]


def _name(element: etree._Element, identity: str) -> Text:
    told = {
        str(found.get("name")): str(found.get("value") or "")
        for found in element.findall(
            f"{_BPMN}extensionElements/{_CAMUNDA}properties/{_CAMUNDA}property"
        )
    }
    own = element.get("name") or identity
    return Text(own, told.get("name.ru", ""), told.get("name.en", ""))
