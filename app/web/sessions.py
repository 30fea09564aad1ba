"""The session of a person: begun anew at each sign-in, ended by rest, by age or by leaving."""

import hmac
import secrets
from datetime import datetime, timedelta

from flask import Flask, g, session

from app.domain.identity import PersonId
from app.domain.people import Person
from app.domain.texts import LANGUAGES, Language
from app.web.web_settings import WebSettings

_REFRESH = timedelta(minutes=1)
"""How stale `seen` may become before a new cookie is sent."""


def configure(app: Flask, settings: WebSettings) -> None:
    """Set the cookie up: signed, HttpOnly, SameSite=Lax, `__Host-` over HTTPS."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-qadam" if settings.https else "qadam-session",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=settings.lifetime,
        SESSION_REFRESH_EACH_REQUEST=False,
    )


def begin(person: PersonId, now: datetime) -> None:
    """Forget everything of the session before and give it a new id."""
    _renew()
    session["person"] = person
    session["since"] = now.timestamp()
    session["seen"] = int(now.timestamp())


def end() -> None:
    _renew()


def present_person(now: datetime, settings: WebSettings, *, counts_as_use: bool) -> PersonId | None:
    """Who is signed in, unless the session has rested or lived too long; then it ends."""
    person = session.get("person")
    if person is None:
        return None
    moment = int(now.timestamp())
    rested = moment - session["seen"] > settings.idle.total_seconds()
    lived = moment - session["since"] > settings.lifetime.total_seconds()
    if rested or lived:
        end()
        return None
    if counts_as_use and moment - session["seen"] > _REFRESH.total_seconds():
        session["seen"] = moment
    return PersonId(person)


def began_before(moment: datetime) -> bool:
    """Whether the session was begun before the moment."""
    since: float = session["since"]
    return since < moment.timestamp()


def chosen_language() -> Language | None:
    chosen = session.get("language")
    return next((language for language in LANGUAGES if language == chosen), None)


def choose_language(language: Language) -> None:
    session["language"] = language


def csrf_token(secret_key: str) -> str:
    """The token every form of this session carries, under a fresh mask.

    Pages are compressed, and the weight of a page that repeats what was typed would tell a token
    that is always the same, letter by letter.
    """
    told = _form_token(secret_key, _bound_to())
    mask = secrets.token_bytes(len(told))
    return (mask + _masked(told, mask)).hex()


def is_csrf_token(secret_key: str, token: str) -> bool:
    if "id" not in session:
        return False
    expected = _form_token(secret_key, _bound_to())
    try:
        sent = bytes.fromhex(token)
    except ValueError:
        return False
    if len(sent) != 2 * len(expected):
        return False
    mask, masked = sent[: len(expected)], sent[len(expected) :]
    return hmac.compare_digest(_masked(masked, mask), expected)


def _form_token(secret_key: str, session_id: str) -> bytes:
    return hmac.digest(secret_key.encode(), f"form:{session_id}".encode(), "sha256")


def _masked(token: bytes, mask: bytes) -> bytes:
    return (int.from_bytes(token) ^ int.from_bytes(mask)).to_bytes(len(mask))


def me() -> Person:
    """The signed-in person of this request; a public route must not ask."""
    person: Person | None = g.get("person")
    if person is None:
        raise RuntimeError("Expected a signed-in person: the route declares that it is public")
    return person


def _bound_to() -> str:
    """What a form token holds for: this session, and in the cabinet that sign-in, too."""
    cabinet: str = g.get("cabinet_token", "")
    return f"{_session_id()} {cabinet}" if cabinet else _session_id()


def _session_id() -> str:
    if "id" not in session:
        session["id"] = secrets.token_urlsafe(18)
    identifier: str = session["id"]
    return identifier


def _renew() -> None:
    language = session.get("language")
    session.clear()
    session["id"] = secrets.token_urlsafe(18)
    if language:
        session["language"] = language
