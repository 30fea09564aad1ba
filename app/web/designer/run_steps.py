"""The steps of a scenario that was run, in the words of the page."""

from collections.abc import Mapping
from datetime import datetime

from app.domain.texts import Language, Text
from app.web.catalogue import catalogue, say
from app.web.designer.passed_time import moment_told, passed_time


def step_told(words: str, names: Mapping[str, Text], language: Language) -> str:
    """As the page says it; what it has no words for stays as the scenario writes it."""
    deed, _, rest = words.partition(" ")
    term = f"_{rest}" if deed == "term" else ""
    for key in (f"trying.ran_{deed}{term}", f"trying.did_{deed}"):
        if key in catalogue():
            return say(key, language, what=_what(rest, names, language))
    return words


def _what(rest: str, names: Mapping[str, Text], language: Language) -> str:
    element = rest.rpartition("/")[2]
    if element in names:
        return names[element].in_language(language)
    if rest == "*":
        return say("trying.any_task", language)
    if rest.startswith("to "):
        return moment_told(datetime.fromisoformat(rest.removeprefix("to ")), language)
    return passed_time(rest, language) or rest.removesuffix(" fails")
