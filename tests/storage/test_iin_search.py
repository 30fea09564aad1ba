"""Cases are found by an IIN that the index does not hold."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from builders import NOW, OFFICE, PA, a_case, a_task, an_instance, applicant
from databases import INDEX_KEY
from sqlalchemy import text

from app.domain.identity import InboxViewId, InstanceId, PersonId
from app.domain.inbox_view import SavedFilter
from app.domain.people import Person
from app.ports.views import DueBounds, InboxQuery, Viewer
from app.storage import Storage, count_statements, open_storage
from app.storage.iin_terms import IinTerms
from app.storage.schema_version import downgrade

CLERK = PersonId("clerk")
VIEWER = Viewer(CLERK, {"clerk": frozenset({OFFICE})})
QUERY = InboxQuery(VIEWER, "groups", DueBounds(NOW, NOW, NOW))
HERS, TWIN, OTHER = "850101400123", "850101400599", "850102400123"
"""The second is of another person born on the same day."""
WORDS = text("SELECT term FROM search_term ORDER BY term")
OTHER_KEY = b"the key of an installation with another secret"


def given(storage: Storage, iin: str) -> InstanceId:
    instance = an_instance()
    number = f"ЖК-2026-{instance.id.int % 10**6:06}"
    with storage.begin() as uow:
        uow.instances.add(instance)
        uow.cases.add(a_case(instance.id, number, applicant=applicant(iin=iin)))
        uow.user_tasks.add([a_task(instance.id)])
        uow.commit()
    return instance.id


def found(storage: Storage, typed: str) -> list[str]:
    page = storage.queries.inbox(replace(QUERY, text=typed))
    assert page.total == len(page.rows)
    return sorted(row.applicant_iin for row in page.rows)


def words_of(storage: Storage) -> list[str]:
    with storage.engine.connect() as connection:
        return list(connection.execute(WORDS).scalars())


@pytest.fixture
def three(storage: Storage) -> Storage:
    for iin in (HERS, TWIN, OTHER):
        given(storage, iin)
    return storage


@pytest.fixture
def rekeyed(three: Storage, url: str) -> Iterator[Storage]:
    """The same database, opened with another secret."""
    opened = open_storage(url, index_key=OTHER_KEY)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (HERS, [HERS]),
        ("850101-400123", [HERS]),
        ("850101", [HERS, TWIN]),
        ("850101 ••••••", [HERS, TWIN]),
        ("8501014", [HERS, TWIN]),
        ("8501014001", [HERS]),
        ("85010140012", [HERS]),
        (f"калиева {HERS}", [HERS]),
        (f"иванова {HERS}", []),
        ("850101400124", []),
        ("8501015", []),
        ("85010", []),
        ("8501014001231", []),
    ],
)
def test_an_iin_is_found_from_its_birth_date_on(
    three: Storage, typed: str, seen: list[str]
) -> None:
    assert found(three, typed) == seen


def test_the_index_holds_no_iin_in_clear(three: Storage) -> None:
    words = words_of(three)
    assert len([one for one in words if one.startswith("#")]) == 6
    assert not [one for one in words if one[:6].isdigit()]


def test_a_search_by_iin_takes_no_more_statements_than_one_by_name(three: Storage) -> None:
    counted = []
    for typed in ("калиева", HERS, "850101", "85010140"):
        with count_statements(three) as statements:
            found(three, typed)
        counted.append(statements.count)
    assert len(set(counted)) == 1


def test_the_open_case_of_a_person_is_found(three: Storage) -> None:
    with three.begin() as uow:
        case = uow.cases.open_of(HERS, PA)
        nobody = uow.cases.open_of("850101400124", PA)
    assert case is not None
    assert (case.applicant.iin, nobody) == (HERS, None)


def test_another_secret_is_noticed_and_the_index_is_made_anew_with_it(
    three: Storage, rekeyed: Storage
) -> None:
    assert three.knows_key()
    assert not rekeyed.knows_key()
    assert found(rekeyed, HERS) == []
    before = words_of(three)

    rekeyed.migrate()

    assert rekeyed.knows_key()
    assert [found(rekeyed, typed) for typed in (HERS, "850101")] == [[HERS], [HERS, TWIN]]
    after = words_of(three)
    assert len(after) == len(before)
    assert [one for one in after if one[0] != "#"] == [one for one in before if one[0] != "#"]
    assert not {one for one in after if one[0] == "#"} & set(before)


def test_an_index_of_before_is_hashed_and_forgets_the_iins(three: Storage) -> None:
    with three.engine.begin() as connection:
        downgrade(connection, "0037")
    assert {HERS, TWIN, OTHER} <= set(words_of(three))

    three.migrate()

    assert not {HERS, TWIN, OTHER} & set(words_of(three))
    assert found(three, HERS) == [HERS]


def test_saved_filters_of_before_that_look_for_an_iin_are_dropped(storage: Storage) -> None:
    queries = [f"list=all&text={HERS}", "text=850101", "list=all&text=kalieva", "due=today"]
    with storage.begin() as uow:
        uow.people.put(Person(CLERK, "Жанар Оспанова", "kk", "", ()))
        for number, query in enumerate(queries):
            kept = SavedFilter(InboxViewId(uuid4()), CLERK, f"{number}", query)
            uow.inbox_views.put_filter(kept)
        uow.commit()
    with storage.engine.begin() as connection:
        downgrade(connection, "0037")

    storage.migrate()

    with storage.begin() as uow:
        kept_on = [one.query for one in uow.inbox_views.of(CLERK, ()).filters]
    assert kept_on == queries[2:]


def test_hashes_depend_on_the_key_and_tell_nothing_when_shown() -> None:
    ours, theirs = IinTerms(INDEX_KEY), IinTerms(OTHER_KEY)
    assert ours.of_case(HERS).isdisjoint(theirs.of_case(HERS))
    assert ours.whole(HERS) != ours.born(HERS[:6])
    assert "key" not in repr(ours)
