"""Topic `ask-digital-consent`: ask the owner of digital documents for consent."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import JobId, Topic
from app.ports.outside import BusinessError, CaseFile
from app.ports.state_systems import ConsentMethod, DigitalDocuments, DocumentKind

TOPIC = Topic("ask-digital-consent")
NO_NUMBER = "phone_not_registered"
ERRORS = frozenset({NO_NUMBER})


@dataclass(frozen=True, slots=True)
class AskDigitalConsent:
    iin: str
    """The owner's."""
    documents: tuple[DocumentKind, ...]
    method: ConsentMethod = "sms"
    """`sms`: the owner answers the message; `password`: tells the clerk the one-time password."""


@dataclass(frozen=True, slots=True)
class DigitalConsent:
    id: str
    method: ConsentMethod
    phone: str
    """Masked."""
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    digital_consent: DigitalConsent


def ask_digital_consent(
    job: JobId, inputs: AskDigitalConsent, *, digital: DigitalDocuments, case_file: CaseFile
) -> ConsentAsked:
    """Ask once; idempotent, for the service drops a repeated key.

    Raises:
        BusinessError: `phone_not_registered`: the owner registered no number on egov.
        SystemUnavailable: no usable answer.

    Norm: order 458, R1 p.18-1; message M-03.
    """
    case = case_file.reference(job)
    request = digital.ask(
        iin=inputs.iin,
        case=case.number,
        kinds=inputs.documents,
        method=inputs.method,
        office=case.office_name,
        idempotency_key=str(job),
    )
    if request is None:
        raise BusinessError(NO_NUMBER)
    return ConsentAsked(
        DigitalConsent(
            id=request.id,
            method=inputs.method,
            phone=request.phone,
            asked_at=request.asked_at,
            expires_at=request.expires_at,
        )
    )
