"""What wakes by itself: the alarm clock of timers and the worker of jobs."""

from app.scheduling.alarm import AlarmClock
from app.scheduling.worker import Worker

__all__ = ["AlarmClock", "Worker"]
