"""Binds the use cases for the cabinet's pages, and picks the applicants whom the demo offers."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ParamSpec, TypeVar

from app.bootstrap.composition import Qadam
from app.domain.identity import CaseNumber
from app.domain.texts import Text
from app.stand.demo_records import held_of
from app.stand.people import PEOPLE
from app.usecases.add_file import add_file
from app.usecases.answer_in_cabinet import answer_hearing, withdraw
from app.usecases.apply_in_cabinet import pending_of, services_to_apply_for
from app.usecases.complain_in_cabinet import citizens_complaint_form, complain_in_cabinet
from app.usecases.rate_service import rate_service, ratings_seen
from app.usecases.read_cabinet import Cabinet
from app.web.cabinet.services import CabinetServices, DemoCitizen

P = ParamSpec("P")
R = TypeVar("R")

_HINTS: dict[str, Text] = {
    "hearing-reply": Text(
        "Тыңдауға шақырылған", "Вызывают на заслушивание", "Invited to a hearing"
    ),
    "supplier-chosen": Text(
        "Қызмет берілді, ұйым таңдайды",
        "Услуга назначена, выбирает организацию",
        "Granted, chooses a supplier",
    ),
    "active": Text("Өтініші қаралып жатыр", "Заявление рассматривают", "Application in progress"),
    "ended": Text("Өтініші аяқталған", "Заявление завершено", "Application closed"),
    "none": Text("Өтініші жоқ", "Заявлений нет", "No application yet"),
}


def cabinet_services(qadam: Qadam, after_commit: Callable[[], None]) -> CabinetServices:
    """The services of the cabinet; a password that was asked for is sent at once."""

    def told(command: Callable[P, R]) -> Callable[P, R]:
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            answer = command(*args, **kwargs)
            after_commit()
            return answer

        return run

    storage, rules, clock = qadam.storage, qadam.rules, qadam.clock
    queries = storage.queries
    correlate = qadam.correlate_message
    return CabinetServices(
        ask_password=told(qadam.ask_password),
        enter=qadam.enter_cabinet,
        leave=qadam.leave_cabinet,
        enter_by_signature=qadam.enter_by_signature,
        sign_demo=qadam.sign_with_demo_key,
        to_apply_for=partial(services_to_apply_for, rules),
        known=qadam.known_of_citizen,
        fill_application=qadam.fill_application,
        pending=partial(pending_of, begin=storage.begin),
        sign_application=told(qadam.sign_application),
        present=qadam.present_citizen,
        desk=Cabinet(
            begin=storage.begin,
            queries=queries,
            rules=rules,
            clock=clock,
            look=qadam.desk.look,
        ),
        rating=queries.rating,
        suppliers_for=qadam.suppliers_for,
        choose_supplier=told(qadam.choose_supplier),
        answer_hearing=told(partial(answer_hearing, queries=queries, correlate=correlate)),
        withdraw=told(partial(withdraw, queries=queries, correlate=correlate)),
        add_file=partial(add_file, begin=storage.begin, queries=queries, clock=clock),
        complaint_form=partial(citizens_complaint_form, queries=queries, rules=rules),
        complain=told(partial(complain_in_cabinet, queries=queries, file=qadam.file_complaint)),
        rate_service=partial(rate_service, begin=storage.begin, queries=queries, clock=clock),
        ratings=lambda person: ratings_seen(person, queries=queries, offices=rules.offices()),
        demo_citizens=partial(demo_citizens, qadam) if qadam.settings.demo else None,
    )


def demo_citizens(qadam: Qadam) -> Sequence[DemoCitizen]:
    """One invented person for each thing that can be seen; each has their phone registered."""
    phones = {(held.iin, held.egov_phone) for held in held_of(PEOPLE)}
    found: dict[str, DemoCitizen] = {}
    for person in PEOPLE:
        if person.status != "alive" or (person.iin, person.phone) not in phones:
            continue
        numbers = qadam.storage.queries.citizen_cases(person.iin, 1)
        kind = _kind(qadam, numbers[0]) if numbers else "none"
        found.setdefault(kind, DemoCitizen(person.iin, person.full_name, _HINTS[kind]))
        if len(found) == len(_HINTS):
            break
    return [found[kind] for kind in _HINTS if kind in found]


def _kind(qadam: Qadam, number: CaseNumber) -> str:
    view = qadam.storage.queries.case(number)
    if view.ended_at is not None:
        return "ended"
    awaited = qadam.storage.queries.awaited_messages(view.case.instance_id)
    return next((kind for kind in _HINTS if kind in awaited), "active")
