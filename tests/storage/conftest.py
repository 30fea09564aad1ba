"""A storage of each kind, empty and migrated, for every test that asks for one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from builders import NOW, OFFICE, a_case, a_task, an_instance, applicant
from databases import INDEX_KEY, KINDS, FreshUrl
from lent_storages import lend_storage
from sqlalchemy import text

from app.domain.identity import OfficeId, PersonId
from app.domain.task import TaskState
from app.storage import Storage


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(database: str, fresh_urls: dict[str, FreshUrl]) -> str:
    return fresh_urls[database]()


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    opened = lend_storage(url, INDEX_KEY)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=KINDS)
def many_tasks(
    request: pytest.FixtureRequest, fresh_urls: dict[str, FreshUrl]
) -> Iterator[Storage]:
    """`many_tasks_in` a storage, for tests that only look."""
    opened = lend_storage(fresh_urls[request.param](), INDEX_KEY)
    yield many_tasks_in(opened)
    opened.close()


@pytest.fixture
def own_tasks(storage: Storage) -> Storage:
    """`many_tasks_in` a storage, to be written to."""
    return many_tasks_in(storage)


def many_tasks_in(storage: Storage) -> Storage:
    """Three thousand tasks in thirty cases of three offices, a third of them claimed.

    Beside them as many closed ones of others, for those pile up.
    """
    offices = [OFFICE, OfficeId("almaty-medeu"), OfficeId("third")]
    people = [PersonId(f"p{n}") for n in range(20)]
    of_others = {"candidate_groups": ("specialist",), "office_id": OfficeId("fourth")}
    with storage.begin() as uow:
        for case in range(30):
            instance = an_instance()
            uow.instances.add(instance)
            name = f"Аты{case} Жөні"
            uow.cases.add(a_case(instance.id, f"ЖК-2026-{case:06}", applicant=applicant(name)))
            uow.user_tasks.add(
                [
                    a_task(
                        instance.id,
                        office_id=offices[n % 3],
                        candidate_groups=("clerk",) if n % 2 else ("head",),
                        due_at=NOW + timedelta(minutes=n),
                        state=TaskState.CLAIMED if n % 3 == 1 else TaskState.OPEN,
                        assignee=people[n % 20] if n % 3 == 1 else None,
                    )
                    for n in range(100)
                ]
                + [
                    a_task(instance.id, **of_others, state=TaskState.CANCELLED, ended_at=NOW)
                    for _ in range(100)
                ]
            )
        uow.commit()
    # As a server does by itself: only pages known to be all visible spare a look at the table.
    tidy = "VACUUM ANALYZE" if storage.engine.dialect.name == "postgresql" else "ANALYZE"
    with storage.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(tidy))
    return storage
