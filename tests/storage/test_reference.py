"""What offices look up: processes, people, offices, calendar days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import NOW, PA

from app.domain.calendar import CalendarDay, DayKind
from app.domain.identity import OfficeId, PersonId, ProcessKey
from app.domain.models import ModelFile
from app.domain.names import sort_key
from app.domain.people import Grant, Office, Person, Role
from app.domain.texts import Text
from app.domain.versions_in_force import InForce
from app.ports.storage import ProcessVersion
from app.storage import Storage, count_statements

AIGUL = Person(
    PersonId("aigul"),
    "Қалиева Айгүл",
    "kk",
    "$argon2id$x",
    (Grant(Role.SPECIALIST, OfficeId("b")), Grant(Role.CLERK, OfficeId("a"))),
)


def a_version(version: int = 1, key: ProcessKey = PA) -> ProcessVersion:
    return ProcessVersion(key, version, f"{version:064}", NOW, "designer")


def test_versions_of_a_process_keep_their_files(storage: Storage) -> None:
    old = [ModelFile("b.form", b"old"), ModelFile("a.bpmn", b"\x00\xff")]
    with storage.begin() as uow:
        assert (uow.processes.latest(PA), uow.processes.keys()) == (None, ())
        uow.processes.add(a_version(1), old)
        uow.processes.add(a_version(2), [ModelFile("a.bpmn", b"new")])
        uow.processes.add(a_version(1, ProcessKey("another")), [])
        assert uow.processes.latest(PA) == a_version(2)
        assert uow.processes.get(PA, 1) == a_version(1)
        assert uow.processes.files(PA, 1) == (old[1], old[0])
        assert uow.processes.files(PA, 2) == (ModelFile("a.bpmn", b"new"),)
        assert uow.processes.keys() == (ProcessKey("another"), PA)
        with pytest.raises(LookupError):
            uow.processes.get(PA, 3)


def test_decisions_on_the_version_in_force_are_kept_in_their_order(storage: Storage) -> None:
    later = InForce(2, NOW + timedelta(days=9), NOW, "madina")
    back = InForce(1, NOW + timedelta(days=1), NOW, "madina", "Қате табылды")
    with storage.begin() as uow:
        uow.processes.add(a_version(1), [])
        uow.processes.add(replace(a_version(2), note="жаңа", is_designed=True), [])
        uow.processes.put_in_force(PA, later)
        uow.processes.put_in_force(PA, back)
        uow.commit()
    with storage.begin() as uow:
        assert uow.processes.in_force(PA) == (later, back)
        assert uow.processes.in_force(ProcessKey("another")) == ()
        found = uow.processes.get(PA, 2)
        assert (found.note, found.is_designed) == ("жаңа", True)
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            uow.processes.put_in_force(PA, replace(back, version=7))


def test_a_person_comes_with_the_grants_in_one_statement(storage: Storage) -> None:
    with storage.begin() as uow:
        uow.people.put(AIGUL)
        with count_statements(storage) as statements:
            assert uow.people.get(AIGUL.id) == AIGUL
        assert statements.count == 1
        assert uow.people.get(PersonId("nobody")) is None


def test_people_are_found_by_the_units_of_their_grants_and_come_with_all_of_them(
    storage: Storage,
) -> None:
    elsewhere = replace(AIGUL, id=PersonId("dana"), grants=(Grant(Role.HEAD, OfficeId("c")),))
    with storage.begin() as uow:
        for person in (AIGUL, elsewhere, replace(AIGUL, id=PersonId("bare"), grants=())):
            uow.people.put(person)
        with count_statements(storage) as statements:
            assert uow.people.granted_in({OfficeId("a"), OfficeId("z")}) == (AIGUL,)
        assert statements.count == 1
        assert uow.people.granted_in(set()) == ()


def test_a_person_is_replaced_whole(storage: Storage) -> None:
    bare = replace(AIGUL, full_name="Қалиева А.", grants=())
    other = replace(AIGUL, id=PersonId("zere"))
    with storage.begin() as uow:
        for person in (AIGUL, other, bare):
            uow.people.put(person)
        assert uow.people.all() == (bare, other)


def test_offices_are_a_tree_in_any_order(storage: Storage) -> None:
    name = Text("Бөлім", "Отдел", "Department")
    child = Office(OfficeId("a"), OfficeId("z"), "department", name, "CAL-ED-A", "750000000")
    root = Office(OfficeId("z"), None, "region", name, "CAL-ED-A")
    with storage.begin() as uow:
        uow.people.put_offices([child, root])
        uow.people.put_offices([replace(root, kind="country")])
        uow.people.put_offices([])
        uow.commit()
    with storage.begin() as uow:
        assert uow.people.offices() == (child, replace(root, kind="country"))


def test_an_office_under_none_that_exists_is_refused(storage: Storage) -> None:
    lost = Office(OfficeId("a"), OfficeId("z"), "department", Text("Бөлім"), "CAL-ED-A")
    with storage.begin() as uow:
        uow.people.put_offices([lost])
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            uow.commit()


def test_calendar_days_are_kept_per_kind_of_week(storage: Storage) -> None:
    holiday = CalendarDay(date(2026, 12, 16), DayKind.HOLIDAY, Text("Тәуелсіздік күні"), "act")
    moved = CalendarDay(date(2026, 12, 16), DayKind.DAY_OFF, Text("x"), "act", "five_day")
    later = replace(holiday, day=date(2027, 1, 1))
    with storage.begin() as uow:
        uow.calendar.put([later, holiday, moved])
        uow.calendar.put([replace(moved, act="newer")])
        uow.calendar.put([])
        assert uow.calendar.days(date(2026, 12, 16), date(2026, 12, 31)) == (
            holiday,
            replace(moved, act="newer"),
        )
        assert uow.calendar.days(date(2026, 12, 17), date(2026, 12, 31)) == ()


def test_names_sort_by_the_kazakh_alphabet_in_every_database(storage: Storage) -> None:
    from builders import a_case, an_instance, applicant
    from sqlalchemy import select

    from app.storage.rows import ServiceCaseRow

    names = ["Аманов", "Әлиев", "Қалиев", "Калинин", "Ұлан", "Умаров", "Іңкәр"]
    with storage.begin() as uow:
        for number, name in enumerate(names):
            instance = an_instance()
            uow.instances.add(instance)
            uow.cases.add(a_case(instance.id, f"N-{number}", applicant=applicant(name)))
        uow.commit()
    with storage.engine.connect() as connection:
        by_key = select(ServiceCaseRow.applicant_name).order_by(ServiceCaseRow.applicant_sort_key)
        found = connection.execute(by_key).scalars().all()
    expected = ["Аманов", "Әлиев", "Калинин", "Қалиев", "Умаров", "Ұлан", "Іңкәр"]
    assert found == expected == sorted(names, key=sort_key)
