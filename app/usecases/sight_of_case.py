"""Who may read a case: people of its offices, and of a body that reviews a complaint about it."""

from collections.abc import Callable

from app.domain.case import Case
from app.domain.people import NotPermitted, Offices, Person, Power, demand_in_any, offices_where
from app.ports.views import CaseView, Queries

RecordOpening = Callable[[Person, Case, str], None]


def demand_sight(person: Person, case: Case, queries: Queries, offices: Offices) -> None:
    """Raise NotPermitted unless the person may read the case."""
    seen = offices_where(person, Power.SEE_CASE, offices)
    if seen.isdisjoint(case.offices) and seen.isdisjoint(
        queries.reviewing_offices(case.instance_id)
    ):
        demand_in_any(person, Power.SEE_CASE, case.offices, offices)


def contested_in_sight(
    person: Person, case: Case, queries: Queries, offices: Offices, record: RecordOpening
) -> CaseView | None:
    """The case that a complaint is about, for whoever may read it; that is recorded there."""
    link = queries.case_links(case.instance_id).contested
    if link is None:
        return None
    view = queries.case(link.number)
    try:
        demand_sight(person, view.case, queries, offices)
    except NotPermitted:
        return None
    record(person, view.case, "complaint")
    return view
