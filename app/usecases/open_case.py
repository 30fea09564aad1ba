"""Open a case: its number, its term, its process under way. The tail that all channels share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.case import Applicant, Case, ProcessInstance, Representative
from app.domain.identity import InstanceId, OfficeId, PersonId
from app.domain.models import Beginning
from app.domain.standard import Edition, RequiredDocument
from app.domain.terms import reckon
from app.domain.texts import LANGUAGES, NO_TEXT
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, Variables
from app.ports.storage import HistoryEvent, UnitOfWork
from app.usecases.advancing import Deed, NewId, grounds_of, record_advance
from app.usecases.begin_case import fresh_instance
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a channel knows of the case to open."""

    service: ServiceVersion
    office: OfficeId
    channel: str
    answers: Mapping[str, Value]
    """As the service's `forms/application.form` reads them."""
    opened_by: PersonId
    """`system` where no person of ours has typed anything."""
    taken_by: str = ""
    """Full name of who took the papers in."""
    action: str = "application-registered"
    """For the audit chain."""
    taken_in_at: OfficeId | None = None
    papers: Sequence[RequiredDocument] = ()
    """Those that were handed in."""
    variables: Variables | None = None
    """Instead of the usual ones: of a complaint, or of a scenario without a start form."""
    about: Case | None = None
    """The case that it is about, whose applicant and representative it has."""
    start_at: Beginning | None = None
    """Where its process begins; None: at the plain start event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Opens cases within the transaction of whoever calls."""

    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    new_id: NewId

    def __call__(self, uow: UnitOfWork, opening: Opening) -> Case:
        """The case, written down with everything up to its first wait states."""
        now = self.clock.now()
        instance = fresh_instance(opening.service, InstanceId(self.new_id()), now)
        case = self._case(uow, opening, instance)
        uow.instances.add(instance)
        uow.cases.add(case)
        ground = grounds_of(uow, instance, self.rules, now, case)
        first = opening.variables
        if first is None:
            first = {"application": dict(opening.answers), "intake": self._intake(uow, opening)}
        advance = self.engine.start(opening.service.source, first, ground.around, opening.start_at)
        begun_at = None if opening.start_at is None else opening.start_at.element
        registered = HistoryEvent(now, "registered", begun_at, opening.opened_by)
        facts = {"number": case.number, "channel": case.channel}
        deed = Deed(opening.opened_by, opening.action, facts, events=[registered])
        record_advance(uow, ground, advance, deed, new_id=self.new_id)
        return case

    def _case(self, uow: UnitOfWork, opening: Opening, instance: ProcessInstance) -> Case:
        calendar = self.rules.calendar(opening.office, uow)
        today = calendar.local_date(instance.started_at)
        standard, about = opening.service.standard, opening.about
        edition = standard.edition_for(today)
        term = edition.term(edition.case_term, opening.channel)
        deadline = reckon(term, instance.started_at, calendar)
        return Case(
            instance_id=instance.id,
            number=uow.cases.next_number(standard.number_prefix, today.year, instance.id),
            process_key=opening.service.key,
            edition=edition.id,
            channel=opening.channel,
            office_id=opening.office,
            registered_at=instance.started_at,
            registered_by=opening.opened_by,
            applicant=about.applicant if about else _applicant(opening.answers),
            term=term.id,
            term_due_on=deadline.due,
            term_closes_at=deadline.closes_at,
            taken_in_at=opening.taken_in_at,
            representative=about.representative if about else representative_of(opening.answers),
        )

    def _intake(self, uow: UnitOfWork, opening: Opening) -> Value:
        """What the receipt for the papers says."""
        unit = opening.taken_in_at
        name = self.rules.offices(uow).get(unit).name if unit else NO_TEXT
        return {
            "paper_ids": [paper.id for paper in opening.papers],
            "papers": [paper.name.kk for paper in opening.papers],
            "papers_ru": [paper.name.in_language("ru") for paper in opening.papers],
            "unit": name.kk,
            "unit_ru": name.in_language("ru"),
            "taken_by": opening.taken_by,
            "taken_in_on": self.rules.calendar(unit or opening.office, uow).local_date(
                self.clock.now()
            ),
        }


def needed_papers(
    edition: Edition, channel: str, representative: Representative | None
) -> tuple[RequiredDocument, ...]:
    """The papers that have to be handed in through the channel. Norm: row 8 of the standard.

    That of a legal representative is not demanded: the state's own systems may know of it (G-28).
    """
    needs = ["always"]
    if representative is not None and representative.kind == "attorney":
        needs.append("attorney")
    return tuple(
        paper for paper in edition.documents if channel in paper.channels and paper.needed in needs
    )


def _applicant(answers: Mapping[str, Value]) -> Applicant:
    chosen = answers.get("language")
    language = next((known for known in LANGUAGES if known == chosen), LANGUAGES[0])
    return Applicant(
        iin=_line(answers, "applicant_iin"),
        full_name=_line(answers, "applicant_name"),
        phone=_line(answers, "phone"),
        language=language,
    )


def representative_of(answers: Mapping[str, Value]) -> Representative | None:
    """Who acts for the applicant, as the application says it."""
    told = answers.get("representative")
    if told == "legal":
        return _representative("legal", answers, "representation_document")
    # `yes` is what the form knew before it told legal representatives apart.
    if told in ("attorney", "yes"):
        return _representative("attorney", answers, "power_of_attorney")
    return None


def _representative(
    kind: Literal["legal", "attorney"], answers: Mapping[str, Value], authority: str
) -> Representative:
    return Representative(
        kind=kind,
        iin=_line(answers, "representative_iin"),
        full_name=_line(answers, "representative_name"),
        authority=_line(answers, authority),
    )


def _line(answers: Mapping[str, Value], key: str) -> str:
    return " ".join(str(answers.get(key) or "").split())
