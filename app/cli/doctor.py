"""`python3 run.py doctor`: look at this installation and say what is wrong with it."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.cli.database import opened
from app.cli.problems import line_of, one_line
from app.clock import SystemClock
from app.settings import Settings, read_settings

Check = Callable[[Settings], str]
"""Says what it saw; raises with the way out."""


def main(arguments: list[str]) -> int:
    """0: all well. 1: something is wrong."""
    if arguments:
        return one_line("`python3 run.py doctor` takes no arguments.", 2)
    settings = read_settings()
    ill = 0
    for name, check in CHECKS.items():
        try:
            print(f"ok     {name}: {check(settings)}")
        except Exception as error:  # a doctor names every illness, whatever it is
            ill += 1
            told = line_of(error) or str(error)
            print(f"WRONG  {name}: {' '.join(told.split())}")
    return 1 if ill else 0


def _zone(settings: Settings) -> str:
    import app.bootstrap.composition  # noqa: F401  # sets the zone data up

    offset = datetime(2026, 11, 20, tzinfo=ZoneInfo("Asia/Almaty")).utcoffset()
    if offset != timedelta(hours=5):
        raise RuntimeError(f"Asia/Almaty is {offset} from UTC, not 5 hours: update tzdata")
    return "Asia/Almaty is UTC+5"


def _front_end(settings: Settings) -> str:
    manifest = settings.static / "build" / "manifest.json"
    if not manifest.exists():
        raise RuntimeError("the front end is not built: start `python3 run.py` once")
    return "built"


def _fonts(settings: Settings) -> str:
    from app.documents.renderer import TypstRenderer

    TypstRenderer(settings.static / "build" / "fonts-pdf").close()
    return "documents can be laid out"


def _database(settings: Settings) -> str:
    now = SystemClock().now()
    with opened(settings) as storage, storage.begin() as uow:
        due, timer = uow.jobs.next_due(), uow.timers.next_due()
        failing = uow.start_timers.failing()
        days = uow.calendar.days(now.date(), (now + timedelta(days=400)).date())
    if not days:
        raise RuntimeError("the calendar has no holidays for the coming year")
    if due is not None and now - due > timedelta(hours=1):
        raise RuntimeError(f"a job is due since {due}: is a worker running?")
    if timer is not None and now - timer > timedelta(hours=1):
        raise RuntimeError(f"a timer is due since {timer}: is a scheduler running?")
    if failing:
        told = ", ".join(f"{timer.process_key}/{timer.element_id}" for timer in failing)
        raise RuntimeError(f"timers cannot begin their cases: {told}; the control room says why")
    return f"{settings.database.partition(':')[0]}, schema current, calendar filled"


def _audit(settings: Settings) -> str:
    from app.usecases.verify_audit import verify_audit

    with opened(settings) as storage:
        report = verify_audit(queries=storage.queries)
    if report.flaws:
        raise RuntimeError(f"{len(report.flaws)} chains are broken: python3 run.py audit verify")
    return f"{report.chains} chains are sound"


def _models(settings: Settings) -> str:
    from app.bootstrap.checking import check
    from app.bootstrap.deployments import service_folders

    folders = list(service_folders(settings.processes))
    findings = sum(len(check(folder)) for folder in folders)
    if findings:
        raise RuntimeError(f"{findings} findings: python3 run.py lint processes")
    return f"{len(folders)} services without findings"


def _systems(settings: Settings) -> str:
    from app.bootstrap.state_systems import unreachable

    if settings.systems is None:
        return "the stand inside Qadam answers for all of them"
    silent = unreachable(settings)
    if silent:
        told = "; ".join(f"{system}: {reason}" for system, reason in silent.items())
        names = ", ".join(f"QADAM_{system.upper()}_URL" for system in silent)
        raise RuntimeError(f"{told}. Look at {names} and the tokens beside")
    return f"all {len(settings.systems)} answer"


def _mail(settings: Settings) -> str:
    from app.bootstrap.state_systems import office_mail
    from app.ports.outside import SystemUnavailable

    server = office_mail(settings)
    if server is not None:
        try:
            server.greet()
        except SystemUnavailable as silent:
            raise RuntimeError(
                f"the mail server: {silent.reason.en}. Look at QADAM_SMTP_…"
            ) from None
    week_ago = SystemClock().now() - timedelta(days=7)
    with opened(settings) as storage:
        lost = storage.queries.letters_given_up(week_ago)
    if lost:
        raise RuntimeError(f"{lost} notices of the last week did not reach the people they are for")
    if server is not None:
        return "the mail server lets Qadam in"
    return (
        "the stand takes mail" if settings.demo else "no QADAM_SMTP_HOST: nobody is told by e-mail"
    )


def _disk(settings: Settings) -> str:
    there = next(folder for folder in (settings.var, *settings.var.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if free < 200 * 1024 * 1024:
        raise RuntimeError(f"only {free // 1024 // 1024} MB are free")
    return f"{free // 1024 // 1024} MB free"


CHECKS: dict[str, Check] = {
    "disk": _disk,
    "time zone": _zone,
    "front end": _front_end,
    "fonts": _fonts,
    "database": _database,
    "audit": _audit,
    "models": _models,
    "state systems": _systems,
    "mail": _mail,
}
