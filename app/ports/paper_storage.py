"""What the papers of a case leave in storage beside themselves: register lines, signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.identity import DocumentId, InstanceId, PersonId
from app.domain.registers import NewRegisterEntry, RegisterEntry
from app.domain.signatures import Proof, SignatureId
from app.domain.texts import Text


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
