"""The audit chains as they stand, for whoever verifies them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from app.domain.audit import AuditEntry, AuditRow
from app.storage.reading import many
from app.storage.rows import AuditChainRow, AuditRecordRow, ProcessInstanceRow

_NAMES = select(AuditRecordRow.chain).distinct().order_by(AuditRecordRow.chain)
_ROWS = (
    select(AuditRecordRow)
    .where(AuditRecordRow.chain == bindparam("of_chain"))
    .order_by(AuditRecordRow.number)
)
_CASE_HEADS = select(
    ProcessInstanceRow.id, ProcessInstanceRow.audit_length, ProcessInstanceRow.audit_head
)
_OTHER_HEADS = select(AuditChainRow.chain, AuditChainRow.length, AuditChainRow.head)


def audit_chain_names(connection: Connection) -> Sequence[str]:
    """Chains that have rows."""
    return connection.execute(_NAMES).scalars().all()


def audit_chain(connection: Connection, chain: str) -> Sequence[AuditRow]:
    return [
        AuditRow(
            row.chain,
            row.number,
            AuditEntry(row.at, row.actor, row.action, row.facts),
            row.before,
            row.hash,
        )
        for row in many(connection, AuditRecordRow, _ROWS, {"of_chain": chain})
    ]


def audit_heads(connection: Connection) -> Mapping[str, tuple[int, str]]:
    """What the instances and the table of other chains remember."""
    cases = connection.execute(_CASE_HEADS)
    others = connection.execute(_OTHER_HEADS)
    heads = {f"case:{instance}": (length, head) for instance, length, head in cases}
    return heads | {chain: (length, head) for chain, length, head in others}
