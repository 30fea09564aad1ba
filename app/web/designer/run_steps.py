"""The steps of a scenario that was run, in the words of the page."""

import re
from collections.abc import Mapping

from app.domain.texts import Language, Text
from app.web.catalogue import catalogue, say
from app.web.designer.passed_time import passed_time


def step_told(words: str, names: Mapping[str, Text], language: Language) -> str:
    """As the page says it; what it has no words for stays as the scenario writes it."""
    deed, _, rest = words.partition(" ")
    for key in (f"trying.ran_{deed}", f"trying.did_{deed}"):
        if key in catalogue():
            return say(key, language, what=_what(rest, names, language))
    return words


def named_in(value: str, names: Mapping[str, Text], language: Language) -> str:
    """The names of the elements that an expected or found value tells by their paths."""
    ids = (path.rpartition("/")[2] for path in re.findall(r'"([\w/.-]+)"', value))
    return ", ".join(names[one].in_language(language) for one in ids if one in names)


def _what(rest: str, names: Mapping[str, Text], language: Language) -> str:
    element = rest.rpartition("/")[2]
    if element in names:
        return names[element].in_language(language)
    return passed_time(rest, language) or rest.removeprefix("to ")
