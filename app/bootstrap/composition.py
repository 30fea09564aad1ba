"""Binds use cases to storage, engine, clock and state systems; knows no command line and no web."""

import logging
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from random import SystemRandom
from secrets import token_bytes
from typing import TypedDict, cast
from uuid import uuid4

import yaml

from app.bootstrap.trust import Trust
from app.documents.case_file import StoredCaseFile, signed_by_hand
from app.documents.registering import CaseRegisters
from app.documents.renderer import TypstRenderer
from app.documents.strict_yaml import load_mapping
from app.domain.correlation import KeptMessage
from app.domain.verify_code import RANDOM_BYTES, verify_code
from app.domain.work import Job, Timer
from app.engine import SpiffEngine
from app.integrations.passwords import Argon2Passwords
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, TopicContract
from app.ports.outside import PersonRecord, PersonRegistry
from app.ports.storage import BeginWork
from app.settings import Settings
from app.storage import Storage
from app.usecases import (
    assign_user_task,
    change_term,
    claim_user_task,
    complete_user_task,
    correlate_message,
    deploy_service,
    fire_timer,
    look_person_up,
    offer_service,
    receive_news,
    receive_sms,
    record_opening,
    record_receipt,
    register_application,
    register_portal_request,
    retry_incident,
    run_job,
    save_draft,
    sign_in,
    steer_instance,
    store_upload,
    tell_case,
)
from app.usecases.advancing import NewId
from app.usecases.assign_user_task import AssignUserTask, TaskAssigned
from app.usecases.change_term import ChangeTerm, TermChanged
from app.usecases.claim_user_task import ClaimUserTask, TaskClaimed, TaskReturned, UnclaimUserTask
from app.usecases.complete_user_task import CompleteUserTask, TaskCompleted
from app.usecases.correlate_message import (
    BroadcastSignal,
    CorrelateMessage,
    MessageCorrelated,
    SignalBroadcast,
)
from app.usecases.look_inside import LookInside
from app.usecases.look_person_up import LookPersonUp
from app.usecases.mend_instance import (
    CancelInstance,
    InstanceMended,
    LetGoOn,
    Mending,
    SetVariables,
)
from app.usecases.offer_service import OfferService, ServiceOffered
from app.usecases.read_desk import Desk
from app.usecases.read_registers import RegisterDesk
from app.usecases.read_signed_request import SignedRequest, read_signed_request
from app.usecases.receive_news import NewsReceived, ReceiveNews
from app.usecases.receive_sms import ReceiveSms, SmsReceived
from app.usecases.record_receipt import ReceiptRecorded, RecordReceipt
from app.usecases.register_application import ApplicationRegistered, RegisterApplication
from app.usecases.register_portal_request import (
    PortalRequestRegistered,
    RegisterPortalRequest,
)
from app.usecases.retry_incident import IncidentRetried, RetryIncident
from app.usecases.rulebook import Rulebook
from app.usecases.run_job import Handlers, JobRun
from app.usecases.save_draft import DraftSaved, SaveDraft
from app.usecases.sign_document import Signing
from app.usecases.steer_instance import InstanceSteered, SteerInstance
from app.usecases.store_upload import StoreUpload, UploadStored
from app.usecases.tell_case import TellCase
from handlers import HANDLERS, bind_handlers, contract_of

log = logging.getLogger(__name__)
_CHANCE = SystemRandom()

# Older system zone data put Almaty at UTC+6: the pinned tzdata package is the only source.
zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()


def read_yaml(content: bytes) -> Mapping[str, object]:
    """A YAML file as a mapping. Raises ValueError with the place of the mistake."""
    try:
        return {str(key): value for key, value in load_mapping(content).items()}
    except (yaml.YAMLError, TypeError) as error:
        raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Qadam:
    """The product without its faces: everything a page, a command line or a scenario calls."""

    settings: Settings
    clock: Clock
    storage: Storage
    engine: ProcessEngine
    rules: Rulebook
    topics: Mapping[str, TopicContract]
    desk: Desk
    look_person_up: Callable[[LookPersonUp], PersonRecord]
    register_application: Callable[[RegisterApplication], ApplicationRegistered]
    register_portal_request: Callable[[RegisterPortalRequest], PortalRequestRegistered]
    offer_service: Callable[[OfferService], ServiceOffered]
    receive_news: Callable[[ReceiveNews], NewsReceived]
    tell_case: Callable[[TellCase], None]
    receive_sms: Callable[[ReceiveSms], SmsReceived]
    complete_user_task: Callable[[CompleteUserTask], TaskCompleted]
    claim_user_task: Callable[[ClaimUserTask], TaskClaimed]
    unclaim_user_task: Callable[[UnclaimUserTask], TaskReturned]
    assign_user_task: Callable[[AssignUserTask], TaskAssigned]
    save_draft: Callable[[SaveDraft], DraftSaved]
    store_upload: Callable[[StoreUpload], UploadStored]
    signing: Signing
    registers: RegisterDesk
    renderer: TypstRenderer
    read_signed_request: Callable[[bytes], SignedRequest]
    retry_incident: Callable[[RetryIncident], IncidentRetried]
    change_term: Callable[[ChangeTerm], TermChanged]
    preview_term_change: Callable[[ChangeTerm], TermChanged]
    record_receipt: Callable[[RecordReceipt], ReceiptRecorded]
    correlate_message: Callable[[CorrelateMessage], MessageCorrelated]
    broadcast_signal: Callable[[BroadcastSignal], SignalBroadcast]
    steer_instance: Callable[[SteerInstance], InstanceSteered]
    let_go_on: Callable[[LetGoOn], InstanceMended]
    set_variables: Callable[[SetVariables], InstanceMended]
    cancel_instance: Callable[[CancelInstance], InstanceMended]
    deliver_next_message: Callable[[], KeptMessage | None]
    run_next_job: Callable[[], JobRun | None]
    fire_due_timers: Callable[[], int]
    close_systems: Callable[[], None] = lambda: None
    """Ends the connections to the state systems."""

    def next_work(self) -> object | None:
        """Do one thing that is due and belongs to no person; None if nothing is due."""
        return self.run_next_job() or self.deliver_next_message()

    def next_timer(self) -> datetime | None:
        """When the earliest armed timer is due."""
        with self.storage.begin() as uow:
            return uow.timers.next_due()


class _OnInstance(TypedDict):
    """What every command on an instance needs."""

    begin: BeginWork
    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    new_id: NewId


def compose(
    settings: Settings,
    *,
    storage: Storage,
    clock: Clock,
    systems: Mapping[str, object],
    trust: Trust,
    engine: ProcessEngine | None = None,
    jitter: Callable[[], float] = _CHANCE.random,
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
        jitter: 0 to 1; spreads the retries of jobs.
        wrap_handlers: lets a scenario make the next job of a topic fail.
    """
    engine = engine or SpiffEngine()
    begin = storage.begin
    rules = Rulebook(begin=begin, engine=engine, clock=clock, read_yaml=read_yaml)
    renderer = _renderer(settings.static / "build" / "fonts-pdf")
    registers = CaseRegisters(begin=begin, rules=rules, clock=clock, new_id=uuid4)
    ports = {
        **systems,
        "renderer": renderer,
        "registers": registers,
        "case_file": StoredCaseFile(
            begin=begin,
            queries=storage.queries,
            rules=rules,
            clock=clock,
            new_id=uuid4,
            registers=registers,
            new_code=lambda: verify_code(token_bytes(RANDOM_BYTES)),
            verify_url=lambda code: f"{settings.public_url}/verify/{code}",
        ),
    }
    handlers = wrap_handlers(bind_handlers(ports))
    verifier = trust.verifier(clock.now)
    on_instance = _OnInstance(begin=begin, engine=engine, rules=rules, clock=clock, new_id=uuid4)
    mending = Mending(**on_instance)
    return Qadam(
        settings=settings,
        clock=clock,
        storage=storage,
        engine=engine,
        rules=rules,
        topics={topic: contract_of(handler) for topic, handler in HANDLERS.items()},
        desk=Desk(
            begin=begin,
            queries=storage.queries,
            rules=rules,
            clock=clock,
            record_opening=partial(record_opening.record_opening, begin=begin, clock=clock),
            look=LookInside(queries=storage.queries, rules=rules, clock=clock, engine=engine),
            signed_by_hand=lambda version: signed_by_hand(version.files),
        ),
        look_person_up=partial(
            look_person_up.look_person_up,
            begin=begin,
            registry=cast("PersonRegistry", systems["registry"]),
            clock=clock,
        ),
        register_application=partial(register_application.register_application, **on_instance),
        register_portal_request=partial(
            register_portal_request.register_portal_request,
            **on_instance,
            read_signed=partial(read_signed_request, verifier=verifier),
        ),
        offer_service=partial(offer_service.offer_service, **on_instance),
        receive_news=partial(
            receive_news.receive_news,
            begin=begin,
            correlate=partial(correlate_message.correlate_message, **on_instance),
            clock=clock,
        ),
        tell_case=partial(
            tell_case.tell_case,
            begin=begin,
            rules=rules,
            correlate=partial(correlate_message.correlate_message, **on_instance),
        ),
        receive_sms=partial(
            receive_sms.receive_sms, begin=begin, engine=engine, rules=rules, clock=clock
        ),
        complete_user_task=partial(complete_user_task.complete_user_task, **on_instance),
        claim_user_task=partial(
            claim_user_task.claim_user_task, begin=begin, rules=rules, clock=clock
        ),
        unclaim_user_task=partial(
            claim_user_task.unclaim_user_task, begin=begin, rules=rules, clock=clock
        ),
        assign_user_task=partial(
            assign_user_task.assign_user_task, begin=begin, rules=rules, clock=clock
        ),
        save_draft=partial(save_draft.save_draft, begin=begin, rules=rules, clock=clock),
        store_upload=partial(store_upload.store_upload, begin=begin, rules=rules, clock=clock),
        registers=RegisterDesk(begin=begin, queries=storage.queries, rules=rules, clock=clock),
        renderer=renderer,
        signing=Signing(**on_instance, verifier=verifier, demo_keys=trust.demo_keys),
        read_signed_request=partial(read_signed_request, verifier=verifier),
        retry_incident=partial(retry_incident.retry_incident, **on_instance),
        change_term=partial(
            change_term.change_term, begin=begin, engine=engine, rules=rules, clock=clock
        ),
        preview_term_change=partial(
            change_term.preview_term_change,
            begin=begin,
            engine=engine,
            rules=rules,
            clock=clock,
        ),
        record_receipt=partial(record_receipt.record_receipt, begin=begin, clock=clock),
        correlate_message=partial(correlate_message.correlate_message, **on_instance),
        broadcast_signal=partial(correlate_message.broadcast_signal, begin=begin, clock=clock),
        steer_instance=partial(
            steer_instance.steer_instance, begin=begin, rules=rules, clock=clock
        ),
        let_go_on=mending.let_go_on,
        set_variables=mending.set_variables,
        cancel_instance=mending.cancel,
        deliver_next_message=partial(
            correlate_message.deliver_next_message, **on_instance, report=_report_lost_message
        ),
        run_next_job=partial(
            run_job.run_next_job,
            **on_instance,
            handlers=handlers,
            jitter=jitter,
            report=_report_defect,
        ),
        fire_due_timers=partial(
            fire_timer.fire_due_timers, **on_instance, report=_report_stuck_timer
        ),
    )


def _report_lost_message(message: KeptMessage, error: Exception) -> None:
    log.error("message %s could not be delivered", message.id, exc_info=error)


@cache
def _renderer(fonts: Path) -> TypstRenderer:
    """One warm compiler for all that is composed in this process: it keeps nothing of a case."""
    return TypstRenderer(fonts)


def _report_defect(job: Job, error: Exception) -> None:
    log.error("job %s of topic %s failed on our side", job.id, job.topic, exc_info=error)


def _report_stuck_timer(timer: Timer, error: Exception) -> None:
    log.error("timer %s could not be fired", timer.id, exc_info=error)


__all__ = ["Argon2Passwords", "Qadam", "compose", "deploy_service", "read_yaml", "sign_in"]
