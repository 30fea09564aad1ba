"""All questions of the pages behind one door, each in a read-only transaction of its own."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine

from app.domain.audit import AuditEntry
from app.domain.citizens import CitizenSession
from app.domain.identity import CaseNumber, DraftId, InstanceId, OfficeId, PersonId, UserTaskId
from app.domain.inbox_view import InboxViews
from app.domain.letters import Letter
from app.domain.notes import CaseNote
from app.domain.notices import Notice, NoticeSettings
from app.domain.people import Person
from app.domain.ratings import Rating
from app.domain.service_drafts import DraftFile, ServiceDraft
from app.ports.citizen_views import RatingPage
from app.ports.complaint_views import CaseLinks
from app.ports.counter_views import CounterPage, CounterQuery
from app.ports.design_views import DesignOverview
from app.ports.people_views import HeldTasks, PeoplePage, PeopleQuery
from app.ports.register_views import MessagePage, MessageQuery, RegisterPage, RegisterQuery
from app.ports.views import (
    AuditTrail,
    CaseView,
    InboxNews,
    InboxPage,
    InboxQuery,
    InstancePage,
    InstanceQuery,
    OpeningRow,
    TaskList,
    TaskView,
    Viewer,
)
from app.storage.queries import (
    audits,
    cases,
    citizens,
    complaints,
    counters,
    designs,
    inbox,
    instances,
    people,
    registers,
)
from app.storage.repositories import letters, notes, notices
from app.storage.repositories.designs import ServiceDraftRepository
from app.storage.repositories.inbox_views import InboxViewRepository
from app.storage.repositories.reference import PeopleRepository
from app.storage.unit_of_work import looking


class SqlQueries:
    """Implements app.ports.views.Queries; every answer shows one moment's state.

    What one statement answers needs no transaction around it.
    """

    def __init__(self, engine: Engine, engine_once: Engine) -> None:
        self._engine = engine
        self._once = engine_once

    def register(self, query: RegisterQuery) -> RegisterPage:
        with looking(self._engine) as connection:
            return registers.register(connection, query)

    def sent_messages(self, query: MessageQuery) -> MessagePage:
        with looking(self._engine) as connection:
            return registers.sent_messages(connection, query)

    def person(self, person: PersonId) -> Person | None:
        with looking(self._once) as connection:
            return PeopleRepository(connection).get(person)

    def inbox(self, query: InboxQuery) -> InboxPage:
        with looking(self._engine) as connection:
            return inbox.inbox(connection, query)

    def counter(self, query: CounterQuery) -> CounterPage:
        with looking(self._engine) as connection:
            return counters.counter(connection, query)

    def inbox_views(self, person: PersonId, offices: Collection[OfficeId]) -> InboxViews:
        with looking(self._once) as connection:
            return InboxViewRepository(connection).of(person, offices)

    def case_notes(self, instance_id: InstanceId) -> Sequence[CaseNote]:
        with looking(self._once) as connection:
            return notes.case_notes(connection, instance_id)

    def notices(self, person: PersonId, limit: int) -> Sequence[Notice]:
        with looking(self._once) as connection:
            return notices.notices(connection, person, limit)

    def notice_settings(self, person: PersonId) -> NoticeSettings:
        with looking(self._engine) as connection:
            return notices.settings_of(connection, [person])[person]

    def failed_letters(self, person: PersonId, since: datetime) -> Sequence[Letter]:
        with looking(self._once) as connection:
            return letters.failed_letters(connection, person, since)

    def letters_given_up(self, since: datetime) -> int:
        with looking(self._once) as connection:
            return letters.letters_given_up(connection, since)

    def new_work(self, viewer: Viewer, since: datetime, now: datetime) -> int:
        with looking(self._engine) as connection:
            return inbox.new_work(connection, viewer, since, now)

    def inbox_news(self, viewer: Viewer, which: TaskList, now: datetime) -> InboxNews:
        with looking(self._engine) as connection:
            return inbox.inbox_news(connection, viewer, which, now)

    def first_task(self, viewer: Viewer, which: TaskList, now: datetime) -> UserTaskId | None:
        with looking(self._once) as connection:
            return inbox.first_task(connection, viewer, which, now)

    def open_task_counts(self, viewers: Sequence[Viewer], now: datetime) -> Mapping[PersonId, int]:
        with looking(self._engine) as connection:
            return inbox.open_task_counts(connection, viewers, now)

    def task(self, task_id: UserTaskId, viewer: PersonId) -> TaskView:
        with looking(self._engine) as connection:
            return cases.task(connection, task_id, viewer)

    def case(self, number: CaseNumber) -> CaseView:
        with looking(self._engine) as connection:
            return cases.case(connection, number)

    def snapshot(self, instance_id: InstanceId) -> bytes:
        with looking(self._once) as connection:
            return cases.snapshot(connection, instance_id)

    def case_openings(self, instance_id: InstanceId, limit: int) -> Sequence[OpeningRow]:
        with looking(self._engine) as connection:
            return cases.case_openings(connection, instance_id, limit)

    def case_links(self, instance_id: InstanceId) -> CaseLinks:
        with looking(self._once) as connection:
            return complaints.case_links(connection, instance_id)

    def reviewing_offices(self, instance_id: InstanceId) -> frozenset[OfficeId]:
        with looking(self._once) as connection:
            return complaints.reviewing_offices(connection, instance_id)

    def citizen_session(self, session_id: str) -> CitizenSession | None:
        with looking(self._once) as connection:
            return citizens.citizen_session(connection, session_id)

    def citizen_cases(self, iin: str, limit: int) -> Sequence[CaseNumber]:
        with looking(self._once) as connection:
            return citizens.citizen_cases(connection, iin, limit)

    def awaited_messages(self, instance_id: InstanceId) -> frozenset[str]:
        with looking(self._once) as connection:
            return citizens.awaited_messages(connection, instance_id)

    def rating(self, instance_id: InstanceId) -> Rating | None:
        with looking(self._once) as connection:
            return citizens.rating(connection, instance_id)

    def ratings(self, offices: frozenset[OfficeId], limit: int) -> RatingPage:
        with looking(self._engine) as connection:
            return citizens.ratings(connection, offices, limit)

    def instances(self, query: InstanceQuery) -> InstancePage:
        with looking(self._engine) as connection:
            return instances.instances(connection, query)

    def designs(self) -> DesignOverview:
        with looking(self._engine) as connection:
            return designs.overview(connection)

    def service_draft(self, draft: DraftId) -> tuple[ServiceDraft, tuple[DraftFile, ...]] | None:
        with looking(self._engine) as connection:
            drafts = ServiceDraftRepository(connection)
            found = drafts.get(draft)
            return None if found is None else (found, drafts.files(draft))

    def people(self, query: PeopleQuery) -> PeoplePage:
        with looking(self._engine) as connection:
            return people.people(connection, query)

    def people_counts(self, offices: Collection[OfficeId]) -> tuple[int, int]:
        with looking(self._once) as connection:
            return people.people_counts(connection, offices)

    def held_tasks(self, person: PersonId) -> Sequence[HeldTasks]:
        with looking(self._once) as connection:
            return people.held_tasks(connection, person)

    def held_task_ids(self, person: PersonId, limit: int) -> Sequence[UserTaskId]:
        with looking(self._once) as connection:
            return people.held_task_ids(connection, person, limit)

    def latest_entries(self, chain: str, limit: int) -> Sequence[AuditEntry]:
        with looking(self._once) as connection:
            return people.latest_entries(connection, chain, limit)

    @contextmanager
    def audit_trail(self) -> Iterator[AuditTrail]:
        with looking(self._engine) as connection:
            yield audits.audit_trail(connection)
