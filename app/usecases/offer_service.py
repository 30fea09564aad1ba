"""Offer a service that nobody has applied for: a registry has found that the person may have it.

The case begins with the offer; its terms count from the consent (458/STD r.3(1), gap G-03).
"""

from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from app.domain.identity import CaseNumber, CommandId, OfficeId, PersonId, ProcessKey
from app.domain.iin import Iin
from app.domain.people import DEPARTMENT, Offices
from app.domain.refusals import Invalid
from app.domain.standard import Channel, ServiceStandard
from app.domain.texts import Language, Text
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.advance_story import SYSTEM
from app.usecases.advancing import NewId
from app.usecases.open_case import OpenCase, Opening
from app.usecases.register_application import ChannelUnknown
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound, ServiceVersion

PROACTIVE, PORTAL = "MD", "EP"
"""Codes of the channels "mobile phone" and "egov portal" in a service standard."""


class DistrictUnknown(Invalid):
    """No department serves the district that was named."""

    code = "DistrictUnknown"
    title = Text(
        "Бұл ауданға қызмет көрсететін бөлім жоқ",
        "Нет отдела, обслуживающего этот район",
        "No department serves this district",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferService:
    event_id: str
    """The registry's own id of the event."""
    iin: str
    full_name: str
    phone: str
    """As the registry has it; empty where it has none."""
    language: Language
    district: str
    """Code (KATO) of the person's residence."""
    measure: str
    """Code of the measure of the programme: the key of the service that provides it."""


@dataclass(frozen=True, slots=True)
class ServiceOffered:
    number: CaseNumber | None
    """None: no service of ours provides the measure, or the person has an open case of it."""
    is_repeated: bool = False


def offer_service(
    command: OfferService,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> ServiceOffered:
    """Begin a case in the proactive channel; whoever answers the offer decides what becomes of it.

    Idempotent: an event that comes again begins nothing and gets the first number.

    Raises:
        IinInvalid, DistrictUnknown: the event names nobody, or nobody of ours to decide.
    """
    iin = Iin.parse(command.iin)
    command_id = sent_command("esobes", command.event_id)
    with begin() as uow:
        earlier = uow.command_log.answer_of(command_id, ServiceOffered)
        if earlier is not None:
            return replace(earlier, is_repeated=True)
        key = ProcessKey(command.measure)
        service = _service(key, rules, uow)
        answer = ServiceOffered(None)
        if service is not None and uow.cases.open_of(iin.digits, key) is None:
            opening = Opening(
                service=service,
                office=department_of(command.district, rules.offices(uow)),
                channel=channel_of(service.standard, PROACTIVE).id,
                answers=_answers(command, iin),
                opened_by=PersonId(SYSTEM),
                action="service-offered",
            )
            opened = OpenCase(engine=engine, rules=rules, clock=clock, new_id=new_id)(uow, opening)
            answer = ServiceOffered(opened.number)
        uow.command_log.remember(command_id, answer, clock.now())
        uow.commit()
        return answer


def _service(key: ProcessKey, rules: Rulebook, uow: UnitOfWork) -> ServiceVersion | None:
    try:
        return rules.latest(key, uow)
    except ServiceNotFound:
        return None


def _answers(command: OfferService, iin: Iin) -> dict[str, Value]:
    """What an application would have asked; nobody has written one."""
    return {
        "applicant_iin": iin.digits,
        "applicant_name": command.full_name,
        "phone": command.phone,
        "language": command.language,
        "representative": "no",
        "needs": "",
        "consent": False,
    }


def sent_command(system: str, event_id: str) -> CommandId:
    """The id under which something that a system has sent is remembered."""
    return CommandId(uuid5(NAMESPACE_URL, f"qadam:inbound:{system}:{event_id}"))


def department_of(district: str, offices: Offices) -> OfficeId:
    """The department that serves the district. Raises DistrictUnknown."""
    for office in offices.all():
        if office.kind == DEPARTMENT and district and office.kato == district:
            return office.id
    raise DistrictUnknown(f"Expected a department for the district {district}")


def channel_of(standard: ServiceStandard, code: str) -> Channel:
    """The channel of this code. Raises ChannelUnknown."""
    found = next((channel for channel in standard.channels if channel.code == code), None)
    if found is None:
        raise ChannelUnknown(f"Expected {standard.process_key} to have a channel {code}")
    return found
