"""The supervisor's list of cases: filters, figures, pages, and what they cost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import (
    NOW,
    OFFICE,
    a_case,
    a_job,
    a_task,
    a_token,
    an_incident,
    an_instance,
    applicant,
)

from app.domain.case import Case, InstanceStatus
from app.domain.identity import ElementId, OfficeId, ProcessKey
from app.domain.texts import NO_TEXT
from app.ports.views import DueBounds, InstancePage, InstanceQuery
from app.storage import Storage, count_statements

BOUNDS = DueBounds(NOW, NOW + timedelta(hours=12), NOW + timedelta(days=3))
ENDED = {"status": InstanceStatus.COMPLETED, "ended_at": NOW}
STOPPED = {"status": InstanceStatus.INCIDENT}
SOON = {"term_closes_at": NOW + timedelta(days=7)}
LATE = {"term_closes_at": NOW - timedelta(1)}
_numbers = iter(range(1, 1_000_000))


def given(storage: Storage, case: Mapping[str, object], instance: Mapping[str, object]) -> Case:
    one = an_instance(**instance)  # type: ignore[arg-type]  # names of fields
    made = a_case(one.id, f"ЖК-2026-{next(_numbers):06}", **case)
    with storage.begin() as uow:
        uow.instances.add(one)
        uow.cases.add(made)
        uow.commit()
    return made


def listed(storage: Storage, **fields: object) -> InstancePage:
    query = InstanceQuery(frozenset({OFFICE}), BOUNDS, NOW + timedelta(days=7))
    return storage.queries.instances(replace(query, **fields))  # type: ignore[arg-type]  # fields of a query


def numbers(page: InstancePage) -> list[str]:
    return [row.number for row in page.rows]


def test_each_filter_shows_its_cases_and_every_figure_is_exact(storage: Storage) -> None:
    calm = given(storage, {}, {})
    late = given(storage, LATE, {})
    stopped = given(storage, {}, STOPPED)
    both = given(storage, LATE, STOPPED)
    ended = given(storage, LATE, ENDED)
    soon = given(storage, SOON, {})
    soon_but_stopped = given(storage, SOON, STOPPED)
    given_soon_and_done = given(storage, {**SOON, "term_met_at": NOW}, {})
    met = given(storage, {**LATE, "term_met_at": NOW}, {})
    met_but_stopped = given(storage, {**LATE, "term_met_at": NOW}, STOPPED)
    given(storage, {"office_id": OfficeId("elsewhere")}, STOPPED)
    expected = {
        "all": {
            *(calm, late, stopped, both, ended, met, met_but_stopped),
            *(soon, soon_but_stopped, given_soon_and_done),
        },
        "active": {
            *(calm, late, stopped, both, met, met_but_stopped),
            *(soon, soon_but_stopped, given_soon_and_done),
        },
        "incident": {stopped, both, met_but_stopped, soon_but_stopped},
        "overdue": {late, both},
        "soon": {soon, soon_but_stopped},
        "attention": {late, stopped, both, met_but_stopped, soon_but_stopped},
        "ended": {ended},
    }
    for show, cases in expected.items():
        page = listed(storage, show=show)
        assert set(numbers(page)) == {case.number for case in cases}, show
        assert page.total == len(cases)
        assert page.counts == {name: len(some) for name, some in expected.items()}


def test_an_incident_that_outlives_its_case_needs_somebody_too(storage: Storage) -> None:
    given(storage, {}, {})
    job = a_job(given(storage, {}, ENDED).instance_id)
    told = given(storage, {}, ENDED)
    with storage.begin() as uow:
        left = an_incident(job.instance_id, job_id=job.id)
        mended = an_incident(told.instance_id, job_id=a_job(told.instance_id).id, resolved_at=NOW)
        uow.incidents.add(left)
        uow.incidents.add(mended)
        uow.commit()
    for show in ("incident", "attention"):
        page = listed(storage, show=show)
        assert [row.incident_id for row in page.rows] == [left.id]
        assert page.total == 1
    assert {"active": 1, "ended": 2, "overdue": 0}.items() <= page.counts.items()


def test_every_case_is_either_in_progress_or_over_and_incidents_are_a_mark_on_some(
    storage: Storage,
) -> None:
    given(storage, {}, {})
    given(storage, {}, STOPPED)
    over = given(storage, {}, ENDED)
    with storage.begin() as uow:
        job = a_job(over.instance_id)
        uow.incidents.add(an_incident(over.instance_id, job_id=job.id))
        uow.commit()
    counts = listed(storage).counts
    assert (counts["all"], counts["active"], counts["ended"]) == (3, 2, 1)
    assert counts["incident"] == 2
    assert len(numbers(listed(storage, show="active"))) == 2


def test_an_office_without_cases_has_figures_too(storage: Storage) -> None:
    page = listed(storage, offices=frozenset())
    assert (page.rows, page.next, page.total) == ([], "", 0)
    assert set(page.counts.values()) == {0}


def test_a_row_tells_where_the_case_rests_and_why_it_stopped(storage: Storage) -> None:
    case = given(storage, {}, STOPPED)
    task, job = a_task(case.instance_id), a_token("job")
    first = an_incident(case.instance_id)
    with storage.begin() as uow:
        uow.user_tasks.add([task])
        here = replace(a_token(of=task.id), element_id=task.element_id)
        there = replace(job, element_id=ElementId("zz"))
        uow.tokens.change(case.instance_id, gone=[], come=[here, there])
        uow.incidents.add(an_incident(case.instance_id, created_at=NOW + timedelta(1)))
        uow.incidents.add(first)
        uow.incidents.add(
            an_incident(case.instance_id, created_at=NOW - timedelta(1), resolved_at=NOW)
        )
        uow.commit()
    (row,) = listed(storage).rows
    assert list(row.standing_at) == [(task.element_id, task.name), ("zz", NO_TEXT)]
    assert (row.incident_id, row.incident_reason) == (first.id, first.reason)
    assert (row.number, row.applicant_name) == (case.number, case.applicant.full_name)
    assert (row.case_due_on, row.case_closes_at) == (case.term_due_on, case.term_closes_at)


def test_pages_go_from_new_to_old_without_gap_or_overlap(storage: Storage) -> None:
    made = [given(storage, {"registered_at": NOW - timedelta(hours=n // 3)}, {}) for n in range(10)]
    seen: list[tuple[object, str]] = []
    cursor = ""
    while True:
        page = listed(storage, after=cursor, limit=4)
        seen += [(row.registered_at, row.number) for row in page.rows]
        if not (cursor := page.next):
            break
    assert [at for at, _ in seen] == [case.registered_at for case in made]
    assert {number for _, number in seen} == {case.number for case in made}
    assert len(seen) == len(made)


@pytest.mark.parametrize(("typed", "found"), [("жумабек", 1), ("Жұмабек", 1), ("умабек", 0)])
def test_a_case_is_found_by_name_without_kazakh_letters(
    storage: Storage, typed: str, found: int
) -> None:
    given(storage, {"applicant": applicant("Жұмабеков Ерлан")}, {})
    given(storage, {}, {})
    page = listed(storage, text=typed)
    assert (page.total, len(page.rows), page.counts["all"]) == (found, found, 2)


def test_a_list_is_narrowed_by_service_and_by_the_element_where_cases_stand(
    storage: Storage,
) -> None:
    given(storage, {}, {})
    wheelchair = given(storage, {"process_key": ProcessKey("wheelchair")}, {})
    standing = given(storage, {}, {})
    token = replace(a_token(), element_id=ElementId("hearing/hold_hearing"))
    with storage.begin() as uow:
        uow.tokens.change(standing.instance_id, gone=[], come=[token])
        uow.commit()

    by_service = listed(storage, process=ProcessKey("wheelchair"))
    by_element = listed(storage, element=ElementId("hearing/hold_hearing"))

    assert (numbers(by_service), by_service.total) == ([wheelchair.number], 1)
    assert (numbers(by_element), by_element.total) == ([standing.number], 1)
    assert by_element.counts["all"] == 3


@pytest.mark.parametrize("size", [1, 40])
def test_a_page_takes_at_most_six_statements_however_long_it_is(
    storage: Storage, size: int
) -> None:
    for _ in range(size):
        given(storage, {}, {})
    with count_statements(storage) as statements:
        assert len(listed(storage).rows) == size
    assert statements.count == 5
    with count_statements(storage) as statements:
        listed(storage, text="қалиева")
    assert statements.count == 6


def test_what_runs_out_soon_goes_from_urgent_to_later_without_gap_or_overlap(
    storage: Storage,
) -> None:
    days = (5, 2, 6, 1, 2)
    made = [given(storage, {"term_closes_at": NOW + timedelta(day)}, {}) for day in days]
    closes = {case.number: day for case, day in zip(made, days, strict=True)}
    seen: list[str] = []
    after = ""
    while True:
        page = listed(storage, show="soon", limit=2, after=after)
        seen += numbers(page)
        if not (after := page.next):
            break
    assert [closes[number] for number in seen] == sorted(days)
    assert set(seen) == set(closes)
