"""`python3 run.py scheduler`: fire due timers in a process of its own."""

from app.cli.apart import until_stopped
from app.cli.database import opened
from app.cli.problems import one_line
from app.settings import read_settings


def main(arguments: list[str]) -> int:
    if arguments:
        return one_line("`python3 run.py scheduler` takes no arguments.", 2)
    settings = read_settings()
    with opened(settings) as storage:
        from app.bootstrap.serving import composed
        from app.scheduling import AlarmClock

        qadam = composed(settings, storage)
        alarm = AlarmClock(fire=qadam.ring, next_due=qadam.next_timer)
        alarm.start()
        until_stopped("The alarm clock fires due timers. Stop with Ctrl+C.")
        alarm.stop()
    return 0
