"""The rules a case runs by, kept in memory: service versions, calendars, the tree of offices.

Versions never change, so they are kept for good; calendars and offices are read again after a
minute, so that a change made by another process is seen.
"""

from datetime import date, datetime, timedelta
from threading import Lock

from app.domain.calendar import WORK_SCHEDULES, WorkingCalendar, office_zone
from app.domain.identity import OfficeId, ProcessKey
from app.domain.indexed import IndexedVariable
from app.domain.people import Offices, Person, ScheduleUnknown
from app.domain.substitution import Substitution, standing_in
from app.domain.versions_in_force import InForce, version_at
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.service_version import (
    ReadYaml,
    ServiceNotFound,
    ServiceVersion,
    read_version,
)

FRESH_FOR = timedelta(minutes=1)
USUAL = "CAL-ED-A"
"""The schedule of who works in no office with hours of its own."""
YEARS_AROUND = timedelta(days=5 * 366)


class Rulebook:
    """Thread-safe. Methods that take a unit of work read through it on a miss."""

    def __init__(
        self, *, begin: BeginWork, engine: ProcessEngine, clock: Clock, read_yaml: ReadYaml
    ) -> None:
        self._begin = begin
        self._engine = engine
        self._clock = clock
        self._read_yaml = read_yaml
        self._lock = Lock()
        self._versions: dict[tuple[ProcessKey, int], ServiceVersion] = {}
        self._in_force: dict[ProcessKey, tuple[InForce, ...]] = {}
        self._calendars: dict[str, WorkingCalendar] = {}
        self._offices = Offices(())
        self._substitutions: tuple[tuple[Substitution, Person], ...] = ()
        self._read_at: datetime | None = None

    def service(
        self, key: ProcessKey, version: int, uow: UnitOfWork | None = None
    ) -> ServiceVersion:
        """A deployed version. Raises ServiceNotFound."""
        found = self._versions.get((key, version))
        if found is not None:
            return found
        if uow is None:
            with self._begin() as own:
                return self._load(key, version, own)
        return self._load(key, version, uow)

    def latest(self, key: ProcessKey, uow: UnitOfWork | None = None) -> ServiceVersion:
        """The version of a service that new cases take. Raises ServiceNotFound."""
        self._refresh(uow)
        version = self._version_of(key)
        if version is None:
            raise ServiceNotFound(f"Expected a process {key} with a version in force")
        return self.service(key, version, uow)

    def indexed(
        self, key: ProcessKey, uow: UnitOfWork | None = None
    ) -> tuple[IndexedVariable, ...]:
        """By which variables tasks of a service are found: as its newest version says."""
        self._refresh(uow)
        versions = [one.version for one in self._in_force.get(key, ())]
        return self.service(key, max(versions), uow).standard.indexed if versions else ()

    def decision(
        self, decision: str, version: int | None, *, own: ProcessKey, uow: UnitOfWork
    ) -> bytes | None:
        """The deployed file that holds a decision, of the case's own service before any other.

        Args:
            decision: its id.
            version: of the service that it is deployed with; None for the one in force.
            own: the service of the case.
            uow: reads what is not in memory yet.
        """
        self._refresh(uow)
        for key in sorted(self._in_force, key=lambda one: (one != own, one)):
            newest = max(one.version for one in self._in_force[key])
            chosen = version or self._version_of(key)
            if chosen is None or chosen > newest:
                continue
            found = self.service(key, chosen, uow).decisions.get(decision)
            if found is not None:
                return found
        return None

    def services(self, uow: UnitOfWork | None = None) -> tuple[ServiceVersion, ...]:
        """The version in force of every service that has one."""
        self._refresh(uow)
        keys = [key for key in sorted(self._in_force) if self._version_of(key) is not None]
        return tuple(self.latest(key, uow) for key in keys)

    def calendar(self, office: OfficeId, uow: UnitOfWork | None = None) -> WorkingCalendar:
        """The calendar of an office. Raises OfficeNotFound, ScheduleUnknown."""
        self._refresh(uow)
        schedule = self._offices.get(office).schedule
        found = self._calendars.get(schedule)
        if found is None:
            raise ScheduleUnknown(f"Expected a known schedule of {office}, found {schedule!r}")
        return found

    def usual_calendar(self, uow: UnitOfWork | None = None) -> WorkingCalendar:
        self._refresh(uow)
        return self._calendars[USUAL]

    def calendar_of(self, person: Person, uow: UnitOfWork | None = None) -> WorkingCalendar:
        """The calendar of the person's first office that has working hours, else a usual one."""
        self._refresh(uow)
        units = [grant.office_id for grant in person.grants]
        schedules = [self._offices.get(unit).schedule for unit in units]
        found = (self._calendars[one] for one in (*schedules, USUAL) if one in self._calendars)
        return next(found)

    def offices(self, uow: UnitOfWork | None = None) -> Offices:
        self._refresh(uow)
        return self._offices

    def standing_in(self, person: Person, uow: UnitOfWork | None = None) -> Person:
        """The person with what they may do today for others who are away."""
        self._refresh(uow)
        if not self._substitutions:
            return person
        return standing_in(person, self._substitutions, self._today())

    def _today(self) -> date:
        return self._clock.now().astimezone(office_zone()).date()

    def forget(self) -> None:
        """Read calendars, offices and the newest versions again at the next question."""
        with self._lock:
            self._read_at = None

    def _version_of(self, key: ProcessKey) -> int | None:
        """Asked at each moment anew: a version may take over from one second to the next."""
        return version_at(self._in_force.get(key, ()), self._clock.now())

    def _load(self, key: ProcessKey, version: int, uow: UnitOfWork) -> ServiceVersion:
        files = uow.processes.files(key, version)
        if not files:
            raise ServiceNotFound(f"Expected version {version} of the process {key}")
        row = uow.processes.get(key, version)
        loaded = read_version(row, files, engine=self._engine, read_yaml=self._read_yaml)
        self._versions[key, version] = loaded
        return loaded

    def _refresh(self, uow: UnitOfWork | None) -> None:
        now = self._clock.now()
        if self._read_at is not None and abs(now - self._read_at) < FRESH_FOR:
            return
        if uow is not None:
            self._read(uow, now)
        else:
            with self._begin() as own:
                self._read(own, now)

    def _read(self, uow: UnitOfWork, now: datetime) -> None:
        around = (now - YEARS_AROUND).date(), (now + YEARS_AROUND).date()
        days = {day.day: day for day in uow.calendar.days(*around)}
        offices = Offices(uow.people.offices())
        keys = uow.processes.keys()
        in_force = {key: uow.processes.in_force(key) for key in keys}
        substitutions = [
            (one, absent)
            for one in uow.substitutions.since(self._today())
            if (absent := uow.people.get(one.absent)) is not None and not absent.is_blocked
        ]
        with self._lock:
            self._calendars = {
                schedule_id: WorkingCalendar(days, schedule)
                for schedule_id, schedule in WORK_SCHEDULES.items()
            }
            self._offices = offices
            self._substitutions = tuple(substitutions)
            self._in_force = in_force
            self._read_at = now
