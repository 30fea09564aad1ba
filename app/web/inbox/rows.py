"""Rows of the inbox, made ready for the page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.domain.calendar import WorkingCalendar
from app.domain.case import NO_IIN
from app.domain.identity import OfficeId, PersonId, ProcessKey, TermId
from app.domain.standard import Edition, ServiceStandard
from app.domain.task import NORMAL
from app.domain.term_changes import changes_of
from app.domain.terms import counted_from, reckon
from app.domain.texts import NO_TEXT, Language, Text
from app.domain.words import Ending, kazakh_time, weekday, working_days
from app.ports.views import DueCounts, InboxPage, InboxRow
from app.web import wording
from app.web.catalogue import say
from app.web.dues import Due, Steps, due_of, steps_of
from app.web.services import WebServices


@dataclass(frozen=True, slots=True)
class Service:
    """A service in the edition that a case follows."""

    name: Text
    edition: Edition | None
    """None: the newest standard has dropped it."""

    @property
    def is_demonstration(self) -> bool:
        return self.edition is not None and self.edition.is_demonstration


@dataclass(frozen=True, slots=True)
class Row:
    """In the reader's words; nothing is left to ask of it but its parts."""

    name: str
    address: str
    number: str
    task_id: UUID
    choose_name: str
    """What the box of the row does, for those who do not see it."""
    claim_address: str
    claim_name: str
    """What the button does, for those who do not see the row."""
    service: Service
    applicant: str
    iin: str
    """Masked."""
    due: Due | None
    steps: Steps | None
    holder: str
    """Or a word for nobody."""
    is_mine: bool
    received: str
    office: Text
    is_urgent: bool
    back_on: str
    """When it comes back that is set aside; empty where it is not."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the list, when, in which language, and where its links lead."""

    person: PersonId
    now: datetime
    language: Language
    task_address: Callable[[UUID], str]
    claim_address: Callable[[UUID], str]


@dataclass(frozen=True, slots=True)
class Glance:
    """One of the four figures above the list."""

    due: str
    count: int
    icon: str
    look: str
    fact: str


def rows_of(page: InboxPage, services: WebServices, reader: Reader) -> list[Row]:
    """The rows; standards and calendars are asked once each, and equal things are one object."""
    standards = services.standards()
    offices: dict[OfficeId, _Office] = {}
    followed: dict[tuple[ProcessKey, str], Service] = {}
    claim_name = _of_cases("inbox.claim_name", reader.language)
    choose_name = _of_cases("inbox.choose_name", reader.language)
    rows = []
    for row in page.rows:
        office = offices.get(row.office_id)
        if office is None:
            calendar = services.calendar_of(row.office_id)
            name = services.offices().get(row.office_id).name
            office = _Office(calendar, name, reader.now, reader.language)
            offices[row.office_id] = office
        service = followed.get((row.process_key, row.edition))
        if service is None:
            service = _service(standards, row.process_key, row.edition)
            followed[row.process_key, row.edition] = service
        rows.append(
            _row(row, reader, service, office, (claim_name(row.number), choose_name(row.number)))
        )
    return rows


@dataclass(frozen=True, slots=True)
class _Office:
    """Terms of one office's rows; each is told once, for most rows fall on the same few days."""

    calendar: WorkingCalendar
    name: Text
    now: datetime
    language: Language
    _dues: dict[object, Due] = field(default_factory=dict)
    _steps: dict[object, Steps] = field(default_factory=dict)

    def due(self, due_on: date, due_at: datetime | None) -> Due:
        found = self._dues.get((due_on, due_at))
        if found is None:
            found = due_of(due_on, due_at, self.now, self.calendar, self.language)
            self._dues[due_on, due_at] = found
        return found

    def steps(self, row: InboxRow, edition: Edition | None) -> Steps | None:
        term_id = TermId(row.case_term)
        if edition is None or term_id not in edition.terms:
            return None
        term = edition.term(term_id, row.case_channel)
        begun = counted_from(term, row.case_terms_from, self.calendar)
        met_at = row.case_term_met_at
        met_on = self.calendar.local_date(met_at) if met_at else None
        own = row.process_key, row.edition, row.case_term, row.case_channel
        alike = *own, row.case_term_changes, begun, met_on
        found = self._steps.get(alike)
        if found is None:
            changes = changes_of(term_id, row.case_term_changes)
            deadline = reckon(term, row.case_terms_from, self.calendar, *changes)
            found = steps_of(deadline, self.now, self.calendar, self.language, met_on)
            self._steps[alike] = found
        return found


def notices_of(rows: Sequence[InboxRow], services: WebServices) -> list[Text]:
    """The sentences on demonstration editions among the rows, each once."""
    standards = services.standards()
    editions = {
        (row.process_key, row.edition): edition_of(standards, row.process_key, row.edition)
        for row in rows
    }
    found = [e.notice for e in editions.values() if e is not None and e.is_demonstration]
    return list(dict.fromkeys(found))


def edition_of(
    standards: Mapping[ProcessKey, ServiceStandard], key: ProcessKey, edition: str
) -> Edition | None:
    """The edition, unless the newest standard of the service has dropped it."""
    standard = standards.get(key)
    return next((e for e in standard.editions if e.id == edition), None) if standard else None


def glances_of(
    counts: DueCounts, now: datetime, calendar: WorkingCalendar, language: Language
) -> list[Glance]:
    """The four links above the list, each with its one fact."""
    today = calendar.local_date(now)
    facts = {
        "overdue": _oldest(counts, now, calendar, language) if counts.overdue else "",
        "today": _closing(calendar.closes_at(today), language) if counts.today else "",
        "this_week": _week_end(now, calendar, language) if counts.this_week else "",
        "later": _latest(counts, language) if counts.later else "",
    }
    return [
        Glance("overdue", counts.overdue, "clock-alert", "is-danger", facts["overdue"]),
        Glance("today", counts.today, "alarm-clock", "is-warning", facts["today"]),
        Glance("this_week", counts.this_week, "calendar-days", "", facts["this_week"]),
        Glance("later", counts.later, "calendar", "", facts["later"]),
    ]


def _service(
    standards: Mapping[ProcessKey, ServiceStandard], key: ProcessKey, edition: str
) -> Service:
    standard = standards.get(key)
    name = standard.short_name if standard else NO_TEXT
    return Service(name, edition_of(standards, key, edition))


def _row(
    row: InboxRow, reader: Reader, service: Service, office: _Office, names: tuple[str, str]
) -> Row:
    claim_name, choose_name = names
    return Row(
        name=wording.text_words(row.task_name, reader.language),
        address=reader.task_address(row.task_id),
        number=row.number,
        task_id=row.task_id,
        choose_name=choose_name,
        claim_address=reader.claim_address(row.task_id),
        claim_name=claim_name,
        service=service,
        applicant=row.applicant_name or say("common.no_applicant", reader.language),
        iin="" if row.applicant_iin == NO_IIN else wording.masked_iin(row.applicant_iin),
        due=office.due(row.due_on, row.due_at) if row.due_on else None,
        steps=office.steps(row, service.edition),
        holder=row.assignee_name or say("inbox.nobody", reader.language),
        is_mine=row.assignee == reader.person,
        received=_received(row, reader),
        office=office.name,
        is_urgent=row.priority > NORMAL,
        back_on=_back_on(row, reader, office.calendar),
    )


def _received(row: InboxRow, reader: Reader) -> str:
    if row.created_at is None:
        return ""
    return wording.bind(wording.moment_words(row.created_at, reader.now, reader.language))


def _back_on(row: InboxRow, reader: Reader, calendar: WorkingCalendar) -> str:
    if row.follow_up_at is None or row.follow_up_at <= reader.now:
        return ""
    day = wording.on_date(calendar.local_date(row.follow_up_at), reader.language)
    return wording.bind(say("inbox.back_on", reader.language, date=day))


def _of_cases(key: str, language: Language) -> Callable[[str], str]:
    """A sentence about many cases: it is made once, and differs by the number alone."""
    before, after = wording.bind(say(key, language, number="\0")).split("\0")
    return lambda number: f"{before}{number}{after}"


def _oldest(counts: DueCounts, now: datetime, calendar: WorkingCalendar, language: Language) -> str:
    if counts.earliest_due is None:
        return ""
    due, today = calendar.local_date(counts.earliest_due), calendar.local_date(now)
    days = calendar.working_days_between(due, today)
    if not days:
        return wording.bind(say("inbox.fact_since", language, date=wording.on_date(due, language)))
    return wording.bind(say("inbox.fact_overdue", language, days=working_days(days, language)))


def _closing(closes: datetime, language: Language) -> str:
    at = wording.local(closes)
    time = kazakh_time(at.time(), Ending.DATIVE) if language == "kk" else f"{at:%H:%M}"
    return wording.bind(say("inbox.fact_today", language, time=time))


def _week_end(now: datetime, calendar: WorkingCalendar, language: Language) -> str:
    today = calendar.local_date(now)
    week = [today.fromordinal(today.toordinal() + k) for k in range(7 - today.weekday())]
    last = next((day for day in reversed(week) if calendar.is_working_day(day)), today)
    return wording.bind(
        say(
            "inbox.fact_week",
            language,
            date=wording.short_date(last, language),
            weekday=weekday(last, language),
        )
    )


def _latest(counts: DueCounts, language: Language) -> str:
    if counts.latest_due is None:
        return ""
    day = wording.local(counts.latest_due).date()
    return wording.bind(say("inbox.fact_later", language, date=wording.on_date(day, language)))
