"""Change the working calendar: drawn up, looked at, applied or dropped by an administrator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from app.domain.administration import demand_keeper
from app.domain.audit import AuditEntry
from app.domain.calendar import WORK_SCHEDULES, CalendarDay, WorkingCalendar, office_zone
from app.domain.calendar_change import (
    CalendarChange,
    CalendarChangeId,
    CalendarChangeOpen,
    CaseMoves,
    ChangeState,
    changed_days,
    demand_days,
)
from app.domain.identity import InstanceId, PersonId
from app.domain.people import Power
from app.ports.calendar_storage import MoveCount
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.acting import actor_of
from app.usecases.rulebook import FRESH_FOR, Rulebook

CALENDAR = "calendar"
"""The audit chain of the calendar."""
KNOWN_EVERYWHERE = FRESH_FOR + timedelta(seconds=5)
"""After it every process counts by the new days. Open cases are moved then, not before: a case that
another process has just registered by the old days is among them."""
MOVES_SHOWN = 50
CHANGES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class DrawUpChange:
    actor: PersonId
    off: tuple[date, ...]
    """Working days that are to be days off."""
    worked: tuple[date, ...]
    """Days off that are to be worked."""
    act: str


@dataclass(frozen=True, slots=True)
class ChangeShown:
    change: CalendarChange
    counts: Sequence[MoveCount]
    cases: Sequence[CaseMoves]
    next: InstanceId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarKeeping:
    """The calendar is one for the whole installation: its keeper administers every office."""

    begin: BeginWork
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]

    def year(self, year: int) -> tuple[CalendarDay, ...]:
        """The days of a year that differ from their week."""
        with self.begin() as uow:
            return uow.calendar.days(date(year, 1, 1), date(year, 12, 31))

    def latest(self) -> Sequence[CalendarChange]:
        with self.begin() as uow:
            return uow.calendar_changes.latest(CHANGES_SHOWN)

    def show(self, change_id: CalendarChangeId, after: InstanceId | None) -> ChangeShown:
        """Raises CalendarChangeNotFound."""
        with self.begin() as uow:
            found = uow.calendar_changes.lock(change_id)
            counts = uow.calendar_changes.counts(change_id)
            cases = uow.calendar_changes.moves(change_id, after, MOVES_SHOWN + 1)
        following = cases[MOVES_SHOWN - 1].instance_id if len(cases) > MOVES_SHOWN else None
        return ChangeShown(found, counts, cases[:MOVES_SHOWN], following)

    def draw_up(self, command: DrawUpChange) -> CalendarChange:
        """Keep the draft; what would move is counted beside the request.

        Raises:
            NotPermitted: the actor does not keep the calendar of every office.
            DaysMissing, ActMissing, DaysOffUnfit, WorkedDaysUnfit: as they say.
            CalendarChangeOpen: another one is not over.
        """
        days = changed_days(command.off, command.worked, command.act)
        with self.begin() as uow:
            self._demand(uow, command.actor)
            demand_days(days, self._today(), self._calendars(uow, days))
            if uow.calendar_changes.has_open():
                raise CalendarChangeOpen
            made = CalendarChange(
                id=CalendarChangeId(self.new_id()),
                days=days,
                act=days[0].act,
                made_by=command.actor,
                made_at=self.clock.now(),
                state=ChangeState.COUNTING,
                total=uow.calendar_changes.count_open(min(day.day for day in days)),
            )
            uow.calendar_changes.add(made)
            self._audit(uow, command.actor, "calendar-change-drawn-up", made)
            uow.commit()
        return made

    def drop(self, actor: PersonId, change_id: CalendarChangeId) -> None:
        """Raises NotPermitted, CalendarChangeNotFound, CalendarChangeNotReady."""
        with self.begin() as uow:
            self._demand(uow, actor)
            found = uow.calendar_changes.lock(change_id)
            dropped = replace(found.become(ChangeState.DROPPED), ended_at=self.clock.now())
            uow.calendar_changes.put(dropped)
            self._audit(uow, actor, "calendar-change-dropped", dropped)
            uow.commit()

    def apply(self, actor: PersonId, change_id: CalendarChangeId) -> CalendarChange:
        """The days hold from now on; open cases follow in about a minute, one by one.

        Raises:
            NotPermitted, CalendarChangeNotFound, CalendarChangeNotReady: as they say.
            DaysOffUnfit, WorkedDaysUnfit: a day has passed meanwhile.
        """
        with self.begin() as uow:
            self._demand(uow, actor)
            found = uow.calendar_changes.lock(change_id)
            applying = found.become(ChangeState.APPLYING)
            demand_days(found.days, self._today(), self._calendars(uow, found.days))
            begun = replace(
                applying,
                before=self._rows_of(uow, found.days),
                seen=0,
                applied_by=actor,
                applied_at=self.clock.now(),
                total=uow.calendar_changes.count_open(found.first_day),
            )
            uow.calendar.replace(found.days)
            uow.calendar_changes.put(begun, rests_until=self.clock.now() + KNOWN_EVERYWHERE)
            self._audit(uow, actor, "calendar-change-applied", begun)
            uow.commit()
        self.rules.forget()
        return begun

    def _rows_of(self, uow: UnitOfWork, days: Sequence[CalendarDay]) -> tuple[CalendarDay, ...]:
        wanted = {day.day for day in days}
        rows = uow.calendar.days(min(wanted), max(wanted))
        return tuple(row for row in rows if row.day in wanted)

    def _calendars(self, uow: UnitOfWork, days: Sequence[CalendarDay]) -> list[WorkingCalendar]:
        """Of every kind of office, as they stand on these days."""
        rows = {row.day: row for row in self._rows_of(uow, days)}
        return [WorkingCalendar(rows, schedule) for schedule in WORK_SCHEDULES.values()]

    def _demand(self, uow: UnitOfWork, actor: PersonId) -> None:
        offices = self.rules.offices(uow)
        every = [office.id for office in offices.all()]
        demand_keeper(actor_of(uow, actor), Power.KEEP_CALENDAR, every, offices)

    def _today(self) -> date:
        return self.clock.now().astimezone(office_zone()).date()

    def _audit(self, uow: UnitOfWork, actor: PersonId, action: str, told: CalendarChange) -> None:
        facts = {
            "change": str(told.id),
            "act": told.act,
            "days": " ".join(f"{day.day}={day.kind.value}" for day in told.days),
            "before": " ".join(f"{day.day}={day.kind.value}" for day in told.before),
        }
        uow.audit.append_to(CALENDAR, AuditEntry(self.clock.now(), actor, action, facts))
