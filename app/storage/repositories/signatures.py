"""Signatures with their proofs: written once, never changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from app.domain.identity import DocumentId, InstanceId, PersonId
from app.domain.signatures import Proof, SignatureId, Signer
from app.ports.paper_storage import StoredSignature
from app.storage.reading import add, many
from app.storage.repositories.memory import Memory
from app.storage.rows import SignatureRow

_ORDER = (SignatureRow.verified_at, SignatureRow.id)
_OF_DOCUMENT = (
    select(SignatureRow).where(SignatureRow.document_id == bindparam("wanted")).order_by(*_ORDER)
)
_OF_REQUESTS = (
    select(SignatureRow)
    .where(SignatureRow.instance_id == bindparam("wanted"), SignatureRow.document_id.is_(None))
    .order_by(*_ORDER)
)


class SignatureRepository:
    """Implements app.ports.paper_storage.SignatureRepository."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def add(self, signature: StoredSignature) -> None:
        proof = signature.proof
        values = {
            "instance_id": signature.instance_id,
            "id": signature.id,
            "document_id": signature.document_id,
            "content": signature.content,
            "person": signature.person,
            "position": signature.position,
            "signer_iin": proof.signer.iin,
            "signer_name": proof.signer.full_name,
            "cms": signature.cms,
            "certificate": proof.certificate,
            "content_sha256": proof.content_sha256,
            "verified_at": proof.verified_at,
            "facts": proof.facts,
        }
        add(self._connection, SignatureRow, values)

    def of_document(self, document_id: DocumentId) -> Sequence[StoredSignature]:
        looked = self._memory.looked
        if looked is not None and document_id in looked.signatures:
            return looked.signatures[document_id]
        found = many(self._connection, SignatureRow, _OF_DOCUMENT, {"wanted": document_id})
        return [stored_signature(row) for row in found]

    def of_requests(self, instance_id: InstanceId) -> Sequence[StoredSignature]:
        found = many(self._connection, SignatureRow, _OF_REQUESTS, {"wanted": instance_id})
        return [stored_signature(row) for row in found]


def stored_signature(row: SignatureRow) -> StoredSignature:
    return StoredSignature(
        id=SignatureId(row.id),
        instance_id=InstanceId(row.instance_id),
        document_id=None if row.document_id is None else DocumentId(row.document_id),
        content=None if row.content is None else bytes(row.content),
        person=None if row.person is None else PersonId(row.person),
        position=row.position,
        cms=bytes(row.cms),
        proof=Proof(
            signer=Signer(row.signer_iin, row.signer_name),
            certificate=bytes(row.certificate),
            content_sha256=row.content_sha256,
            verified_at=row.verified_at,
            facts=row.facts,
        ),
    )
