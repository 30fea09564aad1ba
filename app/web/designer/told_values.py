"""What a scenario expected and found, in the words of the page."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from app.domain.registers import REGISTER_NAMES, Register
from app.domain.texts import Language, Text
from app.domain.words import long_date
from app.web.catalogue import catalogue, say
from app.web.designer.passed_time import moment_told

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(rf"{_DAY.pattern}T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def value_told(
    value: object, names: Mapping[str, Text], language: Language, *, key: str = ""
) -> str:
    """An expected or found value.

    Args:
        value: a Text, or a JSON-like one.
        names: of elements, by their ids.
        language: of the page.
        key: of the expectation, such as `status`.
    """
    match value:
        case Text():
            return value.in_language(language)
        case bool():
            return say(f"trying.value_{str(value).lower()}", language)
        case None | []:
            return say("trying.value_none", language)
        case str():
            return _word(value, names, language, key)
        case Mapping():
            told = [
                f"{_label(str(name), names, language)}: {value_told(one, names, language, key=key)}"
                for name, one in value.items()
                if one is not None or name not in _NOT_ASKED
            ]
            return ", ".join(told) or say("trying.value_any", language)
        case Iterable():
            parts = [value_told(one, names, language, key=key) for one in value]
            return ("; " if any(isinstance(one, Mapping) for one in value) else ", ").join(parts)
    return str(value)


def value_written(value: object) -> str:
    """The value as a scenario writes it; empty of a sentence, which is written nowhere."""
    if isinstance(value, Text):
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=lambda told: told.en)


_NOT_ASKED = frozenset({"template", "to", "at", "signed", "element", "matches"})
"""What an expectation may leave open."""


def _label(name: str, names: Mapping[str, Text], language: Language) -> str:
    key = f"trying.of_{name.replace(' ', '_')}"
    if key in catalogue():
        return say(key, language)
    if name in list(Register):
        return REGISTER_NAMES[Register(name)].in_language(language)
    return _element(name, names, language) or name


def _word(value: str, names: Mapping[str, Text], language: Language, key: str) -> str:
    if key == "status" and f"trying.status_{value}" in catalogue():
        return say(f"trying.status_{value}", language)
    if _MOMENT.fullmatch(value):
        return moment_told(datetime.fromisoformat(value), language)
    if _DAY.fullmatch(value):
        return long_date(date.fromisoformat(value), language)
    return _element(value, names, language) or value


def _element(path: str, names: Mapping[str, Text], language: Language) -> str:
    name = names.get(path.rpartition("/")[2])
    return name.in_language(language) if name else ""
