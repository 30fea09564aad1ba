"""Everything in one process: pages, stand, worker and alarm clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from app.bootstrap.composition import Qadam, compose
from app.bootstrap.state_systems import (
    mail_port_file,
    make_stand,
    send_letters,
    serve_letters,
    state_systems,
)
from app.bootstrap.web_services import page_settings, web_services
from app.clock import SystemClock
from app.ports.clock import Clock
from app.scheduling import AlarmClock, Worker
from app.settings import Settings, address_of, index_key
from app.stand.application import Stand
from app.stand.carrier import HttpCarrier
from app.stand.mailroom import ServedMailroom
from app.storage import Storage, open_storage
from app.web import create_web

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@dataclass(frozen=True, slots=True)
class Served:
    """A served installation: its WSGI application and what runs beside it."""

    qadam: Qadam
    wsgi: "WSGIApplication"
    worker: Worker
    alarm: AlarmClock
    stand: "ServedStand | None"
    """In demo mode alone."""

    def start(self) -> None:
        self.worker.start()
        self.alarm.start()
        if self.stand is not None:
            self.stand.letters.start()

    def stop(self, patience: float | None = None) -> None:
        """End what runs beside; the job at hand gets `patience` seconds, or all it needs."""
        self.alarm.stop()
        self.worker.stop(patience)
        self.qadam.close_systems()
        self.qadam.storage.close()
        if self.stand is not None:
            self.stand.close(patience)


@dataclass(frozen=True, slots=True)
class ServedStand:
    """The stand with what carries its letters."""

    application: Stand
    letters: Worker
    carrier: HttpCarrier
    mail: Callable[[], None]
    """Stops taking mail."""

    def close(self, patience: float | None) -> None:
        self.mail()
        self.letters.stop(patience)
        self.carrier.close()
        self.application.control.close()


def serve_stand(settings: Settings, clock: Callable[[], datetime], qadam: str) -> ServedStand:
    """The stand over its own file, whose letters go to the Qadam at this address."""
    stand = make_stand(settings, clock, settings.var / "stand.db")
    carrier = serve_letters(stand, settings, qadam)
    worker = Worker(run_next=send_letters(stand))
    return ServedStand(stand, worker, carrier, _take_mail(settings, stand))


def _take_mail(settings: Settings, stand: Stand) -> Callable[[], None]:
    """Serve the stand's mailroom, and say where for whoever sends; gives how it is stopped."""
    served_mail = ServedMailroom(stand.control.mailroom)
    mail_port_file(settings).write_text(str(served_mail.port), encoding="ascii")
    return served_mail.stop


def composed(
    settings: Settings, storage: Storage | None = None, clock: Clock | None = None
) -> Qadam:
    """The product over the settings' database and state systems; the machine's clock by default."""
    systems = state_systems(settings)
    qadam = compose(
        settings,
        storage=storage or open_storage(settings.database, index_key=index_key(settings)),
        clock=clock or SystemClock(),
        systems=systems.ports(),
        trust=systems.trust,
    )
    return replace(qadam, close_systems=systems.close)


def alarm_of(qadam: Qadam, worker: Worker) -> AlarmClock:
    """An alarm clock over the timer rows, which nudges the worker where jobs may have come."""

    def fire() -> int:
        fired = qadam.ring()
        worker.nudge()
        return fired

    def next_due() -> datetime | None:
        with qadam.storage.begin() as uow:
            asked = (
                *(uow.timers.next_due(), uow.jobs.next_due()),
                *(uow.batches.next_due(), uow.letters.next_due()),
            )
        return min((moment for moment in asked if moment is not None), default=None)

    return AlarmClock(fire=fire, next_due=next_due)


def serve_all(settings: Settings, storage: Storage | None = None) -> Served:
    """Pages with worker and alarm clock, and in demo mode the stand below `/stand`."""
    return served(composed(settings, storage))


def served(qadam: Qadam) -> Served:
    """The same over a product that is composed already."""
    settings = qadam.settings
    worker = Worker(run_next=qadam.next_work)
    alarm = alarm_of(qadam, worker)

    def after_commit() -> None:
        worker.nudge()
        alarm.set()

    web = create_web(
        web_services(qadam, after_commit=after_commit),
        page_settings(settings),
    )
    wsgi: WSGIApplication = web
    stand = None
    if settings.demo and settings.systems is None:
        here = address_of(settings.host, settings.port)
        stand = serve_stand(settings, qadam.clock.now, here)
        wsgi = DispatcherMiddleware(web, {"/stand": stand.application})
    return Served(qadam, wsgi, worker, alarm, stand)


def web_alone(settings: Settings, storage: Storage) -> "WSGIApplication":
    """The pages without worker and alarm clock."""
    qadam = composed(settings, storage)
    return create_web(web_services(qadam), page_settings(settings))
