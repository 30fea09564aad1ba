"""Topic `request-digital-documents`: digital documents, after their owner's consent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.domain.identity import JobId, Topic
from app.ports.outside import BusinessError
from app.ports.state_systems import DigitalDocuments, DocumentKind, NoDocuments

TOPIC = Topic("request-digital-documents")
_ERROR_OF: Mapping[NoDocuments, str] = MappingProxyType(
    {
        "waiting": "consent_waiting",
        "refused": "consent_refused",
        "expired": "consent_expired",
        "password_wrong": "password_wrong",
    }
)
ERRORS = frozenset(_ERROR_OF.values())


@dataclass(frozen=True, slots=True)
class RequestDigitalDocuments:
    consent: str
    """`digital_consent.id` of `ask-digital-consent`."""
    password: str | None = None
    """As the owner told it, where consent was asked by password."""


@dataclass(frozen=True, slots=True)
class OwnersDocument:
    kind: DocumentKind
    number: str
    holder_iin: str
    holder_name: str
    issued_on: date
    valid_until: date | None
    issued_by: str
    """In Kazakh."""
    issued_by_ru: str
    principal_iin: str | None
    """Whom the holder acts for."""


@dataclass(frozen=True, slots=True)
class DocumentsGiven:
    digital_documents: Sequence[OwnersDocument]


def request_digital_documents(
    job: JobId, inputs: RequestDigitalDocuments, *, digital: DigitalDocuments
) -> DocumentsGiven:
    """Fetch what the owner consented to; fetching twice changes nothing.

    Raises:
        BusinessError: `consent_waiting`, `consent_refused`, `consent_expired`, `password_wrong`.
        SystemUnavailable: no usable answer.

    Norm: order 458, R1 p.18-1 (digital documents only with the owner's consent).
    """
    given = digital.documents(inputs.consent, password=inputs.password)
    if isinstance(given, str):
        raise BusinessError(_ERROR_OF[given])
    return DocumentsGiven(
        [
            OwnersDocument(
                kind=document.kind,
                number=document.number,
                holder_iin=document.holder_iin,
                holder_name=document.holder_name,
                issued_on=document.issued_on,
                valid_until=document.valid_until,
                issued_by=document.issued_by.kk,
                issued_by_ru=document.issued_by.ru,
                principal_iin=document.principal_iin,
            )
            for document in given
        ]
    )
