"""The whole product, served as `run.py` serves it, with its worker and a clock of the test."""

import socket
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import in_a_thread
from seeded_chance import SeededChance, seeded_chance
from waitress import create_server

from app.bootstrap.composition import Qadam
from app.bootstrap.demo import make_demo
from app.bootstrap.demo_people import BOSTANDYK
from app.bootstrap.designing import design_services
from app.bootstrap.serving import composed, served
from app.domain.identity import CaseNumber, CommandId, PersonId, ProcessKey
from app.domain.people import Grant, Person, Role
from app.domain.task import UserTask
from app.ports.views import CaseView
from app.settings import read_settings
from app.stand.authority import PIN
from app.stand.post import Post
from app.usecases.claim_user_task import ClaimUserTask
from app.usecases.complete_user_task import CompleteUserTask
from app.usecases.correlate_message import CorrelateMessage
from app.usecases.register_application import RegisterApplication
from app.usecases.run_job import JobRun
from app.usecases.sign_document import SignWithDemoKey
from app.web.designer.services import DesignServices

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
CLERK, SPECIALIST, SUPERVISOR = PersonId("zhanar"), PersonId("asel"), PersonId("bakyt")
HEAD = PersonId("bauyrzhan")
OPERATOR = PersonId("gulnar")
DESIGNER = PersonId("madina")
COLLEAGUES = (
    Person(PersonId("dinara"), "Динара Омарова", "kk", "", (Grant(Role.CLERK, BOSTANDYK),)),
    Person(PersonId("marat"), "Марат Тілеуов", "kk", "", (Grant(Role.SPECIALIST, BOSTANDYK),)),
)
SECOND_CLERK, SECOND_SPECIALIST = (person.id for person in COLLEAGUES)
AIGUL = "580412400174"
DEAD = "430307404859"
APPLICATION: Mapping[str, object] = {
    "applicant_iin": AIGUL,
    "applicant_name": "Қалиева Айгүл Серікқызы",
    "phone": "+77010001000",
    "language": "kk",
    "representative": "no",
    "needs": "Емханаға баруға көмек керек",
    "consent": True,
}
COMPLETE_PACKAGE = {"package_complete": "yes", "seen_application": True, "seen_identity": True}
DATABASES = ("qadam.db", "stand.db")
PATIENCE = 20.0
"""Seconds that a job may take before a test gives up; nothing waits that long when all is well."""
TICK = timedelta(milliseconds=1)
HARDLY = timedelta(microseconds=1)
OPENING = TUESDAY + timedelta(seconds=30)
"""When the demo is kept: what it waits a moment for has come, and the next minute is far."""
IDS_OF_THE_DEMO = 1 << 40
"""More than it has: what a visit makes has ids of its own."""


@dataclass(slots=True)
class TickingClock:
    """Begins on that Tuesday and goes on each time it is read: what waits a moment comes."""

    tick: timedelta = TICK
    _next: datetime = TUESDAY
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        with self._lock:
            now = self._next
            self._next += self.tick
        return now.astimezone(UTC)

    def move_to(self, moment: datetime) -> None:
        with self._lock:
            self._next = moment

    @contextmanager
    def hardly_ticking(self) -> Iterator[None]:
        """Moments keep their order, and nothing falls due: who reads the clock does not matter."""
        self.tick = HARDLY
        try:
            yield
        finally:
            self.tick = TICK


@dataclass(frozen=True, kw_only=True)
class TakingTurns(Qadam):
    """The worker and a test do one thing at a time: when nothing is due, nothing is at work."""

    turn: threading.Lock = field(default_factory=threading.Lock)

    def next_work(self) -> object | None:
        with self.turn:
            return super().next_work()


class Jobs:
    """The jobs of the worker's thread, and a way to wait until none is due."""

    def __init__(self, qadam: Qadam) -> None:
        self._qadam = qadam
        self._ran = threading.Condition()

    def run_next(self) -> JobRun | None:
        try:
            return self._qadam.run_next_job()
        finally:
            with self._ran:
                self._ran.notify_all()

    def settle(self) -> None:
        """Return once the worker has nothing left to do."""
        with self._ran:
            assert self._ran.wait_for(self._nothing_is_left, PATIENCE), "a job was never run"

    def _nothing_is_left(self) -> bool:
        """Nor at work: what the worker holds comes back when its lease ends."""
        with self._qadam.storage.begin() as uow:
            return uow.jobs.next_due() is None


@dataclass(frozen=True, slots=True)
class Product:
    """The served product: its address, and its commands for what a test is not about."""

    url: str
    qadam: TakingTurns
    design: DesignServices
    jobs: Jobs
    post: Post
    """Of the stand: what its systems tell the product."""
    kept: Path
    """The databases as they were before anybody came."""
    kept_at: datetime
    clock: TickingClock
    chance: SeededChance

    def as_made(self, visit: str) -> None:
        """Put the demo back as it was made, so that what came before a test does not show.

        Visits of one name are given the same ids, in the same order.
        """
        self.run_jobs()
        with self.qadam.turn:
            for name in DATABASES:
                copy_database(self.kept / name, self.kept.parent / name)
            self.qadam.rules.forget()
            self.design.trials.forget()
            self.design.scenarios.forget()
            self.clock.move_to(self.kept_at)
            self.chance.begin(visit, made=IDS_OF_THE_DEMO)

    def register(self, **changed: object) -> CaseNumber:
        """A case that waits for the completeness check."""
        number = self.qadam.register_application(
            RegisterApplication(
                CommandId(uuid4()),
                CLERK,
                ProcessKey("personal-assistant"),
                BOSTANDYK,
                "department_counter",
                {**APPLICATION, **changed},
            )
        ).number
        self.run_jobs()
        return number

    def send_letters(self) -> None:
        """Send what people are to be told by e-mail and SMS, as the worker does."""
        while self.qadam.letters.send_next() is not None:
            pass

    def to_decision(self) -> CaseNumber:
        number = self.register()
        self.complete(number, CLERK, COMPLETE_PACKAGE)
        return number

    def granted(self) -> CaseNumber:
        number = self.to_decision()
        self.complete(number, SPECIALIST, {"outcome": "granted"})
        self.sign_and_hand_out(number)
        self.choose_supplier(number)
        return number

    def invite(self, number: CaseNumber) -> None:
        """To a hearing on the next working day, by letter."""
        calendar = self.qadam.rules.calendar(BOSTANDYK)
        day = calendar.working_days_after(calendar.local_date(self.qadam.clock.now()), 1)
        place = {"hearing_method": "in_person", "hearing_place": "105-бөлме"}
        hour = {"hearing_date": day.isoformat(), "hearing_time": "11:00:00"}
        self.complete(number, SPECIALIST, {**hour, **place})
        self.complete(number, CLERK, {"postal_number": "RR100200300KZ"})

    def hear(self, number: CaseNumber) -> None:
        """Invite the applicant, who agrees in writing with a decision against them."""
        self.invite(number)
        self.tell(number, "hearing-reply", reply="agrees", position="Келісемін")

    def sign(self, number: CaseNumber, field: str = "result_signature") -> None:
        """The head signs what waits for it, and says that it was read."""
        key = SignWithDemoKey(CommandId(uuid4()), self.task(number).id, field, HEAD, PIN)
        self.qadam.signing.sign_with_demo_key(key)
        self.complete(number, HEAD, {"document_read": True})

    def sign_and_hand_out(self, number: CaseNumber) -> None:
        """The head signs the result, and the clerk hands it out."""
        self.sign(number)
        self.complete(number, CLERK, {"issued_to": "Қалиева Айгүл", "identity_checked": True})

    def choose_supplier(self, number: CaseNumber) -> None:
        self.tell(number, "supplier-chosen", supplier="Қамқор", order_number="Т-1")

    def tell(self, number: CaseNumber, message: str, **payload: str) -> None:
        """Let a message come to the case."""
        self.qadam.correlate_message(
            CorrelateMessage(
                command_id=CommandId(uuid4()),
                sender="test",
                name=message,
                key=str(number),
                payload=dict(payload),
                office=BOSTANDYK,
            )
        )
        self.run_jobs()

    def complete(self, number: CaseNumber, person: PersonId, answers: Mapping[str, object]) -> None:
        task = self.task(number)
        self.qadam.complete_user_task(
            CompleteUserTask(CommandId(uuid4()), task.id, person, answers)
        )
        self.run_jobs()

    def claim(self, number: CaseNumber, person: PersonId) -> None:
        self.qadam.claim_user_task(ClaimUserTask(CommandId(uuid4()), self.task(number).id, person))

    def case(self, number: CaseNumber) -> CaseView:
        return self.qadam.storage.queries.case(number)

    def task(self, number: CaseNumber) -> UserTask:
        """The open task of the case."""
        return next(task for task in self.case(number).tasks if task.is_open)

    def run_jobs(self) -> None:
        """A command that came past the pages does not wake the worker: do its work here.

        With what the systems of the stand answer to it.
        """
        while self.qadam.next_work() is not None or self.post.send_due():
            pass
        self.jobs.settle()


@contextmanager
def served_product(folder: Path) -> Iterator[Product]:
    """Serve the demo, made on a Tuesday, on a free port."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        seeded_chance("the demo") as chance,
    ):
        port = listening.getsockname()[1]
        settings = read_settings(
            {
                "QADAM_DEMO": "1",
                "QADAM_VAR": str(folder),
                "QADAM_SECRET": "a key that only these tests know of",
                "QADAM_PORT": str(port),
            }
        )
        clock = TickingClock()
        make_demo(settings, clock.now(), lambda _words: None)
        bare = composed(settings, clock=clock)
        jobs = Jobs(bare)
        qadam = taking_turns(replace(bare, run_next_job=jobs.run_next))
        hire(qadam)
        design = design_services(qadam)
        with patch("app.bootstrap.web_services.design_services", return_value=design):
            running = served(qadam)
        server = create_server(
            running.wsgi, sockets=[listening], threads=8, max_request_body_size=64 * 1024 * 1024
        )
        assert running.stand is not None
        post = running.stand.application.control.post
        with in_a_thread.running(server):
            # Over the same port: jobs ask the stand, which is served by now.
            do_what_is_due(qadam, post)
            clock.move_to(OPENING)
            do_what_is_due(qadam, post)
            kept, kept_at = keep(folder), clock.now()
            running.start()
            try:
                url = f"http://127.0.0.1:{port}"
                yield Product(url, qadam, design, jobs, post, kept, kept_at, clock, chance)
            finally:
                running.stop()


def taking_turns(qadam: Qadam) -> TakingTurns:
    return TakingTurns(**{one.name: getattr(qadam, one.name) for one in fields(qadam)})


def do_what_is_due(qadam: Qadam, post: Post) -> None:
    """The first round of timers, jobs, looks and letters, one after another.

    Left to the threads that begin with the product, they would show on some visits alone.
    """
    while qadam.ring() or qadam.next_work() is not None or post.send_due():
        pass


def keep(folder: Path) -> Path:
    """Copies of the databases, which `Product.as_made` puts back."""
    kept = folder / "kept"
    kept.mkdir()
    for name in DATABASES:
        copy_database(folder / name, kept / name)
    return kept


def copy_database(source: Path, target: Path) -> None:
    """What others read or write meanwhile is old or new as a whole."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        # Nobody's work: it need not outlive a loss of power.
        new.execute("PRAGMA synchronous = OFF")
        old.backup(new)


def hire(qadam: Qadam) -> None:
    """The colleagues of the demo people who get in each other's way."""
    with qadam.storage.begin() as uow:
        for person in COLLEAGUES:
            uow.people.put(person)
        uow.commit()
