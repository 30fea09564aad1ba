"""Runs cases of the DMN TCK whose decisions are literal expressions over input data."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from lxml import etree

from app.feel import FeelSyntaxError, Value, parse
from app.feel.errors import Unfit
from app.feel.temporal import read_date, read_date_time, read_duration, read_time

NOW = datetime(2026, 12, 2, 4, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


class NotLiteral(Exception):
    """The decision needs more than literal expressions."""


def material() -> Path:
    """Return the folder of the decision models."""
    given = os.environ.get("QADAM_CONFORMANCE")  # noqa: TID251  # test material, not a setting
    return (Path(given) if given else ROOT.parent / "shared" / "conformance") / "dmn"


def read(path: Path) -> etree._Element:
    return etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname


def child(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterchildren(f"{{*}}{name}"), None)


@dataclass
class Model:
    """The decisions of one model by id and by name."""

    root: etree._Element
    by_id: dict[str, etree._Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {part.get("id"): part for part in self.root.iterchildren("{*}*")}

    def decision(self, name: str) -> etree._Element:
        for part in self.root.iterchildren("{*}decision"):
            if part.get("name") == name:
                return part
        raise NotLiteral(name)

    def result(self, decision: etree._Element, inputs: dict[str, Value]) -> Value:
        scope: dict[str, Value] = {}
        for required in self._required(decision):
            name = str(required.get("name"))
            if name_of(required) == "decision":
                scope[name] = self.result(required, inputs)
            else:
                scope[name] = inputs.get(name)
        body = child(decision, "literalExpression")
        text = child(body, "text") if body is not None else None
        if text is None:
            raise NotLiteral(str(decision.get("name")))
        expression = parse(str(text.text), names=frozenset(scope))
        return expression.evaluate(scope, now=NOW).value

    def _required(self, decision: etree._Element) -> Iterator[etree._Element]:
        for link in decision.iterchildren("{*}informationRequirement", "{*}knowledgeRequirement"):
            for end in link.iterchildren("{*}*"):
                required = self.by_id.get(str(end.get("href")).removeprefix("#"))
                if required is None or name_of(required) not in ("decision", "inputData"):
                    raise NotLiteral(str(end.get("href")))
                yield required


def value_of(element: etree._Element) -> Value:
    """Read the value that a case gives or expects."""
    components = list(element.iterchildren("{*}component"))
    if components:
        return {str(part.get("name")): value_of(part) for part in components}
    if (items := child(element, "list")) is not None:
        return [value_of(item) for item in items.iterchildren("{*}item")]
    value = child(element, "value")
    if value is None or value.get(NIL) == "true":
        return None
    return scalar(str(value.get(TYPE, "string")).split(":")[-1], value.text or "")


def scalar(kind: str, text: str) -> Value:
    if kind == "boolean":
        return text == "true"
    if kind in ("decimal", "double", "integer", "long", "int"):
        return Decimal(text)
    readers = {
        "date": read_date,
        "time": read_time,
        "dateTime": read_date_time,
        "duration": read_duration,
    }
    return readers[kind](text) if kind in readers else text


def same(found: Value, expected: Value) -> bool:
    if isinstance(expected, Decimal) and isinstance(found, Decimal):
        # The cases write inexact results with fewer digits than are calculated.
        return abs(found - expected) <= Decimal("1e-8") * max(abs(expected), Decimal(1))
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(same, found, expected))
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(
            same(found[key], expected[key]) for key in expected
        )
    return type(found) is type(expected) and found == expected


@dataclass(frozen=True)
class Case:
    """One expected result; `passed` is None where the decision is no literal expression."""

    folder: str
    name: str
    passed: bool | None
    said: str


def run_folder(folder: Path) -> Iterator[Case]:
    """Run every case of a folder."""
    models = {path.name: Model(read(path)) for path in sorted(folder.glob("*.dmn"))}
    for path in sorted(folder.glob("*.xml")):
        cases = read(path)
        name = child(cases, "modelName")
        model = models.get(str(name.text).strip()) if name is not None else None
        if model is None:
            continue
        for case in cases.iterchildren("{*}testCase"):
            yield from _run_case(folder.name, model, case)


def _run_case(folder: str, model: Model, case: etree._Element) -> Iterator[Case]:
    for node in case.iterchildren("{*}resultNode"):
        label = f"{case.get('id')} {node.get('name')}"
        try:
            inputs = {
                str(given.get("name")): value_of(given)
                for given in case.iterchildren("{*}inputNode")
            }
            wanted = child(node, "expected")
            expected = value_of(wanted) if wanted is not None else None
            found = model.result(model.decision(str(node.get("name"))), inputs)
        except NotLiteral as beyond:
            yield Case(folder, label, None, str(beyond))
        except FeelSyntaxError as refused:
            # A text that is refused gives no value: right only where an error is expected.
            yield Case(folder, label, node.get("errorResult") == "true", str(refused))
        except Unfit as error:
            # A year beyond 9999 or a nanosecond: the case speaks of a value that is not kept.
            yield Case(folder, label, False, str(error))
        else:
            yield Case(folder, label, same(found, expected), f"{found!r}, expected {expected!r}")
