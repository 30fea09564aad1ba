"""Retry cycles as models write them: `R5/PT10M`, five retries, ten minutes before the first."""

import re
from datetime import timedelta

from app.domain.work import DEFAULT_RETRIES, RetryCycle

_CYCLE = re.compile(
    r"R(?P<retries>\d{1,3})/P(?:(?P<days>\d{1,3})D)?"
    r"(?:T(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,5})M)?(?:(?P<seconds>\d{1,6})S)?)?"
)


def retry_cycle(text: str) -> RetryCycle:
    """Read `camunda:failedJobRetryTimeCycle`; empty gives the default of five from one minute.

    Raises:
        ValueError: not of the form `R<n>/P<duration>`, or a pause of zero.
    """
    if not text:
        return DEFAULT_RETRIES
    found = _CYCLE.fullmatch(text)
    if found is None:
        raise ValueError(f"Expected a cycle such as R5/PT10M, found {text!r}")
    parts = {unit: int(found[unit] or 0) for unit in ("days", "hours", "minutes", "seconds")}
    pause = timedelta(**parts)
    if not pause:
        raise ValueError(f"Expected a pause longer than zero, found {text!r}")
    return RetryCycle(int(found["retries"]), pause)
