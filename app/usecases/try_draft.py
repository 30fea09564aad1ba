"""Trying a draft out: a case led by hand through a world that ends with the trying.

A sandbox belongs to one designer and one draft. It lives in memory, ends when it rests too long,
and reaches neither the database nor a state system.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from app.domain.calendar import WorkingCalendar
from app.domain.identity import DocumentId, DraftId, PersonId, ProcessKey, UserTaskId
from app.domain.mistakes import Words, filled
from app.domain.models import ModelFile
from app.domain.people import Person
from app.domain.refusals import Conflict, Invalid, NotFound
from app.domain.task import UserTask
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.storage import StoredDocument
from app.usecases.case_diagram import DiagramState
from app.usecases.deploy_service import content_hash
from app.usecases.design_desk import DesignDesk
from app.usecases.read_desk import CaseDesk, TaskDesk
from app.usecases.start_forms import StartForm

MOST = 6
"""Sandboxes at once; each is a whole product in memory."""
OWN = 2
"""Sandboxes of one designer at once: another one closes their own that rested longest."""
IDLE = timedelta(minutes=30)
LIFE = timedelta(hours=4)
SPARED = timedelta(minutes=5)
"""Nobody's sandbox is closed for another one before it has rested so long."""

Step = Mapping[str, object]
"""As a scenario file has it."""


_NOT_TAKEN: Words = (
    "Қадам жасалмады: {why}",
    "Шаг не выполнен: {why}",
    "The step was not taken: {why}",
)


class SandboxNotOpen(NotFound):
    code = "SandboxNotOpen"
    title = Text(
        "Сынақ жабылған: оны қайта бастауға болады",
        "Проба закрыта: её можно начать заново",
        "The trial is closed: it may be begun anew",
    )


class SandboxesBusy(Conflict):
    code = "SandboxesBusy"
    title = Text(
        "Қазір сынақ тым көп: бірнеше минуттан кейін қайталаңыз",
        "Сейчас слишком много проб: повторите через несколько минут",
        "Too many trials are open now: please try again in some minutes",
    )


class StepNotTaken(Invalid):
    """A step that the case, the clock or a system does not allow now; nothing has changed."""

    code = "StepNotTaken"
    title = Text("Қадам жасалмады", "Шаг не выполнен", "The step was not taken")

    def __init__(self, why: Text) -> None:
        """Of a reason that the title tells, too."""
        super().__init__(why.en)
        self.title = filled(_NOT_TAKEN, why=why)  # type: ignore[misc]  # with its own reason


@dataclass(frozen=True, slots=True)
class Applicant:
    """An invented person of the sandbox."""

    iin: str
    full_name: str
    phone: str


@dataclass(frozen=True, slots=True)
class OpenTask:
    task: UserTask
    people: tuple[Person, ...]
    """Who may work it."""


class Sandbox(Protocol):
    """One world with at most one case. Refusals are DomainErrors and leave it as it was."""

    def now(self) -> datetime: ...

    def start_form(self) -> StartForm: ...

    def applicants(self) -> Sequence[Applicant]: ...

    def case(self) -> CaseDesk | None:
        """None before it has begun."""
        ...

    def tasks(self) -> Sequence[OpenTask]: ...

    def task(self, task: UserTaskId, person: PersonId) -> TaskDesk:
        """Raises UserTaskNotFound, NotPermitted."""
        ...

    def paper(self, document: DocumentId) -> StoredDocument:
        """Raises PaperNotFound."""
        ...

    def diagram(self, called: str) -> tuple[bytes, DiagramState]:
        """Raises SandboxNotOpen before a case has begun, CaseNotFound."""
        ...

    def calendar(self) -> WorkingCalendar:
        """Of the offices that cases begin in."""
        ...

    def faults(self) -> Mapping[str, str]:
        """The systems that misbehave, and how."""
        ...

    def steps(self) -> Sequence[Step]:
        """What has been done, as steps of the scenario format."""
        ...

    def task_names(self) -> Mapping[str, Text]:
        """Of every task that the case has had, by its element."""
        ...

    def take(self, step: Step) -> None:
        """Raises DomainError; StepNotTaken where it is none of a use case."""
        ...

    def undo(self) -> None:
        """As if the last step had not been taken."""
        ...

    def written(self, title: str, *, with_expectations: bool) -> str:
        """The steps as a scenario file."""
        ...

    def close(self) -> None: ...


class OpenSandbox(Protocol):
    def __call__(self, key: ProcessKey, files: Sequence[ModelFile], clock: datetime) -> Sandbox:
        """Raises DeploymentRefused with what stands against the files."""
        ...


@dataclass(slots=True)
class _Kept:
    sandbox: Sandbox
    digest: str
    opened_at: datetime
    used_at: datetime
    is_closed: bool = False
    lock: Lock = field(default_factory=Lock)


class DraftTrials:
    """Thread-safe: one sandbox for each designer and draft."""

    def __init__(self, *, desk: DesignDesk, open_sandbox: OpenSandbox, clock: Clock) -> None:
        self._desk = desk
        self._open = open_sandbox
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[tuple[PersonId, DraftId], _Kept] = {}

    def begin(self, actor: Person, draft_id: DraftId, at: datetime | None = None) -> None:
        """Open a sandbox whose clock stands at the moment; one that was open is closed.

        Raises:
            DraftNotFound: as it says.
            DeploymentRefused: the draft's files do not run.
            SandboxesBusy: others are at work in as many as there may be.
        """
        draft = self._desk.draft(actor, draft_id)
        files = [ModelFile(file.path, file.content) for file in draft.files]
        self.end(actor, draft_id)
        self._make_room(actor.id)
        now = self._clock.now()
        sandbox = self._open(draft.draft.key, files, at or now)
        with self._lock:
            self._kept[actor.id, draft_id] = _Kept(sandbox, content_hash(files), now, now)

    @contextmanager
    def at_hand(self, actor: Person, draft_id: DraftId) -> Iterator[Sandbox]:
        """The person's sandbox, for themselves alone. Raises DraftNotFound, SandboxNotOpen."""
        self._desk.draft(actor, draft_id)
        self._sweep()
        with self._lock:
            kept = self._kept.get((actor.id, draft_id))
        if kept is None:
            raise SandboxNotOpen(f"Expected a sandbox of {draft_id}")
        with kept.lock:
            if kept.is_closed:
                raise SandboxNotOpen(f"Expected a sandbox of {draft_id}")
            kept.used_at = self._clock.now()
            yield kept.sandbox

    def is_of_these_files(self, actor: Person, draft_id: DraftId) -> bool:
        """Whether the draft is still as it was when the sandbox was opened."""
        draft = self._desk.draft(actor, draft_id)
        with self._lock:
            kept = self._kept.get((actor.id, draft_id))
        files = [ModelFile(file.path, file.content) for file in draft.files]
        return kept is None or kept.digest == content_hash(files)

    def end(self, actor: Person, draft_id: DraftId) -> None:
        with self._lock:
            kept = self._kept.pop((actor.id, draft_id), None)
        _close([kept] if kept else [])

    def forget(self) -> None:
        """Close every sandbox, whoever has opened it."""
        self._close_where(lambda _kept: True)

    def _sweep(self) -> None:
        now = self._clock.now()
        self._close_where(
            lambda kept: now - kept.used_at > IDLE or now - kept.opened_at > LIFE,
        )

    def _make_room(self, person: PersonId) -> None:
        self._sweep()
        now = self._clock.now()
        with self._lock:
            own = [key for key in self._kept if key[0] == person]
            is_full = len(self._kept) >= MOST
            if len(own) < OWN and not is_full:
                return
            longest = min(own or self._kept, key=lambda key: self._kept[key].used_at)
            if not own and now - self._kept[longest].used_at < SPARED:
                raise SandboxesBusy(f"Expected fewer than {MOST} sandboxes")
            kept = self._kept.pop(longest)
        _close([kept])

    def _close_where(self, is_over: Callable[[_Kept], bool]) -> None:
        with self._lock:
            over = [key for key, kept in self._kept.items() if is_over(kept)]
            closing = [self._kept.pop(key) for key in over]
        _close(closing)


def _close(closing: Sequence[_Kept]) -> None:
    for kept in closing:
        # Whoever is at work in it comes to an end first.
        with kept.lock:
            kept.is_closed = True
            kept.sandbox.close()
