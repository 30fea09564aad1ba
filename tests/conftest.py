"""What all tests share: when a skip is not allowed."""

from __future__ import annotations

from collections.abc import Generator
from os import environ  # noqa: TID251 - what a machine promises is no setting of the product

import pytest

# A machine that promises the means must not pass by skipping the tests that need them.
PROMISES = {"browser": "QADAM_REQUIRE_BROWSER", "conformance": "QADAM_CONFORMANCE"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        for marker, variable in PROMISES.items():
            if item.get_closest_marker(marker) and environ.get(variable):
                report.outcome = "failed"
                report.longrepr = (
                    f"{variable} is set, so this test may not be skipped: {item.nodeid}"
                )
    return report
