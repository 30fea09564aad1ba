"""What differs of an element, in the words of the panel and not in those of its file."""

import re
from collections.abc import Mapping

from app.domain.element_names import ELEMENT_NAMES
from app.domain.field_names import FIELD_NAMES, IN_LANGUAGE
from app.domain.people import ROLE_NAMES
from app.domain.texts import LANGUAGES, Language, Text
from app.usecases.compare_versions import Detail
from app.usecases.stages import STAGE_NAMES
from app.web.catalogue import say

_PART = re.compile(r"([^/\[]+)(?:\[([^\]]*)\])?(?:/|$)")
_SAID = {
    "norm": "word_norm", "gap": "word_gap", "stage": "word_stage", "fourEyes": "word_four_eyes",
    "formRef": "word_form", "formKey": "word_form", "candidateGroups": "word_groups",
    "assignee": "word_assignee", "dueDate": "word_due", "followUpDate": "word_follow_up",
    "topic": "word_topic", "decisionRef": "word_decision",
    "resultVariable": "word_result_variable", "mapDecisionResult": "word_result_kind",
    "conditionExpression": "word_condition", "sourceRef": "part_from", "targetRef": "part_to",
    "source": "part_from", "sourceExpression": "part_expression", "target": "part_to",
    "attachedToRef": "part_edge", "documentation": "part_documentation",
    "inputParameter": "part_input", "outputParameter": "part_output", "in": "part_given",
    "out": "part_taken", "office": "part_office", "isExecutable": "part_executable",
    "multiInstanceLoopCharacteristics": "part_many", "isSequential": "part_in_turn",
    "errorRef": "part_error", "signalRef": "part_signal", "escalationRef": "part_escalation",
    "errorCode": "part_code", "escalationCode": "part_code", "businessKey": "part_number",
    "awaited": "part_awaited", "payload": "part_payload", "takesOver": "part_takes_over",
    "contract.in": "part_takes", "contract.out": "part_gives", "contract.errors": "part_raises",
}  # fmt: skip
"""Keys of the catalogue of the designer, by the name that stands in the file."""
_SILENT = frozenset({"inputOutput"})
"""Parts that only hold others."""
_GROUPS = {role.value: name for role, name in ROLE_NAMES.items()}
_REFERENCES = frozenset({"sourceRef", "targetRef", "attachedToRef", "default"})


def detail_name(key: str, language: Language) -> str:
    """What the panel calls it; what it does not show keeps the name of the file."""
    parts = [found for found in _PART.findall(key) if found[0] not in _SILENT]
    told = [_part(name, label, language) for name, label in parts]
    if len(parts) == 1 and parts[0] == ("name", ""):
        return _in_language("name", "kk", language)
    return ": ".join(told) or key


def _part(name: str, label: str, language: Language) -> str:
    base, dot, of_language = name.rpartition(".")
    if dot and of_language in LANGUAGES and base in FIELD_NAMES:
        return _in_language(base, of_language, language)
    if name in _SAID:
        told = say(f"designer.{_SAID[name]}", language)
    else:
        named = FIELD_NAMES.get(name) or ELEMENT_NAMES.get(name) or Text(name, name, name)
        told = named.in_language(language)
    return f"{told} «{label}»" if label else told


def _in_language(base: str, of_language: Language, language: Language) -> str:
    words = (FIELD_NAMES[base], IN_LANGUAGE[of_language])
    return ", ".join(one.in_language(language) for one in words)


def detail_values(detail: Detail, names: Mapping[str, Text], language: Language) -> tuple[str, str]:
    """Before and after: elements, groups and stages by their names, the rest as it is written."""

    def told(value: str) -> str:
        if detail.name in _REFERENCES and value in names:
            return names[value].in_language(language)
        if detail.name == "candidateGroups":
            return ", ".join(_known(_GROUPS, one.strip(), language) for one in value.split(","))
        if detail.name == "stage":
            return _known(STAGE_NAMES, value, language)
        if value in ("true", "false"):
            return say(f"designer.value_{value}", language)
        return value

    return told(detail.old), told(detail.new)


def _known(names: Mapping[str, Text], value: str, language: Language) -> str:
    return names[value].in_language(language) if value in names else value
