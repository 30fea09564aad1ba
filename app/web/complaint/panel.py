"""What a case page tells of the case that it complains about, or of the complaints about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.complaint import ActState
from app.domain.identity import CaseNumber
from app.domain.texts import Language, Text
from app.feel import Value
from app.ports.complaint_views import CaseLinks, LinkedCase
from app.web.catalogue import say
from app.web.services import WebServices


@dataclass(frozen=True, slots=True)
class LinkLine:
    """The other case in one line."""

    number: CaseNumber
    service: Text
    registered_at: datetime
    standing: str
    act: str
    """What becomes of the contested act; empty where none is contested."""
    reviewer: Text | None


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of the complaint with its label."""

    label: str
    words: str
    day: date | None = None


def link_lines(links: CaseLinks, services: WebServices, language: Language) -> list[LinkLine]:
    """The complaints about the case, the oldest first; of a complaint, the contested case."""
    found = (*links.complaints, *([links.contested] if links.contested else ()))
    return [_line(one, services, language) for one in found]


def complaint_facts(known: Mapping[str, Value], language: Language) -> Sequence[Told]:
    """What was complained about, in the words of whoever took it in.

    Args:
        known: the variables of a case that is a complaint.
        language: of the reader.
    """
    told = known.get("complaint")
    if not isinstance(told, dict):
        return ()
    incoming = known.get("incoming")
    kept = incoming if isinstance(incoming, dict) else {}
    facts = [
        Told(say("complaint.incoming", language), str(kept.get("number") or "")),
        Told(say("complaint.against", language), _choice("against", told, language)),
        Told(say("complaint.matter", language), _choice("matter", told, language)),
        Told(say("complaint.text", language), str(told.get("complaint_text") or "")),
        Told(say("complaint.demand", language), str(told.get("demand") or "")),
        Told(say("complaint.answer_way", language), _choice("answer_way", told, language)),
    ]
    until = kept.get("answer_until")
    if isinstance(until, date):
        facts.append(Told(say("complaint.answer_until", language), "", until))
    return [fact for fact in facts if fact.words or fact.day]


def _choice(key: str, told: Mapping[str, Value], language: Language) -> str:
    return say(f"complaint.{key}_{told[key]}", language) if told.get(key) else ""


def _line(link: LinkedCase, services: WebServices, language: Language) -> LinkLine:
    tie = link.tie
    reviewer = services.offices().get(tie.reviewer).name if tie.reviewer else None
    return LinkLine(
        number=link.number,
        service=services.standards()[link.process_key].short_name,
        registered_at=link.registered_at,
        standing=_standing(link, language),
        act="" if tie.act_state is None else _act(tie.act_state, language),
        reviewer=reviewer,
    )


def _act(state: ActState, language: Language) -> str:
    return say(f"complaint.act_{state}", language)


def _standing(link: LinkedCase, language: Language) -> str:
    known = (
        *("complaint_satisfied", "complaint_upheld", "complaint_rejected"),
        "complaint_withdrawn",
    )
    if link.status.value in ("active", "incident"):
        return say("complaint.open", language)
    return say(
        f"complaint.{link.ended_element}" if link.ended_element in known else "complaint.ended",
        language,
    )
