"""Forms are changed field by field, and nothing but the change differs in their files."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from every_component import COMPONENTS, form

from app.domain.field_drafting import KINDS, FieldTyped, OptionTyped, problems_of, typed_of, written
from app.domain.form_drafting import FormDraft, Place
from app.domain.form_schema import FormUnreadable, parse_form
from app.domain.texts import Text

PROCESSES = Path(__file__).parents[2] / "processes"
FORMS = sorted(PROCESSES.rglob("*.form"))
APPLICATION = PROCESSES / "personal-assistant" / "forms" / "application.form"
LABEL = Text("Қай күні?", "Когда?", "When?")
DATE = FieldTyped("datetime", "visit_date", LABEL, is_required=True)
CHOICE = FieldTyped("radio", "r", LABEL)


def keys(form: FormDraft) -> list[str]:
    return [str(one.component.get("key") or one.component["id"]) for one in form.components()]


def form_of(*components: dict[str, object]) -> FormDraft:
    return FormDraft(json.dumps({"components": components}).encode())


def field(key: str) -> dict[str, object]:
    return {"type": "textfield", "id": key, "key": key, "label": key}


def group(name: str, *components: dict[str, object]) -> dict[str, object]:
    return {"type": "group", "id": name, "label": name, "components": list(components)}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_whose_fields_are_written_as_they_are_keeps_every_byte(path: Path) -> None:
    form = FormDraft(path.read_bytes())
    for one in [*form.components()]:
        typed = typed_of(one.component)
        assert [*problems_of(typed, form.keys(but=one.place))] == []
        form.put(one.place, written(one.component, typed))

    assert form.content() == path.read_bytes()


def test_what_the_editor_does_not_know_stays_in_the_file() -> None:
    strange = {
        **field("a"), "layout": {"row": "r1", "columns": 8},
        "validate": {"pattern": "x", "required": True},
        "properties": {"own": "1"}, "appearance": {"suffixAdorner": "km"},
    }  # fmt: skip
    form = form_of(strange)
    (one,) = form.components()

    typed = replace(typed_of(one.component), label=LABEL, is_required=False, hide="b = 1")
    found = written(one.component, typed)

    assert found["layout"] == strange["layout"]
    assert found["appearance"] == strange["appearance"]
    assert found["validate"] == {"pattern": "x"}
    assert found["properties"] == {"own": "1", "label.ru": "Когда?", "label.en": "When?"}
    assert found["conditional"] == {"hide": "=b = 1"}
    assert one.component == strange


def test_a_new_field_is_read_back_as_it_was_typed() -> None:
    options = (
        OptionTyped("home", Text("Үйде", "Дома", "At home"), Text("Мекенжай бойынша")),
        OptionTyped("office", Text("Бөлімде", "В отделе", "At the office")),
    )
    typed = FieldTyped(
        "radio", "place", LABEL, Text("ескерту"), is_required=True,
        required_message=Text("Таңдаңыз", "Выберите", "Choose"), hide='=visit = "no"',
        options=options,
    )  # fmt: skip
    form = FormDraft(b"", "home-visit")
    form.add(written({"id": "field_place"}, typed), None)

    (read,) = parse_form(form.content()).fields
    assert (read.key, read.kind, read.label, read.required) == ("place", "radio", LABEL, True)
    assert [option.value for option in read.options] == ["home", "office"]
    assert read.options[0].label == options[0].label
    assert len(read.hides) == 1
    again = typed_of(next(form.components()).component)
    assert replace(again, options=()) == replace(typed, options=())


def test_bounds_may_be_zero_and_numbers_are_numbers_in_the_file() -> None:
    typed = FieldTyped("number", "hours", LABEL, lowest="0", highest="8,5")
    assert written({"id": "h"}, typed)["validate"] == {"min": 0, "max": 8.5}


def test_an_option_keeps_what_only_its_file_knows_when_it_moves() -> None:
    before = {
        "type": "select", "id": "s", "key": "s", "label": "s",
        "values": [{"value": "a", "label": "A", "color": "red"}, {"value": "b", "label": "B"}],
    }  # fmt: skip
    typed = typed_of(before)
    turned = replace(typed, options=typed.options[::-1])

    assert written(before, turned)["values"] == [
        {"value": "b", "label": "B"}, {"value": "a", "label": "A", "color": "red"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "by", "then", "order"),
    [
        ((0,), 1, (0, 0), ["g", "a", "b", "c", "d"]),
        ((1, 0), -1, (1,), ["a", "b", "g", "c", "d"]),
        ((1, 0), 1, (1, 1), ["a", "g", "c", "b", "d"]),
        ((1, 1), 1, (2,), ["a", "g", "b", "c", "d"]),
        ((2,), -1, (1, 2), ["a", "g", "b", "c", "d"]),
        ((1,), -1, (0,), ["g", "b", "c", "a", "d"]),
        ((1,), 1, (2,), ["a", "d", "g", "b", "c"]),
        ((0,), -1, (0,), ["a", "g", "b", "c", "d"]),
        ((2,), 1, (2,), ["a", "g", "b", "c", "d"]),
    ],
)
def test_a_field_moves_past_its_neighbours_and_into_and_out_of_groups(
    place: Place, by: int, then: Place, order: list[str]
) -> None:
    form = form_of(field("a"), group("g", field("b"), field("c")), field("d"))
    moved = form.at(place)

    found = form.move(place, by)

    assert keys(form) == order
    assert form.at(found) is moved
    assert found == then


def test_a_field_is_added_behind_another_and_first_in_a_group() -> None:
    form = form_of(field("a"), group("g", field("b")))
    assert form.add(field("x"), (0,)) == (1,)
    assert form.add(field("y"), (2,)) == (2, 0)
    assert form.add(field("z"), (2, 1)) == (2, 2)
    assert form.add(group("h"), (2, 1)) == (3,)
    assert form.add(field("last"), None) == (4,)
    assert keys(form) == ["a", "x", "g", "y", "b", "z", "h", "last"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (replace(DATE, key="visit date"), ["key"]),
        (replace(DATE, key="қашан"), ["key"]),
        (replace(DATE, key="taken"), ["key"]),
        (replace(DATE, label=Text("")), ["label_kk"]),
        (replace(DATE, hide="a = "), ["hide"]),
        (FieldTyped("signature", "s", LABEL), ["document"]),
        (FieldTyped("number", "n", LABEL, lowest="x", highest="1"), ["lowest"]),
        (FieldTyped("number", "n", LABEL, lowest="2", highest="1"), ["highest"]),
        (FieldTyped("textfield", "n", LABEL, longest="1.5"), ["longest"]),
        (CHOICE, ["option_0_value"]),
        (
            replace(CHOICE, options=(OptionTyped("", LABEL), OptionTyped("b", Text("")))),
            ["option_0_value", "option_1_label_kk"],
        ),
        (
            replace(CHOICE, options=(OptionTyped("a", LABEL), OptionTyped("a", LABEL))),
            ["option_1_value"],
        ),
        (FieldTyped("separator"), []),
        (FieldTyped("text", label=LABEL), []),
        (DATE, []),
    ],
)  # fmt: skip
def test_what_stands_against_a_field_is_told_by_its_place(
    typed: FieldTyped, wrong: list[str]
) -> None:
    assert [problem.key for problem in problems_of(typed, {"taken"})] == wrong


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b'{"components": {}}', b'{"components": [1]}',
        b'{"components": [{"components": 1}]}', b"[" * 100_000,
        b'{"components": [' + b'{"components": [' * 30 + b"]}" * 31,
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(content: bytes) -> None:
    if content:
        with pytest.raises(FormUnreadable):
            FormDraft(content)


EVERY = form("every", COMPONENTS)


def test_every_component_is_read_by_the_editor_and_written_back_byte_by_byte() -> None:
    draft = FormDraft(EVERY)
    for one in list(draft.components()):
        typed = typed_of(one.component)
        assert typed.kind in KINDS
        assert not [*problems_of(typed, draft.keys(but=one.place))], one.component
        draft.put(one.place, written(one.component, typed))
    assert draft.content() == EVERY


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_field_by_field_is_the_component_of_form_js(kind: str) -> None:
    found = [
        one.component for one in FormDraft(EVERY).components() if one.component["type"] == kind
    ]
    assert found
    for component in found:
        made = written({"id": component.get("id"), "type": kind}, typed_of(component))
        begun = {"isRepeating": True} if kind == "dynamiclist" else {}
        begun |= {"computeOn": "change"} if kind == "expression" else {}
        rows = {"components": []} if "components" in component else {}
        assert made == {"id": component.get("id"), **begun, **component, **rows}


@pytest.mark.parametrize(
    ("kind", "more", "at"),
    [
        ("number", {"digits": "1,5"}, "more_digits"),
        ("number", {"step": "x"}, "more_step"),
        ("textfield", {"pattern": "("}, "more_pattern"),
        ("textfield", {"format": "iban"}, "more_format"),
        ("textfield", {"readonly": "=1 +"}, "more_readonly"),
        ("image", {"picture": "https://elsewhere.kz/a.png"}, "more_picture"),
        ("table", {}, "more_source"),
        ("expression", {}, "more_expression"),
        ("dynamiclist", {"may_add": "perhaps"}, "more_may_add"),
    ],
)
def test_a_property_that_does_not_fit_is_told_at_its_field(
    kind: str, more: dict[str, str], at: str
) -> None:
    typed = FieldTyped(kind, "answer", LABEL, more=more)
    assert at in {one.key for one in problems_of(typed, ())}


def test_rows_of_a_list_have_names_of_their_own() -> None:
    inner = [{"type": "textfield", "key": "a"}]
    row = {"type": "dynamiclist", "path": "items", "label": "x", "components": inner}
    draft = FormDraft(json.dumps({"components": [{"type": "textfield", "key": "a"}, row]}).encode())
    assert draft.keys(but=(0,)) == {"items"}
    assert draft.keys(but=(1, 0)) == set()
    assert draft.keys(near=(1, 0)) == {"a"}


def test_only_read_everywhere_is_written_as_form_js_writes_it() -> None:
    typed = FieldTyped("textfield", "a", LABEL, more={"readonly": "=true"})
    made = written({"type": "textfield"}, typed)
    assert made["readonly"] is True
    assert typed_of(made).more == {"readonly": "=true"}
    assert written(made, replace(typed, more={"readonly": "=closed"}))["readonly"] == "=closed"
