"""Papers of a case: files people sent, documents that were made, messages that left."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, select, union, update

from app.domain.identity import DocumentId, InstanceId, JobId, PersonId, UploadId
from app.domain.message_state import MessageState
from app.ports.storage import SentMessage, StoredDocument, Upload
from app.storage.dialects import insert_new
from app.storage.reading import add, first, many
from app.storage.repositories.memory import Memory
from app.storage.rows import DocumentRow, SentMessageRow, SignatureRow, UploadRow

_KNOWN = select(UploadRow.id).where(
    UploadRow.instance_id == bindparam("of_instance"),
    UploadRow.id.in_(bindparam("wanted", expanding=True)),
)
_UPLOAD = select(UploadRow).where(UploadRow.id == bindparam("wanted"))
_DOCUMENT = select(DocumentRow).where(DocumentRow.id == bindparam("wanted"))
_DOCUMENT_BY_CODE = select(DocumentRow).where(DocumentRow.verify_code == bindparam("wanted"))
_LAST_SIGNED = (
    select(DocumentRow)
    .join(SignatureRow, SignatureRow.document_id == DocumentRow.id)
    .where(DocumentRow.instance_id == bindparam("wanted"))
    .order_by(DocumentRow.made_at.desc(), DocumentRow.id)
    .limit(1)
)
_DOCUMENT_OF_JOB = select(DocumentRow.id).where(DocumentRow.job_id == bindparam("wanted"))


_SENDER = select(SentMessageRow.instance_id).where(
    SentMessageRow.channel == bindparam("of_channel"),
    SentMessageRow.receipt == bindparam("wanted"),
)
_MESSAGE = select(SentMessageRow).where(
    SentMessageRow.instance_id == bindparam("of_instance"),
    SentMessageRow.channel == bindparam("of_channel"),
    SentMessageRow.receipt == bindparam("wanted"),
)
_TOLD = union(
    select(SentMessageRow.message).where(SentMessageRow.instance_id == bindparam("of_instance")),
    select(DocumentRow.template).where(DocumentRow.instance_id == bindparam("of_instance")),
)
_MARK = (
    update(SentMessageRow)
    .where(
        SentMessageRow.instance_id == bindparam("of_instance"),
        SentMessageRow.job_id == bindparam("of_job"),
    )
    .values(state=bindparam("new_state"), state_at=bindparam("since"))
)


class UploadRepository:
    """Implements app.ports.storage.UploadRepository."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def add(self, upload: Upload) -> None:
        values = {
            "instance_id": upload.instance_id,
            "id": upload.id,
            "file_name": upload.file_name,
            "media_type": upload.media_type,
            "content": upload.content,
            "sha256": upload.sha256,
            "uploaded_by": upload.uploaded_by,
            "uploaded_at": upload.uploaded_at,
        }
        add(self._connection, UploadRow, values)

    def known(self, instance_id: InstanceId, ids: Collection[UploadId]) -> frozenset[UploadId]:
        looked = self._memory.looked
        if looked is not None and instance_id in looked.instances:
            return frozenset(i for i in ids if i in looked.uploads.get(instance_id, ()))
        params = {"of_instance": instance_id, "wanted": list(ids)}
        return frozenset(UploadId(i) for i in self._connection.execute(_KNOWN, params).scalars())

    def get(self, upload_id: UploadId) -> Upload | None:
        row = first(self._connection, UploadRow, _UPLOAD, {"wanted": upload_id})
        if row is None:
            return None
        return Upload(
            id=UploadId(row.id),
            instance_id=InstanceId(row.instance_id),
            file_name=row.file_name,
            media_type=row.media_type,
            content=bytes(row.content),
            sha256=row.sha256,
            uploaded_by=PersonId(row.uploaded_by),
            uploaded_at=row.uploaded_at,
        )


class DocumentRepository:
    """Implements app.ports.storage.DocumentRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_job(self, job_id: JobId) -> DocumentId | None:
        found = self._connection.execute(_DOCUMENT_OF_JOB, {"wanted": job_id}).scalar()
        return None if found is None else DocumentId(found)

    def add(self, document: StoredDocument) -> None:
        values = {
            "instance_id": document.instance_id,
            "id": document.id,
            "job_id": document.job_id,
            "template": document.template,
            "number": document.number,
            "verify_code": document.verify_code,
            "title": document.title,
            "words": document.words,
            "pdf": document.pdf,
            "sha256": document.sha256,
            "made_at": document.made_at,
        }
        add(self._connection, DocumentRow, values)

    def get(self, document_id: DocumentId) -> StoredDocument | None:
        return self._found(_DOCUMENT, document_id)

    def last_signed(self, instance_id: InstanceId) -> StoredDocument | None:
        return self._found(_LAST_SIGNED, instance_id)

    def by_code(self, verify_code: str) -> StoredDocument | None:
        return self._found(_DOCUMENT_BY_CODE, verify_code)

    def _found(self, statement: Select[DocumentRow], wanted: object) -> StoredDocument | None:
        row = first(self._connection, DocumentRow, statement, {"wanted": wanted})
        if row is None:
            return None
        return StoredDocument(
            id=DocumentId(row.id),
            instance_id=InstanceId(row.instance_id),
            job_id=JobId(row.job_id),
            template=row.template,
            number=row.number,
            verify_code=row.verify_code,
            title=row.title,
            words=bytes(row.words),
            pdf=bytes(row.pdf),
            sha256=row.sha256,
            made_at=row.made_at,
        )


class MessageRepository:
    """Implements app.ports.storage.MessageRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sent: SentMessage) -> bool:
        values = {
            "instance_id": sent.instance_id,
            "job_id": sent.job_id,
            "message": sent.message,
            "channel": sent.channel,
            "sent_to": sent.to,
            "text": sent.text,
            "sent_at": sent.sent_at,
            "receipt": sent.receipt,
            "state": sent.state.value,
            "state_at": None,
        }
        statement = insert_new(self._connection, SentMessageRow, key=("instance_id", "job_id"))
        return self._connection.execute(statement, values).rowcount == 1

    def told(self, instance_id: InstanceId) -> frozenset[str]:
        found = self._connection.execute(_TOLD, {"of_instance": instance_id}).scalars()
        return frozenset(found)

    def instance_of(self, channel: str, receipt: str) -> InstanceId | None:
        params = {"of_channel": channel, "wanted": receipt}
        found = self._connection.execute(_SENDER, params).scalar()
        return None if found is None else InstanceId(found)

    def by_receipt(self, instance_id: InstanceId, channel: str, receipt: str) -> SentMessage:
        params = {"of_instance": instance_id, "of_channel": channel, "wanted": receipt}
        (row,) = many(self._connection, SentMessageRow, _MESSAGE, params)
        return SentMessage(
            job_id=JobId(row.job_id),
            instance_id=InstanceId(row.instance_id),
            message=row.message,
            channel=row.channel,
            to=row.sent_to,
            text=row.text,
            sent_at=row.sent_at,
            receipt=row.receipt,
            state=MessageState(row.state),
        )

    def mark(self, message: SentMessage, state: MessageState, at: datetime) -> None:
        self._connection.execute(
            _MARK,
            {
                "of_instance": message.instance_id,
                "of_job": message.job_id,
                "new_state": state.value,
                "since": at,
            },
        )
