"""Runs decision models against test files of the DMN TCK, the outside judge of the language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, DecimalException
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from app.decisions.model import DecisionModel, UnknownDecision
from app.decisions.reading import read_model
from app.feel import FeelBudgetExceeded, Value, YearsMonths, from_value
from app.feel.errors import Unfit
from app.feel.temporal import read_any_date, read_any_date_time, read_duration, read_time
from app.feel.values import type_name
from app.safe_xml import UnreadableModel, read_xml

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_TOLERANCE = Decimal("1e-8")
"""The cases write inexact results with fewer digits than are calculated."""
_NUMBERS = frozenset(["decimal", "double", "integer", "long", "int", "float", "short"])
_TIMES: Mapping[str, Callable[[str], Value]] = MappingProxyType(
    {
        "date": read_any_date,
        "time": read_time,
        "dateTime": read_any_date_time,
        "duration": read_duration,
        "dayTimeDuration": read_duration,
        "yearMonthDuration": read_duration,
    }
)


@dataclass(frozen=True, slots=True)
class Failed:
    """One result that is not what the case expects."""

    file: str
    case: str
    node: str
    expected: str
    found: str


@dataclass(slots=True)
class Verdict:
    """What a run over a folder says."""

    cases: int = 0
    passed: int = 0
    failed: list[Failed] = field(default_factory=list)


class NoModels(Exception):
    """There is no test file below the folder."""


def judge(folder: Path, now: datetime) -> Verdict:
    """Run every case of every test file below the folder.

    Raises:
        NoModels: there is none.
    """
    verdict = Verdict()
    files = [path for path in sorted(folder.rglob("*.xml")) if _is_test(path)]
    if not files:
        raise NoModels(f"There are no test files below {folder}")
    for path in files:
        for case, failures in _cases(path, path.relative_to(folder).as_posix(), now):
            verdict.cases += case
            verdict.passed += case and not failures
            verdict.failed += failures
    return verdict


def _is_test(path: Path) -> bool:
    with path.open("rb") as file:
        return b"testCases" in file.read(4096)


def _cases(path: Path, file: str, now: datetime) -> Iterator[tuple[bool, Sequence[Failed]]]:
    try:
        tests = read_xml(path.read_bytes())
        model = read_model(_model_beside(path, tests).read_bytes())
    except (OSError, UnreadableModel) as error:
        yield True, [Failed(file, "", "", "a model and its cases", str(error))]
        return
    for case in tests.iterchildren("{*}testCase"):
        yield True, list(_failures(case, model, file, now))


def _model_beside(path: Path, tests: etree._Element) -> Path:
    named = tests.find("{*}modelName")
    text = "" if named is None or named.text is None else named.text.strip()
    # Only the name: a test file speaks of a model beside it, wherever its author kept it.
    return path.parent / Path(text or f"{path.parent.name}.dmn").name


def _failures(
    case: etree._Element, model: DecisionModel, file: str, now: datetime
) -> Iterator[Failed]:
    said = str(case.get("id"))
    for node in case.iterchildren("{*}resultNode"):
        name = str(node.get("name"))
        try:
            wanted = node.find("{*}expected")
            expected = None if wanted is None else value_in(wanted)
            inputs = {
                str(given.get("name")): value_in(given)
                for given in case.iterchildren("{*}inputNode")
            }
        except (Unfit, DecimalException) as error:
            yield Failed(file, said, name, "a value that can be read", str(error))
            continue
        told = _told(expected)
        kind = case.get("type", "decision")
        if kind not in ("decision", "bkm"):
            yield Failed(file, said, name, told, f"refused: {kind}")
            continue
        try:
            if kind == "bkm":
                found = model.invoke(str(case.get("invocableName")), inputs, now=now)
            else:
                found = model.evaluate(name, inputs, now=now)
        except (UnknownDecision, FeelBudgetExceeded) as error:
            yield Failed(file, said, name, told, str(error))
            continue
        if not same(found.value, expected):
            why = f" ({found.notes[0].message})" if found.notes else ""
            yield Failed(file, said, name, told, _told(found.value) + why)


def value_in(element: etree._Element) -> Value:
    """The value that a case gives or expects. Unfit for one that is not kept."""
    components = list(element.iterchildren("{*}component"))
    if components:
        return {str(part.get("name")): value_in(part) for part in components}
    if (items := element.find("{*}list")) is not None:
        return [value_in(item) for item in items.iterchildren("{*}item")]
    value = element.find("{*}value")
    if value is None or value.get(f"{_XSI}nil") == "true":
        return None
    kind = str(value.get(f"{_XSI}type", "string")).rpartition(":")[2]
    return _scalar(kind, value.text or "")


def _scalar(kind: str, text: str) -> Value:
    if kind == "boolean":
        return text.strip() == "true"
    if kind in _NUMBERS:
        return Decimal(text.strip())
    return _TIMES[kind](text.strip()) if kind in _TIMES else text


def same(found: Value, expected: Value) -> bool:
    """Whether the result is the expected one; numbers to eight digits."""
    if isinstance(expected, Decimal) and isinstance(found, Decimal):
        return abs(found - expected) <= _TOLERANCE * max(abs(expected), Decimal(1))
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(same, found, expected))
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(
            same(found[key], expected[key]) for key in expected
        )
    if isinstance(expected, YearsMonths):
        return isinstance(found, YearsMonths) and found.months == expected.months
    return type(found) is type(expected) and found == expected


def _told(value: Value) -> str:
    """The value as a person reads it; a function has only a name."""
    try:
        return f"{from_value(value)!r}"
    except TypeError:
        return type_name(value)
