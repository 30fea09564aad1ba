"""State systems that service tasks ask or tell: disability, programme, phones, portal, monitoring.

Each call raises `SystemUnavailable` where the system gives no usable answer. A call that changes
something there takes an `idempotency_key`: repeated with the same key it changes nothing more and
answers the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol, get_args

from app.domain.texts import Text


@dataclass(frozen=True, slots=True)
class DisabilityRecord:
    """What CBDI (central databank of persons with disabilities) says of one IIN."""

    iin: str
    full_name: str
    birth_date: date
    group: Literal[1, 2, 3] | None
    """None for a child with a disability: children have no group."""
    reason: Text
    since: date
    until: date | None
    """The day of the next examination; None: without a limit."""
    difficulty_moving: bool | None
    """None: the databank does not say."""
    certificate: str
    """Number of the certificate of the examination."""


class DisabilityRegistry(Protocol):
    def disability(self, iin: str) -> DisabilityRecord | None:
        """None where the databank itself says that it knows of no disability."""
        ...


ProgrammeStatus = Literal["in_force", "expired", "withdrawn"]


@dataclass(frozen=True, slots=True)
class ProgrammeMeasure:
    code: str
    """Such as `personal-assistant`."""
    name: Text
    volume: Decimal | None
    unit: str
    """What `volume` counts, such as `hours_per_day`; empty without a volume."""
    decision: Literal["needed", "not_needed"]
    period_from: date
    period_until: date | None


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """The social part of an individual programme of rehabilitation, as E-Sobes keeps it."""

    iin: str
    full_name: str
    number: str
    developed_on: date
    valid_from: date
    valid_until: date | None
    status: ProgrammeStatus
    group: Literal[1, 2, 3] | None
    """As the programme was drawn up for; CBDI may know a newer one."""
    measures: Sequence[ProgrammeMeasure]


class ProgrammeRegistry(Protocol):
    def programme(self, iin: str) -> ProgrammeRecord | None:
        """The newest one; None where E-Sobes itself says that there is none."""
        ...


class PhoneBook(Protocol):
    """MAB, the mobile citizens base."""

    def phone(self, iin: str) -> str | None:
        """`+7` and ten digits; None where the base knows no number."""
        ...


@dataclass(frozen=True, slots=True)
class CaseReference:
    """How a case is named to other systems."""

    number: str
    service: str
    """Process key, such as `personal-assistant`."""
    service_name: Text
    office: str
    office_name: Text
    channel: str
    applicant_iin: str
    registered_at: datetime
    due_on: date | None


CabinetStatus = Literal[
    "registered", "accepted", "not_accepted", "in_review", "hearing", "suspended", "extended",
    "granted", "refused", "ready", "closed",
]  # fmt: skip
"""Of a request in the personal cabinet (M-01, M-02, M-04, M-06 and what lies between)."""
CABINET_STATUSES: tuple[CabinetStatus, ...] = get_args(CabinetStatus)


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A document of a case, to be handed to another system."""

    name: str
    """File name."""
    pdf: bytes
    sha256: str
    """Of `pdf`, hex."""
    signatures: tuple[bytes, ...]
    """Detached CMS over `pdf`, DER; none where the document is signed on paper."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a system answers where it took something over."""

    id: str
    accepted_at: datetime


class Portal(Protocol):
    """The egov portal: the number a person registered, and the person's cabinet."""

    def registered_phone(self, iin: str) -> str | None:
        """`+7` and ten digits; None where the portal says the person registered none."""
        ...

    def put_status(
        self,
        *,
        case: CaseReference,
        iin: str,
        status: CabinetStatus,
        text: Text,
        paper: SignedPaper | None,
        at: datetime,
        idempotency_key: str,
    ) -> Receipt:
        """Show a status, with its words and its document, in the person's cabinet."""
        ...


ConsentMethod = Literal["sms", "password"]
DocumentKind = Literal["identity-document", "power-of-attorney", "guardianship"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """A question to the owner of digital documents, put to the number registered on egov."""

    id: str
    phone: str
    """Masked, as people may see it: `+7 701 ••• •• 12`."""
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DigitalDocument:
    kind: DocumentKind
    number: str
    holder_iin: str
    holder_name: str
    issued_on: date
    valid_until: date | None
    issued_by: Text
    principal_iin: str | None
    """Whom the holder acts for: of a power of attorney or guardianship alone."""


NoDocuments = Literal["waiting", "refused", "expired", "password_wrong"]
"""Why digital documents are not given."""


class DigitalDocuments(Protocol):
    """DDS, the digital documents service: gives a document with its owner's consent alone."""

    def ask(
        self,
        *,
        iin: str,
        case: str,
        kinds: Sequence[DocumentKind],
        method: ConsentMethod,
        office: Text,
        idempotency_key: str,
    ) -> ConsentRequest | None:
        """Ask the owner; None where the owner has no number registered on egov.

        Args:
            iin: the owner's.
            case: number of the case they are asked for.
            kinds: at least one.
            method: `sms`: the owner answers the message; `password`: tells the clerk the one-time
                password that the message holds.
            office: who asks, for the message.
            idempotency_key: as above.
        """
        ...

    def documents(
        self, consent: str, *, password: str | None
    ) -> Sequence[DigitalDocument] | NoDocuments:
        """The documents of a consent that was given, or why there are none.

        Args:
            consent: id of the request for consent.
            password: as the owner told it; only where consent was asked by password.
        """
        ...


Stage = Literal[
    "registered", "accepted", "not_accepted", "data_requested", "in_review",
    "preliminary_decision", "hearing_notified", "hearing_held", "decided", "result_handed_over",
    "result_issued", "result_returned", "suspended", "resumed", "extended", "term_missed",
    "closed",
]  # fmt: skip
"""A stage of a state service; our own codes, for the order gives none (458/G-58)."""
STAGES: tuple[Stage, ...] = get_args(Stage)
Outcome = Literal["granted", "refused", "not_accepted", "withdrawn"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class ServiceMonitoring(Protocol):
    def report(
        self,
        *,
        case: CaseReference,
        stage: Stage,
        outcome: Outcome | None,
        at: datetime,
        idempotency_key: str,
    ) -> Receipt:
        """Tell the monitoring system of a stage, norm: 458/R1 p.18-5."""
        ...


@dataclass(frozen=True, slots=True)
class MeasureToPass:
    """A measure of a programme with its volume, for the social services portal."""

    iin: str
    programme_number: str
    code: str
    name: Text
    hours_per_day: int
    volume_hours: int
    period_from: date
    period_until: date


@dataclass(frozen=True, slots=True)
class ChosenSupplier:
    bin: str
    name: str
    chosen_on: date
    order_number: str


@dataclass(frozen=True, slots=True)
class OfferedSupplier:
    """One that may be chosen."""

    bin: str
    name: str


class SocialServicesPortal(Protocol):
    """ALEUMET: where recipients choose suppliers and order."""

    def pass_measure(
        self, measure: MeasureToPass, *, case: CaseReference, idempotency_key: str
    ) -> Receipt:
        """Pass a measure; ordering stays shut until `open_ordering` (458/G-34)."""
        ...

    def open_ordering(self, measure: str, *, choose_until: date, idempotency_key: str) -> Receipt:
        """Let the recipient choose a supplier, to the end of that day."""
        ...

    def withdraw(self, measure: str, *, reason: str, idempotency_key: str) -> Receipt:
        """Take the measure back, or what will still come under its name (case number, code)."""
        ...

    def chosen_supplier(self, measure: str) -> ChosenSupplier | None:
        """None where nobody is chosen so far."""
        ...

    def suppliers(self, measure: str) -> Sequence[OfferedSupplier]:
        """Who may be chosen for the measure."""
        ...

    def order(self, measure: str, *, supplier: str, idempotency_key: str) -> bool:
        """Choose the supplier of this BIN for the recipient; the portal tells of it by itself.

        False where ordering is shut, or nobody of this BIN may be chosen.
        """
        ...
