import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal

import pytest

import handlers
from app.domain.identity import JobId, Topic
from app.feel import Value
from app.ports.engine import TopicContract
from handlers import HANDLERS, bind_handlers, contract_of
from handlers.conversion import InputsUnfit, read_inputs, write_outputs
from handlers.input_words import COMMON, OWN, RESULTS
from handlers.registry import describe

NO_TOPICS = {"conversion", "discrepancies", "input_words", "registry", "topics_page"}


def test_every_handler_module_is_registered() -> None:
    modules = {module.name for module in pkgutil.iter_modules(handlers.__path__)} - NO_TOPICS

    registered = {handler.function.__module__.rpartition(".")[2] for handler in HANDLERS.values()}
    assert registered == modules
    assert {topic.replace("-", "_") for topic in HANDLERS} == modules


def test_a_contract_is_read_off_the_signature() -> None:
    assert contract_of(HANDLERS[Topic("send-sms")]) == TopicContract(
        topic=Topic("send-sms"),
        required_inputs=frozenset({"message", "phone"}),
        optional_inputs=frozenset({"language", "values"}),
        outputs=frozenset({"sms_receipt"}),
        errors=frozenset(),
    )
    assert contract_of(HANDLERS[Topic("request-person")]).errors == {
        "person_died",
        "person_not_found",
    }


def test_a_missing_port_is_found_when_binding_not_when_running() -> None:
    with pytest.raises(LookupError, match="request-person needs the ports registry"):
        HANDLERS[Topic("request-person")].bind({"sms": object(), "case_file": object()})


def test_all_handlers_are_bound_together_or_not_at_all() -> None:
    with pytest.raises(LookupError, match="needs the ports"):
        bind_handlers({"case_file": object()})


@dataclass(frozen=True, slots=True)
class Inner:
    day: date


@dataclass(frozen=True, slots=True)
class Everything:
    text: str
    count: int
    amount: Decimal
    sure: bool
    at: datetime
    inner: Inner
    names: tuple[str, ...]
    maybe: str | None
    notes: Mapping[str, str] = field(default_factory=dict)
    size: int = 3


WHOLE: dict[str, Value] = {
    "text": "сөз",
    "count": Decimal("4.0"),
    "amount": Decimal("1.50"),
    "sure": True,
    "at": datetime.fromisoformat("2026-12-08T10:00:00+05:00"),
    "inner": {"day": date(2026, 12, 8)},
    "names": ["а", "б"],
    "maybe": None,
}


def test_values_become_a_dataclass_and_values_again() -> None:
    read = read_inputs(Everything, WHOLE)

    assert (read.count, read.inner, read.names) == (4, Inner(date(2026, 12, 8)), ("а", "б"))
    assert write_outputs(read) == {**WHOLE, "notes": {}, "size": Decimal(3)}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"text": None}, "text is missing"),
        ({"count": Decimal("4.5")}, "count has to be int, found Decimal"),
        ({"sure": "true"}, "sure has to be bool, found str"),
        ({"amount": True}, "amount has to be Decimal, found bool"),
        ({"inner": {}}, "inner.day is missing"),
        (
            {"inner": {"day": datetime.fromisoformat("2026-12-08T10:00:00+05:00")}},
            "inner.day has to be date, found datetime",
        ),
        ({"inner": "day"}, "inner has to be Inner, found str"),
        ({"names": ["а", None]}, "names[2] has to be str, found NoneType"),
        ({"notes": {"a": Decimal(1)}}, "notes.a has to be str, found Decimal"),
        ({"more": "x"}, "more is unknown"),
    ],
)
def test_a_field_that_does_not_fit_is_named(changed: dict[str, Value], problem: str) -> None:
    with pytest.raises(InputsUnfit) as refused:
        read_inputs(Everything, WHOLE | changed)

    assert refused.value.problems == (problem,)


def test_null_stands_for_the_default() -> None:
    assert read_inputs(Everything, WHOLE | {"size": None}).size == 3


def test_what_is_no_variable_is_not_written() -> None:
    @dataclass(frozen=True, slots=True)
    class Odd:
        thing: object

    with pytest.raises(TypeError, match="object cannot become a process variable"):
        write_outputs(Odd(object()))


def test_a_function_of_another_shape_is_no_handler() -> None:
    def shapeless(job: JobId, inputs: Inner, registry: object) -> Inner:
        return inputs

    def plain(job: JobId, inputs: str) -> Inner:
        raise NotImplementedError

    for function in (shapeless, plain):
        with pytest.raises(TypeError, match="the handler of odd"):
            describe(Topic("odd"), function, frozenset())


@pytest.mark.parametrize("topic", sorted(HANDLERS))
def test_what_a_handler_takes_and_gives_is_named_for_people(topic: Topic) -> None:
    contract = contract_of(HANDLERS[topic])

    assert set(contract.inputs) == contract.required_inputs | contract.optional_inputs
    assert set(contract.results) == contract.outputs
    told = [words.title for words in contract.inputs.values()] + [*contract.results.values()]
    told += [words.hint for words in contract.inputs.values()]
    assert all(text.kk and text.ru and text.en and text.kk != text.ru for text in told)


def test_no_words_stand_for_an_input_that_no_handler_takes() -> None:
    asked = {
        topic: {field.name for field in fields(handler.inputs)}
        for topic, handler in HANDLERS.items()
    }
    given = {name for handler in HANDLERS.values() for name in contract_of(handler).outputs}
    assert {(t, n) for t, own in OWN.items() for n in own if n not in asked[Topic(t)]} == set()
    assert set(COMMON) <= set().union(*asked.values())
    assert set(RESULTS) == given
