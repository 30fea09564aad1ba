"""What is to be mended and what it stands at, as the fields of a page want it."""

from collections.abc import Iterable, Mapping

from flask import g

from app.domain.forms import Problem
from app.domain.texts import LANGUAGES, Text
from app.web.catalogue import say


def by_field(problems: Iterable[Problem]) -> Mapping[str, Text]:
    """The first problem of each field."""
    found: dict[str, Text] = {}
    for problem in problems:
        found.setdefault(problem.key, problem.message)
    return found


def labels_of(once: Mapping[str, str], in_languages: Mapping[str, str]) -> dict[str, str]:
    """Labels by field, out of keys of the catalogue; fields in languages end in theirs."""
    found = {name: say(f"designer.{key}", g.language) for name, key in once.items()}
    for name, key in in_languages.items():
        for language in LANGUAGES:
            tongue = say(f"designer.in_{language}", g.language)
            found[f"{name}_{language}"] = f"{say(f'designer.{key}', g.language)}, {tongue}"
    return found
