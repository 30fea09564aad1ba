"""Binds use cases to storage, engine, clock and state systems; knows no command line and no web."""

import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from random import SystemRandom
from secrets import token_bytes
from typing import Any, cast
from uuid import uuid4

from app.bootstrap.bindings.batches import batches
from app.bootstrap.bindings.calendar import calendar_work
from app.bootstrap.bindings.citizens import Citizens, citizens
from app.bootstrap.bindings.due_work import DueWork, due_work
from app.bootstrap.bindings.grounds import OnCase, OnInstance, OnRecords, OnTerms, together
from app.bootstrap.bindings.intake import Intake, intake
from app.bootstrap.bindings.messages import Messages, messages
from app.bootstrap.bindings.notices import notices
from app.bootstrap.bindings.supervision import Supervision, supervision
from app.bootstrap.bindings.tasks import Tasks, tasks
from app.bootstrap.trust import Trust
from app.documents.case_file import StoredCaseFile, signed_by_hand
from app.documents.registering import CaseRegisters
from app.documents.renderer import TypstRenderer
from app.documents.strict_yaml import load_mapping
from app.domain.verify_code import RANDOM_BYTES, verify_code
from app.engine import SpiffEngine
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, TopicContract
from app.ports.outside import PersonRegistry
from app.settings import Settings
from app.storage import Storage
from app.usecases.contested_cases import LinkedCases
from app.usecases.do_batch import Batches
from app.usecases.keep_inbox_views import KeptViews
from app.usecases.keep_notes import CaseNotes
from app.usecases.keep_notices import Notices
from app.usecases.keep_substitutions import Substitutions
from app.usecases.look_inside import LookInside
from app.usecases.move_deadlines import CalendarWork
from app.usecases.read_desk import Desk
from app.usecases.read_inbox import InboxDesk
from app.usecases.read_instances import InstanceDesk
from app.usecases.read_registers import RegisterDesk
from app.usecases.record_opening import record_opening
from app.usecases.rulebook import Rulebook
from app.usecases.run_job import Handlers
from app.usecases.send_letters import LetterOffice
from app.usecases.sign_document import Signing
from app.usecases.take_up_case import take_up_case
from app.usecases.watch_for_people import Watch
from handlers import HANDLERS, bind_handlers, contract_of

_CHANCE = SystemRandom()

# Older system zone data put Almaty at UTC+6: the pinned tzdata package is the only source.
zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()


def read_yaml(content: bytes) -> Mapping[str, object]:
    """A YAML file as a mapping. Raises FileUnreadable, a ValueError."""
    return {str(key): value for key, value in load_mapping(content).items()}


@dataclass(frozen=True, kw_only=True)
class Qadam(Intake, Messages, Tasks, Supervision, DueWork, Citizens):
    """The product without its faces: everything a page, a command line or a scenario calls."""

    settings: Settings
    clock: Clock
    storage: Storage
    engine: ProcessEngine
    rules: Rulebook
    topics: Mapping[str, TopicContract]
    desk: Desk
    instances: InstanceDesk
    inbox: InboxDesk
    batches: Batches
    calendar_work: CalendarWork
    kept_views: KeptViews
    notes: CaseNotes
    notices: Notices
    letters: LetterOffice
    watch: Watch
    substitutions: Substitutions
    signing: Signing
    registers: RegisterDesk
    renderer: TypstRenderer
    close_systems: Callable[[], None] = lambda: None
    """Ends the connections to the state systems."""

    def next_work(self) -> object | None:
        """Do one thing that is due and belongs to no person; None if nothing is due."""
        # Somebody waits for a password at this moment; a job is awaited by nobody so closely.
        return (
            self.send_next_password()
            or self.run_next_job()
            or self.deliver_next_message()
            or self.batches.run_next()
            or self.letters.send_next()
            or self.calendar_work.run_next()
        )

    def ring(self) -> int:
        """What the alarm clock does: fire due timers, and look for what people want to know."""
        return self.fire_due_timers() + self.watch.look()

    def next_timer(self) -> datetime | None:
        """When the earliest armed timer is due."""
        with self.storage.begin() as uow:
            return uow.timers.next_due()


def compose(
    settings: Settings,
    *,
    storage: Storage,
    clock: Clock,
    systems: Mapping[str, object],
    trust: Trust,
    engine: ProcessEngine | None = None,
    renderer: TypstRenderer | None = None,
    jitter: Callable[[], float] = _CHANCE.random,
    chance: Callable[[int], bytes] = token_bytes,
    wrap_handlers: Callable[[Handlers], Handlers] = lambda handlers: handlers,
) -> Qadam:
    """Bind everything together over the given storage, clock and state systems.

    Args:
        settings: where fonts and folders are.
        storage: opened and migrated.
        clock: the only source of time.
        systems: clients of the state systems, by the names of the handlers' ports.
        trust: whose signatures count.
        engine: one that has read models before; None makes a fresh one.
        renderer: of papers; None: the one of this process.
        jitter: 0 to 1; spreads the retries of jobs.
        chance: bytes that nobody guesses: the codes of papers are made of them.
        wrap_handlers: lets a scenario make the next job of a topic fail.
    """
    engine = engine or SpiffEngine()
    rules = Rulebook(begin=storage.begin, engine=engine, clock=clock, read_yaml=read_yaml)
    renderer = renderer or _renderer(fonts_of(settings))
    on_records = OnRecords(begin=storage.begin, clock=clock)
    on_case = OnCase(**on_records, rules=rules)
    on_terms = OnTerms(**on_case, engine=engine)
    on_instance = OnInstance(**on_terms, new_id=uuid4)
    contested = LinkedCases(
        **on_case, queries=storage.queries, take_up_case=partial(take_up_case, **on_instance)
    )
    papers = _paper_ports(settings, storage, on_case, renderer, chance)
    ports = {**systems, **papers, "contested": contested}
    handlers = wrap_handlers(bind_handlers(ports))
    verifier = trust.verifier(clock.now)
    return Qadam(
        settings=settings,
        clock=clock,
        storage=storage,
        engine=engine,
        rules=rules,
        topics={topic: contract_of(handler) for topic, handler in HANDLERS.items()},
        instances=InstanceDesk(queries=storage.queries, rules=rules, clock=clock),
        desk=Desk(
            **on_case,
            queries=storage.queries,
            record_opening=partial(record_opening, **on_records),
            look=LookInside(queries=storage.queries, rules=rules, clock=clock, engine=engine),
            signed_by_hand=lambda version: signed_by_hand(version.files),
        ),
        signing=Signing(**on_instance, verifier=verifier, demo_keys=trust.demo_keys),
        registers=RegisterDesk(**on_case, queries=storage.queries),
        renderer=renderer,
        **_inbox(storage, on_case, on_terms, on_instance),
        **notices(on_case, storage.queries, systems, settings, jitter),
        **together(
            intake(on_instance, cast("PersonRegistry", systems["registry"]), verifier),
            messages(on_instance, on_terms, on_records),
            tasks(on_instance, on_case),
            supervision(on_instance, on_terms, on_case),
            due_work(on_instance, handlers, jitter),
            citizens(on_instance, storage.queries, systems, settings, verifier, trust.demo_keys),
        ),
    )


def _inbox(
    storage: Storage, on_case: OnCase, on_terms: OnTerms, on_instance: OnInstance
) -> dict[str, Any]:
    """The desk of tasks and what people keep beside it, by the names of their fields."""
    views = KeptViews(
        begin=on_case["begin"], queries=storage.queries, rules=on_case["rules"], new_id=uuid4
    )
    return {
        "inbox": InboxDesk(queries=storage.queries, rules=on_case["rules"], clock=on_case["clock"]),
        "batches": batches(on_case, on_terms, on_instance),
        "calendar_work": calendar_work(on_terms),
        "kept_views": views,
        "notes": CaseNotes(**on_case, queries=storage.queries, new_id=uuid4),
        "substitutions": Substitutions(**on_case, new_id=uuid4),
    }


def _paper_ports(
    settings: Settings,
    storage: Storage,
    on_case: OnCase,
    renderer: TypstRenderer,
    chance: Callable[[int], bytes],
) -> Mapping[str, object]:
    """What handlers write papers and register lines with, by the names of their ports."""
    registers = CaseRegisters(**on_case, new_id=uuid4)
    case_file = StoredCaseFile(
        **on_case,
        queries=storage.queries,
        new_id=uuid4,
        registers=registers,
        new_code=lambda: verify_code(chance(RANDOM_BYTES)),
        verify_url=lambda code: f"{settings.public_url}/verify/{code}",
    )
    return {"renderer": renderer, "registers": registers, "case_file": case_file}


def fonts_of(settings: Settings) -> Path:
    """The folder of the fonts that papers are set in."""
    return settings.static / "build" / "fonts-pdf"


@cache
def _renderer(fonts: Path) -> TypstRenderer:
    """One warm compiler for all that is composed in this process: it keeps nothing of a case."""
    return TypstRenderer(fonts)
