"""Apply in the cabinet: data from the registry, consent by one-time password, signature."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from app.domain.audit import AuditEntry
from app.domain.citizens import Citizen, PasswordId
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import CaseNumber, ProcessKey
from app.domain.iin import Iin, IinInvalid
from app.domain.names import search_term
from app.domain.pending import PendingApplication, PendingId, PendingNotFound
from app.domain.phone import Phone, PhoneInvalid
from app.domain.standard import ServiceStandard
from app.domain.texts import Language, Text
from app.ports.clock import Clock
from app.ports.outside import PersonRecord, PersonRegistry, SystemUnavailable
from app.ports.signing import SignatureVerifier
from app.ports.state_systems import Portal
from app.ports.storage import BeginWork
from app.usecases.advancing import audited
from app.usecases.look_person_up import PersonUnknown, RegistryAway
from app.usecases.offer_service import PORTAL
from app.usecases.one_time_passwords import PasswordOf, use_password
from app.usecases.read_signed_request import SignedRequest
from app.usecases.register_portal_request import PortalRequestRegistered, RegisterPortalRequest
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound

Whose = Literal["own", "legal", "attorney"]
"""For oneself, as a legal representative, by a power of attorney (458/R1 p.5)."""
KEPT_FOR = timedelta(days=1)

NEEDS_MISSING = Text(
    "Қандай көмек керегін жазыңыз", "Напишите, какая нужна помощь", "Please write what you need"
)
WARD_UNKNOWN = Text(
    "Бұл ЖСН мен аты-жөн бір адамдікі емес. Екеуін де тексеріңіз",
    "Этот ИИН и имя не принадлежат одному человеку. Проверьте оба",
    "This IIN and this name do not belong to one person. Please check both",
)
WARD_IIN_MISSING = Text(
    "ЖСН-ді жазыңыз, 12 цифр", "Укажите ИИН, 12 цифр", "Give the IIN, 12 digits"
)
WARD_NAME_MISSING = Text(
    "Көрсетілетін қызметті алатын адамның аты-жөнін жазыңыз",
    "Укажите имя того, кому нужна услуга",
    "Please give the name of the person who is to get the service",
)
AUTHORITY_MISSING = Text(
    "Өкілдікті растайтын құжаттың нөмірі мен күнін жазыңыз",
    "Укажите номер и дату документа, который подтверждает полномочия",
    "Please give number and date of the paper that you act upon",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the state knows of a citizen, so that nobody asks for it."""

    record: PersonRecord
    phone: str
    """Registered on egov; empty where none is."""


@dataclass(frozen=True, slots=True)
class FillApplication:
    id: PendingId
    citizen: Citizen
    process: ProcessKey
    whose: Whose
    phone: str
    language: Language
    needs: str
    ward_iin: str = ""
    ward_name: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class SignApplication:
    id: PendingId
    citizen: Citizen
    consent: PasswordId
    password: str
    """By which the citizen consents to the asking of state systems."""
    signature: bytes
    """CMS, detached, of the content."""


def services_to_apply_for(rules: Rulebook) -> Sequence[ServiceStandard]:
    """Those that take applications through the portal's contract."""
    return [
        service.standard
        for service in rules.services()
        if service.start_form is not None
        and any(channel.code == PORTAL for channel in service.standard.channels)
    ]


def known_of(citizen: Citizen, *, registry: PersonRegistry, portal: Portal) -> Known:
    """What is known. Raises PersonUnknown, RegistryAway."""
    record = _record(citizen.iin, registry)
    try:
        phone = portal.registered_phone(citizen.iin) or ""
    except SystemUnavailable:
        phone = ""
    return Known(record, phone)


def fill_application(
    command: FillApplication,
    *,
    begin: BeginWork,
    rules: Rulebook,
    registry: PersonRegistry,
    clock: Clock,
) -> PendingApplication:
    """Keep what is to be signed; filled in again, it takes the place of what was there.

    Raises:
        FormInvalid: with what has to be mended, by field.
        PersonUnknown, RegistryAway, ServiceNotFound: as they say.
    """
    standard = _standard(command.process, rules)
    own = _record(command.citizen.iin, registry)
    recipient, problems = _recipient(command, own, registry)
    phone = _phone(command.phone, problems)
    if not command.needs.strip():
        problems.append(Problem("needs", NEEDS_MISSING))
    if problems or recipient is None:
        raise FormInvalid(problems)
    now = clock.now()
    told: dict[str, object] = {
        "request_id": str(command.id),
        "service": standard.code,
        "applicant": {
            "iin": recipient.iin,
            "full_name": recipient.full_name,
            "phone": phone,
            "language": command.language,
        },
        "representative": _acting(command, own),
        "district": recipient.residence_code,
        "needs": command.needs.strip(),
        "consent": True,
        "submitted_at": now.isoformat(timespec="seconds"),
        "attachments": [],
    }
    content = json.dumps(told, ensure_ascii=False, indent=1).encode()
    pending = PendingApplication(command.id, command.citizen.iin, command.process, content, now)
    with begin() as uow:
        uow.pending_applications.forget_before(now - KEPT_FOR)
        uow.pending_applications.put(pending)
        uow.commit()
    return pending


def pending_of(citizen: Citizen, pending_id: PendingId, *, begin: BeginWork) -> PendingApplication:
    """An application that the citizen has filled in. Raises PendingNotFound."""
    with begin() as uow:
        pending = uow.pending_applications.get(pending_id)
    if pending is None or pending.iin != citizen.iin:
        raise PendingNotFound(f"Expected an application {pending_id} of the citizen")
    return pending


Register = Callable[
    [RegisterPortalRequest, Callable[[bytes], SignedRequest]], PortalRequestRegistered
]


def sign_application(
    command: SignApplication,
    *,
    begin: BeginWork,
    clock: Clock,
    verifier: SignatureVerifier,
    password_of: PasswordOf,
    register: Register,
) -> CaseNumber:
    """Prove signature and consent, and register the application as one of the portal.

    The password is used up last, so that a refused signature does not cost it. Idempotent by the
    id of what was filled in.

    Raises:
        SignatureRefused: a subclass that says what is wrong with the signature.
        PasswordWrong: the consent is not given.
        PendingNotFound, SystemUnavailable, and what registering refuses.
    """
    pending = pending_of(command.citizen, command.id, begin=begin)
    proof = verifier.verify(pending.content, command.signature)
    proof.signer.demand(command.citizen.iin)
    consent = use_password(
        command.consent,
        command.password,
        "consent",
        begin=begin,
        clock=clock,
        password_of=password_of,
    )
    request = SignedRequest(pending.content, command.signature, proof)
    registered = register(RegisterPortalRequest(command.signature), lambda _signed: request)
    with begin() as uow:
        case = uow.cases.find(registered.number)
        if case is not None:
            instance = uow.instances.lock(case.instance_id)
            part = command.citizen.part_in(case) or "applicant"
            facts = {"password": str(consent.id), "way": "one-time-password"}
            audited(uow, instance, AuditEntry(clock.now(), part, "consent-given", facts))
        uow.pending_applications.drop(pending.id)
        uow.commit()
    return registered.number


def _standard(process: ProcessKey, rules: Rulebook) -> ServiceStandard:
    for standard in services_to_apply_for(rules):
        if standard.process_key == process:
            return standard
    raise ServiceNotFound(f"Expected a service {process} that one can apply for")


def _record(iin: str, registry: PersonRegistry) -> PersonRecord:
    try:
        record = registry.person(iin)
    except SystemUnavailable as away:
        raise RegistryAway(str(away)) from away
    if record is None:
        raise PersonUnknown("Expected a person of that IIN in the registry")
    return record


def _recipient(
    command: FillApplication, own: PersonRecord, registry: PersonRegistry
) -> tuple[PersonRecord | None, list[Problem]]:
    """Who is to get the service; of a ward, IIN and name have to belong together."""
    if command.whose == "own":
        return own, []
    problems: list[Problem] = []
    if not command.ward_name.strip():
        problems.append(Problem("ward_name", WARD_NAME_MISSING))
    if not command.authority.strip():
        problems.append(Problem("authority", AUTHORITY_MISSING))
    if not command.ward_iin.strip():
        return None, [Problem("ward_iin", WARD_IIN_MISSING), *problems]
    try:
        iin = Iin.parse(command.ward_iin)
    except IinInvalid as invalid:
        return None, [Problem("ward_iin", invalid.reason), *problems]
    if not command.ward_name.strip():
        return None, problems
    try:
        ward = registry.person(iin.digits)
    except SystemUnavailable as away:
        raise RegistryAway(str(away)) from away
    if ward is None or search_term(ward.full_name) != search_term(command.ward_name):
        return None, [Problem("ward_name", WARD_UNKNOWN), *problems]
    return ward, problems


def _phone(typed: str, problems: list[Problem]) -> str:
    try:
        return Phone.parse(typed).number
    except PhoneInvalid as invalid:
        problems.append(Problem("phone", invalid.title))
        return ""


def _acting(command: FillApplication, own: PersonRecord) -> Mapping[str, str] | None:
    if command.whose == "own":
        return None
    return {
        "kind": command.whose,
        "iin": own.iin,
        "full_name": own.full_name,
        "authority": " ".join(command.authority.split()),
    }
