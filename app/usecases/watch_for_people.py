"""Look for what people want to be told of and nobody does: dates that come, new work, digests."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from app.domain.identity import CaseNumber, PersonId
from app.domain.letters import Letter, LetterKind, letter_of_digest
from app.domain.notices import Notice, NoticeKind
from app.domain.task import UserTask
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.ports.views import Queries
from app.usecases.rulebook import Rulebook
from app.usecases.tell_people import at_work, notice_id, notice_of_task, tell
from app.usecases.viewing import viewer_of

LOOK_EVERY = timedelta(minutes=1)
NEW_WORK_EVERY = timedelta(minutes=15)
"""New work is told of together, so that nobody gets a letter for each task."""
KEPT_FOR = timedelta(days=90)
_NEW_WORK = UUID("0d1f3b64-6a5e-4f0e-8a86-5b1c1f8c27d1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Looks whenever the alarm clock rings; any number of processes may."""

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    clock: Clock

    def look(self) -> int:
        """How much there was to tell."""
        return self._tasks() + self._new_work() + self._digests()

    def _tasks(self) -> int:
        now = self.clock.now()
        with self.begin() as uow:
            last = uow.task_watch.looked_at()
            if last is not None and now - last < LOOK_EVERY:
                return 0
            # Another process may just have looked: its row is waited for, and tells.
            before = uow.task_watch.reached(now)
            if before is None or before >= now:
                uow.commit()
                return 0
            notices = self._come_since(uow, before, now)
            tell(uow, notices)
            uow.commit()
            return len(notices)

    def _come_since(self, uow: UnitOfWork, before: datetime, now: datetime) -> list[Notice]:
        watch = uow.task_watch
        found = _told(NoticeKind.OVERDUE, watch.came_due(before, now))
        found += _told(NoticeKind.RETURNED, watch.came_back(before, now))
        zone = self.rules.usual_calendar(uow).zone
        today = now.astimezone(zone).date()
        if today > before.astimezone(zone).date():
            midnight = datetime.combine(today + timedelta(days=1), time(), zone)
            found += _told(
                NoticeKind.DUE_TODAY, watch.came_due(now, midnight - timedelta(microseconds=1))
            )
            uow.notices.forget_before(now - KEPT_FOR)
        return [replace(one, at=now) for one in found]

    def _new_work(self) -> int:
        told = 0
        while (person := self._due_new_work()) is not None:
            told += self._new_work_of(person)
        return told

    def _due_new_work(self) -> PersonId | None:
        with self.begin() as uow:
            return uow.notice_settings.due_new_work(self.clock.now())

    def _new_work_of(self, person_id: PersonId) -> int:
        now = self.clock.now()
        with self.begin() as uow:
            person = at_work(uow, person_id)
            own = uow.notice_settings.of([person_id])[person_id]
        calendar = None if person is None else self.rules.calendar_of(person)
        opens = now if calendar is None else own.quiet.release(now, calendar)
        since = own.new_work_since or now
        count = 0
        if person is not None and opens <= now:
            viewer = viewer_of(self.rules.standing_in(person), self.rules)
            count = self.queries.new_work(viewer, since, now)
        with self.begin() as uow:
            own = uow.notice_settings.lock(person_id)
            if own.new_work_due is None or own.new_work_due > now:
                return 0
            if person is None:
                own = replace(own, new_work_due=None)
            elif opens > now:
                own = replace(own, new_work_due=opens)
            else:
                own = replace(own, new_work_due=now + NEW_WORK_EVERY, new_work_since=now)
            uow.notice_settings.put(own)
            if count:
                about = notice_id(_NEW_WORK, f"{person_id} {since.isoformat()}")
                told = Notice(about, person_id, NoticeKind.NEW_WORK, now, count=count)
                tell(uow, [told])
            uow.commit()
            return bool(count)

    def _digests(self) -> int:
        made = 0
        while (person := self._due_digest()) is not None:
            made += self._digest_of(person)
        return made

    def _due_digest(self) -> PersonId | None:
        with self.begin() as uow:
            return uow.notice_settings.due_digest(self.clock.now())

    def _digest_of(self, person_id: PersonId) -> int:
        """Make today's digest once, however many processes look, and say when the next is due."""
        now = self.clock.now()
        with self.begin() as uow:
            own = uow.notice_settings.lock(person_id)
            if own.digest_due is None or own.digest_due > now:
                return 0
            person = at_work(uow, person_id)
            channels = [] if person is None else list(own.digests())
            letters: list[Letter] = []
            due = None
            if person is not None and channels:
                calendar = self.rules.calendar_of(person, uow)
                due, day = own.next_digest(now, calendar), calendar.local_date(now)
                if calendar.is_working_day(day):
                    letters = [
                        Letter(
                            id=letter_of_digest(person_id, day, channel),
                            person=person_id,
                            channel=channel,
                            kind=LetterKind.DIGEST,
                            address=address,
                            made_at=now,
                            due_at=now,
                            day=day,
                        )
                        for channel, address in channels
                    ]
            uow.letters.add(letters)
            uow.notice_settings.put(replace(own, digest_due=due))
            uow.commit()
            return len(letters)


def _told(kind: NoticeKind, found: Sequence[tuple[UserTask, CaseNumber]]) -> list[Notice]:
    """Known by the moment that came, so that it is told once."""
    notices = []
    for task, number in found:
        at = task.follow_up_at if kind is NoticeKind.RETURNED else task.due_at
        if task.assignee is not None and at is not None:
            notices.append(notice_of_task(kind, task, number, task.assignee, at))
    return notices
