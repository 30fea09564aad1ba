"""How a case begins in a scenario."""

import json
from uuid import uuid4

from app.bootstrap.composition import Qadam
from app.bootstrap.demo_people import BOSTANDYK
from app.bootstrap.simulated_people import unit_of, with_power
from app.domain.identity import CaseNumber, CommandId, OfficeId
from app.domain.people import STATE_CORPORATION, NotPermitted, Power
from app.domain.standard import ServiceStandard
from app.feel import Value, to_value
from app.simulation.world import Answers, Start
from app.stand.control import StandControl
from app.usecases.file_complaint import FileComplaint, complaints_service
from app.usecases.offer_service import PORTAL, PROACTIVE, OfferService
from app.usecases.open_case import representative_of
from app.usecases.register_application import RegisterApplication
from app.usecases.register_portal_request import RegisterPortalRequest


def begin(qadam: Qadam, control: StandControl, start: Start) -> CaseNumber:
    """The case begins as its channel has it: at a counter, by the portal, or by a finding."""
    service = qadam.rules.latest(start.process)
    office = start.office or BOSTANDYK
    channel = start.channel or service.standard.channels[0].id
    if channel in _of_code(service.standard, PROACTIVE):
        return _offer(qadam, start, office)
    if channel in _of_code(service.standard, PORTAL):
        return _request(qadam, control, start, service.standard, office)
    unit = unit_of(qadam, start.actor) if channel == STATE_CORPORATION else None
    actor = start.actor or with_power(qadam, Power.REGISTER_APPLICATION, unit or office)
    has_form = service.start_form is not None
    edition = service.standard.edition_for(
        qadam.rules.calendar(BOSTANDYK).local_date(qadam.clock.now())
    )
    acting = representative_of(values_of(start.answers))
    needs = {"always", acting.kind if acting else "always"}
    command = RegisterApplication(
        command_id=new_command(),
        actor=actor,
        process=start.process,
        office=office,
        channel=channel,
        answers=start.answers if has_form else {},
        variables=None if has_form else values_of(start.answers),
        taken_in_at=unit,
        papers=tuple(paper.id for paper in edition.documents if paper.needed in needs),
        start=start.at,
    )
    return qadam.register_application(command).number


def file_complaint(qadam: Qadam, start: Start, about: CaseNumber) -> CaseNumber:
    """A complaint about a case, at the chancellery of whoever takes it in."""
    standard = complaints_service(qadam.rules).standard
    office = qadam.storage.queries.case(about).case.office_id
    command = FileComplaint(
        command_id=new_command(),
        actor=start.actor or with_power(qadam, Power.REGISTER_APPLICATION, office),
        about=about,
        channel=start.channel or standard.channels[0].id,
        answers=start.answers,
        iin=start.iin,
    )
    return qadam.file_complaint(command).number


def _request(
    qadam: Qadam, control: StandControl, start: Start, standard: ServiceStandard, office: OfficeId
) -> CaseNumber:
    """What the portal sends: signed with the key of the applicant, or who acts for them."""
    told = {key: str(value) for key, value in start.answers.items()}
    kind = told.get("representative", "no")
    acting = None
    if kind != "no":
        authority = "power_of_attorney" if kind == "attorney" else "representation_document"
        acting = {
            "kind": kind,
            "iin": told.get("representative_iin", ""),
            "full_name": told.get("representative_name", ""),
            "authority": told.get(authority, ""),
        }
    content = {
        "request_id": str(uuid4()),
        "service": standard.code,
        "applicant": {
            "iin": told.get("applicant_iin", ""),
            "full_name": told.get("applicant_name", ""),
            "phone": told.get("phone", ""),
            "language": told.get("language", "kk"),
        },
        "representative": acting,
        "district": qadam.rules.offices().get(office).kato,
        "needs": told.get("needs", ""),
        "consent": start.answers.get("consent") is True,
        "submitted_at": qadam.clock.now().isoformat(),
    }
    signer = acting["iin"] if acting else told.get("applicant_iin", "")
    signed = control.signed_request(signer, json.dumps(content).encode())
    request = RegisterPortalRequest(signed)
    return qadam.register_portal_request(request).number


def _offer(qadam: Qadam, start: Start, office: OfficeId) -> CaseNumber:
    """What E-Sobes sends when it has found a measure that nobody applied for."""
    told = {key: str(value) for key, value in start.answers.items()}
    offered = qadam.offer_service(
        OfferService(
            event_id=str(uuid4()),
            iin=told.get("applicant_iin", ""),
            full_name=told.get("applicant_name", ""),
            phone=told.get("phone", ""),
            language="ru" if told.get("language") == "ru" else "kk",
            district=qadam.rules.offices().get(office).kato,
            measure=start.process,
        )
    )
    if offered.number is None:
        raise NotPermitted(f"Expected nobody to have a case of {start.process} yet")
    return offered.number


def _of_code(standard: ServiceStandard, code: str) -> frozenset[str]:
    """The channels of the standard with this code."""
    return frozenset(channel.id for channel in standard.channels if channel.code == code)


def values_of(answers: Answers) -> dict[str, Value]:
    return {key: to_value(value) for key, value in answers.items()}


def new_command() -> CommandId:
    return CommandId(uuid4())
