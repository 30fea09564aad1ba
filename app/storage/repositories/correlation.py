"""Messages: which tokens wait for which, and those that came before their receiver."""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import Connection, bindparam, delete, func, select, update

from app.domain.correlation import KeptMessage, Subscription
from app.domain.identity import CommandId, ElementId, InstanceId, TokenId
from app.storage.dialects import insert_new
from app.storage.reading import add, change, first, many
from app.storage.rows import KeptMessageRow, ProcessInstanceRow, SubscriptionRow

_WAITING = (
    select(SubscriptionRow)
    .where(
        SubscriptionRow.message == bindparam("of_message"),
        SubscriptionRow.key == bindparam("of_key"),
        SubscriptionRow.instance_id.not_in(
            select(ProcessInstanceRow.id).where(ProcessInstanceRow.held_at.is_not(None))
        ),
    )
    .order_by(SubscriptionRow.opened_at, SubscriptionRow.id)
)
_WAITS_OF = select(SubscriptionRow.message, SubscriptionRow.key).where(
    SubscriptionRow.instance_id == bindparam("of_instance")
)
_DROP = delete(SubscriptionRow).where(
    SubscriptionRow.instance_id == bindparam("of_instance"),
    SubscriptionRow.id.in_(bindparam("gone", expanding=True)),
)
_WAKE = update(KeptMessageRow).where(
    KeptMessageRow.message == bindparam("of_message"), KeptMessageRow.key == bindparam("of_key")
)
_FIRST_DUE = (
    select(KeptMessageRow)
    .where(KeptMessageRow.is_due)
    .order_by(KeptMessageRow.received_at, KeptMessageRow.id)
    .limit(1)
)
_HELD = (
    select(KeptMessageRow)
    .where(KeptMessageRow.id == bindparam("wanted"), KeptMessageRow.is_due)
    .with_for_update()
)
_REST = update(KeptMessageRow).where(KeptMessageRow.id == bindparam("wanted")).values(is_due=False)
_REMOVE = delete(KeptMessageRow).where(KeptMessageRow.id == bindparam("wanted"))
_EXPIRE = delete(KeptMessageRow).where(KeptMessageRow.expires_at <= bindparam("now"))


class SubscriptionRepository:
    """Implements app.ports.storage.SubscriptionRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, subscriptions: Sequence[Subscription]) -> None:
        rows = [_subscription_row(one) for one in subscriptions]
        add(self._connection, SubscriptionRow, rows)

    def drop(self, instance_id: InstanceId, ids: Collection[TokenId]) -> None:
        change(self._connection, _DROP, {"of_instance": instance_id, "gone": list(ids)})

    def waiting_for(self, message: str, key: str) -> tuple[Subscription, ...]:
        params = {"of_message": message, "of_key": key}
        rows = many(self._connection, SubscriptionRow, _WAITING, params)
        return tuple(map(_subscription_of, rows))

    def waits_of(self, instance_id: InstanceId) -> frozenset[tuple[str, str]]:
        rows = self._connection.execute(_WAITS_OF, {"of_instance": instance_id})
        return frozenset((message, key) for message, key in rows)


class KeptMessageRepository:
    """Implements app.ports.storage.KeptMessageRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, message: KeptMessage, *, is_due: bool) -> None:
        statement = insert_new(self._connection, KeptMessageRow, key=("id",))
        self._connection.execute(statement, _message_row(message) | {"is_due": is_due})

    def settle(self, message: str, key: str) -> None:
        # SQLite has one writer at a time anyway.
        if self._connection.dialect.name == "postgresql":
            digest = blake2b(f"{message}\0{key}".encode(), digest_size=8).digest()
            number = int.from_bytes(digest, "big", signed=True)
            self._connection.execute(select(func.pg_advisory_xact_lock(number)))

    def wake(self, message: str, key: str) -> None:
        params = {"of_message": message, "of_key": key, "is_due": True}
        change(self._connection, _WAKE, params)

    def first_due(self) -> KeptMessage | None:
        row = first(self._connection, KeptMessageRow, _FIRST_DUE)
        return None if row is None else _message_of(row)

    def held(self, message_id: CommandId) -> KeptMessage | None:
        row = first(self._connection, KeptMessageRow, _HELD, {"wanted": message_id})
        return None if row is None else _message_of(row)

    def rest(self, message_id: CommandId) -> None:
        change(self._connection, _REST, {"wanted": message_id})

    def remove(self, message_id: CommandId) -> None:
        change(self._connection, _REMOVE, {"wanted": message_id})

    def expire(self, now: datetime) -> int:
        return change(self._connection, _EXPIRE, {"now": now})


def _subscription_of(row: SubscriptionRow) -> Subscription:
    return Subscription(
        id=TokenId(row.id),
        instance_id=InstanceId(row.instance_id),
        element_id=ElementId(row.element_id),
        message=row.message,
        key=row.key,
        opened_at=row.opened_at,
    )


def _subscription_row(subscription: Subscription) -> dict[str, object]:
    return {
        "instance_id": subscription.instance_id,
        "id": subscription.id,
        "element_id": subscription.element_id,
        "message": subscription.message,
        "key": subscription.key,
        "opened_at": subscription.opened_at,
    }


def _message_of(row: KeptMessageRow) -> KeptMessage:
    return KeptMessage(
        id=CommandId(row.id),
        message=row.message,
        key=row.key,
        payload=row.payload,
        sender=row.sender,
        received_at=row.received_at,
        expires_at=row.expires_at,
        instance_id=None if row.instance_id is None else InstanceId(row.instance_id),
    )


def _message_row(message: KeptMessage) -> dict[str, object]:
    return {
        "id": message.id,
        "message": message.message,
        "key": message.key,
        "payload": message.payload,
        "sender": message.sender,
        "received_at": message.received_at,
        "expires_at": message.expires_at,
        "instance_id": message.instance_id,
    }
