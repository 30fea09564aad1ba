"""What a model says of an activity that runs several times."""

from dataclasses import dataclass

from lxml import etree

from app.engine.dialect import extensions_of
from app.engine.names import bpmn, split

MAX_TURNS = 10_000
"""Instances of one multi-instance activity."""
LOOPS = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")


@dataclass(frozen=True, slots=True)
class Loop:
    """Multi-instance, or the standard loop; texts as written, empty where nothing is."""

    is_sequential: bool
    is_standard: bool = False
    cardinality: str = ""
    collection: str = ""
    """A variable's name, or an expression."""
    item: str = ""
    """Variable of each instance that holds its element of the collection."""
    until: str = ""
    """Completion condition of a multi-instance activity."""
    output: str = ""
    """Variable that takes what the instances gave, as a list in their order."""
    output_item: str = ""
    """Variable of each instance whose value is collected there."""
    condition: str = ""
    """Of a standard loop: it goes on while this is true."""
    tests_before: bool = False
    maximum: str = ""

    @property
    def can_lose_updates(self) -> bool:
        return not self.is_sequential


def loop_of(xml: etree._Element) -> Loop | None:
    """The loop of an activity, or None."""
    several, standard = (xml.find(bpmn(tag)) for tag in LOOPS)
    if several is not None:
        extensions = extensions_of(several)
        return Loop(
            is_sequential=_is_true(several, "isSequential"),
            cardinality=_text(several, "loopCardinality"),
            collection=extensions.get("collection") or _text(several, "loopDataInputRef"),
            item=extensions.get("elementVariable") or _named(several, "inputDataItem"),
            until=_text(several, "completionCondition"),
            output=_text(several, "loopDataOutputRef"),
            output_item=_named(several, "outputDataItem"),
        )
    if standard is not None:
        return Loop(
            is_sequential=True,
            is_standard=True,
            condition=_text(standard, "loopCondition"),
            tests_before=_is_true(standard, "testBefore"),
            maximum=str(standard.get("loopMaximum", "")).strip(),
        )
    return None


def _is_true(xml: etree._Element, name: str) -> bool:
    return str(xml.get(name, "")).strip() in ("true", "1")


def _text(xml: etree._Element, tag: str) -> str:
    part = xml.find(bpmn(tag))
    return "" if part is None else "".join(map(str, part.itertext())).strip()


def _named(xml: etree._Element, tag: str) -> str:
    """The name of a data item; its id where it has none."""
    part = xml.find(bpmn(tag))
    return "" if part is None else str(part.get("name") or part.get("id") or "").strip()


def is_loop(xml: etree._Element) -> bool:
    return split(xml.tag)[1] in LOOPS
