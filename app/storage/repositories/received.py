"""Messages that applicants sent us, and which case such a message is about."""

from sqlalchemy import Connection, bindparam, select

from app.domain.identity import InstanceId
from app.ports.storage import ReceivedMessage
from app.storage.reading import add
from app.storage.rows import ProcessInstanceRow, ReceivedMessageRow, SentMessageRow

_LAST = (
    select(SentMessageRow.instance_id)
    .join(ProcessInstanceRow, ProcessInstanceRow.id == SentMessageRow.instance_id)
    .where(
        SentMessageRow.sent_to == bindparam("phone"),
        SentMessageRow.channel == "sms",
        ProcessInstanceRow.ended_at.is_(None),
    )
    .order_by(SentMessageRow.sent_at.desc(), SentMessageRow.job_id)
    .limit(1)
)


class ReceivedMessageRepository:
    """Implements app.ports.storage.ReceivedMessageRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_written_to(self, phone: str) -> InstanceId | None:
        found = self._connection.execute(_LAST, {"phone": phone}).scalar()
        return None if found is None else InstanceId(found)

    def add(self, message: ReceivedMessage) -> None:
        values = {
            "id": message.id,
            "instance_id": message.instance_id,
            "channel": message.channel,
            "sender": message.sender,
            "text": message.text,
            "received_at": message.received_at,
        }
        add(self._connection, ReceivedMessageRow, values)
