"""What the designer's lists show: versions, open cases per version, drafts."""

from sqlalchemy import Connection, func, select

from app.domain.case import InstanceStatus
from app.domain.identity import PersonId, ProcessKey
from app.domain.versions_in_force import InForce
from app.ports.design_views import DesignOverview, DraftLine
from app.storage.reading import many
from app.storage.repositories.designs import draft_of
from app.storage.repositories.reference import in_force_of, version_of
from app.storage.rows import (
    ProcessInstanceRow,
    ProcessVersionRow,
    ServiceDraftFileRow,
    ServiceDraftRow,
    VersionInForceRow,
)
from app.storage.rows.parts import word

_VERSIONS = select(ProcessVersionRow).order_by(
    ProcessVersionRow.key, ProcessVersionRow.version.desc()
)
_IN_FORCE = select(VersionInForceRow).order_by(VersionInForceRow.key, VersionInForceRow.place)
_LIVE = [word(InstanceStatus.ACTIVE), word(InstanceStatus.INCIDENT)]
_RUNNING = (
    select(ProcessInstanceRow.process_key, ProcessInstanceRow.version, func.count())
    .where(
        ProcessInstanceRow.status.in_([word(InstanceStatus.ACTIVE), word(InstanceStatus.INCIDENT)])
    )
    .group_by(ProcessInstanceRow.process_key, ProcessInstanceRow.version)
)
_DRAFTS = select(ServiceDraftRow)
_SAVES = select(
    ServiceDraftFileRow.draft_id, ServiceDraftFileRow.saved_at, ServiceDraftFileRow.saved_by
).order_by(ServiceDraftFileRow.saved_at)


def overview(connection: Connection) -> DesignOverview:
    """Five statements, however much there is; no content of a file is read."""
    versions = tuple(version_of(row) for row in many(connection, ProcessVersionRow, _VERSIONS))
    in_force: dict[ProcessKey, list[InForce]] = {}
    for decision in many(connection, VersionInForceRow, _IN_FORCE):
        in_force.setdefault(ProcessKey(decision.key), []).append(in_force_of(decision))
    running = {
        (ProcessKey(key), version): count for key, version, count in connection.execute(_RUNNING)
    }
    last = {draft: (at, by) for draft, at, by in connection.execute(_SAVES)}
    lines = []
    for row in many(connection, ServiceDraftRow, _DRAFTS):
        saved_at, saved_by = last.get(row.id, (row.begun_at, row.begun_by))
        lines.append(DraftLine(draft_of(row), saved_at, PersonId(saved_by)))
    lines.sort(key=lambda line: line.saved_at, reverse=True)
    return DesignOverview(versions, in_force, running, lines)
