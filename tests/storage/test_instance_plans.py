"""How the databases read the list of cases: by which index."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, OFFICE, a_case, an_instance
from databases import INDEX_KEY, KINDS, FreshUrl
from lent_storages import lend_storage
from test_inbox_plans import plans_of

from app.domain.case import InstanceStatus
from app.domain.identity import OfficeId
from app.ports.views import DueBounds, InstanceQuery
from app.storage import Storage

OFFICES = (OFFICE, OfficeId("almaty-medeu"), OfficeId("third"))
BOUNDS = DueBounds(NOW, NOW + timedelta(hours=12), NOW + timedelta(days=3))
SOON = InstanceQuery(frozenset(OFFICES), BOUNDS, NOW + timedelta(days=3), show="soon", limit=10)
CASES, DAYS = 1_800, 30


@pytest.fixture(scope="module", params=KINDS)
def many_cases(
    request: pytest.FixtureRequest, fresh_urls: dict[str, FreshUrl]
) -> Iterator[Storage]:
    """Of three offices, running out one after another in a month; half are over."""
    storage = lend_storage(fresh_urls[request.param](), INDEX_KEY)
    over = {"status": InstanceStatus.COMPLETED, "ended_at": NOW}
    with storage.begin() as uow:
        for n in range(CASES):
            instance = an_instance(**(over if n % 2 else {}))
            uow.instances.add(instance)
            case = a_case(
                instance.id,
                f"ЖК-2026-{n:06}",
                office_id=OFFICES[n % 3],
                registered_at=NOW - timedelta(minutes=n),
                term_closes_at=NOW + timedelta(days=n % DAYS, minutes=1),
                term_met_at=NOW if n % 2 else None,
            )
            uow.cases.add(case)
        uow.commit()
    with storage.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    yield storage
    storage.close()


@pytest.mark.parametrize("offices", [OFFICES, OFFICES[:1]], ids=["everywhere", "one office"])
def test_what_runs_out_soon_is_read_in_the_order_of_the_terms(
    many_cases: Storage, offices: tuple[OfficeId, ...]
) -> None:
    first = replace(SOON, offices=frozenset(offices))
    following = many_cases.queries.instances(first).next
    assert following
    for asked in (first, replace(first, after=following)):
        plans = plans_of(
            many_cases, lambda asked=asked: many_cases.queries.instances(asked), "ORDER BY service_"
        )
        assert len(plans) == 1
        assert "ix_service_case_by_term" in plans[0]
        assert "Seq Scan on service_case" not in plans[0]
        if many_cases.engine.dialect.name == "sqlite":
            assert "TEMP B-TREE" not in plans[0]
