"""Let a citizen into their cabinet and out of it: a session of its own kind, apart from staff."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.audit import AuditEntry
from app.domain.citizens import Citizen, CitizenSession, PasswordId, PasswordWrong
from app.ports.clock import Clock
from app.ports.outside import PersonRegistry, SystemUnavailable
from app.ports.storage import BeginWork
from app.ports.views import Queries
from app.usecases.one_time_passwords import PasswordOf, use_password

CITIZENS = "citizens"
"""The audit chain of the cabinet's sign-ins; it names sessions, never people."""
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EnterCabinet:
    asked: PasswordId
    password: str
    """As typed."""


@dataclass(frozen=True, slots=True)
class CabinetEntered:
    token: str
    """For the browser alone; here its digest is kept."""
    citizen: Citizen


def enter_cabinet(
    command: EnterCabinet,
    *,
    begin: BeginWork,
    clock: Clock,
    registry: PersonRegistry,
    password_of: PasswordOf,
) -> CabinetEntered:
    """Begin a session; both outcomes are audited.

    Raises:
        PasswordWrong: also where the registry says that the person has died.
    """
    try:
        used = use_password(
            command.asked,
            command.password,
            "sign-in",
            begin=begin,
            clock=clock,
            password_of=password_of,
        )
        citizen = _citizen(used.iin, registry)
    except PasswordWrong:
        _audit(begin, clock, "citizen-refused", {"password": str(command.asked)})
        raise
    return begin_session(citizen, "password", begin=begin, clock=clock)


def begin_session(citizen: Citizen, way: str, *, begin: BeginWork, clock: Clock) -> CabinetEntered:
    """A new session of a citizen who has proved who they are."""
    token, now = secrets.token_urlsafe(32), clock.now()
    session = CitizenSession(digest_of(token), citizen, now)
    with begin() as uow:
        uow.citizen_sessions.forget_before(now - KEPT_FOR)
        uow.citizen_sessions.add(session)
        facts = {"session": session.id, "way": way}
        uow.audit.append_to(CITIZENS, AuditEntry(now, "citizen", "citizen-entered", facts))
        uow.commit()
    return CabinetEntered(token, citizen)


def leave_cabinet(token: str, *, begin: BeginWork, clock: Clock) -> None:
    """End the session for good: a copy of its cookie opens nothing."""
    with begin() as uow:
        uow.citizen_sessions.end(digest_of(token), clock.now())
        uow.commit()


def present_citizen(
    token: str, *, queries: Queries, clock: Clock, lifetime: timedelta
) -> Citizen | None:
    """Whose session it is, unless it was ended or has lived too long."""
    session = queries.citizen_session(digest_of(token))
    if session is None or _is_over(session, clock.now(), lifetime):
        return None
    return session.citizen


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _is_over(session: CitizenSession, now: datetime, lifetime: timedelta) -> bool:
    return now - session.since > lifetime


def _citizen(iin: str, registry: PersonRegistry) -> Citizen:
    """By the name that the registry gives; a registry that is away keeps nobody out."""
    try:
        record = registry.person(iin)
    except SystemUnavailable:
        return Citizen(iin, "")
    if record is not None and record.status == "dead":
        raise PasswordWrong("Expected the person to be alive")
    return Citizen(iin, record.full_name if record else "")


def _audit(begin: BeginWork, clock: Clock, action: str, facts: dict[str, str]) -> None:
    with begin() as uow:
        uow.audit.append_to(CITIZENS, AuditEntry(clock.now(), "citizen", action, facts))
        uow.commit()
