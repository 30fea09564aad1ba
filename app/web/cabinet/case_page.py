"""The page of one application made ready: where it stands, and what the citizen may do there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flask import g, render_template

from app.domain.identity import CaseNumber
from app.domain.ratings import STARS, Rating
from app.domain.texts import Text
from app.feel import Value
from app.usecases.choose_supplier import may_choose
from app.usecases.rate_service import may_be_rated
from app.usecases.read_cabinet import CabinetCase
from app.web import wording
from app.web.cabinet.session import citizen
from app.web.cabinet.standing import course_of, standing_of
from app.web.complaint.panel import link_lines
from app.web.services import WebServices

Deed = Literal["hearing", "file", "rating"]
REPLIES = ("attends", "attends_remotely", "objects", "agrees", "declines")
"""In the order in which they are offered."""
NOTHING_TYPED: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the citizen is asked to answer."""

    at: datetime | None
    place: str
    reason: str
    reply: str = ""
    """One of REPLIES, or empty: not answered yet."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A deed on this page that was refused, with what was typed."""

    deed: Deed
    words: Text
    typed: Mapping[str, str]


def case_answer(
    services: WebServices, number: CaseNumber, refused: Refused | None = None
) -> tuple[str, int]:
    """The page, and its status."""
    found = services.cabinet.desk.case(citizen(), number)
    page = render_template(
        "cabinet/case.html",
        found=found,
        case=found.view.case,
        standing=standing_of(found, services, g.language),
        course=course_of(found, g.language),
        hearing=hearing_of(found),
        coming=coming_hearing(found),
        replies=REPLIES,
        stars=STARS,
        rating=_rating(services, found),
        may_rate=may_be_rated(found.view),
        may_choose="supplier-chosen" in found.awaits and may_choose(citizen(), found.view),
        may_complain=found.links.contested is None,
        links=link_lines(found.links, services, g.language),
        refused=refused,
        typed=refused.typed if refused else NOTHING_TYPED,
    )
    return page, 422 if refused else 200


def hearing_of(found: CabinetCase) -> Hearing | None:
    """The hearing that waits for an answer."""
    return _hearing(_known(found)) if "hearing-reply" in found.awaits else None


def coming_hearing(found: CabinetCase) -> Hearing | None:
    """The hearing that was answered and is still to be held."""
    known = _known(found)
    is_over = found.view.ended_at is not None or known.get("attendance") is not None
    if is_over or known.get("reply") not in REPLIES[:2]:
        return None
    return _hearing(known)


def _known(found: CabinetCase) -> Mapping[str, Value]:
    return {**found.view.variables, **(found.inside or {})}


def _hearing(known: Mapping[str, Value]) -> Hearing:
    decision = known.get("preliminary_decision")
    reason = decision.get("reasoning") if isinstance(decision, Mapping) else ""
    at = known.get("hearing_at")
    return Hearing(
        at=_in_office(at) if isinstance(at, datetime) else None,
        place=str(known.get("hearing_place") or ""),
        reason=str(reason or ""),
        reply=str(known.get("reply") or ""),
    )


def _in_office(at: datetime) -> datetime:
    """An hour that the model gives without a zone is one of the office's clock."""
    return at.replace(tzinfo=wording.office_zone()) if at.tzinfo is None else at


def _rating(services: WebServices, found: CabinetCase) -> Rating | None:
    return services.cabinet.rating(found.view.case.instance_id)
