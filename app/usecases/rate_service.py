"""Rate the service of a case, once there is a result; the last rating counts."""

from dataclasses import dataclass

from app.domain.audit import AuditEntry
from app.domain.case import CaseNotFound
from app.domain.citizens import Citizen
from app.domain.identity import CaseNumber
from app.domain.people import NotPermitted, Offices, Person, Power, offices_where
from app.domain.ratings import STARS, NotToBeRatedYet, Rating, StarsMissing
from app.ports.citizen_views import RatingPage
from app.ports.clock import Clock
from app.ports.storage import BeginWork
from app.ports.views import CaseView, Queries
from app.usecases.advancing import audited

MOST_RATINGS = 100


@dataclass(frozen=True, slots=True)
class RateService:
    citizen: Citizen
    number: CaseNumber
    stars: int | None
    words: str = ""


def rate_service(
    command: RateService, *, begin: BeginWork, queries: Queries, clock: Clock
) -> Rating:
    """Keep the rating; a later one takes its place, and the audit keeps both.

    Raises:
        CaseNotFound: no such case, or none of theirs.
        NotToBeRatedYet, StarsMissing: as they say.
    """
    view = queries.case(command.number)
    part = command.citizen.part_in(view.case)
    if part is None:
        raise CaseNotFound(f"Expected {command.number} to be a case of the citizen")
    if not may_be_rated(view):
        raise NotToBeRatedYet(f"Expected {command.number} to have a result")
    if command.stars not in STARS:
        raise StarsMissing
    now, instance_id = clock.now(), view.case.instance_id
    rating = Rating(instance_id, command.stars, command.words.strip(), now)
    with begin() as uow:
        instance = uow.instances.lock(instance_id)
        uow.ratings.put(rating)
        facts = {"stars": str(rating.stars)}
        audited(uow, instance, AuditEntry(now, part, "service-rated", facts))
        uow.commit()
    return rating


def may_be_rated(view: CaseView) -> bool:
    """Whether there is something to rate: the term was met by a result, or the case has ended."""
    return view.case.term_met_at is not None or view.ended_at is not None


def ratings_seen(person: Person, *, queries: Queries, offices: Offices) -> RatingPage:
    """The ratings of the offices that the person supervises. Raises NotPermitted."""
    seen = offices_where(person, Power.SEE_INSTANCES, offices)
    if not seen:
        raise NotPermitted(f"Expected {person.id} to supervise some office")
    return queries.ratings(seen, MOST_RATINGS)
