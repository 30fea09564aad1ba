"""Findings are read by officials: they name elements and fields as the editors do."""

import re
from collections.abc import Iterator
from json import loads
from pathlib import Path

import pytest
from test_findings import GOOD, REFUSED, REFUSED_BESIDE, changed, findings
from test_form_findings import FIELD, form

from app.domain.element_names import ELEMENT_NAMES, EVENT_KINDS
from app.domain.field_names import FIELD_NAMES, FORM_FIELD_NAMES
from app.domain.models import Finding
from app.domain.texts import LANGUAGES, Language
from app.engine.lint.constructs import DECLARATIONS
from app.engine.lint.messages import MESSAGES
from app.engine.support import EVENT_DEFINITIONS, NODE_TAGS, REFUSED_PARTS
from app.web.catalogue import catalogue

WEB = Path(__file__).parents[2] / "app" / "web"
TYPED = frozenset({"startEvent", "correlationKey", "takesOver"})
"""Names of extension properties: the designer types these very letters into the panel."""
RAW = re.compile(r"\b(?:camunda:\w+|[a-z]+[A-Z]\w*)\b|(?<![\w.])(?:kk|ru|en)(?![\w.])")
TECHNICAL = {
    name
    for name in (*NODE_TAGS, *EVENT_DEFINITIONS, *DECLARATIONS, *FIELD_NAMES, *FORM_FIELD_NAMES)
    if RAW.fullmatch(name)
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_speaks_in_names_of_the_file_format(language: Language) -> None:
    raw = {
        rule: found
        for rule, text in MESSAGES.items()
        if (found := set(RAW.findall(re.sub(r"\{\w+\}", "", text.in_language(language)))) - TYPED)
    }
    assert raw == {}


def every_finding() -> Iterator[Finding]:
    for old, new, _ in REFUSED:
        yield from findings(changed(old, new))
    for added, _ in REFUSED_BESIDE:
        yield from findings(changed('<sequenceFlow id="f3"', f'{added}<sequenceFlow id="f3"'))
    for component in (
        {**FIELD, "label": "", "description": "Имя"},
        {**FIELD, "type": "table", "columns": [{"key": "a"}]},
        {**FIELD, "type": "datetime", "subtype": "decade"},
        {**FIELD, "validate": {"minLength": 5, "maxLength": 2}},
        {**FIELD, "conditional": {"hide": "=1 +"}},
        {**FIELD, "type": "select", "values": [{"value": "a", "label": "А"}]},
    ):
        yield from findings(GOOD, form(component))


def test_what_is_found_is_named_as_the_editors_name_it() -> None:
    told = [
        (one.rule, language, sorted(found))
        for one in every_finding()
        for language in LANGUAGES
        if (found := set(RAW.findall(one.message.in_language(language))) & {*TECHNICAL, *LANGUAGES})
        and not found <= TYPED
    ]
    assert told == []


def test_a_finding_about_a_language_names_the_language() -> None:
    messages = [one.message for one in findings(changed('name="Қарау"', "")) if one.element]
    assert "«Атауы» қазақша жазылмаған" in messages[0].kk
    assert "«Название» на казахском" in messages[0].ru
    assert "“Name” is missing in Kazakh" in messages[0].en


def test_a_task_for_nobody_lists_the_groups_by_their_names() -> None:
    without = changed('camunda:candidateGroups="clerk"', "")
    (found,) = [one for one in findings(without) if one.rule == "task-for-nobody"]
    assert "Маман" in found.message.kk
    assert "Специалист" in found.message.ru
    assert "Specialist" in found.message.en


def test_each_kind_of_element_has_its_name() -> None:
    assert (NODE_TAGS | set(EVENT_DEFINITIONS) | set(REFUSED_PARTS)) - set(ELEMENT_NAMES) == set()


def test_elements_and_fields_are_called_what_the_diagram_editor_calls_them() -> None:
    words = loads((WEB / "frontend/js/designer/words.json").read_text(encoding="utf-8"))
    differ = {
        name: (text.kk, text.ru)
        for table in (ELEMENT_NAMES, FIELD_NAMES)
        for name, text in table.items()
        if name not in {f"{kind}EventDefinition" for kind in EVENT_KINDS}
        if text.en in words and [text.kk, text.ru] != words[text.en]
    }
    assert differ == {}


def test_fields_are_called_what_the_forms_call_them() -> None:
    said: dict[str, set[tuple[str, str]]] = {}
    for entry in catalogue().values():
        kk, ru, en = (entry.forms[language][0] for language in LANGUAGES)
        said.setdefault(en, set()).add((kk, ru))
    differ = {
        name: (text.kk, text.ru)
        for name, text in FORM_FIELD_NAMES.items()
        if text.en in said and (text.kk, text.ru) not in said[text.en]
    }
    assert differ == {}


def test_an_extension_property_that_nobody_knows_names_the_nearest_one() -> None:
    told = findings(changed('name="name.en"', 'name="name.em"'))
    (message, *_) = [one.message for one in told if one.rule == "unknown-property"]
    assert "«name.em» неизвестно (name.en?). Удалите" in message.ru
