"""Cases: numbered without gaps, written with what they are found by."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select, update

from app.domain.case import Case, CaseNotFound
from app.domain.identity import CaseNumber, InstanceId, ProcessKey
from app.storage.case_values import case_of, case_row, search_terms, term_values
from app.storage.dialects import count_up
from app.storage.iin_terms import iin_terms
from app.storage.reading import add, change, first
from app.storage.repositories.memory import Memory
from app.storage.rows import (
    NumberCounterRow,
    ProcessInstanceRow,
    RegistrationNumberRow,
    SearchTermRow,
    ServiceCaseRow,
)

_GET = select(ServiceCaseRow).where(ServiceCaseRow.instance_id == bindparam("wanted"))

_VERSION = select(ProcessInstanceRow.version).where(ProcessInstanceRow.id == bindparam("wanted"))

_CHANGE = update(ServiceCaseRow).where(ServiceCaseRow.instance_id == bindparam("of_instance"))

# By way of the search terms: they are indexed.
_OPEN = (
    select(ServiceCaseRow)
    .join(SearchTermRow, SearchTermRow.instance_id == ServiceCaseRow.instance_id)
    .join(ProcessInstanceRow, ProcessInstanceRow.id == ServiceCaseRow.instance_id)
    .where(
        SearchTermRow.term == bindparam("term"),
        ServiceCaseRow.applicant_iin == bindparam("iin"),
        ServiceCaseRow.process_key == bindparam("process"),
        ProcessInstanceRow.ended_at.is_(None),
    )
    .limit(1)
)


_BY_NUMBER = (
    select(ServiceCaseRow)
    .join(RegistrationNumberRow, RegistrationNumberRow.instance_id == ServiceCaseRow.instance_id)
    .where(RegistrationNumberRow.number == bindparam("wanted"))
)


class CaseRepository:
    """Implements app.ports.storage.CaseRepository."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def add(self, case: Case) -> None:
        if case.number not in self._memory.numbers:
            self._register(case.number, case.instance_id)
        add(self._connection, ServiceCaseRow, case_row(case))
        found_by = search_terms(case, iin_terms(self._connection))
        terms = [{"instance_id": case.instance_id, "term": term} for term in found_by]
        add(self._connection, SearchTermRow, terms)
        self._memory.cases[case.instance_id] = case

    def get(self, instance_id: InstanceId) -> Case:
        known = self._memory.cases.get(instance_id)
        if known is not None:
            return known
        row = first(self._connection, ServiceCaseRow, _GET, {"wanted": instance_id})
        if row is None:
            raise CaseNotFound(f"Expected a case of instance {instance_id}, there is none")
        return self._memory.cases.setdefault(instance_id, case_of(row))

    def version_of(self, instance_id: InstanceId) -> int:
        found = self._connection.execute(_VERSION, {"wanted": instance_id}).scalar_one_or_none()
        if found is None:
            raise CaseNotFound(f"Expected an instance {instance_id}, there is none")
        return found

    def move_term(self, case: Case) -> None:
        self._change(case, term_values(case))

    def begin_terms(self, case: Case) -> None:
        self._change(case, {"registered_at": case.registered_at, **term_values(case)})

    def meet_term(self, case: Case) -> None:
        self._change(case, {"term_met_at": case.term_met_at})

    def take_up(self, case: Case) -> None:
        again = {"taken_up_at": case.taken_up_at, "term_met_at": case.term_met_at}
        self._change(case, {**again, **term_values(case)})

    def pass_on(self, case: Case) -> None:
        self._change(case, {"passed_on_to": case.passed_on_to})

    def _change(self, case: Case, values: Mapping[str, object]) -> None:
        if change(self._connection, _CHANGE, {"of_instance": case.instance_id, **values}) != 1:
            raise CaseNotFound(f"Expected a case of instance {case.instance_id}, there is none")
        self._memory.cases[case.instance_id] = case

    def open_of(self, iin: str, process: ProcessKey) -> Case | None:
        term = iin_terms(self._connection).whole(iin)
        wanted = {"term": term, "iin": iin, "process": process}
        row = first(self._connection, ServiceCaseRow, _OPEN, wanted)
        return None if row is None else case_of(row)

    def find(self, number: str) -> Case | None:
        row = first(self._connection, ServiceCaseRow, _BY_NUMBER, {"wanted": number})
        return None if row is None else case_of(row)

    def next_number(self, prefix: str, year: int, instance_id: InstanceId) -> CaseNumber:
        """Registrations of one prefix and year wait for each other until the first commits.

        That is what makes the numbers follow without gaps: a rolled back one is given out again.
        """
        counted = count_up(
            self._connection, NumberCounterRow, key=("prefix", "year"), column="last"
        ).returning(NumberCounterRow.__table__.c.last)
        start = {"prefix": prefix, "year": year, "last": 1}
        last = self._connection.execute(counted, start).scalar_one()
        number = CaseNumber(f"{prefix}-{year}-{last:06}")
        self._register(number, instance_id)
        return number

    def _register(self, number: CaseNumber, instance_id: InstanceId) -> None:
        taken = {"number": number, "instance_id": instance_id}
        add(self._connection, RegistrationNumberRow, taken)
        self._memory.numbers.add(number)
