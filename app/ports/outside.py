"""State systems and machines that handlers reach: registries, SMS, documents.

A technical failure (down, slow, nonsense) is a `SystemUnavailable`: the job is retried, then
becomes an incident. A fact that changes the course of the case is a `BusinessError`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal, Protocol

from app.domain.identity import DocumentId, JobId, OfficeId
from app.domain.texts import LANGUAGES, Language, Text
from app.ports.state_systems import CaseReference, Receipt, SignedPaper

MessageChannel = Literal["sms", "cabinet"]


class SystemUnavailable(Exception):
    """A state system gave no usable answer; `system` and `reason` are shown to supervisors."""

    def __init__(self, system: Text, reason: Text, detail: str = "") -> None:
        super().__init__(detail or reason.en)
        self.system = system
        self.reason = reason

    @property
    def words(self) -> Text:
        """Both in one sentence."""
        told = {
            language: f"{self.system.in_language(language)}: "
            f"{_within_a_sentence(self.reason.in_language(language))}"
            for language in LANGUAGES
        }
        return Text(**told)


def _within_a_sentence(told: str) -> str:
    """Without the capital of its beginning; what is all capitals, or a name of figures, stays."""
    return told[:1].lower() + told[1:] if told[1:2].islower() else told


class BusinessError(Exception):
    """A fact of the outside world that the model handles at an error boundary event."""

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = facts or {}
        """Become process variables."""


class ModelUnfit(Exception):
    """What the service's folder gives a job cannot work; `reason` is shown to supervisors.

    The message is English and names files and fields, never values. A process designer has to
    mend it: the same attempt fails again.
    """

    reason: ClassVar[Text]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What GBD FL (state database "Natural persons") says of one IIN."""

    iin: str
    full_name: str
    birth_date: date
    status: Literal["alive", "dead", "departed"]
    status_date: date | None
    residence_code: str
    """Code of the district of permanent residence (KATO)."""
    residence: Text


class PersonRegistry(Protocol):
    def person(self, iin: str) -> PersonRecord | None:
        """Ask by IIN; None if the registry knows no such person.

        Raises:
            SystemUnavailable: no answer in time, an error, or an answer against the contract.
        """
        ...


class SmsGateway(Protocol):
    def send(self, *, to: str, text: str, idempotency_key: str) -> Receipt:
        """Hand one SMS over; the gateway drops a repeated `idempotency_key`.

        Raises:
            SystemUnavailable: as above.
        """
        ...


Fill = str | date | datetime | Decimal | tuple[str, ...]
"""What a placeholder of official words is filled with; a moment is aware."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list with bullets."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its words, beside each other."""

    label: str
    words: str


Block = str | Items | Fact
"""A paragraph, or one of the above."""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """One language's words of an official document."""

    language: Language
    title: str
    paragraphs: Sequence[Block]
    hands: Sequence[str] = ()
    """Who signs by hand, each on a line of their own."""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """What stands on an official document; the page and the PDF are made of the same words."""

    template: str
    """Id in the service's `documents.yaml`, such as `notice-of-drawing-up`."""
    number: str
    """Its own, of the office's register, such as `Х-15/2026`."""
    case_number: str
    """The case's registration number."""
    dated: date
    office: Text
    signer: str
    """Who prepared it; whoever signs it later is named by the signature."""
    edition_notice: Text
    """The sentence on a demonstration edition; empty where the edition is in force."""
    verify_code: str
    """Unguessable; opens the page that tells whether the document is genuine."""
    verify_url: str
    """The address of that page."""
    bodies: Sequence[Paragraphs]


class DocumentRenderer(Protocol):
    def render(self, document: OfficialDocument, layout: bytes) -> bytes:
        """The PDF (PDF/A-2a, PDF/UA-1) of a document laid out by a typst source.

        Raises:
            DocumentNotRendered: the layout does not compile, or compiles with a warning.
        """
        ...


class DocumentNotRendered(ModelUnfit):
    """The words or the layout of a document are broken; a designer has to mend them."""

    reason = Text(
        "Құжатты жасау мүмкін болмады: оның үлгісінде қате бар, оны үдеріс дизайнері түзетуі керек",
        "Документ не составлен: в его шаблоне ошибка, её должен исправить дизайнер процессов",
        "The document was not drawn up: its template is wrong, a process designer has to mend it",
    )

    def __init__(self, told: Text | str) -> None:
        """A plain text is English: what a compiler says, or what no designer meets."""
        self.told = Text(told, told, told) if isinstance(told, str) else told
        super().__init__(self.told.en)


class CaseFile(Protocol):
    """The case of a job, as its handler may see and extend it."""

    def document_text(
        self,
        job: JobId,
        template: str,
        values: Mapping[str, Fill],
        office: OfficeId | None = None,
    ) -> OfficialDocument:
        """The words of a document of the case's service, filled in and numbered.

        A repeated job gets the number it had before. The paper is that of the case's own office,
        or of another one that the case has to do with.

        Raises:
            DocumentNotRendered: no such template, or a value it needs is missing.
            LeaseLost: an event of the case has cancelled the job meanwhile.
        """
        ...

    def layout(self, job: JobId) -> bytes:
        """The typst layout of the service's documents."""
        ...

    def message_text(
        self, job: JobId, message: str, language: Language, values: Mapping[str, Fill]
    ) -> str:
        """The words of a message of the service's `messages.yaml`, filled in.

        Ids of grounds and papers, and names of offices, stand for their words.
        """
        ...

    def keep_document(self, job: JobId, document: OfficialDocument, pdf: bytes) -> DocumentId:
        """Keep a document with the case; a repeated job keeps nothing twice.

        Raises:
            LeaseLost: an event of the case has cancelled the job meanwhile.
        """
        ...

    def record_message(
        self,
        job: JobId,
        *,
        message: str,
        channel: MessageChannel,
        to: str,
        text: str,
        receipt: Receipt,
    ) -> None:
        """Record what was sent, for the case page; a repeated job records nothing twice.

        `to` is a phone of an SMS, the IIN of a cabinet's owner.
        """
        ...

    def reference(self, job: JobId) -> CaseReference:
        """How the case is named to other systems."""
        ...

    def moment(self, job: JobId) -> datetime:
        """When the case reached this job; the same at every attempt."""
        ...

    def language(self, job: JobId) -> Language:
        """The language the applicant wants to be written to in."""
        ...

    def signed_paper(self, job: JobId, document: str) -> SignedPaper:
        """A document of the case, to be handed to another system.

        Args:
            job: of the case.
            document: the id that `render-document` gave.

        Raises:
            DocumentNotRendered: the case has no such document.
        """
        ...
