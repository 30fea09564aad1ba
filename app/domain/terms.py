"""The one door to terms and deadlines: what other rooms import of them."""

from app.domain.deadline_bar import DayCell, Standing, cells, standing
from app.domain.deadlines import (
    DaysNotCounted,
    Deadline,
    Explanation,
    Extension,
    Suspension,
    Term,
    TermChangeNeedsGrounds,
    TermChangeWrong,
    TermUnit,
)
from app.domain.reckoning import add_months, arm, counted_from, extend, reckon, suspend
from app.domain.why_this_date import explain

__all__ = [
    "DayCell",
    "DaysNotCounted",
    "Deadline",
    "Explanation",
    "Extension",
    "Standing",
    "Suspension",
    "Term",
    "TermChangeNeedsGrounds",
    "TermChangeWrong",
    "TermUnit",
    "add_months",
    "arm",
    "cells",
    "counted_from",
    "explain",
    "extend",
    "reckon",
    "standing",
    "suspend",
]
