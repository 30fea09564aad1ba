"""Topic `request-disability`: what the central databank of persons with disabilities says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.identity import JobId, Topic
from app.ports.state_systems import DisabilityRecord, DisabilityRegistry
from handlers.discrepancies import Discrepancy, differing_day, differing_name

TOPIC = Topic("request-disability")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RequestDisability:
    iin: str
    full_name: str | None = None
    """As another system or the application has it; a difference is told."""
    birth_date: date | None = None
    """The same."""


@dataclass(frozen=True, slots=True)
class RegisteredDisability:
    """A disability as expressions and pages read it, such as `disability.group = 1`."""

    group: int | None
    """1 is the most severe; null for a child with a disability."""
    is_child: bool
    reason: str
    """In Kazakh."""
    reason_ru: str
    since: date
    until: date | None
    indefinite: bool
    difficulty_moving: bool | None
    """Null where the databank does not say: the IPR or a person has to."""
    certificate: str


@dataclass(frozen=True, slots=True)
class DisabilityAnswer:
    disability: RegisteredDisability | None
    """Null: the databank knows of no disability."""
    disability_discrepancies: Sequence[Discrepancy]


def request_disability(
    job: JobId, inputs: RequestDisability, *, disabilities: DisabilityRegistry
) -> DisabilityAnswer:
    """Ask the databank; asking twice changes nothing.

    Raises:
        SystemUnavailable: no usable answer.

    Norm: order 458, R1 p.18-1 and annex 1, row 8 (establishment of disability).
    """
    record = disabilities.disability(inputs.iin)
    if record is None:
        return DisabilityAnswer(None, ())
    found = (
        *differing_name("cbdi", record.full_name, inputs.full_name),
        *differing_day("cbdi", record.birth_date, inputs.birth_date),
    )
    return DisabilityAnswer(_registered(record), found)


def _registered(record: DisabilityRecord) -> RegisteredDisability:
    return RegisteredDisability(
        group=record.group,
        is_child=record.group is None,
        reason=record.reason.kk,
        reason_ru=record.reason.ru,
        since=record.since,
        until=record.until,
        indefinite=record.until is None,
        difficulty_moving=record.difficulty_moving,
        certificate=record.certificate,
    )
