"""Answers of forms: read into values, or refused in words at the field they belong to."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from app.domain.form_schema import FormUnreadable, parse_form
from app.domain.forms import Form, FormInvalid
from app.feel import Value


def form_with(kind: str, **more: object) -> Form:
    field = {"type": kind, "key": "answer", "label": "Жауап", **more}
    return parse_form(json.dumps({"type": "default", "components": [field]}).encode())


def read(form: Form, answer: object) -> Value:
    return form.read({"answer": answer}, {})["answer"]


def complaint(form: Form, answers: Mapping[str, object]) -> str:
    with pytest.raises(FormInvalid) as refused:
        form.read(answers, {})
    (problem,) = refused.value.problems
    return problem.message.en


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [("12", "12"), ("-3,5", "-3.5"), ("1 200", "1200"), ("1\u00a0200.50", "1200.50")],
)
def test_a_number_is_read_as_people_write_it(typed: str, read_as: str) -> None:
    assert read(form_with("number"), typed) == Decimal(read_as)


@pytest.mark.parametrize(
    "typed",
    ["1e999999", "1E5", "NaN", "Infinity", "٣", "9" * 19, "0." + "1" * 10, "--1", "1.2.3", True],
)
def test_what_nobody_writes_as_a_number_is_asked_for_again(typed: object) -> None:
    assert complaint(form_with("number"), {"answer": typed}) == "Please give a number"


def test_a_number_out_of_bounds_is_told_the_bounds() -> None:
    form = form_with("number", validate={"min": 1, "max": 10})
    assert complaint(form, {"answer": "11"}) == "It should be within 1–10"


@pytest.mark.parametrize("kind", ["textfield", "textarea"])
@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\ud800"])
def test_a_sign_that_nobody_sees_is_refused_and_not_stored(kind: str, sign: str) -> None:
    assert "invisible sign" in complaint(form_with(kind), {"answer": f"мәтін{sign}"})


def test_lines_and_tabs_are_text() -> None:
    assert read(form_with("textarea"), "бір\r\n\tекі") == "бір\r\n\tекі"


def test_a_text_beyond_its_bound_is_told_both_lengths() -> None:
    form = form_with("textfield", validate={"maxLength": 3})
    assert complaint(form, {"answer": "төрт"}) == "At most 3 characters, now 4"


@pytest.mark.parametrize("typed", ["20.11.2026", "2026-11-20"])
def test_a_date_is_read_in_either_order(typed: str) -> None:
    assert read(form_with("datetime"), typed) == date(2026, 11, 20)


@pytest.mark.parametrize("typed", ["20.11.26", "tomorrow", "31.02"])
def test_what_is_no_date_is_asked_for_again(typed: str) -> None:
    assert "20.11.2026" in complaint(form_with("datetime"), {"answer": typed})


@pytest.mark.parametrize("typed", ["31.02.2026", "2026-02-31", "0.0.0000"])
def test_a_day_that_no_month_has_is_told_as_such(typed: str) -> None:
    told = complaint(form_with("datetime"), {"answer": typed})
    assert told == "There is no such day: check the date"


def test_an_answer_without_a_field_is_refused() -> None:
    form = form_with("textfield")
    assert complaint(form, {"answer": "иә", "other": "x"}) == "This form has no such field"


def test_an_answer_that_is_not_offered_is_refused() -> None:
    form = form_with("radio", values=[{"value": "yes", "label": "Иә"}])
    assert complaint(form, {"answer": "no"}) == "Please choose one of the listed answers"


def test_a_hidden_field_is_neither_demanded_nor_taken() -> None:
    fields = [
        {"type": "checkbox", "key": "has_more", "label": "Тағы"},
        {
            "type": "textfield",
            "key": "more",
            "label": "Не",
            "validate": {"required": True},
            "conditional": {"hide": "=not(has_more = true)"},
        },
    ]
    form = parse_form(json.dumps({"components": fields}).encode())

    assert form.read({"more": "мәтін"}, {}) == {"has_more": False}
    assert form.read({"has_more": True, "more": "мәтін"}, {})["more"] == "мәтін"


@pytest.mark.parametrize("content", [b"", b"[]", b'{"components": [{"type": "iframe"}]}', b"\xff"])
def test_a_schema_that_cannot_be_drawn_is_refused(content: bytes) -> None:
    with pytest.raises(FormUnreadable):
        parse_form(content)
