"""Writes a report as JUnit XML, which build servers show."""

from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

from app.simulation.report import Report, Result, both_sides


def write_junit(report: Report, file: Path) -> None:
    """One test case per scenario; refused models and unusable files are errors of the suite."""
    troubles = [*report.unusable, *(f"{f.file}: {f.message.en}" for f in report.refused)]
    failed = sum(not result.passed for result in report.results)
    suite = Element(
        "testsuite",
        name="scenarios",
        tests=str(len(report.results) + len(troubles)),
        failures=str(failed),
        errors=str(len(troubles)),
    )
    for result in report.results:
        _add_case(suite, result)
    for trouble in troubles:
        case = SubElement(suite, "testcase", classname="scenarios", name=trouble)
        SubElement(case, "error", message=trouble)
    ElementTree(suite).write(file, encoding="utf-8", xml_declaration=True)


def _add_case(suite: Element, result: Result) -> None:
    case = SubElement(suite, "testcase", classname=result.file, name=result.title)
    if (failure := result.failure) is not None:
        told = SubElement(case, "failure", message=f"line {failure.line}: {failure.what}")
        told.text = "\n".join(both_sides(failure))
