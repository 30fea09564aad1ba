"""Process variables and answers of commands: what goes in comes out, and nothing else goes in."""

import string
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID, uuid4

import orjson
import pytest
from builders import NOW, given_instance
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identity import CommandId
from app.domain.refusals import CommandIdReused
from app.feel.values import Builtin, Range, Value, YearsMonths
from app.feel.zones import zone
from app.storage import Storage
from app.storage.answers import dump_answer, load_answer
from app.storage.columns import NaiveMoment
from app.storage.values import UnfitForStorage, dump_value, load_value

ZONES = st.sampled_from(
    [None, UTC, timezone(timedelta(hours=5, minutes=30)), zone("Asia/Almaty"), zone("Europe/Paris")]
)
NAMES = st.text(st.sampled_from(string.ascii_letters + "$ әқ"), max_size=6)
SCALARS: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=5),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.times(timezones=st.sampled_from([None, UTC])),
    st.datetimes(timezones=ZONES),
    st.timedeltas(),
    st.builds(YearsMonths, st.integers(-10_000, 10_000)),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


def same(one: object, other: object) -> bool:
    """Equal and of one kind: 1.0 is no 1.00 here, and true is no 1."""
    if type(one) is not type(other) and not (
        isinstance(one, datetime) and isinstance(other, datetime)
    ):
        return False
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, datetime) and isinstance(other, datetime):
        naive = one.replace(tzinfo=None) == other.replace(tzinfo=None)
        return naive and (str(one.tzinfo), one.fold) == (str(other.tzinfo), other.fold)
    return str(one) == str(other)


@given(VALUES)
def test_every_value_survives_json(value: Value) -> None:
    assert same(load_value(orjson.loads(orjson.dumps(dump_value(value)))), value)


def test_a_range_survives_json() -> None:
    span = Range(Decimal(1), None, start_included=False, end_included=True)
    loaded = load_value(dump_value(span))
    assert isinstance(loaded, Range)
    told = (loaded.start, loaded.end, loaded.start_included, loaded.end_included)
    assert told == (Decimal(1), None, False, True)


@pytest.mark.parametrize(
    "foreign", [1, 1.5, b"x", (1,), {1: "x"}, object(), [1], Builtin("f", (), lambda: None)]
)
def test_what_is_no_value_is_refused(foreign: Value) -> None:
    with pytest.raises(UnfitForStorage):
        dump_value(foreign)


@pytest.mark.parametrize("spoilt", [1, 1.5, {"$unheard": 1}, {"$moment": ["x"]}, {"$number": 1}])
def test_json_of_another_hand_is_refused(spoilt: object) -> None:
    with pytest.raises(UnfitForStorage):
        load_value(spoilt)  # type: ignore[arg-type]  # on purpose


def test_variables_survive_the_database(storage: Storage) -> None:
    from app.storage.queries.cases import _VARIABLES

    instance = given_instance(storage)
    variables: dict[str, Value] = {
        "amount": Decimal("1.50"),
        "big": Decimal("1E+400"),
        "born": date(1985, 1, 1),
        "at": datetime(2026, 11, 20, 11, tzinfo=zone("Asia/Almaty")),
        "term": YearsMonths(18),
        "pause": timedelta(days=1, microseconds=1),
        "opens": time(9, 30),
        "nothing": None,
        "nul": "a\x00b",
        "context": {"z": [True], "a": "ұ", "$": Decimal(1)},
    }
    with storage.begin() as uow:
        uow.variables.put(instance.id, variables)
        rows = uow.variables._connection.execute(_VARIABLES, {"of_instance": instance.id})
        found = {row.name: row.value for row in rows}
    assert found.keys() == variables.keys()
    assert all(same(found[name], variables[name]) for name in variables)


class Word(StrEnum):
    YES = "yes"


@dataclass(frozen=True)
class Answer:
    id: UUID
    words: str
    count: int
    is_done: bool
    nothing: None
    day: date
    at: datetime
    several: tuple[UUID, ...]


@dataclass(frozen=True)
class Another:
    words: str


ANSWER = Answer(uuid4(), Word.YES, 3, True, None, date(2026, 1, 1), NOW, (uuid4(), uuid4()))


def test_an_answer_is_remembered_as_it_was(storage: Storage) -> None:
    command = CommandId(uuid4())
    with storage.begin() as uow:
        assert uow.command_log.answer_of(command, Answer) is None
        assert uow.command_log.answer_of(command, Answer) is None
        uow.command_log.remember(command, ANSWER, NOW)
        uow.commit()
    with storage.begin() as uow:
        assert uow.command_log.answer_of(command, Answer) == ANSWER


def test_an_id_of_another_kind_of_command_is_refused(storage: Storage) -> None:
    command = CommandId(uuid4())
    with storage.begin() as uow:
        uow.command_log.remember(command, Another("x"), NOW)
        uow.commit()
    with storage.begin() as uow, pytest.raises(CommandIdReused):
        uow.command_log.answer_of(command, Answer)
    with storage.begin() as uow, pytest.raises(CommandIdReused):
        uow.command_log.remember(command, Another("x"), NOW)


def test_an_id_that_was_never_answered_is_free_again(storage: Storage) -> None:
    command = CommandId(uuid4())
    with storage.begin() as uow:
        uow.command_log.answer_of(command, Answer)
        uow.commit()
    with storage.begin() as uow:
        assert uow.command_log.answer_of(command, Another) is None


@pytest.mark.parametrize("foreign", [1.5, {"a": 1}, [1], b"x"])
def test_an_answer_of_other_fields_is_refused(foreign: object) -> None:
    with pytest.raises(TypeError):
        dump_answer(Another(foreign))  # type: ignore[arg-type]  # on purpose
    with pytest.raises(TypeError):
        dump_answer(foreign)
    assert load_answer(Another, dump_answer(Another("x"))) == Another("x")


def test_a_moment_without_a_zone_is_refused(storage: Storage) -> None:
    naive = NOW.replace(tzinfo=None)
    with storage.begin() as uow, pytest.raises(Exception, match="aware") as refused:
        uow.jobs.claim_due(naive, timedelta(1))
    assert isinstance(refused.value.__cause__, NaiveMoment)
