"""Topic `request-person`: what the registry of natural persons says of one IIN."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.identity import JobId, Topic
from app.ports.outside import BusinessError, PersonRecord, PersonRegistry
from handlers.conversion import write_outputs

TOPIC = Topic("request-person")
DIED = "person_died"
NOT_FOUND = "person_not_found"
ERRORS = frozenset({DIED, NOT_FOUND})


@dataclass(frozen=True, slots=True)
class RequestPerson:
    iin: str


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """A person as expressions and pages read it, such as `person.residence_code`."""

    iin: str
    full_name: str
    birth_date: date
    status: Literal["alive", "dead", "departed"]
    status_date: date | None
    residence_code: str
    residence: str
    """In Kazakh."""
    residence_ru: str


@dataclass(frozen=True, slots=True)
class PersonFound:
    person: RegisteredPerson


def request_person(
    job: JobId,
    inputs: RequestPerson,
    *,
    registry: PersonRegistry,
) -> PersonFound:
    """Ask the registry; asking twice changes nothing.

    Raises:
        BusinessError: `person_died` with the `person`, or `person_not_found`.
        SystemUnavailable: no usable answer.

    Norm: order 458, annex 1, rows 8 and 9.
    """
    record = registry.person(inputs.iin)
    if record is None:
        raise BusinessError(NOT_FOUND)
    found = PersonFound(_registered(record))
    if record.status == "dead":
        raise BusinessError(DIED, write_outputs(found))
    return found


def _registered(record: PersonRecord) -> RegisteredPerson:
    return RegisteredPerson(
        iin=record.iin,
        full_name=record.full_name,
        birth_date=record.birth_date,
        status=record.status,
        status_date=record.status_date,
        residence_code=record.residence_code,
        residence=record.residence.kk,
        residence_ru=record.residence.ru,
    )
