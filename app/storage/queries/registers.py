"""A register: its lines with what their cases know, the newest first."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.calendar import office_zone
from app.domain.identity import CaseNumber, DocumentId, ProcessKey
from app.domain.message_state import MessageState
from app.domain.registers import Register, label_of
from app.ports.register_views import (
    MessageLine,
    MessagePage,
    MessageQuery,
    Narrowed,
    RegisterPage,
    RegisterQuery,
    RegisterRow,
)
from app.storage.queries.paging import page_size
from app.storage.queries.search import beginnings_in, found_by, search_params, shape_of
from app.storage.rows import (
    DocumentRow,
    RegisterEntryRow,
    SentMessageRow,
    ServiceCaseRow,
    SignatureRow,
)

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


_MESSAGES = select(
    SentMessageRow.job_id,
    SentMessageRow.sent_at,
    SentMessageRow.channel,
    SentMessageRow.sent_to,
    SentMessageRow.text,
    SentMessageRow.state,
    SentMessageRow.state_at,
    ServiceCaseRow.number,
    ServiceCaseRow.process_key,
    ServiceCaseRow.applicant_name,
    ServiceCaseRow.applicant_iin,
)


def register(connection: Connection, query: RegisterQuery) -> RegisterPage:
    """Two statements, however many lines there are."""
    narrowed, params = _narrowed(connection, query.narrowed, RegisterEntryRow.entered_at)
    of_register = and_(
        RegisterEntryRow.register == query.register.value,
        RegisterEntryRow.office_id == query.office,
        RegisterEntryRow.year == query.year,
        *narrowed,
    )
    counted = select(func.count()).select_from(RegisterEntryRow).where(of_register)
    if narrowed:
        of_case = ServiceCaseRow.instance_id == RegisterEntryRow.instance_id
        counted = counted.join(ServiceCaseRow, of_case)
    total = connection.execute(counted, params).scalar_one()
    lines = _LINES.where(of_register)
    if query.before is not None:
        lines = lines.where(RegisterEntryRow.number < query.before)
    if query.after is not None:
        lines = lines.where(RegisterEntryRow.number > query.after)
        lines = lines.order_by(None).order_by(RegisterEntryRow.number)
    if query.limit is None:
        return RegisterPage([_row(row) for row in connection.execute(lines, params)], None, total)
    size = page_size(query.limit)
    rows = [_row(row) for row in connection.execute(lines.limit(size + 1), params)]
    following = rows[size - 1].number if len(rows) > size else None
    return RegisterPage(rows[:size], following, total)


def sent_messages(connection: Connection, query: MessageQuery) -> MessagePage:
    """Two statements, however many messages there are."""
    narrowed, params = _narrowed(connection, query.narrowed, SentMessageRow.sent_at)
    first, last = _day_begins(date(query.year, 1, 1)), _day_begins(date(query.year + 1, 1, 1))
    wanted = [
        ServiceCaseRow.office_id == query.office,
        SentMessageRow.sent_at >= first,
        SentMessageRow.sent_at < last,
        *narrowed,
    ]
    if query.channel:
        wanted.append(SentMessageRow.channel == query.channel)
    if query.state is not None:
        wanted.append(SentMessageRow.state == query.state.value)
    of_case = ServiceCaseRow.instance_id == SentMessageRow.instance_id
    counted = select(func.count()).select_from(SentMessageRow).join(ServiceCaseRow, of_case)
    total = connection.execute(counted.where(*wanted), params).scalar_one()
    order = (SentMessageRow.sent_at, SentMessageRow.job_id)
    lines = _MESSAGES.join(ServiceCaseRow, of_case).where(*wanted)
    if query.before is not None:
        sent_at, job_id = query.before
        at = SentMessageRow.sent_at
        earlier = and_(at == sent_at, SentMessageRow.job_id < job_id)
        lines = lines.where(or_(at < sent_at, earlier))
    size = page_size(query.limit)
    found = lines.order_by(*(column.desc() for column in order)).limit(size + 1)
    rows = [_message(row) for row in connection.execute(found, params)]
    following = (rows[size - 1].sent_at, rows[size - 1].job_id) if len(rows) > size else None
    return MessagePage(rows[:size], following, total)


def _narrowed(
    connection: Connection, told: Narrowed | None, at: InstrumentedAttribute[datetime]
) -> tuple[list[ColumnElement[bool]], dict[str, object]]:
    """Conditions on a row joined with its case, and their parameters."""
    if told is None:
        return [], {}
    found: list[ColumnElement[bool]] = []
    params: dict[str, object] = {}
    beginnings = beginnings_in(told.text, connection)
    if beginnings is not None:
        if not beginnings:
            return [false()], {}
        found.append(found_by(shape_of(beginnings), ServiceCaseRow.instance_id))
        params |= search_params(beginnings)
    if told.process:
        found.append(ServiceCaseRow.process_key == told.process)
    if told.since:
        found.append(at >= _day_begins(told.since))
    if told.until:
        found.append(at < _day_begins(told.until + timedelta(days=1)))
    return found, params


def _day_begins(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=office_zone())


def _message(row: Row[*tuple[object, ...]]) -> MessageLine:
    return MessageLine(
        job_id=row.job_id,
        sent_at=row.sent_at,
        case_number=CaseNumber(row.number),
        process_key=ProcessKey(row.process_key),
        applicant_name=row.applicant_name,
        applicant_iin=row.applicant_iin,
        channel=row.channel,
        to=row.sent_to,
        text=row.text,
        state=MessageState(row.state),
        state_at=row.state_at,
    )


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
