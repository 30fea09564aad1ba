"""Register an application that came signed through the egov portal (458/std-1 r.2(4), r.8)."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid5

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import CaseNumber, OfficeId, PersonId
from app.domain.refusals import Invalid
from app.domain.signatures import SignatureId, Signer
from app.domain.strict_reading import Raw, Reading
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.advance_story import SYSTEM
from app.usecases.advancing import NewId
from app.usecases.offer_service import PORTAL, channel_of, department_of, sent_command
from app.usecases.open_case import OpenCase, Opening
from app.usecases.read_signed_request import SignedRequest
from app.usecases.request_attachments import attachments_of, list_problems
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound, ServiceVersion
from app.usecases.surroundings import deadline_of

_HEAD = ("request_id", "service", "applicant", "district", "needs", "consent", "submitted_at")
_PERSON = ("iin", "full_name", "phone", "language")
_REPRESENTATIVE = ("kind", "iin", "full_name", "authority")
_AUTHORITY_OF: Mapping[str, str] = {
    "legal": "representation_document",
    "attorney": "power_of_attorney",
}


class RequestUnreadable(Invalid):
    """What was signed is no request of the contract; `fields` says where, never with what."""

    code = "RequestUnreadable"
    title = Text(
        "Қол қойылған сұрау салудың нысаны дұрыс емес",
        "Подписанный запрос не соответствует формату",
        "The signed request is not in the agreed form",
    )


@dataclass(frozen=True, slots=True)
class RegisterPortalRequest:
    signed: bytes
    """CMS with the content inside: DER, PEM or base64."""
    files: Sequence[bytes] = ()
    """What is attached: the files whose digests were signed."""


@dataclass(frozen=True, slots=True)
class PortalRequestRegistered:
    number: CaseNumber
    registered_at: datetime
    counts_from: date
    """The day of the request, or the next working day where it came out of hours (458/G-56)."""
    due_on: date
    office: OfficeId
    is_repeated: bool = False


def register_portal_request(
    command: RegisterPortalRequest,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
    read_signed: Callable[[bytes], SignedRequest],
) -> PortalRequestRegistered:
    """Prove the signature, register the request and start its process; the signature is kept.

    Idempotent by the `request_id` that was signed, so that no request can be sent anew under
    another name. A request that comes out of hours is stamped at once; its term
    counts as if it had come on the next working day.

    Raises:
        SignatureRefused: a subclass that says what is wrong with the signature; `WrongSigner` where
            neither the applicant nor the representative has signed.
        RequestUnreadable, FormInvalid: what was signed cannot be used.
        AttachmentsDiffer, TooManyAttachments, UploadTooLarge, UploadTypeRefused: what is attached
            cannot be used.
        ServiceNotFound, ChannelUnknown, DistrictUnknown: nobody of ours provides it.
    """
    # Outside any transaction: a list of revocations may have to be asked for.
    request = read_signed(command.signed)
    told = _told(request.content)
    _demand_signer(request.signer, told)
    command_id = sent_command("egov", str(told["request_id"]))
    with begin() as uow:
        earlier = uow.command_log.answer_of(command_id, PortalRequestRegistered)
        if earlier is not None:
            return replace(earlier, is_repeated=True)
        attachments = attachments_of(_listed(told), command.files)
        service = _service(str(told["service"]), rules, uow)
        form = service.start_form
        if form is None:
            raise ServiceNotFound(f"Expected {service.key} to have an application form")
        opening = Opening(
            service=service,
            office=department_of(str(told["district"]), rules.offices(uow)),
            channel=channel_of(service.standard, PORTAL).id,
            answers=form.read(_answers(told), {}),
            opened_by=PersonId(SYSTEM),
            action="portal-request-registered",
        )
        case = OpenCase(engine=engine, rules=rules, clock=clock, new_id=new_id)(uow, opening)
        signature = SignatureId(uuid5(command_id, "signature"))
        uow.signatures.add(request.kept(signature, case.instance_id))
        for attachment in attachments:
            attachment.keep(uow, case.instance_id, command_id, clock.now())
        edition = service.standard.edition(case.edition)
        calendar = rules.calendar(case.office_id, uow)
        answer = PortalRequestRegistered(
            number=case.number,
            registered_at=case.registered_at,
            counts_from=deadline_of(case, case.term, edition, calendar).started,
            due_on=case.term_due_on,
            office=case.office_id,
        )
        uow.command_log.remember(command_id, answer, clock.now())
        uow.commit()
        return answer


def _told(content: bytes) -> Raw:
    """The signed content in its shape. Raises RequestUnreadable with the paths of what is wrong."""
    reading = Reading()
    try:
        raw = json.loads(content)
    except ValueError as error:
        raise RequestUnreadable("Expected JSON") from error
    found = reading.mapping(raw, "", required=_HEAD, optional=("representative", "attachments"))
    reading.mapping(found.get("applicant", {}), "applicant", required=_PERSON)
    if found.get("representative") is not None:
        reading.mapping(found["representative"], "representative", required=_REPRESENTATIVE)
    problems = [*reading.problems, *list_problems(found.get("attachments"))]
    if problems:
        raise RequestUnreadable("; ".join(problems))
    return found


def _listed(told: Raw) -> Sequence[Mapping[str, str]]:
    listed = told.get("attachments")
    return listed if isinstance(listed, list) else ()


def _demand_signer(signer: Signer, told: Raw) -> None:
    """The recipient signs, or who acts for them with a key of their own (458/G-27)."""
    acting = told.get("representative") or told["applicant"]
    signer.demand(str(acting["iin"]) if isinstance(acting, Mapping) else "")


def _answers(told: Raw) -> dict[str, object]:
    """As the application form would have asked them."""
    applicant, acting = told["applicant"], told.get("representative")
    if not isinstance(applicant, Mapping):
        raise RequestUnreadable("applicant: expected a mapping")
    answers: dict[str, object] = {
        "applicant_iin": str(applicant["iin"]),
        "applicant_name": str(applicant["full_name"]),
        "phone": str(applicant["phone"]),
        "language": str(applicant["language"]),
        "representative": "no",
        "needs": str(told["needs"]),
        "consent": told["consent"] is True,
    }
    if isinstance(acting, Mapping):
        kind = str(acting["kind"])
        if kind not in _AUTHORITY_OF:
            raise FormInvalid([Problem("representative", RequestUnreadable.title)])
        answers |= {
            "representative": kind,
            "representative_iin": str(acting["iin"]),
            "representative_name": str(acting["full_name"]),
            _AUTHORITY_OF[kind]: str(acting["authority"]),
        }
    return answers


def _service(code: str, rules: Rulebook, uow: UnitOfWork) -> ServiceVersion:
    """The service of this code, `PA`. Raises ServiceNotFound."""
    for key in uow.processes.keys():  # noqa: SIM118  # a repository, no mapping
        service = rules.latest(key, uow)
        if service.standard.code == code:
            return service
    raise ServiceNotFound(f"Expected a service of the code {code}")
