"""Collects findings, each in three languages."""

from dataclasses import dataclass, field
from typing import Protocol

from app.domain.models import Finding
from app.domain.texts import LANGUAGES, Language, Text
from app.engine.lint.messages import MESSAGES
from app.engine.lint.severities import severity_of


class Place(Protocol):
    """What a finding is about: a node or a sequence flow of a drawing."""

    @property
    def id(self) -> str: ...

    @property
    def line(self) -> int: ...


class Tellable(Protocol):
    """An error or a note of the expression language."""

    def told(self, language: Language) -> str: ...


def words_of(said: Tellable) -> Text:
    """What it says in each language."""
    return Text(*(said.told(language) for language in LANGUAGES))


@dataclass(slots=True)
class Report:
    """The findings of one file."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: str, place: Place | None = None, *, line: int = 0, **facts: object) -> None:
        """Add a finding; `facts` fill the places of its message, a Text by language."""
        template = MESSAGES[rule]

        def told(language: Language) -> str:
            shown = {
                key: fact.in_language(language) if isinstance(fact, Text) else str(fact)
                for key, fact in facts.items()
            }
            return template.in_language(language).format(**shown)

        self.findings.append(
            Finding(
                file=self.file,
                rule=rule,
                message=Text(told("kk"), told("ru"), told("en")),
                element="" if place is None else place.id,
                element_name=str(getattr(place, "name", "")),
                line=line or (0 if place is None else place.line),
                severity=severity_of(rule),
            )
        )
