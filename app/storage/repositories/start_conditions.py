"""Conditions that begin cases: one row for each entity that one was weighed on."""

from sqlalchemy import Connection, bindparam, select

from app.domain.entity_states import EntityState, StartCondition
from app.domain.identity import ElementId, InstanceId, ProcessKey
from app.domain.models import Beginning
from app.storage.dialects import upsert
from app.storage.reading import first
from app.storage.rows import ProcessInstanceRow, StartConditionRow, SubscriptionRow, TokenRow

_KEY = ("process_key", "element_id", "event", "system", "entity", "subject")
_OF = select(StartConditionRow).where(
    StartConditionRow.process_key == bindparam("of_process"),
    StartConditionRow.element_id == bindparam("of_element"),
    StartConditionRow.event == bindparam("of_event"),
    StartConditionRow.system == bindparam("of_system"),
    StartConditionRow.entity == bindparam("of_entity"),
    StartConditionRow.subject == bindparam("of_subject"),
)
_WAITING = (
    select(TokenRow.instance_id)
    .join(ProcessInstanceRow, ProcessInstanceRow.id == TokenRow.instance_id)
    .where(
        ProcessInstanceRow.process_key == bindparam("of_process"),
        ProcessInstanceRow.held_at.is_(None),
        TokenRow.element_id == bindparam("of_element"),
        TokenRow.kind == "message",
        # A wait that no message ends: it is for a condition.
        TokenRow.id.not_in(
            select(SubscriptionRow.id).where(SubscriptionRow.instance_id == TokenRow.instance_id)
        ),
    )
    .order_by(ProcessInstanceRow.started_at, ProcessInstanceRow.id)
    .limit(1)
)


class StartConditionRepository:
    """Implements app.ports.storage.StartConditionRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, process: ProcessKey, at: Beginning, state: EntityState) -> StartCondition | None:
        keys = {
            "of_process": process,
            "of_element": at.element,
            "of_event": at.event,
            "of_system": state.system,
            "of_entity": state.entity,
            "of_subject": state.subject,
        }
        row = first(self._connection, StartConditionRow, _OF, keys)
        if row is None:
            return None
        return StartCondition(
            process_key=ProcessKey(row.process_key),
            element_id=ElementId(row.element_id),
            event=row.event,
            system=row.system,
            entity=row.entity,
            subject=row.subject,
            is_true=row.is_true,
            at=row.at,
        )

    def waiting_case(self, process: ProcessKey, at: Beginning) -> InstanceId | None:
        keys = {"of_process": process, "of_element": at.element}
        found = self._connection.execute(_WAITING, keys).scalar()
        return None if found is None else InstanceId(found)

    def put(self, condition: StartCondition) -> None:
        statement = upsert(self._connection, StartConditionRow, key=_KEY)
        row = {
            "process_key": condition.process_key,
            "element_id": condition.element_id,
            "event": condition.event,
            "system": condition.system,
            "entity": condition.entity,
            "subject": condition.subject,
            "is_true": condition.is_true,
            "at": condition.at,
        }
        self._connection.execute(statement, row)
