"""The audit chains as they stand at one moment, for whoever verifies them."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from app.domain.audit import AuditEntry, AuditRow
from app.ports.views import AuditTrail
from app.storage.rows import AuditChainRow, AuditRecordRow, ProcessInstanceRow

ROWS_AT_ONCE = 1_000
"""Rows in memory at a time, however long the chains are."""
_ROWS = select(AuditRecordRow.__table__).order_by(AuditRecordRow.chain, AuditRecordRow.number)
_CASE_HEADS = select(
    ProcessInstanceRow.id, ProcessInstanceRow.audit_length, ProcessInstanceRow.audit_head
)
_OTHER_HEADS = select(AuditChainRow.chain, AuditChainRow.length, AuditChainRow.head)


def audit_trail(connection: Connection) -> AuditTrail:
    """Heads and rows of one transaction, so that a row written meanwhile is in neither."""
    return AuditTrail(_heads(connection), _rows(connection))


def _rows(connection: Connection) -> Iterator[AuditRow]:
    found = connection.execute(_ROWS, execution_options={"yield_per": ROWS_AT_ONCE})
    for row in found:
        entry = AuditEntry(row.at, row.actor, row.action, row.facts)
        yield AuditRow(row.chain, row.number, entry, row.before, row.hash)


def _heads(connection: Connection) -> Mapping[str, tuple[int, str]]:
    """What the instances and the table of other chains remember."""
    cases = connection.execute(_CASE_HEADS)
    others = connection.execute(_OTHER_HEADS)
    heads = {f"case:{instance}": (length, head) for instance, length, head in cases}
    return heads | {chain: (length, head) for chain, length, head in others}
