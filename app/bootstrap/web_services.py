"""Binds the use cases for the pages."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ParamSpec, TypeVar

from app.bootstrap.administering import admin_services
from app.bootstrap.bindings.grounds import together
from app.bootstrap.cabinet import cabinet_services
from app.bootstrap.composition import Qadam
from app.bootstrap.designing import design_services
from app.documents.register_extract import Extract, register_pdf
from app.domain.registers import REGISTER_NAMES
from app.domain.texts import Text
from app.integrations.passwords import Argon2Passwords
from app.settings import Settings
from app.stand.authority import PIN
from app.usecases import sign_in
from app.usecases.assign_user_task import assignable
from app.usecases.failing_starts import failing_starts, retry_start
from app.usecases.file_complaint import complaint_form
from app.usecases.own_user_task import delegates
from app.usecases.read_counter import CounterDesk
from app.usecases.read_mending import MendingDesk
from app.usecases.read_registers import WholeRegister
from app.usecases.tell_case import awaited
from app.usecases.verify_paper import verify_paper
from app.web import WebSettings
from app.web.services import (
    Administering,
    Deeds,
    Designing,
    Entrance,
    ForCitizens,
    Reading,
    WebServices,
)

P = ParamSpec("P")
R = TypeVar("R")


def web_services(qadam: Qadam, *, after_commit: Callable[[], None] = lambda: None) -> WebServices:
    """The services of the pages.

    Args:
        qadam: the composed product.
        after_commit: told after each command that may have left due work behind.
    """
    return WebServices(
        **together(
            _entrance(qadam),
            _reading(qadam, after_commit),
            _deeds(qadam, after_commit),
            _designing(qadam),
            Administering(admin=admin_services(qadam)),
            ForCitizens(cabinet=cabinet_services(qadam, after_commit)),
        )
    )


def _entrance(qadam: Qadam) -> Entrance:
    begin = qadam.storage.begin
    clock = qadam.clock
    rules = qadam.rules
    demo = qadam.settings.demo
    return Entrance(
        clock=qadam.clock.now,
        calendar_of=rules.calendar,
        standards=lambda: {service.key: service.standard for service in rules.services()},
        offices=rules.offices,
        sign_in=partial(sign_in.sign_in, begin=begin, passwords=Argon2Passwords(), clock=clock),
        sign_in_demo=partial(sign_in.sign_in_demo, begin=begin, clock=clock) if demo else None,
        demo_people=partial(
            sign_in.demo_people,
            begin=begin,
            queries=qadam.storage.queries,
            rules=rules,
            clock=clock,
        )
        if demo
        else tuple,
        person=partial(sign_in.person_of, queries=qadam.storage.queries, rules=rules),
    )


def _reading(qadam: Qadam, after_commit: Callable[[], None]) -> Reading:
    begin = qadam.storage.begin
    rules = qadam.rules
    desk = qadam.desk
    inbox = qadam.inbox
    return Reading(
        inbox=inbox.page,
        inbox_choices=inbox.choices,
        inbox_news=inbox.news,
        next_task=inbox.next_task,
        task=desk.task,
        task_in_hand=desk.task_in_hand,
        case=desk.case,
        case_in_hand=desk.case_in_hand,
        instances=qadam.instances,
        mending=MendingDesk(
            queries=qadam.storage.queries, rules=rules, record_opening=desk.record_opening
        ),
        start_forms=desk.start_forms,
        document=desk.document,
        paper_states=desk.paper_states,
        case_links=qadam.storage.queries.case_links,
        complaint_form=partial(complaint_form, begin=begin, rules=rules),
        signature=desk.signature,
        upload=desk.upload,
        diagram=desk.diagram,
        assignable=partial(assignable, begin=begin, rules=rules),
        batches=qadam.batches,
        kept_views=qadam.kept_views,
        notes=qadam.notes,
        notices=qadam.notices,
        substitutions=qadam.substitutions,
        after_batch=after_commit,
        delegates=partial(delegates, begin=begin, rules=rules),
        awaited=partial(awaited, begin=begin, rules=rules),
        failing_starts=partial(failing_starts, begin=begin, rules=rules),
        counter=CounterDesk(queries=qadam.storage.queries, rules=rules, clock=qadam.clock).page,
        registers=qadam.registers,
        print_register=partial(_printed, qadam),
        verify_paper=partial(
            verify_paper, begin=begin, rules=rules, verifier=qadam.signing.verifier
        ),
        demo_pin=PIN if qadam.signing.demo_keys is not None else "",
    )


def _deeds(qadam: Qadam, after_commit: Callable[[], None]) -> Deeds:
    def told(command: Callable[P, R]) -> Callable[P, R]:
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            answer = command(*args, **kwargs)
            after_commit()
            return answer

        return run

    return Deeds(
        look_person_up=qadam.look_person_up,
        register_application=told(qadam.register_application),
        file_complaint=told(qadam.file_complaint),
        register_portal_request=told(qadam.register_portal_request),
        offer_service=told(qadam.offer_service),
        receive_news=told(qadam.receive_news),
        receive_state=told(qadam.receive_state),
        record_receipt=qadam.record_receipt,
        receive_sms=told(qadam.receive_sms),
        complete_user_task=told(qadam.complete_user_task),
        claim_user_task=qadam.claim_user_task,
        unclaim_user_task=qadam.unclaim_user_task,
        delegate_user_task=qadam.delegate_user_task,
        take_user_task_back=qadam.take_user_task_back,
        set_task_aside=qadam.set_task_aside,
        set_task_priority=qadam.set_task_priority,
        assign_user_task=told(qadam.assign_user_task),
        save_draft=qadam.save_draft,
        store_upload=qadam.store_upload,
        tell_case=told(qadam.tell_case),
        change_term=told(qadam.change_term),
        preview_term_change=qadam.preview_term_change,
        signing=qadam.signing,
        retry_incident=told(qadam.retry_incident),
        retry_start=told(
            partial(retry_start, begin=qadam.storage.begin, rules=qadam.rules, clock=qadam.clock)
        ),
        close_incident=qadam.close_incident,
        steer_instance=told(qadam.steer_instance),
        set_variables=told(qadam.set_variables),
        cancel_instance=told(qadam.cancel_instance),
    )


def _designing(qadam: Qadam) -> Designing:
    return Designing(design=design_services(qadam))


def _printed(
    qadam: Qadam,
    register: WholeRegister,
    headings: Sequence[Text],
    table: Sequence[Sequence[str]],
    printed_by: str,
) -> bytes:
    extract = Extract(
        title=REGISTER_NAMES[register.register],
        office=register.office.name,
        year=register.year,
        dated=qadam.rules.calendar(register.office.id).local_date(qadam.clock.now()),
        printed_by=printed_by,
        notices=register.notices,
        headings=headings,
        rows=table,
    )
    return register_pdf(extract, qadam.renderer)


def page_settings(settings: Settings) -> WebSettings:
    """What the pages know of the settings."""
    inbound = {str(system): secret for system, secret in settings.inbound.items()}
    return WebSettings(settings.secret, inbound=inbound, https=settings.https)
