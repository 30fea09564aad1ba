"""What a run of scenarios has shown: results, coverage, refused models, unusable files."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from app.domain.models import Finding
from app.domain.texts import Text

HELD, FAILED, REFUSED, UNUSABLE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class StepDone:
    number: int
    """From 1; 0 is the start."""
    line: int
    step: str
    at: datetime
    passed: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the timeline."""

    at: datetime
    instance: int
    kind: str
    element: str
    detail: str


@dataclass(frozen=True, slots=True)
class Failure:
    step: int
    line: int
    what: str
    """The step, and what is wrong with it or the key of an expectation: for the command line."""
    expected: object
    """A JSON-like value, or a Text; `found`, too."""
    found: object
    told: Text
    """What is wrong, for people."""
    key: str = ""
    """Of the expectation that does not hold; empty where the step itself could not be done."""


@dataclass(frozen=True, slots=True)
class Result:
    """One scenario."""

    file: str
    title: str
    steps: Sequence[StepDone]
    timeline: Sequence[Happened]
    elements_passed: Sequence[str]
    failure: Failure | None

    @property
    def passed(self) -> bool:
        return self.failure is None


@dataclass(frozen=True, slots=True)
class Gap:
    """What no scenario passed in one process; empty where all was passed."""

    process: str
    elements: Sequence[str]
    flows: Sequence[str]


@dataclass(frozen=True, slots=True)
class Report:
    results: Sequence[Result] = ()
    coverage: Sequence[Gap] = ()
    """Of each process that a scenario ran."""
    refused: Sequence[Finding] = ()
    unusable: Sequence[str] = ()
    """One line each."""

    @property
    def exit_status(self) -> int:
        if self.unusable:
            return UNUSABLE
        if self.refused:
            return REFUSED
        return HELD if all(result.passed for result in self.results) else FAILED


def as_text(report: Report) -> str:
    """The report for people."""
    lines: list[str] = []
    for result in report.results:
        lines.append(f"{'passed' if result.passed else 'FAILED'}  {result.file}  {result.title}")
        if (failure := result.failure) is not None:
            lines.append(f"  {result.file}:{failure.line}: step {failure.step}, {failure.what}")
            lines += [f"    {line}" for line in both_sides(failure)]
    lines += [_finding_line(finding) for finding in report.refused]
    lines += report.unusable
    for gap in report.coverage:
        lines.append(f"{gap.process}: {_coverage_words(gap)}")
    if report.results:
        good = sum(result.passed for result in report.results)
        lines.append(f"{good} of {len(report.results)} scenarios passed")
    return "\n".join(lines)


def as_json(report: Report) -> Mapping[str, object]:
    """The report for machines: one JSON object, in the shape of the format's own page."""
    if report.unusable:
        return {"unusable": list(report.unusable)}
    if report.refused:
        return {"refused": [finding_json(finding) for finding in report.refused]}
    return {
        "scenarios": [_result_json(result) for result in report.results],
        "coverage": [asdict(gap) for gap in report.coverage],
    }


def finding_json(finding: Finding) -> Mapping[str, object]:
    return {
        "file": finding.file,
        "element": finding.element,
        "rule": finding.rule,
        "line": finding.line,
        "message": finding.message.en or finding.message.kk,
    }


def _result_json(result: Result) -> Mapping[str, object]:
    return {
        "file": result.file,
        "title": result.title,
        "passed": result.passed,
        "steps": [{**asdict(step), "at": step.at.isoformat()} for step in result.steps],
        "timeline": [{**asdict(event), "at": event.at.isoformat()} for event in result.timeline],
        "elements_passed": list(result.elements_passed),
        "failure": _failure_json(result.failure) if result.failure else None,
    }


def both_sides(failure: Failure) -> tuple[str, str]:
    """A line of what was expected, and one of what was found."""
    sides = _in_english(failure.expected), _in_english(failure.found)
    return f"expected {sides[0]}", f"found    {sides[1]}"


def _failure_json(failure: Failure) -> Mapping[str, object]:
    return {
        "step": failure.step,
        "line": failure.line,
        "what": failure.what,
        "expected": _in_english(failure.expected),
        "found": _in_english(failure.found),
    }


def _in_english(value: object) -> object:
    if isinstance(value, Text):
        return value.en
    if isinstance(value, Mapping):
        return {key: _in_english(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_english(inner) for inner in value]
    return value


def _finding_line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    element = f" {finding.element}" if finding.element else ""
    return f"{place}:{element} {finding.message.en or finding.message.kk} ({finding.rule})"


def _coverage_words(gap: Gap) -> str:
    if not gap.elements and not gap.flows:
        return "every element and sequence flow was passed"
    parts = []
    if gap.elements:
        parts.append(f"no scenario passes the elements {', '.join(gap.elements)}")
    if gap.flows:
        parts.append(f"no scenario takes the flows {', '.join(gap.flows)}")
    return "; ".join(parts)
