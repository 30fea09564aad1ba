"""The session of a citizen: a cookie of its own, short-lived, which no page of staff reads.

The cookie holds a token and when it was used last; whose it is, only the database knows.
"""

from datetime import datetime

from flask import Flask, Response, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from app.domain.citizens import Citizen
from app.web.services import WebServices
from app.web.web_settings import WebSettings

_REFRESH_SECONDS = 60
"""How stale `seen` may become before a new cookie is sent."""


def present_citizen(now: datetime, services: WebServices, settings: WebSettings) -> Citizen | None:
    """Who is signed in, unless the session has rested or lived too long."""
    token, seen = _read(settings)
    moment = int(now.timestamp())
    if not token or moment - seen > settings.cabinet_idle.total_seconds():
        return None
    citizen = services.cabinet.present(token, settings.cabinet_lifetime)
    if citizen is None:
        return None
    g.cabinet_token = token
    if moment - seen > _REFRESH_SECONDS:
        g.cabinet_cookie = (token, moment)
    return citizen


def begin(token: str, now: datetime) -> None:
    g.cabinet_cookie = (token, int(now.timestamp()))


def end() -> str:
    """Forget the cookie; the token that it held."""
    g.cabinet_cookie = ("", 0)
    token: str = g.get("cabinet_token", "")
    return token


def citizen() -> Citizen:
    """The citizen of this request; a route that does not demand one must not ask."""
    found: Citizen | None = g.get("citizen")
    if found is None:
        raise RuntimeError("Expected a citizen: the route does not demand one")
    return found


def send_cookies(app: Flask, settings: WebSettings) -> None:
    """After each request, the cookie that it has changed: HttpOnly, SameSite=Lax, no lifetime."""

    @app.after_request
    def send(response: Response) -> Response:
        changed: tuple[str, int] | None = g.get("cabinet_cookie")
        if changed is None:
            return response
        token, seen = changed
        name = cookie_name(settings)
        if not token:
            response.delete_cookie(name, secure=settings.https, httponly=True, samesite="Lax")
            return response
        told: str = _serializer(settings).dumps([token, seen])
        response.set_cookie(name, told, secure=settings.https, httponly=True, samesite="Lax")
        return response


def cookie_name(settings: WebSettings) -> str:
    return "__Host-qadam-cabinet" if settings.https else "qadam-cabinet"


def _read(settings: WebSettings) -> tuple[str, int]:
    try:
        told = _serializer(settings).loads(request.cookies.get(cookie_name(settings), ""))
    except BadSignature:
        return "", 0
    token, seen = told
    return str(token), int(seen)


def _serializer(settings: WebSettings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt="cabinet")
