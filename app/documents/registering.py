"""Lines in the registers of a case's office: checked against the columns, numbered, kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.domain.case import ProcessInstance
from app.domain.identity import JobId
from app.domain.registers import (
    COLUMNS,
    NewRegisterEntry,
    Register,
    RegisterEntry,
    RegisterEntryId,
)
from app.domain.texts import Text
from app.domain.work import JobState, LeaseLost
from app.ports.clock import Clock
from app.ports.outside import Fill, ModelUnfit
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.rulebook import Rulebook


class RegisterLineUnfit(ModelUnfit):
    """The diagram gave a register a line that does not fit its columns; no value is named."""

    reason = Text(
        "Журналға жазылмады: сызба журналдың бағандарына сай емес дерек берді, оны үдеріс "
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

    def enter(self, job: JobId, register: Register, values: Mapping[str, Fill]) -> RegisterEntry:
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
        return self.line(job, register, told)

    def line(self, job: JobId, register: Register, facts: Mapping[str, str]) -> RegisterEntry:
        """Write a line of these facts, in the year that it is in the office."""
        with self.begin() as uow:
            instance = demand_wanted(uow, job)
            case = uow.cases.get(instance.id)
            now = self.clock.now()
            today = self.rules.calendar(case.office_id, uow).local_date(now)
            entered = uow.registers.enter(
                NewRegisterEntry(
                    id=RegisterEntryId(self.new_id()),
                    register=register,
                    office_id=case.office_id,
                    year=today.year,
                    instance_id=instance.id,
                    job_id=job,
                    entered_at=now,
                    facts=facts,
                )
            )
            uow.commit()
            return entered


def demand_wanted(uow: UnitOfWork, job: JobId) -> ProcessInstance:
    """The job's instance, locked. Raises LeaseLost where an event has cancelled the job."""
    instance = uow.instances.lock(uow.jobs.instance_of(job))
    if uow.jobs.get(job).state is JobState.CANCELLED:
        raise LeaseLost(f"Expected job {job} to be wanted still, but it is cancelled")
    return instance


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
