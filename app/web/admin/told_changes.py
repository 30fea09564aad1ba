"""What the audit keeps of a person, told in words: who changed what, from what to what."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from flask import g

from app.domain.audit import AuditEntry
from app.domain.identity import OfficeId
from app.domain.people import ROLE_NAMES, Offices, Person, Role
from app.domain.texts import Language
from app.web import wording
from app.web.catalogue import say
from app.web.page_context import LANGUAGE_NAMES

_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "name": "admin.full_name",
        "name_ru": "admin.name_ru",
        "position": "admin.position_kk",
        "position_ru": "admin.position_ru",
        "language": "admin.language",
        "iin": "common.iin",
        "roles": "admin.roles_of",
        "reason": "admin.reason",
        "tasks_to": "admin.tasks_to",
        "until": "admin.slip_counts",
    }
)
"""What is told, in this order; all else is for the audit alone."""
_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {str(k): name for k, name in LANGUAGE_NAMES.items()}
)


def who(login: str, people: Mapping[str, Person], language: Language) -> str:
    return people[login].name_in(language) if login in people else login


def facts_told(
    entry: AuditEntry, people: Mapping[str, Person], tree: Offices, language: Language
) -> Iterator[str]:
    """A line for each thing that was said or changed."""

    def words(key: str, value: str) -> str:
        if key == "roles":
            return "; ".join(_role(grant, tree, language) for grant in value.split())
        if key == "language":
            return _LANGUAGES.get(value, value)
        if key == "tasks_to":
            return who(value, people, language)
        if key == "until":
            return wording.moment_words(datetime.fromisoformat(value), g.now, language)
        return value

    # A role that was given or taken away is told by all roles before and after.
    facts = {{"before": "roles.before", "after": "roles.after"}.get(key, key): told
             for key, told in entry.facts.items()}  # fmt: skip
    for key, label in _LABELS.items():
        before, after = facts.get(f"{key}.before"), facts.get(f"{key}.after")
        nothing = say("admin.nothing", language)
        if before is not None and after is not None:
            now, old = words(key, after) or nothing, words(key, before) or nothing
            told = say("admin.was", language, now=now, before=old)
        else:
            alone = facts.get(key)
            told = words(key, alone) if alone else ""
        if told:
            yield f"{say(label, language)}: {told}"


def _role(grant: str, tree: Offices, language: Language) -> str:
    role, _, office = grant.partition("@")
    name = wording.text_words(ROLE_NAMES[Role(role)], language)
    return f"{name}, {wording.text_words(tree.get(OfficeId(office)).name, language)}"
