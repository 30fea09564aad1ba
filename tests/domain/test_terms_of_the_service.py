"""The terms of the personal assistant, as its standard declares them, on days of real calendars."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from app.domain.calendar import WORK_SCHEDULES, CalendarDay, WorkingCalendar
from app.domain.identity import TermId
from app.domain.standard import Edition, parse_standard
from app.domain.terms import Deadline, explain, reckon, reckon_back

SERVICE = Path(__file__).parents[2] / "processes" / "personal-assistant" / "service.yaml"
COUNTER, CORPORATION = "department_counter", "state_corporation"
PORTAL, PHONE = "egov_portal", "mobile_phone"


@pytest.fixture(scope="module")
def edition() -> Edition:
    standard = parse_standard(yaml.safe_load(SERVICE.read_text(encoding="utf-8")))
    return standard.edition_for(date(2026, 12, 1))


def at(*moment: int) -> datetime:
    """A moment in Almaty; ten in the morning where no hour is told."""
    year, month, day, hour, minute = (*moment, 10, 0)[:5] if len(moment) == 3 else (*moment, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=5)


def due(
    edition: Edition, term: str, start: datetime, calendar: WorkingCalendar, channel: str = COUNTER
) -> Deadline:
    declared = edition.term(TermId(term), channel)
    if declared.before is None:
        return reckon(declared, start, calendar)
    return reckon_back(declared, due(edition, declared.before, start, calendar, channel), calendar)


@pytest.mark.parametrize(
    ("start", "ends", "notice", "handover"),
    [
        # New Year: 1, 2, 4 and 7 January 2027 are off.
        (at(2026, 12, 22), date(2027, 1, 8), date(2026, 12, 31), date(2027, 1, 6)),
        # Nauryz of 2026: 21-23 March, and the 24th and 25th in place of a Saturday and a Sunday.
        (at(2026, 3, 12), date(2026, 3, 31), date(2026, 3, 26), date(2026, 3, 30)),
        # A transferred day: 26 October for Republic Day on a Sunday.
        (at(2026, 10, 12), date(2026, 10, 27), date(2026, 10, 21), date(2026, 10, 23)),
        # The end is a Monday: a day before it is a Sunday, so the result goes on Friday.
        (at(2025, 2, 3), date(2025, 2, 17), date(2025, 2, 12), date(2025, 2, 14)),
    ],
)
def test_the_last_days_of_notice_and_hand_over_are_counted_back_from_the_end(
    edition: Edition,
    department: WorkingCalendar,
    start: datetime,
    ends: date,
    notice: date,
    handover: date,
) -> None:
    found = [
        due(edition, term, start, department, CORPORATION).due
        for term in ("result_term", "hearing_notice_term", "result_handover_term")
    ]
    assert found == [ends, notice, handover]


def test_what_is_taken_in_on_a_saturday_counts_from_monday(
    edition: Edition, department: WorkingCalendar
) -> None:
    found = due(edition, "result_term", at(2026, 11, 28), department, CORPORATION)
    assert (found.first_counted, found.due) == (date(2026, 11, 30), date(2026, 12, 11))


@pytest.mark.parametrize(
    ("sent", "registered"),
    [
        (at(2026, 11, 20, 17, 59), date(2026, 11, 20)),
        (at(2026, 11, 20, 18), date(2026, 11, 23)),
        (at(2026, 11, 21, 3), date(2026, 11, 23)),
        (at(2026, 12, 31, 23, 59), date(2027, 1, 5)),
    ],
)
def test_a_portal_request_after_hours_is_registered_on_the_next_working_day(
    edition: Edition, department: WorkingCalendar, sent: datetime, registered: date
) -> None:
    found = due(edition, "result_term", sent, department, PORTAL)
    assert found.started == registered
    assert found.due == department.working_days_after(registered, 10)


def test_the_hour_of_a_portal_request_is_that_of_its_office(
    edition: Edition, kazakh_days: Mapping[date, CalendarDay]
) -> None:
    half_past_six = at(2026, 11, 20, 18, 30)
    started = {
        variant: due(
            edition,
            "result_term",
            half_past_six,
            WorkingCalendar(kazakh_days, WORK_SCHEDULES[f"CAL-ED-{variant}"]),
            PORTAL,
        ).started.day
        for variant in "ABC"
    }
    assert started == {"A": 23, "B": 23, "C": 20}


@pytest.mark.parametrize(
    ("term", "event", "last"),
    [
        ("hearing_term", at(2026, 12, 30), date(2027, 1, 5)),
        ("result_resend_term", at(2026, 3, 20), date(2026, 3, 26)),
        ("result_retention_term", at(2026, 12, 29), date(2031, 12, 29)),
        ("package_transfer_target", at(2026, 11, 28), date(2026, 11, 30)),
        ("supplier_choice_term", at(2026, 12, 31), date(2027, 2, 1)),
        ("supplier_choice_last_term", at(2026, 12, 31), date(2027, 3, 1)),
        ("consent_wait_term", at(2026, 12, 22), date(2027, 1, 5)),
    ],
)
def test_other_terms_count_from_their_own_events(
    edition: Edition, department: WorkingCalendar, term: str, event: datetime, last: date
) -> None:
    assert due(edition, term, event, department).due == last


@pytest.mark.parametrize(
    ("channel", "event", "last"),
    [
        # The month may end on a Saturday at the State Corporation, whose units work then.
        (CORPORATION, at(2027, 1, 13), date(2027, 2, 13)),
        (CORPORATION, at(2027, 1, 14), date(2027, 2, 15)),
        (COUNTER, at(2027, 1, 13), date(2027, 2, 15)),
    ],
)
def test_a_result_is_kept_by_the_calendar_of_who_keeps_it(
    edition: Edition, department: WorkingCalendar, channel: str, event: datetime, last: date
) -> None:
    assert due(edition, "result_storage_term", event, department, channel).due == last


def test_refusing_to_accept_takes_two_days_at_most(
    edition: Edition, department: WorkingCalendar
) -> None:
    for channel in (COUNTER, CORPORATION, PORTAL):
        found = due(edition, "acceptance_refusal_term", at(2026, 12, 30), department, channel)
        assert found.due == date(2027, 1, 5)


def test_a_day_counted_back_says_from_which_end(
    edition: Edition, department: WorkingCalendar
) -> None:
    notice = due(edition, "hearing_notice_term", at(2026, 12, 22), department)
    told = explain(notice, "en")
    assert told.startswith(
        "31.12.2026: at least 3\u00a0working days before the term ends on 08.01.2027"
    )
    assert "07.01.2027 Orthodox Christmas" in told
    assert told.endswith("norm: Order No. 458, rules, item 9 (458/G-11)")
    handover = due(edition, "result_handover_term", at(2025, 2, 3), department, CORPORATION)
    assert "16.02.2025 выпадает на выходной, берётся предыдущий рабочий день" in (
        explain(handover, "ru")
    )
