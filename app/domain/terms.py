"""The one door to terms and deadlines: what other rooms import of them."""

from app.domain.deadline_bar import DayCell, Standing, cells, standing
from app.domain.deadlines import (
    DaysNotCounted,
    Deadline,
    Explanation,
    Extension,
    NotSuspended,
    Suspension,
    Term,
    TermChangeNeedsGrounds,
    TermChangeWrong,
    TermUnit,
)
from app.domain.reckoning import (
    add_months,
    arm,
    counted_from,
    extend,
    reckon,
    reckon_back,
    suspend,
)
from app.domain.term_changes import TermChange, TermChangeKind, changed_term, changes_of
from app.domain.why_this_date import explain

__all__ = [
    "DayCell",
    "DaysNotCounted",
    "Deadline",
    "Explanation",
    "Extension",
    "NotSuspended",
    "Standing",
    "Suspension",
    "Term",
    "TermChange",
    "TermChangeKind",
    "TermChangeNeedsGrounds",
    "TermChangeWrong",
    "TermUnit",
    "add_months",
    "arm",
    "cells",
    "changed_term",
    "changes_of",
    "counted_from",
    "explain",
    "extend",
    "reckon",
    "reckon_back",
    "standing",
    "suspend",
]
