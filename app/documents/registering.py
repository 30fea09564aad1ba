"""Lines in the registers of a case's office: checked against the columns, numbered, kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.domain.identity import JobId, OfficeId
from app.domain.registers import (
    COLUMNS,
    NewRegisterEntry,
    Register,
    RegisterEntry,
    RegisterEntryId,
)
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.outside import Fill, ModelUnfit
from app.ports.storage import BeginWork
from app.usecases.rulebook import Rulebook
from app.usecases.wanted_job import demand_wanted


class RegisterLineUnfit(ModelUnfit):
    """The diagram gave a register a line that does not fit its columns; no value is named."""

    reason = Text(
        "Журналға жазылмады: сызба журналдың бағандарына сай келмейтін дерек берді, оны үдеріс "
        "дизайнері түзетуі керек",
        "Запись в журнал не внесена: схема передала данные не по графам журнала, её должен "
        "исправить дизайнер процессов",
        "Nothing was entered: the diagram gave data that do not fit the register's columns, a "
        "process designer has to mend it",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRegisters:
    """A `Registers` over the storage."""

    begin: BeginWork
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]

    def enter(
        self,
        job: JobId,
        register: Register,
        values: Mapping[str, Fill],
        office: OfficeId | None = None,
    ) -> RegisterEntry:
        """As the port says."""
        columns = COLUMNS[register]
        known = {column.id for column in columns}
        problems = [
            *(f"{register} has no column {name}" for name in sorted(set(values) - known)),
            *(f"{register} needs {column.id}" for column in columns if column.is_missing(values)),
        ]
        if problems:
            raise RegisterLineUnfit("; ".join(problems))
        # A value that the model left empty is a column without words.
        told = {name: _plain(value) for name, value in values.items() if value}
        return self.line(job, register, told, office)

    def line(
        self,
        job: JobId,
        register: Register,
        facts: Mapping[str, str],
        office: OfficeId | None = None,
    ) -> RegisterEntry:
        """Write a line of these facts, in the year that it is in the office."""
        with self.begin() as uow:
            instance = demand_wanted(uow, job)
            case = uow.cases.get(instance.id)
            now = self.clock.now()
            keeper = case.office_id if office is None else office
            if keeper not in case.offices:
                raise RegisterLineUnfit(f"the case has nothing to do with the office {office}")
            today = self.rules.calendar(keeper, uow).local_date(now)
            entered = uow.registers.enter(
                NewRegisterEntry(
                    id=RegisterEntryId(self.new_id()),
                    register=register,
                    office_id=keeper,
                    year=today.year,
                    instance_id=instance.id,
                    job_id=job,
                    entered_at=now,
                    facts=facts,
                )
            )
            uow.commit()
            return entered


def _plain(value: Fill) -> str:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return "; ".join(value)
        case _:
            return value
