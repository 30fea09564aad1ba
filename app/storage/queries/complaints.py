"""Cases that a complaint ties to each other, and the bodies that review it."""

from sqlalchemy import Connection, Uuid, and_, bindparam, or_, select

from app.domain.case import InstanceStatus
from app.domain.identity import CaseNumber, InstanceId, OfficeId, ProcessKey
from app.ports.complaint_views import CaseLinks, LinkedCase
from app.storage.reading import Slice, as_row
from app.storage.repositories.complaints import complaint_of
from app.storage.rows import ComplaintRow, ProcessInstanceRow, ServiceCaseRow

_WANTED = bindparam("of_instance", type_=Uuid())
_OTHER = or_(
    and_(
        ComplaintRow.instance_id == _WANTED,
        ServiceCaseRow.instance_id == ComplaintRow.contested_id,
    ),
    and_(
        ComplaintRow.contested_id == _WANTED,
        ServiceCaseRow.instance_id == ComplaintRow.instance_id,
    ),
)
_LINKS = (
    select(
        *ComplaintRow.__table__.c,
        ServiceCaseRow.number,
        ServiceCaseRow.process_key,
        ServiceCaseRow.registered_at,
        ProcessInstanceRow.status,
        ProcessInstanceRow.ended_element,
    )
    .join(ServiceCaseRow, _OTHER)
    .join(ProcessInstanceRow, ProcessInstanceRow.id == ServiceCaseRow.instance_id)
    .where(or_(ComplaintRow.instance_id == _WANTED, ComplaintRow.contested_id == _WANTED))
    .order_by(ServiceCaseRow.registered_at, ServiceCaseRow.number)
)
_REVIEWERS = (
    select(ComplaintRow.reviewer)
    .join(ProcessInstanceRow, ProcessInstanceRow.id == ComplaintRow.instance_id)
    .where(
        ComplaintRow.contested_id == _WANTED,
        ComplaintRow.reviewer.is_not(None),
        ProcessInstanceRow.ended_at.is_(None),
    )
)


def case_links(connection: Connection, instance_id: InstanceId) -> CaseLinks:
    """One statement."""
    contested: LinkedCase | None = None
    complaints: list[LinkedCase] = []
    for row in connection.execute(_LINKS, {"of_instance": instance_id}):
        tie = complaint_of(as_row(ComplaintRow, Slice(ComplaintRow, row, 0)))
        other = LinkedCase(
            number=CaseNumber(row.number),
            process_key=ProcessKey(row.process_key),
            registered_at=row.registered_at,
            status=InstanceStatus(row.status),
            ended_element=row.ended_element or "",
            tie=tie,
        )
        if tie.instance_id == instance_id:
            contested = other
        else:
            complaints.append(other)
    return CaseLinks(contested, complaints)


def reviewing_offices(connection: Connection, instance_id: InstanceId) -> frozenset[OfficeId]:
    """One statement."""
    rows = connection.execute(_REVIEWERS, {"of_instance": instance_id}).scalars()
    return frozenset(OfficeId(office) for office in rows if office is not None)
