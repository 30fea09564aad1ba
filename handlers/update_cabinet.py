"""Topic `update-cabinet`: a status, maybe with a document, in the personal cabinet on egov."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.identity import JobId, Topic
from app.domain.texts import LANGUAGES, Text
from app.ports.outside import CaseFile, Fill
from app.ports.state_systems import CabinetStatus, Portal

TOPIC = Topic("update-cabinet")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UpdateCabinet:
    status: CabinetStatus
    message: str
    """Id in the service's `messages.yaml`; its words stand beside the status."""
    document_id: str | None = None
    """Of `render-document`: goes along, with its signature where it has one."""
    iin: str | None = None
    """Whose cabinet; without it the applicant's."""
    values: Mapping[str, Fill] = field(default_factory=dict)
    """What the message needs beyond the case's own facts."""


@dataclass(frozen=True, slots=True)
class CabinetUpdated:
    cabinet_receipt: str
    """The portal's number of the entry."""


def update_cabinet(
    job: JobId, inputs: UpdateCabinet, *, portal: Portal, case_file: CaseFile
) -> CabinetUpdated:
    """Show it and record it; idempotent, for the portal drops a repeated key.

    Raises:
        SystemUnavailable: the portal gave no usable answer.
        DocumentNotRendered: no such message or document.

    Norm: order 458, R1 p.18-2 (status), p.18-3 (signed result).
    """
    case = case_file.reference(job)
    text = Text(
        *(
            case_file.message_text(job, inputs.message, language, inputs.values)
            for language in LANGUAGES
        )
    )
    document = inputs.document_id
    paper = None if document is None else case_file.signed_paper(job, document)
    owner = inputs.iin or case.applicant_iin
    receipt = portal.put_status(
        case=case,
        iin=owner,
        status=inputs.status,
        text=text,
        paper=paper,
        at=case_file.moment(job),
        idempotency_key=str(job),
    )
    case_file.record_message(
        job,
        message=inputs.message,
        channel="cabinet",
        to=owner,
        text=text.in_language(case_file.language(job)),
        receipt=receipt,
    )
    return CabinetUpdated(receipt.id)
