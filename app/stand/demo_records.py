"""What the stand's registries say of its invented people: mostly in order, here and there not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.stand.people import StandPerson
from app.stand.records import Disability, Measure, Paper, Programme

ASSISTANT = Measure("personal-assistant", "needed", 8, "hours_per_day")
_REASONS = ("general-disease", "from-childhood", "general-disease", "work-injury")


@dataclass(frozen=True, slots=True)
class Held:
    """All records of one person; None: the registry has none."""

    iin: str
    disability: Disability | None
    programme: Programme | None
    mab_phone: str | None
    egov_phone: str | None
    papers: tuple[Paper, ...]


def held_of(people: Iterable[StandPerson]) -> Iterator[Held]:
    for index, person in enumerate(people):
        disability = _disability(index, person)
        yield Held(
            iin=person.iin,
            disability=disability,
            programme=_programme(index, person, disability),
            mab_phone=None if index % 9 == 5 else person.phone,
            egov_phone=_egov_phone(index, person),
            papers=(_identity(index, person),),
        )


def _disability(index: int, person: StandPerson) -> Disability | None:
    if index % 12 == 9:
        return None
    since = max(date(2012, 3, 1), person.birth_date) + timedelta(days=index * 97 % 3600)
    is_dated = index % 6 == 4
    return Disability(
        iin=person.iin,
        group=2 if index % 12 == 4 else 1,
        reason=_REASONS[index % 4],  # type: ignore[arg-type]  # its words are the literal's
        since=since,
        until=date(2027, 6, 30) if is_dated else None,
        difficulty_moving=None if index % 10 == 8 else index % 12 != 4,
        certificate=f"МСЭ-{112000 + index * 37:07}",
    )


def _programme(index: int, person: StandPerson, disability: Disability | None) -> Programme | None:
    if disability is None or index % 12 == 7:
        return None
    developed = date(2025, 2, 3) + timedelta(days=index * 11 % 500)
    measures: tuple[Measure, ...] = (ASSISTANT,)
    if index % 12 == 10:
        measures = (Measure("wheelchair", "needed", 1, "items"),)
    elif index % 5 == 1:
        measures = (ASSISTANT, Measure("wheelchair", "needed", 1, "items"))
    return Programme(
        iin=person.iin,
        number=f"ОЖБ-{developed.year}-{4100 + index * 17:06}",
        developed_on=developed,
        valid_from=developed,
        valid_until=disability.until,
        # Drawn up before the group was changed: E-Sobes has not heard of it yet.
        group=1 if index % 12 == 4 else disability.group,
        measures=measures,
    )


def _egov_phone(index: int, person: StandPerson) -> str | None:
    if index % 8 == 6:
        return None
    return f"{person.phone[:5]}{int(person.phone[5:]) + 5:07}" if index % 8 == 3 else person.phone


def _identity(index: int, person: StandPerson) -> Paper:
    issued = date(2018, 1, 15) + timedelta(days=index * 53 % 2900)
    if index % 11 == 6:
        issued = date(2016, 5, 20)
    return Paper(
        kind="identity-document",
        number=f"0{36000000 + index * 7919:08}",
        issued_on=issued,
        valid_until=date(issued.year + 10, issued.month, min(issued.day, 28)),
    )
