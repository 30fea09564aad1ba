"""Between rows and values of a case: instance, case, token, history, what it is found by."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal, cast

from app.domain.case import (
    Applicant,
    Case,
    InstanceStatus,
    ProcessInstance,
    Representative,
)
from app.domain.identity import (
    CaseNumber,
    ElementId,
    FlowId,
    InstanceId,
    OfficeId,
    PersonId,
    ProcessKey,
    TermId,
    TokenId,
)
from app.domain.names import search_term, sort_key
from app.domain.term_changes import TermChange, TermChangeKind
from app.domain.texts import Language
from app.feel.values import Value, type_name
from app.ports.storage import HistoryEvent, Token
from app.storage.iin_terms import IinTerms
from app.storage.rows import HistoryEventRow, ProcessInstanceRow, ServiceCaseRow, TokenRow

LONGEST_TEXT_VALUE = 200
"""Characters of a string variable that are kept to search by."""


def instance_of(row: ProcessInstanceRow) -> ProcessInstance:
    return ProcessInstance(
        id=InstanceId(row.id),
        process_key=ProcessKey(row.process_key),
        version=row.version,
        status=InstanceStatus(row.status),
        snapshot=bytes(row.snapshot),
        started_at=row.started_at,
        changed_at=row.changed_at,
        row_version=row.row_version,
        audit_head=row.audit_head,
        audit_length=row.audit_length,
        ended_at=row.ended_at,
        ended_element=None if row.ended_element is None else ElementId(row.ended_element),
        held_at=row.held_at,
    )


def instance_row(instance: ProcessInstance) -> dict[str, object]:
    return {
        "id": instance.id,
        "process_key": instance.process_key,
        "version": instance.version,
        "status": instance.status.value,
        "snapshot": instance.snapshot,
        "started_at": instance.started_at,
        "changed_at": instance.changed_at,
        "row_version": instance.row_version,
        "audit_head": instance.audit_head,
        "audit_length": instance.audit_length,
        "ended_at": instance.ended_at,
        "ended_element": instance.ended_element,
        "held_at": instance.held_at,
    }


def case_of(row: ServiceCaseRow) -> Case:
    return Case(
        instance_id=InstanceId(row.instance_id),
        number=CaseNumber(row.number),
        process_key=ProcessKey(row.process_key),
        edition=row.edition,
        channel=row.channel,
        office_id=OfficeId(row.office_id),
        registered_at=row.registered_at,
        registered_by=PersonId(row.registered_by),
        applicant=Applicant(
            iin=row.applicant_iin,
            full_name=row.applicant_name,
            phone=row.applicant_phone,
            language=cast("Language", row.applicant_language),
        ),
        term=TermId(row.term),
        term_due_on=row.term_due_on,
        term_closes_at=row.term_closes_at,
        term_changes=tuple(change_of(told) for told in row.term_changes),
        taken_in_at=None if row.taken_in_at is None else OfficeId(row.taken_in_at),
        representative=_representative(row),
        term_met_at=row.term_met_at,
        taken_up_at=row.taken_up_at,
        passed_on_to=None if row.passed_on_to is None else OfficeId(row.passed_on_to),
    )


def _representative(row: ServiceCaseRow) -> Representative | None:
    if row.representative_kind is None:
        return None
    return Representative(
        kind=cast("Literal['legal', 'attorney']", row.representative_kind),
        iin=row.representative_iin or "",
        full_name=row.representative_name or "",
        authority=row.representative_authority or "",
    )


def case_row(case: Case) -> dict[str, object]:
    acting = case.representative
    return {
        "instance_id": case.instance_id,
        "number": case.number,
        "process_key": case.process_key,
        "edition": case.edition,
        "channel": case.channel,
        "office_id": case.office_id,
        "registered_at": case.registered_at,
        "registered_by": case.registered_by,
        "applicant_iin": case.applicant.iin,
        "applicant_name": case.applicant.full_name,
        "applicant_sort_key": sort_key(case.applicant.full_name),
        "applicant_phone": case.applicant.phone,
        "applicant_language": case.applicant.language,
        "term": case.term,
        **term_values(case),
        "taken_in_at": case.taken_in_at,
        "representative_kind": acting.kind if acting else None,
        "representative_iin": acting.iin if acting else None,
        "representative_name": acting.full_name if acting else None,
        "representative_authority": acting.authority if acting else None,
        "term_met_at": case.term_met_at,
        "taken_up_at": case.taken_up_at,
        "passed_on_to": case.passed_on_to,
    }


def term_values(case: Case) -> dict[str, object]:
    """The columns of a case that a decision on a term changes."""
    return {
        "term_due_on": case.term_due_on,
        "term_closes_at": case.term_closes_at,
        "term_changes": [_told(change) for change in case.term_changes],
    }


def _told(change: TermChange) -> dict[str, object]:
    return {
        "term": change.term,
        "kind": change.kind.value,
        "reason": change.reason,
        "norm": change.norm,
        "decided_by": change.decided_by,
        "decided_at": change.decided_at.isoformat(),
        "first": None if change.first is None else change.first.isoformat(),
        "last": None if change.last is None else change.last.isoformat(),
        "amount": change.amount,
    }


def change_of(told: Mapping[str, Any]) -> TermChange:
    return TermChange(
        term=TermId(told["term"]),
        kind=TermChangeKind(told["kind"]),
        reason=told["reason"],
        norm=told["norm"],
        decided_by=PersonId(told["decided_by"]),
        decided_at=datetime.fromisoformat(told["decided_at"]),
        first=None if told["first"] is None else date.fromisoformat(told["first"]),
        last=None if told["last"] is None else date.fromisoformat(told["last"]),
        amount=told["amount"],
    )


def number_term(number: str) -> str:
    """A registration number as one search term: `жк2026000041`, however it was typed."""
    return search_term(number).replace(" ", "")


def search_terms(case: Case, iins: IinTerms) -> list[str]:
    """What the case is found by: the words of the name, its number, keyed hashes of the IIN."""
    words = search_term(case.applicant.full_name).split()
    return sorted({*words, number_term(case.number), *iins.of_case(case.applicant.iin)})


def token_of(row: TokenRow) -> Token:
    return Token(TokenId(row.id), ElementId(row.element_id), row.kind)


def event_of(row: HistoryEventRow) -> HistoryEvent:
    return HistoryEvent(
        at=row.at,
        kind=row.kind,
        element_id=None if row.element_id is None else ElementId(row.element_id),
        actor=row.actor,
        flows=tuple(FlowId(flow) for flow in row.flows),
        facts=row.facts,
    )


def event_rows(instance_id: InstanceId, events: Sequence[HistoryEvent]) -> list[dict[str, object]]:
    return [
        {
            "instance_id": instance_id,
            "at": event.at,
            "kind": event.kind,
            "element_id": event.element_id,
            "actor": event.actor,
            "flows": event.flows,
            "facts": event.facts,
        }
        for event in events
    ]


def variable_row(instance_id: InstanceId, name: str, value: Value) -> dict[str, object]:
    return {
        "instance_id": instance_id,
        "name": name,
        "kind": type_name(value),
        "text_value": _text(value),
        "number_value": float(value) if isinstance(value, Decimal) else None,
        "moment_value": _moment(value),
        "value": value,
    }


def _text(value: Value) -> str | None:
    if isinstance(value, str):
        # PostgreSQL's text cannot hold NUL; the value itself is kept as it is.
        return value[:LONGEST_TEXT_VALUE].replace("\x00", " ")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return None


def _moment(value: Value) -> datetime | None:
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return None
