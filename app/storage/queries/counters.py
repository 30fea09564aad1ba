"""What happened at a counter today, and what went back from it to a department."""

from sqlalchemy import ColumnElement, Connection, and_, func, select

from app.domain.identity import CaseNumber, DocumentId
from app.ports.counter_views import CounterPage, CounterQuery, ReturnedRow, TakenRow
from app.storage.rows import DocumentRow, ServiceCaseRow, SubscriptionRow

_SYSTEM = "system"
_CASE = (
    ServiceCaseRow.number,
    ServiceCaseRow.applicant_name,
)


def counter(connection: Connection, query: CounterQuery) -> CounterPage:
    """Two statements, however many cases there are."""
    receipt = and_(
        DocumentRow.instance_id == ServiceCaseRow.instance_id,
        DocumentRow.template == query.receipt,
    )
    taken = (
        select(*_CASE, ServiceCaseRow.registered_at, DocumentRow.id.label("receipt"))
        .outerjoin(DocumentRow, receipt)
        # By department first: that is how an index finds the cases of a day.
        .where(ServiceCaseRow.office_id.in_(sorted(query.departments)))
        .where(ServiceCaseRow.registered_at >= query.since)
        .where(ServiceCaseRow.registered_by != _SYSTEM, _at(query))
        .order_by(ServiceCaseRow.registered_at.desc(), ServiceCaseRow.number.desc())
        .limit(query.limit)
    )
    returned = (
        select(*_CASE, SubscriptionRow.opened_at)
        .join(SubscriptionRow, SubscriptionRow.instance_id == ServiceCaseRow.instance_id)
        .where(SubscriptionRow.message == query.awaited, _at(query))
        .order_by(SubscriptionRow.opened_at, ServiceCaseRow.number)
        .limit(query.limit)
    )
    return CounterPage(
        [
            TakenRow(
                CaseNumber(row.number),
                row.applicant_name,
                row.registered_at,
                None if row.receipt is None else DocumentId(row.receipt),
            )
            for row in connection.execute(taken)
        ],
        [
            ReturnedRow(CaseNumber(row.number), row.applicant_name, row.opened_at)
            for row in connection.execute(returned)
        ],
    )


def _at(query: CounterQuery) -> ColumnElement[bool]:
    """Where the papers were handed in."""
    place = func.coalesce(ServiceCaseRow.taken_in_at, ServiceCaseRow.office_id)
    return place.in_(sorted(query.places))
