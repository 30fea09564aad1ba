"""Rows of the lists of cases, made ready for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import g

from app.domain.calendar import WorkingCalendar
from app.domain.case import InstanceStatus
from app.domain.identity import OfficeId
from app.domain.texts import NO_TEXT, Language, Text
from app.domain.words import working_days
from app.ports.views import InstanceRow
from app.web import wording
from app.web.catalogue import say
from app.web.dues import Tag, due_of, met_tag
from app.web.inbox.rows import edition_of
from app.web.services import WebServices


@dataclass(frozen=True, slots=True)
class ListedCase:
    number: str
    applicant: str
    service: Text
    is_demonstration: bool
    standing_at: tuple[Text, ...]
    office: Text
    tag: Tag
    row_class: str
    unchanged_for: str
    due_on: date
    reason: Text | None
    """Why it is stuck."""


def instance_rows(rows: Sequence[InstanceRow], services: WebServices) -> list[ListedCase]:
    """The rows; standards, offices and calendars are asked once each."""
    standards, offices = services.standards(), services.offices()
    calendars: dict[OfficeId, WorkingCalendar] = {}
    listed = []
    for row in rows:
        if row.office_id not in calendars:
            calendars[row.office_id] = services.calendar_of(row.office_id)
        calendar = calendars[row.office_id]
        standard = standards.get(row.process_key)
        edition = edition_of(standards, row.process_key, row.edition)
        tag, row_class = _state(row, calendar, g.language)
        listed.append(
            ListedCase(
                number=row.number,
                applicant=row.applicant_name or say("common.no_applicant", g.language),
                service=standard.short_name if standard else NO_TEXT,
                is_demonstration=edition is not None and edition.is_demonstration,
                standing_at=tuple(name for _element, name in row.standing_at if name.kk),
                office=offices.get(row.office_id).name,
                tag=tag,
                row_class=row_class,
                unchanged_for=_unchanged(row, calendar, g.language),
                due_on=row.case_due_on,
                reason=row.incident_reason if row.incident_id else None,
            )
        )
    return listed


def _state(row: InstanceRow, calendar: WorkingCalendar, language: Language) -> tuple[Tag, str]:
    if row.incident_id is not None:
        told = "case.state_incident_left" if row.ended_at else "case.state_incident"
        return Tag("danger", "", "unplug", say(told, language)), ""
    if row.status is InstanceStatus.COMPLETED:
        return Tag("success", "", "circle-check", say("case.state_done", language)), ""
    if row.status is InstanceStatus.CANCELLED:
        return Tag("neutral", "", "ban", say("case.state_cancelled", language)), ""
    if row.term_met_at is not None:
        met_on = calendar.local_date(row.term_met_at)
        return met_tag(row.case_due_on, met_on, calendar, language), ""
    due = due_of(row.case_due_on, row.case_closes_at, g.now, calendar, language)
    return due.tag, due.row_class


def _unchanged(row: InstanceRow, calendar: WorkingCalendar, language: Language) -> str:
    """How long the case has stood as it stands."""
    if row.ended_at is not None:
        return ""
    changed, today = calendar.local_date(row.changed_at), calendar.local_date(g.now)
    days = calendar.working_days_between(changed, today)
    if not days:
        return wording.bind(say("control.since_today", language))
    return working_days(days, language)
