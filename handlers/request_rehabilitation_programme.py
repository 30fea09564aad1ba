"""Topic `request-rehabilitation-programme`: the social part of a person's programme in E-Sobes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.domain.identity import JobId, Topic
from app.ports.state_systems import ProgrammeRecord, ProgrammeRegistry, ProgrammeStatus
from handlers.discrepancies import Discrepancy, differing_group, differing_name

TOPIC = Topic("request-rehabilitation-programme")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RequestRehabilitationProgramme:
    iin: str
    full_name: str | None = None
    """As another system or the application has it; a difference is told."""
    group: int | None = None
    """As CBDI has it: a difference is told."""


@dataclass(frozen=True, slots=True)
class Measure:
    code: str
    name: str
    """In Kazakh."""
    name_ru: str
    volume: Decimal | None
    unit: str
    decision: Literal["needed", "not_needed"]
    period_from: date
    period_until: date | None


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme as expressions and pages read it, such as `programme.measures[1].code`."""

    number: str
    developed_on: date
    valid_from: date
    valid_until: date | None
    status: ProgrammeStatus
    group: int | None
    measures: Sequence[Measure]


@dataclass(frozen=True, slots=True)
class ProgrammeAnswer:
    programme: Programme | None
    """Null: E-Sobes knows of none."""
    programme_discrepancies: Sequence[Discrepancy]


def request_rehabilitation_programme(
    job: JobId, inputs: RequestRehabilitationProgramme, *, programmes: ProgrammeRegistry
) -> ProgrammeAnswer:
    """Ask E-Sobes; asking twice changes nothing.

    Raises:
        SystemUnavailable: no usable answer.

    Norm: order 458, R1 p.18-1 and annex 1, row 8 (measures developed in the IPR).
    """
    record = programmes.programme(inputs.iin)
    if record is None:
        return ProgrammeAnswer(None, ())
    found = (
        *differing_name("esobes", record.full_name, inputs.full_name),
        *differing_group("esobes", record.group, inputs.group),
    )
    return ProgrammeAnswer(_programme(record), found)


def _programme(record: ProgrammeRecord) -> Programme:
    return Programme(
        number=record.number,
        developed_on=record.developed_on,
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        status=record.status,
        group=record.group,
        measures=[
            Measure(
                code=measure.code,
                name=measure.name.kk,
                name_ru=measure.name.ru,
                volume=measure.volume,
                unit=measure.unit,
                decision=measure.decision,
                period_from=measure.period_from,
                period_until=measure.period_until,
            )
            for measure in record.measures
        ],
    )
