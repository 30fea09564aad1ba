"""What the linter finds in forms."""

import json

import pytest
from test_findings import GOOD, findings

from app.domain.models import ModelFile


def form(*components: object) -> ModelFile:
    return ModelFile("forms/x.form", json.dumps({"components": components}).encode())


FIELD = {
    "type": "textfield",
    "key": "name",
    "label": "Аты",
    "properties": {"label.ru": "Имя", "label.en": "Name"},
}
OPTIONS = [{"value": "yes", "label": "Иә", "label.ru": "Да", "label.en": "Yes"}]


ROWS = {**FIELD, "type": "dynamiclist", "path": "rows"}


def test_a_good_form_has_no_findings() -> None:
    choice = {**FIELD, "type": "radio", "key": "choice", "values": OPTIONS}
    hidden = {**FIELD, "key": "other", "conditional": {"hide": '=choice = "yes"'}}
    assert findings(GOOD, form(FIELD, choice, hidden, {"type": "separator"})) == []


@pytest.mark.parametrize(
    ("component", "rule"),
    [
        ({**FIELD, "key": ""}, "component-without-key"),
        ({**FIELD, "type": "hologram"}, "unknown-component"),
        ({**FIELD, "type": "iframe"}, "frame-refused"),
        ({**FIELD, "type": "datetime", "subtype": "decade"}, "unknown-choice"),
        ({**FIELD, "type": "image", "source": "https://elsewhere.kz/a.png"}, "image-not-embedded"),
        ({**FIELD, "type": "table", "columns": [{"key": "a"}]}, "source-missing"),
        ({**FIELD, "type": "table", "dataSource": "=rows"}, "columns-missing"),
        ({**FIELD, "type": "expression"}, "source-missing"),
        ({**FIELD, "type": "expression", "expression": "=1 +"}, "bad-expression"),
        ({**FIELD, "type": "documentPreview"}, "source-missing"),
        ({**FIELD, "type": "dynamiclist", "components": [FIELD]}, "component-without-key"),
        ({**FIELD, "validate": {"pattern": "("}}, "bad-pattern"),
        ({**FIELD, "validate": {"minLength": 5, "maxLength": 2}}, "bad-bounds"),
        ({**FIELD, "validate": {"minLength": "many"}}, "bad-bounds"),
        ({**FIELD, "validate": {"validationType": "iban"}}, "unknown-choice"),
        ({**FIELD, "type": "number", "increment": 0}, "bad-bounds"),
        ({**FIELD, "label": "{{#if true}}Аты"}, "bad-words"),
        ({**FIELD, "label": "Аты {{1 +}}"}, "bad-expression"),
        ({**ROWS, "components": [{**FIELD, "type": "signature"}]}, "signature-in-rows"),
        ({**ROWS, "components": [FIELD, FIELD]}, "duplicate-key"),
        ({**FIELD, "properties": {}}, "missing-text"),
        ({**FIELD, "label": ""}, "missing-text"),
        ({**FIELD, "label": "Имя"}, "same-text"),
        ({**FIELD, "conditional": {"hide": "=1 +"}}, "bad-expression"),
        ({**FIELD, "type": "select"}, "options-missing"),
        ({**FIELD, "type": "select", "values": [{"value": "a", "label": "А"}]}, "missing-text"),
        ({"type": "group", "label": "", "components": [FIELD, FIELD]}, "duplicate-key"),
        ("nonsense", "bad-form"),
    ],
)
def test_a_field_that_nobody_could_fill_in_is_a_finding(component: object, rule: str) -> None:
    assert rule in {finding.rule for finding in findings(GOOD, form(component))}


@pytest.mark.parametrize("content", [b"{", b"[]", b"[" * 100_000, b"null"])
def test_a_broken_form_is_a_finding(content: bytes) -> None:
    (found,) = findings(GOOD, ModelFile("forms/x.form", content))
    assert found.rule == "bad-form"
