"""Variables by which tasks are found: written with those of their case, filled for cases before."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import cast

from sqlalchemy import Connection, bindparam, delete, select

from app.domain.identity import InstanceId, ProcessKey
from app.domain.indexed import NO_VALUE, IndexedValue, IndexedVariable
from app.feel.values import Value
from app.storage.dialects import upsert
from app.storage.reading import change
from app.storage.rows import IndexedValueRow, ProcessInstanceRow, VariableRow

AT_ONCE = 1_000
"""Rows of one insert."""
_DROP = delete(IndexedValueRow).where(IndexedValueRow.instance_id == bindparam("of_instance"))
_OF_PROCESS = select(ProcessInstanceRow.id).where(
    ProcessInstanceRow.process_key == bindparam("of_process")
)
_DROP_ALL = delete(IndexedValueRow).where(IndexedValueRow.instance_id.in_(_OF_PROCESS))
_KNOWN = (
    select(VariableRow.instance_id, VariableRow.name, VariableRow.value)
    .where(
        VariableRow.instance_id.in_(_OF_PROCESS),
        VariableRow.name.in_(bindparam("names", expanding=True)),
    )
    .order_by(VariableRow.instance_id)
)


class IndexedRepository:
    """Implements app.ports.case_storage.IndexedRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, instance_id: InstanceId, values: Mapping[str, IndexedValue]) -> None:
        self._write([_row(instance_id, name, value) for name, value in values.items()])

    def drop(self, instance_id: InstanceId) -> None:
        change(self._connection, _DROP, {"of_instance": instance_id})

    def fill(self, process: ProcessKey, declared: Sequence[IndexedVariable]) -> None:
        change(self._connection, _DROP_ALL, {"of_process": process})
        names = sorted({one.name for one in declared})
        known = self._connection.execute(_KNOWN, {"of_process": process, "names": names}).all()
        rows = []
        for instance_id, of_instance in groupby(known, key=lambda row: row.instance_id):
            variables = {row.name: cast("Value", row.value) for row in of_instance}
            values = {one.id: one.value_in(variables) for one in declared}
            rows += [
                _row(InstanceId(instance_id), name, value)
                for name, value in values.items()
                if value != NO_VALUE
            ]
        for start in range(0, len(rows), AT_ONCE):
            self._write(rows[start : start + AT_ONCE])

    def _write(self, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            statement = upsert(self._connection, IndexedValueRow, key=("instance_id", "name"))
            self._connection.execute(statement, list(rows))


def _row(instance_id: InstanceId, name: str, value: IndexedValue) -> dict[str, object]:
    return {
        "instance_id": instance_id,
        "name": name,
        "text_value": value.text,
        "number_value": value.number,
        "day_value": value.day,
    }
