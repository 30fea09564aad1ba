"""The audit chains are verified whole, as of one moment, however long they are."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from case_walks import CLERK, Walk
from sqlalchemy import text

from app.domain.audit import AuditEntry
from app.usecases.verify_audit import AuditReport, Flaw, verify_audit

CHAIN = "office:almaty-bostandyk"


def verified(walk: Walk) -> AuditReport:
    return verify_audit(queries=walk.world.qadam.storage.queries)


def given_sign_ins(walk: Walk, count: int) -> None:
    entry = AuditEntry(walk.world.now(), CLERK, "signed-in", {})
    with walk.world.qadam.storage.begin() as uow:
        for _ in range(count):
            uow.audit.append_to(CHAIN, entry)
        uow.commit()


def test_sign_ins_at_once_keep_one_sound_chain(walk: Walk) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: given_sign_ins(walk, 5), range(6)))

    report = verified(walk)

    assert report.flaws == ()
    assert report.rows == 30 + 1, "and the deployment"


def test_a_row_written_while_one_verifies_is_no_flaw(walk: Walk) -> None:
    given_sign_ins(walk, 3)
    queries = walk.world.qadam.storage.queries

    with queries.audit_trail() as trail:
        given_sign_ins(walk, 1)
        seen = [row for row in trail.rows if row.chain == CHAIN]

    assert (len(seen), seen[-1].hash) == trail.heads[CHAIN]


@pytest.mark.slow
def test_long_chains_are_verified_in_little_memory(walk: Walk) -> None:
    given_sign_ins(walk, 6_000)
    tracemalloc.start()

    report = verified(walk)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.rows >= 6_000
    assert report.flaws == ()
    assert peak < 4_000_000, "bytes; all rows at once take more than twice as much"


def test_rows_cut_off_at_the_end_are_named(walk: Walk) -> None:
    given_sign_ins(walk, 3)
    storage = walk.world.qadam.storage
    with storage.engine.connect() as connection:
        connection.execute(text("UPDATE audit_chain SET length = 5 WHERE chain = :c"), {"c": CHAIN})
        connection.commit()

    assert verified(walk).flaws == (Flaw(CHAIN, 4, "the chain should end at row 5"),)
