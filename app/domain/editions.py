"""Values of a service standard: what the order says of a service, edition by edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from app.domain.deadlines import Term
from app.domain.identity import ElementId, ProcessKey, TermId
from app.domain.indexed import IndexedVariable
from app.domain.mistakes import Mistake
from app.domain.refusals import Invalid, NotFound
from app.domain.texts import Text


class StandardInvalid(Invalid):
    """The file of a standard cannot be used; `problems` lists all in English as `path: what`."""

    code = "StandardInvalid"
    title = Text(
        "Қызмет стандартында қате бар",
        "В стандарте услуги есть ошибки",
        "The service standard has errors",
    )

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        problems = tuple(map(str, mistakes))
        super().__init__("; ".join(problems), problems=problems)
        self.problems = problems
        self.mistakes = mistakes


class NoEdition(NotFound):
    """No edition of the standard is in force, and none is kept for demonstration."""

    code = "NoEdition"
    title = Text(
        "Бұл күні қызмет стандарты қолданыста емес",
        "На этот день нет действующего стандарта услуги",
        "No edition of the service standard is in force on this day",
    )


class EditionStanding(StrEnum):
    IN_FORCE = "in_force"
    REPEALED = "repealed"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class Channel:
    """A way by which applications come, such as `department_counter`."""

    id: str
    code: str
    """As the digests of the orders call it: ED, SC, EP, MD."""
    name: Text
    norm: str
    queue: "QueueLimits | None" = None
    """Where people stand in a queue."""


@dataclass(frozen=True, slots=True)
class QueueLimits:
    """How long people may have to wait and be served, at most: figures to be watched, no timers."""

    wait_minutes: int
    service_minutes: int
    norm: str


DocumentNeed = Literal["always", "attorney", "legal"]
DOCUMENT_NEEDS: tuple[DocumentNeed, ...] = ("always", "attorney", "legal")


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """A paper the applicant brings."""

    id: str
    name: Text
    needed: DocumentNeed
    """`attorney`: only if a holder of a power of attorney applies; `legal`: if a legal
    representative does."""
    when: Text
    """The same, for people."""
    channels: tuple[str, ...]
    norm: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of refusal, with its clause."""

    id: str
    name: Text
    norm: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class GapDecision:
    """How a silence or contradiction of the order is read here."""

    id: str
    decision: Text


@dataclass(frozen=True, slots=True)
class Edition:
    """The rules of a service from one day to another."""

    id: str
    standing: EditionStanding
    effective_from: date
    effective_to: date | None
    """The first day on which it no longer holds, or None."""
    act: Text
    notice: Text
    """Shown on every page and paper of a demonstration edition; empty else."""
    case_term: TermId
    """The term that a case as a whole must keep."""
    terms: Mapping[TermId, Term]
    """As counted where a channel says nothing else."""
    channel_terms: Mapping[str, Mapping[TermId, Term]]
    """By channel id: the terms it counts otherwise."""
    results: Mapping[str, Text]
    """By outcome (`granted`, `refused`, `not_accepted`): the name of the result."""
    documents: tuple[RequiredDocument, ...]
    refusal_grounds: tuple[Ground, ...]
    acceptance_refusal_grounds: tuple[Ground, ...]
    gaps: Mapping[str, GapDecision] = field(default_factory=lambda: MappingProxyType({}))
    at_registration: frozenset[str] = frozenset()
    """Events that are the registration itself: terms counted from others need their moment."""

    @property
    def is_demonstration(self) -> bool:
        return self.standing is EditionStanding.DEMONSTRATION

    def covers(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day < self.effective_to)

    def in_channel(self, channel: str) -> "Edition":
        """The edition with its terms as the channel counts them."""
        own = self.channel_terms.get(channel)
        return replace(self, terms=MappingProxyType({**self.terms, **own})) if own else self

    def met_by(self, channel: str) -> tuple[ElementId, ...]:
        """Which elements meet the term of a case that came through the channel."""
        return self.term(self.case_term, channel).met_by

    def term(self, term: TermId, channel: str) -> Term:
        """The term as the channel counts it; an unknown one is a KeyError."""
        return self.channel_terms.get(channel, {}).get(term) or self.terms[term]


@dataclass(frozen=True, slots=True)
class ServiceStandard:
    """A service with its names, channels and editions."""

    process_key: ProcessKey
    code: str
    name: Text
    """For screens, messages and papers: with the present legal term for persons."""
    short_name: Text
    """For lists and headings."""
    official_name: Text
    """The title in the act, kept as a field of the record."""
    number_prefix: str
    """Begins registration numbers: `ЖК` in ЖК-2026-000041."""
    channels: tuple[Channel, ...]
    editions: tuple[Edition, ...]
    indexed: tuple[IndexedVariable, ...] = ()
    """Variables by which its tasks are found."""

    def edition_for(self, day: date) -> Edition:
        """The edition in force on the day of registration, else the one for demonstration.

        Raises:
            NoEdition: neither is there.
        """
        found = [e for e in self.editions if e.covers(day)]
        for edition in sorted(found, key=lambda e: e.is_demonstration):
            return edition
        raise NoEdition(f"Expected an edition of {self.process_key} for {day}")

    def edition(self, edition_id: str) -> Edition:
        """The edition an open case was taken in under. Raises NoEdition."""
        for edition in self.editions:
            if edition.id == edition_id:
                return edition
        raise NoEdition(f"Expected an edition {edition_id} of {self.process_key}")

    def channel(self, channel_id: str) -> Channel | None:
        return next((c for c in self.channels if c.id == channel_id), None)
