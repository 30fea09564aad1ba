"""Moves a world's clock, and lets everything that comes due on the way happen at its moment."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.calendar import ZONE_NAME
from app.domain.mistakes import filled
from app.simulation import failing_words as say
from app.simulation.expecting import AFTER, NOT_BEFORE
from app.simulation.failing import NotAsExpected
from app.simulation.scenario import Advance, FireTimers
from app.simulation.world import World

MOST_AT_ONCE = 1000
"""Jobs and timers at one moment; more than that is a loop of the model."""


class VirtualTime:
    """The only one who moves the clock of a scenario."""

    def __init__(
        self, world: World, *, restart_everywhere: bool, most_moments: int | None = None
    ) -> None:
        self._world = world
        self._restart_everywhere = restart_everywhere
        self._most_moments = most_moments
        """In which something may happen on one way; None: as many as there are."""

    def settle(self) -> None:
        """Run what is due at this moment until nothing is."""
        for _ in range(MOST_AT_ONCE):
            if not self._world.run_due_job() and not self._world.fire_due_timers():
                return
            if self._restart_everywhere:
                self._world.restart()
        most = filled(say.AT_MOST_AT_ONCE, most=MOST_AT_ONCE)
        raise NotAsExpected(filled(say.TO_REST, most=MOST_AT_ONCE), most, say.MORE)

    def move_to(self, target: datetime) -> None:
        world = self._world
        if target < world.now():
            raise NotAsExpected(say.FORWARD, {NOT_BEFORE: world.now()}, target)
        moments = 0
        while (due := world.next_due()) is not None and due <= target:
            moments += 1
            if self._most_moments is not None and moments > self._most_moments:
                most = filled(say.AT_MOST_MOMENTS, most=self._most_moments)
                raise NotAsExpected(say.TOO_LONG, most, say.MORE)
            world.set_clock(max(due, world.now()))
            self.settle()
            if world.next_due() == due:
                raise NotAsExpected(say.DUE_HAPPENS, {AFTER: due}, due)
        world.set_clock(target)
        self.settle()

    def move_to_next_due(self) -> None:
        due = self._world.next_due()
        if due is None:
            raise NotAsExpected(say.NO_NEXT, say.A_TIMER_OR_JOB, say.NONE)
        self._world.set_clock(max(due, self._world.now()))
        if not self._run_jobs():
            self._world.fire_next_timer()
            self._run_jobs()

    def _run_jobs(self) -> bool:
        """Run what jobs are due; whether there was one."""
        for count in range(MOST_AT_ONCE):
            if not self._world.run_due_job():
                return count > 0
            if self._restart_everywhere:
                self._world.restart()
        most = filled(say.AT_MOST_AT_ONCE, most=MOST_AT_ONCE)
        raise NotAsExpected(say.NO_END_OF_JOBS, most, say.MORE)

    def advance(self, step: Advance | FireTimers) -> None:
        if isinstance(step, FireTimers):
            self.move_to_next_due()
        else:
            self.move_to(self._moment(step))

    def _moment(self, step: Advance) -> datetime:
        if step.to is not None:
            return step.to
        now = self._world.now()
        calendar = self._world.calendar()
        match step.unit:
            case "working day":
                there = now.astimezone(ZoneInfo(ZONE_NAME))
                day = calendar.working_days_after(there.date(), step.amount)
                return datetime.combine(day, there.timetz()).astimezone(UTC)
            case "working hour":
                return calendar.working_hours_after(now, step.amount)
            case "week":
                return now + timedelta(weeks=step.amount)
            case "day":
                return now + timedelta(days=step.amount)
            case "hour":
                return now + timedelta(hours=step.amount)
            case "minute":
                return now + timedelta(minutes=step.amount)
