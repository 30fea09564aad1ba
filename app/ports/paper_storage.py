"""Papers in storage: uploads, documents, and the register lines and signatures they leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.identity import DocumentId, InstanceId, JobId, PersonId, UploadId
from app.domain.registers import NewRegisterEntry, RegisterEntry
from app.domain.signatures import Proof, SignatureId
from app.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent by its own request; a form answer refers to it by id."""

    id: UploadId
    instance_id: InstanceId
    file_name: str
    media_type: str
    """By content, not by the sender's word."""
    content: bytes
    sha256: str
    uploaded_by: PersonId
    uploaded_at: datetime


class UploadRepository(Protocol):
    def add(self, upload: Upload) -> None: ...

    def get(self, upload_id: UploadId) -> Upload | None: ...

    def known(self, instance_id: InstanceId, ids: Collection[UploadId]) -> frozenset[UploadId]:
        """Those of the ids that are files of this case."""
        ...


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """An official document of a case: its words as data and its PDF."""

    id: DocumentId
    instance_id: InstanceId
    job_id: JobId
    template: str
    number: str
    """Its own, of the office's register."""
    verify_code: str
    title: Text
    words: bytes
    """JSON of the OfficialDocument, for the plain page."""
    pdf: bytes
    sha256: str
    made_at: datetime


class DocumentRepository(Protocol):
    def of_job(self, job_id: JobId) -> DocumentId | None: ...

    def add(self, document: StoredDocument) -> None: ...

    def get(self, document_id: DocumentId) -> StoredDocument | None: ...

    def last_signed(self, instance_id: InstanceId) -> StoredDocument | None:
        """The paper of the case that was drawn up last among those with a signature."""
        ...

    def by_code(self, verify_code: str) -> StoredDocument | None:
        """The document that this code was printed on."""
        ...


@dataclass(frozen=True, slots=True)
class StoredSignature:
    """A signature with its proof, kept for good."""

    id: SignatureId
    instance_id: InstanceId
    document_id: DocumentId | None
    """The paper that was signed; None for a request that came signed."""
    content: bytes | None
    """What was signed, where that is no paper."""
    person: PersonId | None
    """Who signed, where they work here."""
    position: Text
    """Of that person at that time: role and office."""
    cms: bytes
    """As it came."""
    proof: Proof


class SignatureRepository(Protocol):
    def add(self, signature: StoredSignature) -> None: ...

    def of_document(self, document_id: DocumentId) -> Sequence[StoredSignature]:
        """The oldest first."""
        ...

    def of_requests(self, instance_id: InstanceId) -> Sequence[StoredSignature]:
        """Those of requests that the case began or went on with, the oldest first."""
        ...


class RegisterRepository(Protocol):
    def enter(self, entry: NewRegisterEntry) -> RegisterEntry:
        """Write the next line of the register; a repeated job gets the line it wrote before.

        Entries of one register, office and year wait for each other until the first commits: so
        the numbers follow without gaps.
        """
        ...

    def lines_of(self, instance_id: InstanceId) -> Mapping[str, int]:
        """How many lines the case has in each register it stands in."""
        ...
