"""The DMN TCK, an outside oracle: how many of its cases over literal expressions pass."""

import pytest
from feel_tck import material, run_folder

LEVELS = ("compliance-level-2", "compliance-level-3")
FLOOR = 1264
"""May only rise. Not passed: years beyond 9999, nanoseconds, types and services of a model."""

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def cases():
    folders = [path for level in LEVELS for path in sorted((material() / level).glob("[0-9]*"))]
    if not folders:
        pytest.skip(f"The DMN TCK is not at {material()}")
    return [case for folder in folders for case in run_folder(folder)]


def test_the_number_of_passed_cases_does_not_fall(cases):
    failed = [f"{case.folder} {case.name}: {case.said}" for case in cases if case.passed is False]
    passed = sum(case.passed is True for case in cases)
    assert passed >= FLOOR, "\n".join([f"{passed} passed, not:", *failed])


def test_the_families_of_this_bite_pass_whole(cases):
    for family in ("feel-constants", "feel-math", "ternary-logic", "0072-feel-in",
                   "feel-properties", "conjunction", "negation", "at-literals"):  # fmt: skip
        of_family = [case for case in cases if family in case.folder]
        assert of_family, family
        assert [case for case in of_family if case.passed is False] == [], family
