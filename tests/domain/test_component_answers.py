"""Components of the form-js schema: what each answer becomes, and what is refused."""
# ruff: noqa: E501  one component a line

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from app.domain.form_fields import MOST_ROWS
from app.domain.form_schema import FormUnreadable, parse_form
from app.domain.forms import Form, FormInvalid
from app.feel import Value

TODAY = date(2026, 12, 22)
ALMATY = timezone(timedelta(hours=5))


def form_of(*components: dict[str, Any]) -> Form:
    return parse_form(json.dumps({"components": components}).encode())


def field(kind: str, key: str = "answer", **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": "Жауап", **more}


def read(component: dict[str, Any], answer: object, scope: dict[str, Value] | None = None) -> Value:
    return form_of(component).read({"answer": answer}, scope or {}, TODAY)["answer"]


def refusal(component: dict[str, Any], answer: object) -> str:
    with pytest.raises(FormInvalid) as refused:
        form_of(component).read({"answer": answer}, {}, TODAY)
    (problem,) = refused.value.problems
    return problem.message.en


@pytest.mark.parametrize(
    ("component", "typed", "kept"),
    [
        (field("number"), "1 200,50", Decimal("1200.50")),
        (field("number", serializeToString=True), "1 200,50", "1200.50"),
        (field("number", decimalDigits=2), "3.140", Decimal("3.140")),
        (field("number", increment=0.5, validate={"min": 1}), "2,5", Decimal("2.5")),
        (field("datetime", subtype="date"), "20.11.2026", date(2026, 11, 20)),
        (field("datetime", subtype="time", timeSerializingFormat="no_timezone"), "9:30", time(9, 30)),
        (field("datetime", subtype="time"), "09.30", time(9, 30, tzinfo=ALMATY)),
        (
            field("datetime", subtype="time", timeSerializingFormat="utc_normalized"),
            "09:30",
            time(4, 30, tzinfo=UTC),
        ),
        (
            field("datetime", subtype="datetime", timeSerializingFormat="no_timezone"),
            "20.11.2026 09:30",
            datetime(2026, 11, 20, 9, 30),  # noqa: DTZ001 - the field asks for no zone
        ),
        (
            field("datetime", subtype="datetime"),
            "2026-11-20T09:30",
            datetime(2026, 11, 20, 9, 30, tzinfo=ALMATY),
        ),
        (
            field("datetime", subtype="datetime", timeSerializingFormat="utc_normalized"),
            "20.11.2026 09:30",
            datetime(2026, 11, 20, 4, 30, tzinfo=UTC),
        ),
        (field("checkbox"), "on", True),
        (field("taglist", values=[{"value": "a", "label": "А"}]), ["a"], ["a"]),
        (field("taglist", values=[{"value": "a", "label": "А"}]), [], []),
        (field("textfield", validate={"validationType": "email"}), "a.b@mysal.kz", "a.b@mysal.kz"),
        (field("textfield", validate={"validationType": "phone"}), "+7 701 123", "+7 701 123"),
        (field("textfield", validate={"pattern": "^[A-Z]{2}$"}), "AB", "AB"),
    ],
)  # fmt: skip
def test_an_answer_is_kept_in_its_type(
    component: dict[str, Any], typed: object, kept: Value
) -> None:
    assert read(component, typed) == kept


@pytest.mark.parametrize(
    ("component", "typed", "told"),
    [
        (field("number", decimalDigits=0), "1,5", "whole number"),
        (field("number", decimalDigits=2), "1,555", "At most 2 digits"),
        (field("number", increment=0.5), "0,7", "multiple of 0.5"),
        (field("number", increment=2, validate={"min": 1}), "4", "in steps of 2"),
        (field("textfield", validate={"minLength": 3}), "ab", "At least 3 characters, now 2"),
        (field("textfield", validate={"validationType": "email"}), "a@b", "e-mail"),
        (field("textfield", validate={"validationType": "phone"}), "12", "phone"),
        (field("textfield", validate={"pattern": "^[A-Z]{2}$"}), "ab", "shape"),
        (field("datetime", subtype="date"), "31.02.2027", "no such day"),
        (field("datetime", subtype="datetime"), "31.02.2027 09:30", "no such day"),
        (field("datetime", subtype="date"), "2027-02-31", "no such day"),
        (field("datetime", subtype="date"), "tomorrow", "20.11.2026"),
        (field("datetime", subtype="time"), "25:00", "09:30"),
        (field("datetime", subtype="time", timeInterval=15), "09:20", "multiple of 15 minutes"),
        (field("datetime", subtype="datetime"), "20.11.2026", "20.11.2026 09:30"),
        (field("datetime", subtype="date", disallowPassedDates=True), "21.12.2026", "today or a later"),
        (field("datetime", subtype="datetime", disallowPassedDates=True), "21.12.2026 23:59", "today or a later"),
        (field("taglist", values=[{"value": "a", "label": "А"}]), ["b"], "listed answers"),
        (field("filepicker", multiple=False), [str(n) * 8 + "-0000-4000-8000-000000000000" for n in (1, 2)], "one file"),
        (field("taglist", validate={"required": True}), [], "choose"),
        (field("datetime", subtype="time", validate={"required": True}), "", "fill this in"),
    ],
)  # fmt: skip
def test_an_unfit_answer_is_told_in_words(
    component: dict[str, Any], typed: object, told: str
) -> None:
    assert told in refusal(component, typed)


def test_today_is_not_passed() -> None:
    assert read(field("datetime", disallowPassedDates=True), "22.12.2026") == TODAY


def test_options_come_from_a_variable_and_keep_their_type() -> None:
    rooms: list[Value] = [{"value": Decimal(101), "label": "101"}, {"value": Decimal(102)}]
    for named in ({"valuesKey": "rooms"}, {"valuesExpression": "=rooms"}):
        assert read(field("select", **named), "102", {"rooms": rooms}) == Decimal(102)
    assert read(field("checklist", valuesKey="ways"), ["b"], {"ways": ["a", "b"]}) == ["b"]
    with pytest.raises(FormInvalid):
        form_of(field("select", valuesKey="rooms")).read({"answer": "103"}, {"rooms": rooms})


def test_options_may_depend_on_another_answer() -> None:
    form = form_of(
        field("radio", "way", values=[{"value": "a", "label": "А"}, {"value": "b", "label": "Ә"}]),
        field("select", "room", valuesExpression='=if way = "a" then ["1"] else ["2"]'),
    )
    assert form.read({"way": "b", "room": "2"}, {})["room"] == "2"
    with pytest.raises(FormInvalid):
        form.read({"way": "b", "room": "1"}, {})


def test_an_expression_is_computed_of_typed_answers_and_never_taken_from_outside() -> None:
    form = form_of(
        field("number", "price"), field("number", "count"),
        field("expression", "sum", expression="=price * count"),
        field("expression", "double", expression="=sum * 2"),
    )  # fmt: skip
    told = {"price": "2,5", "count": "4", "sum": "1000000", "double": "7"}
    assert form.read(told, {}) == {
        "price": Decimal("2.5"), "count": Decimal(4), "sum": Decimal("10.0"), "double": Decimal(20),
    }  # fmt: skip


def test_conditions_see_numbers_and_days_as_such() -> None:
    form = form_of(
        field("number", "count"), field("datetime", "day"),
        field("textfield", "why", conditional={"hide": "=count <= 3"}),
        field("textfield", "late", conditional={"hide": '=day < date("2026-12-01")'}),
    )  # fmt: skip
    shown = {one.key for one in form.shown({"count": "10", "day": "02.12.2026"}, {})}
    assert {"why", "late"} <= shown
    shown = {one.key for one in form.shown({"count": "2", "day": "30.11.2026"}, {})}
    assert shown == {"count", "day"}


def test_a_hidden_field_is_not_seen_by_those_behind_it() -> None:
    form = form_of(
        field("textfield", "a", conditional={"hide": "=true"}),
        field("expression", "b", expression="=a"),
    )
    assert form.read({"a": "secret"}, {}) == {"b": None}


def test_a_group_keeps_its_answers_under_its_path_and_hides_all_of_them() -> None:
    inner = {"type": "group", "path": "home", "components": [field("textfield", "street")]}
    form = form_of(
        field("checkbox", "abroad"),
        {"type": "group", "path": "person", "label": "Адам", "conditional": {"hide": "=abroad"},
         "components": [field("textfield", "name"), inner]},
    )  # fmt: skip
    person = {"name": "Асан", "home": {"street": "Абай"}}
    assert form.read({"person": person}, {}) == {"abroad": False, "person": person}
    by_path = {"person.name": "Асан", "person.home.street": "Абай"}
    assert form.read(by_path, {}) == {"abroad": False, "person": person}
    assert form.read({"abroad": True, **by_path}, {}) == {"abroad": True}


def rows(**more: Any) -> dict[str, Any]:
    components = [
        field("textfield", "what", validate={"required": True}),
        field("number", "count"),
        field("expression", "twice", expression="=count * 2"),
    ]
    return {
        "type": "dynamiclist",
        "path": "items",
        "label": "Зат",
        "components": components,
        **more,
    }


def test_rows_come_as_a_list_or_each_answer_by_its_path() -> None:
    form = form_of(rows(), field("expression", "all", expression="=sum(items.twice)"))
    kept = [
        {"what": "a", "count": Decimal(1), "twice": Decimal(2)},
        {"what": "b", "count": Decimal(3), "twice": Decimal(6)},
    ]
    as_list = {"items": [{"what": "a", "count": "1"}, {"what": "b", "count": "3"}]}
    by_path = {
        "items": "2", "items[0].what": "a", "items[0].count": "1",
        "items[1].what": "b", "items[1].count": "3",
    }  # fmt: skip
    for answers in (as_list, by_path):
        assert form.read(answers, {}) == {"items": kept, "all": Decimal(8)}
    assert form.nested(by_path)["items"] == as_list["items"]


def test_what_is_wrong_in_a_row_is_told_at_its_place() -> None:
    with pytest.raises(FormInvalid) as refused:
        form_of(rows()).read({"items": [{"what": "a"}, {"count": "x"}]}, {})
    assert [one.key for one in refused.value.problems] == ["items[1].what", "items[1].count"]


def test_a_row_has_its_own_names_and_sees_what_stands_above() -> None:
    inner = {
        "type": "dynamiclist", "path": "parts", "label": "Бөлік", "defaultRepetitions": 0,
        "components": [
            field("textfield", "name"),
            field("expression", "whole", expression="=parent.what + i[1]"),
        ],
    }  # fmt: skip
    outer = rows()
    outer["components"] = [field("textfield", "what"), inner]
    form = form_of(outer)
    read_back = form.read({"items": [{"what": "a", "parts": [{"name": "x"}]}]}, {})
    assert read_back["items"] == [{"what": "a", "parts": [{"name": "x", "whole": None}]}]
    inner["components"][1]["expression"] = '=parent.what + "-" + name'
    read_back = form_of(outer).read({"items": [{"what": "a", "parts": [{"name": "x"}]}]}, {})
    assert read_back["items"] == [{"what": "a", "parts": [{"name": "x", "whole": "a-x"}]}]


@pytest.mark.parametrize("count", ["-1", "1e9", "999999999", "²", ""])
def test_a_forged_number_of_rows_makes_none(count: str) -> None:
    read_back = form_of(rows()).read({"items": count}, {})
    assert read_back == {"items": []}


def test_there_are_no_more_rows_than_the_most() -> None:
    many = [{"what": "a"}] * (MOST_ROWS + 5)
    items = form_of(rows()).read({"items": many}, {})["items"]
    assert isinstance(items, list)
    assert len(items) == MOST_ROWS


def test_an_answer_in_a_row_that_no_field_asks_for_is_refused() -> None:
    with pytest.raises(FormInvalid) as refused:
        form_of(rows()).read({"items": "1", "items[0].what": "a", "items[0].price": "1"}, {})
    assert [one.key for one in refused.value.problems] == ["items[0].price"]


def test_what_is_only_read_comes_from_the_case_and_not_from_the_browser() -> None:
    form = form_of(
        field("textfield", "fixed", readonly=True), field("textfield", "old", disabled=True),
        field("textfield", "open", readonly="=closed"),
    )  # fmt: skip
    scope: dict[str, Value] = {"fixed": "of the case", "closed": False}
    told = {"fixed": "forged", "old": "forged", "open": "typed"}
    assert form.read(told, scope) == {"fixed": "of the case", "open": "typed"}
    assert form.read(told, {**scope, "closed": True, "open": "kept"})["open"] == "kept"


def test_a_form_begins_with_its_defaults_and_its_first_rows() -> None:
    form = form_of(
        field("textfield", "a", defaultValue="x"), field("number", "n", defaultValue=0),
        field("checkbox", "b", defaultValue=True),
        {**rows(defaultRepetitions=2), "components": [field("number", "count", defaultValue=1)]},
    )  # fmt: skip
    assert form.beginning() == {
        "a": "x", "n": Decimal(0), "b": True, "items": "2",
        "items[0].count": Decimal(1), "items[1].count": Decimal(1),
    }  # fmt: skip


def test_words_are_filled_from_variables_and_answers() -> None:
    label = "{{name}}: {{#if n > 1}}көп{{/if}}{{#loop things}}[{{this}}]{{/loop}}"
    form = form_of(field("number", "n"), field("textfield", "t", label=label))
    shown = form.shown({"n": "2"}, {"name": "Асан", "things": ["a", Decimal(1)]})
    assert shown[1].label.kk == "Асан: көп[a][1]"
    computed = form_of(field("textfield", "t", label='="Іс " + number'))
    assert computed.shown({}, {"number": "7"})[0].label.in_language("ru") == "Іс 7"


@pytest.mark.parametrize(
    "component",
    [
        field("iframe"),
        field("textfield", label="{{#if a}}"),
        field("textfield", label="{{/if}}"),
        field("textfield", label="{{1 +}}"),
        field("textfield", validate={"pattern": "("}),
        field("datetime", subtype="decade"),
        field("textfield", validate="yes"),
        rows(components=[field("signature", properties={"document": "=x"})]),
    ],
)
def test_a_component_that_cannot_be_drawn_makes_the_form_unreadable(
    component: dict[str, Any],
) -> None:
    with pytest.raises(FormUnreadable):
        form_of(component)
