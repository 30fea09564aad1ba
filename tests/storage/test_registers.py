"""Registers: lines numbered without gaps by register, office and year."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

from builders import NOW, OFFICE, given_case

from app.domain.case import Case
from app.domain.identity import JobId, OfficeId
from app.domain.registers import NewRegisterEntry, Register, RegisterEntryId
from app.storage import Storage


def a_line(
    case: Case,
    register: Register = Register.NOTICES,
    office: OfficeId = OFFICE,
    year: int = 2026,
    job: UUID | None = None,
) -> NewRegisterEntry:
    return NewRegisterEntry(
        id=RegisterEntryId(uuid4()),
        register=register,
        office_id=office,
        year=year,
        instance_id=case.instance_id,
        job_id=JobId(job or uuid4()),
        entered_at=NOW,
        facts={"title": "Хабарлама"},
    )


def enter(storage: Storage, line: NewRegisterEntry) -> str:
    with storage.begin() as uow:
        entry = uow.registers.enter(line)
        uow.commit()
        return entry.label


def test_lines_follow_within_register_office_and_year(storage: Storage) -> None:
    case = given_case(storage)

    labels = [
        enter(storage, line)
        for line in (
            a_line(case),
            a_line(case),
            a_line(case, Register.ACTS),
            a_line(case, office=OfficeId("almaty-medeu")),
            a_line(case, year=2027),
            a_line(case),
        )
    ]

    assert labels == ["Х-1/2026", "Х-2/2026", "К-1/2026", "Х-1/2026", "Х-1/2027", "Х-3/2026"]


def test_a_repeated_job_gets_the_line_it_wrote_before(storage: Storage) -> None:
    case, job = given_case(storage), uuid4()
    first = a_line(case, job=job)
    enter(storage, first)

    with storage.begin() as uow:
        again = uow.registers.enter(a_line(case, job=job))

    assert again == first.numbered(1)
    assert enter(storage, a_line(case)) == "Х-2/2026"


def test_a_number_that_was_rolled_back_is_given_out_again(storage: Storage) -> None:
    case = given_case(storage)
    with storage.begin() as uow:
        uow.registers.enter(a_line(case))

    assert enter(storage, a_line(case)) == "Х-1/2026"


def test_commands_at_the_same_moment_get_numbers_without_a_gap(storage: Storage) -> None:
    cases = [given_case(storage, f"ЖК-2026-00000{n}") for n in range(4)]
    start = Barrier(4)

    def entering(case: Case) -> str:
        start.wait()
        return enter(storage, a_line(case))

    with ThreadPoolExecutor(4) as threads:
        labels = list(threads.map(entering, cases))

    assert sorted(labels) == ["Х-1/2026", "Х-2/2026", "Х-3/2026", "Х-4/2026"]
