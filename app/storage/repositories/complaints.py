"""What ties complaints to the cases they are about."""

from sqlalchemy import Connection, bindparam, select, update

from app.domain.complaint import ActState, Against, Complaint
from app.domain.identity import DocumentId, InstanceId, OfficeId
from app.storage.reading import add, change, first
from app.storage.rows import ComplaintRow

_GET = select(ComplaintRow).where(ComplaintRow.instance_id == bindparam("of_instance"))
_PUT = update(ComplaintRow).where(ComplaintRow.instance_id == bindparam("of_instance"))


class ComplaintRepository:
    """Implements app.ports.storage.ComplaintRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, complaint: Complaint) -> None:
        facts = {"contested_id": complaint.contested_id, "against": complaint.against.value}
        row = {"instance_id": complaint.instance_id, **facts, **_changing(complaint)}
        add(self._connection, ComplaintRow, row)

    def get(self, instance_id: InstanceId) -> Complaint | None:
        row = first(self._connection, ComplaintRow, _GET, {"of_instance": instance_id})
        return None if row is None else complaint_of(row)

    def put(self, complaint: Complaint) -> None:
        values = {"of_instance": complaint.instance_id, **_changing(complaint)}
        change(self._connection, _PUT, values)


def _changing(complaint: Complaint) -> dict[str, object]:
    return {
        "act": complaint.act,
        "act_state": None if complaint.act_state is None else complaint.act_state.value,
        "act_state_at": complaint.act_state_at,
        "reviewer": complaint.reviewer,
        "passed_on_at": complaint.passed_on_at,
    }


def complaint_of(row: ComplaintRow) -> Complaint:
    return Complaint(
        instance_id=InstanceId(row.instance_id),
        contested_id=InstanceId(row.contested_id),
        against=Against(row.against),
        act=None if row.act is None else DocumentId(row.act),
        act_state=None if row.act_state is None else ActState(row.act_state),
        act_state_at=row.act_state_at,
        reviewer=None if row.reviewer is None else OfficeId(row.reviewer),
        passed_on_at=row.passed_on_at,
    )
