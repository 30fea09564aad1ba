"""A register: its lines with what their cases know, the newest first."""

from sqlalchemy import Connection, Row, and_, exists, func, select

from app.domain.identity import CaseNumber, DocumentId, ProcessKey
from app.domain.registers import Register, label_of
from app.ports.register_views import RegisterPage, RegisterQuery, RegisterRow
from app.storage.queries.paging import page_size
from app.storage.rows import DocumentRow, RegisterEntryRow, ServiceCaseRow, SignatureRow

_IS_SIGNED = exists().where(SignatureRow.document_id == DocumentRow.id).label("is_signed")
_LINES = (
    select(
        RegisterEntryRow.register,
        RegisterEntryRow.year,
        RegisterEntryRow.number,
        RegisterEntryRow.entered_at,
        RegisterEntryRow.facts,
        ServiceCaseRow.number.label("case_number"),
        ServiceCaseRow.process_key,
        ServiceCaseRow.edition,
        ServiceCaseRow.channel,
        ServiceCaseRow.applicant_name,
        ServiceCaseRow.applicant_iin,
        ServiceCaseRow.term_due_on,
        DocumentRow.id.label("document_id"),
        _IS_SIGNED,
    )
    .join(ServiceCaseRow, ServiceCaseRow.instance_id == RegisterEntryRow.instance_id)
    .outerjoin(DocumentRow, DocumentRow.job_id == RegisterEntryRow.job_id)
    .order_by(RegisterEntryRow.number.desc())
)


def register(connection: Connection, query: RegisterQuery) -> RegisterPage:
    """Two statements, however many lines there are."""
    of_register = and_(
        RegisterEntryRow.register == query.register.value,
        RegisterEntryRow.office_id == query.office,
        RegisterEntryRow.year == query.year,
    )
    total = connection.execute(
        select(func.count()).select_from(RegisterEntryRow).where(of_register)
    ).scalar_one()
    lines = _LINES.where(of_register)
    if query.before is not None:
        lines = lines.where(RegisterEntryRow.number < query.before)
    if query.limit is None:
        return RegisterPage([_row(row) for row in connection.execute(lines)], None, total)
    size = page_size(query.limit)
    rows = [_row(row) for row in connection.execute(lines.limit(size + 1))]
    following = rows[size - 1].number if len(rows) > size else None
    return RegisterPage(rows[:size], following, total)


def _row(row: Row[*tuple[object, ...]]) -> RegisterRow:
    return RegisterRow(
        label=label_of(Register(row.register), row.number, row.year),
        number=row.number,
        entered_at=row.entered_at,
        case_number=CaseNumber(row.case_number),
        process_key=ProcessKey(row.process_key),
        edition=row.edition,
        channel=row.channel,
        applicant_name=row.applicant_name,
        applicant_iin=row.applicant_iin,
        due_on=row.term_due_on,
        facts=row.facts,
        document_id=None if row.document_id is None else DocumentId(row.document_id),
        is_signed=bool(row.is_signed),
    )
