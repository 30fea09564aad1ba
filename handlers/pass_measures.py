"""Topic `pass-measures`: a measure of the programme with its volume, to the services portal."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.identity import JobId, Topic
from app.domain.measure_volume import volume_to_year_end
from app.domain.texts import Text
from app.ports.outside import CaseFile
from app.ports.state_systems import MeasureToPass, SocialServicesPortal
from handlers.conversion import InputsUnfit

TOPIC = Topic("pass-measures")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PassMeasures:
    iin: str
    programme_number: str
    measure_code: str
    measure_name: str
    """In Kazakh."""
    hours_per_day: int
    period_from: date
    """The first day of the service."""
    measure_name_ru: str = ""
    period_until: date | None = None
    """The last day of the programme; null: without a limit."""


@dataclass(frozen=True, slots=True)
class PassedMeasures:
    id: str
    volume_hours: int
    period_from: date
    period_until: date
    passed_at: datetime


@dataclass(frozen=True, slots=True)
class MeasuresPassed:
    measures: PassedMeasures


def pass_measures(
    job: JobId, inputs: PassMeasures, *, services_portal: SocialServicesPortal, case_file: CaseFile
) -> MeasuresPassed:
    """Pass it once; ordering stays shut until `open-ordering` (458/G-34).

    Raises:
        InputsUnfit: hours that no day has, or a programme that is over before it begins.
        SystemUnavailable: no usable answer.

    Norm: order 458, R1 p.34: up to 8 hours a day to the end of the year; gaps 458/G-34, G-37.
    """
    try:
        volume = volume_to_year_end(inputs.hours_per_day, inputs.period_from, inputs.period_until)
    except ValueError as error:
        raise InputsUnfit([str(error)]) from error
    measure = MeasureToPass(
        iin=inputs.iin,
        programme_number=inputs.programme_number,
        code=inputs.measure_code,
        name=Text(inputs.measure_name, inputs.measure_name_ru),
        hours_per_day=inputs.hours_per_day,
        volume_hours=volume.hours,
        period_from=volume.period_from,
        period_until=volume.period_until,
    )
    receipt = services_portal.pass_measure(
        measure, case=case_file.reference(job), idempotency_key=str(job)
    )
    return MeasuresPassed(
        PassedMeasures(
            id=receipt.id,
            volume_hours=volume.hours,
            period_from=volume.period_from,
            period_until=volume.period_until,
            passed_at=receipt.accepted_at,
        )
    )
