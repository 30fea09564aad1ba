"""Collects findings, each in three languages."""

from dataclasses import dataclass, field
from typing import Protocol

from app.domain.models import Finding
from app.domain.texts import LANGUAGES, Language, Text
from app.engine.dialect import extensions_of
from app.engine.lint.messages import MESSAGES
from app.engine.lint.severities import severity_of

MOST_FINDINGS = 1_000
"""Of one file; who has mended so many sees the rest."""
LONGEST_FACT = 300
"""Characters of a name or value that are repeated in a finding."""


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

    left_out: int = 0
    """Findings beyond the most that one file may have."""

    def add(self, rule: str, place: Place | None = None, *, line: int = 0, **facts: object) -> None:
        """Add a finding; `facts` fill the places of its message, a Text by language."""
        if len(self.findings) >= MOST_FINDINGS:
            self.left_out += 1
            return
        template = MESSAGES[rule]

        def told(language: Language) -> str:
            shown = {
                key: _short(fact.in_language(language) if isinstance(fact, Text) else str(fact))
                for key, fact in facts.items()
            }
            return template.in_language(language).format(**shown)

        self.findings.append(
            Finding(
                file=self.file,
                rule=rule,
                message=Text(told("kk"), told("ru"), told("en")),
                element="" if place is None else _short(place.id),
                element_name=_named(place),
                line=line or (0 if place is None else place.line),
                severity=severity_of(rule),
            )
        )


def tell_left_out(report: Report) -> None:
    """Say that there was more: what is left out may be an error, so this is one."""
    if report.left_out:
        left, report.left_out = report.left_out, 0
        report.findings.pop()
        report.add("too-many-findings", count=left + 1, limit=MOST_FINDINGS)


def _named(place: Place | None) -> Text:
    """The name of what is drawn, as its properties tell it beside the Kazakh one."""
    kazakh, xml = str(getattr(place, "name", "")), getattr(place, "xml", None)
    told = extensions_of(xml).properties if kazakh and xml is not None else {}
    others = (told.get(f"name.{language}", "") for language in LANGUAGES[1:])
    return Text(*map(_short, (kazakh, *others)))


def _short(fact: str) -> str:
    return fact if len(fact) <= LONGEST_FACT else f"{fact[: LONGEST_FACT - 1]}…"
