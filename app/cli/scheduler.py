"""`python3 run.py scheduler`: fire due timers in a process of its own."""

from app.cli.apart import settings_or_line, until_stopped


def main(arguments: list[str]) -> int:
    settings = settings_or_line()
    if isinstance(settings, int):
        return settings

    from app.bootstrap.serving import composed
    from app.scheduling import AlarmClock

    qadam = composed(settings)
    alarm = AlarmClock(fire=qadam.fire_due_timers, next_due=qadam.next_timer)
    alarm.start()
    print("The alarm clock fires due timers. Stop with Ctrl+C.", flush=True)
    until_stopped()
    alarm.stop()
    return 0
