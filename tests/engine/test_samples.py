"""Snapshots that a release has stored must load and finish in every later one."""

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import orjson
import pytest
import zstandard
from engine_models import Case, chain, end, source, start, token, user, waiting

from app.domain.identity import ProcessKey
from app.domain.models import ModelSource
from app.engine import snapshot as snapshot_room
from app.engine.snapshot import SnapshotUnreadable
from app.feel.values import YearsMonths
from app.feel.zones import OFFICE_ZONE, zone
from app.ports.engine import Variables

SAMPLES = Path(__file__).parent / "samples"


def stored(version: str) -> Case:
    content = (SAMPLES / f"{version}.bpmn").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    case = Case(ModelSource(ProcessKey("sample"), 1, digest, content))
    snapshot = (SAMPLES / f"{version}.snapshot").read_bytes()
    case.now = case.engine.retry(case.model, snapshot, case.around)
    return case


def test_a_snapshot_of_version_1_loads_with_its_waits_and_values() -> None:
    case = stored("v1")
    assert waiting(case.now) == ["explain", "review"]
    assert case.now.variables == {
        "person": {"iin": "900101300123", "born": date(1990, 1, 1)},
        "amount": Decimal("10.50"),
        "term": YearsMonths(14),
        "pause": timedelta(hours=2),
        "at": datetime(2026, 11, 20, 9, 0, tzinfo=zone(OFFICE_ZONE)),
        "typename": "x",
        "status": "alive",
    }


def test_a_snapshot_of_version_1_finishes() -> None:
    case = stored("v1")
    case.complete("explain", why="illness")
    assert case.complete("review").ended_at == "done"


def test_a_snapshot_of_version_2_loads_with_its_scopes_and_finishes() -> None:
    case = stored("v2")
    assert waiting(case.now) == ["late", "stage/ask", "vote"]
    inside = case.engine.variables_at(
        case.model, case.now.snapshot, token(case.now, "stage/ask"), case.around
    )
    assert inside == {"amount": Decimal("10.5"), "shown": Decimal("10.5")}

    case.complete("vote", vote="no")
    assert waiting(case.complete("stage/ask", answer="granted")) == ["decide"]
    ended = case.complete("decide")

    assert ended.ended_at == "done"
    assert ended.variables == {
        "amount": Decimal("10.5"), "experts": ["Аружан", "Болат"], "note": "x",
        "votes": ["yes", "no"], "answer": "granted",
    }  # fmt: skip


def test_a_snapshot_of_version_3_goes_on_undoing_what_had_completed() -> None:
    case = stored("v3")
    assert waiting(case.now) == ["refund"]
    assert seen(case, "refund")["fee"] == Decimal("10.5")
    assert waiting(case.complete("refund")) == ["call/withdraw"]
    assert seen(case, "call/withdraw") == {"person": "Әлия"}
    case.complete("call/withdraw")
    for room in ("б", "а"):
        assert seen(case, "release")["room"] == room
        case.complete("release")
    assert case.now.ended_at == "done"


def seen(case: Case, element: str) -> Variables:
    found = token(case.now, element)
    return case.engine.variables_at(case.model, case.now.snapshot, found, case.around)


def packed(state: object) -> bytes:
    return zstandard.ZstdCompressor().compress(orjson.dumps(state))


@pytest.mark.parametrize(
    "snapshot",
    [
        b"",
        b"nonsense",
        packed([]),
        packed({"v": 99}),
        packed({"v": 1, "process": "other"}),
        packed({"v": 1, "process": "p"}),
    ],
)
def test_what_is_no_snapshot_of_the_model_is_told_apart(snapshot: bytes) -> None:
    case = Case(source(start() + user("review") + end() + chain("start", "review", "done")))
    with pytest.raises(SnapshotUnreadable):
        case.engine.retry(case.model, snapshot, case.around)


def test_a_snapshot_that_unfolds_without_measure_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = Case(source(start() + user("review") + end() + chain("start", "review", "done")))
    begun = case.start()
    monkeypatch.setattr(snapshot_room, "MAX_SIZE", 100)
    with pytest.raises(SnapshotUnreadable, match="more than"):
        case.engine.retry(case.model, begun.snapshot, case.around)
