"""Who may pass: the session, the permission of the route and the form token, before any view."""

import uuid
from http import HTTPStatus

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.people import NotPermitted
from app.domain.texts import LANGUAGES, Language
from app.web import sessions
from app.web.cabinet import session as cabinet
from app.web.inbound.systems import demand_system
from app.web.permissions import Permission, holds, permission_of
from app.web.problems import FormTokenWrong, PasswordToBeChosen, SignedOut, wants_json
from app.web.services import WebServices
from app.web.web_settings import WebSettings

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLLED = frozenset({"inbox.news", "inbox.batch_progress", "admin.calendar_progress"})
"""Endpoints that the page asks by itself: they do not keep a session awake."""
CHOOSING_A_PASSWORD = frozenset({"entrance.password", "entrance.change_password"})


def guard(app: Flask, services: WebServices, settings: WebSettings) -> None:
    """Run before each request, in this order: person, language, permission, form token."""

    @app.before_request
    def admit() -> ResponseReturnValue | None:
        g.request_id = uuid.uuid4().hex[:8]
        g.now = services.clock()
        g.person = None
        # Before the person is looked up: the page that tells of a failure there has a language.
        g.language = _language()
        permission = permission_of(app, request.endpoint) if request.endpoint else None
        if permission is not None and permission.system:
            demand_system(permission.system, settings)
            return None
        if permission is not None and permission.is_citizen:
            g.citizen = cabinet.present_citizen(g.now, services, settings)
        else:
            g.person = _person(services, settings)
        g.language = _language()
        if request.endpoint is None:
            return None
        if "\0" in request.path:
            abort(HTTPStatus.NOT_FOUND)
        if permission is None:
            raise RuntimeError(f"Expected {request.endpoint} to declare a permission")
        refusal = _refusal(permission, services) or _first_a_password(permission)
        if refusal is not None:
            return refusal
        _demand_form_token(settings)
        return None


def _person(services: WebServices, settings: WebSettings) -> object:
    counts = request.endpoint not in POLLED
    present = sessions.present_person(g.now, settings, counts_as_use=counts)
    person = services.person(present) if present is not None else None
    if person is not None and person.signed_out_at and sessions.began_before(person.signed_out_at):
        person = None
    if person is None and present is not None:
        sessions.end()
    return person


def _language() -> Language:
    chosen = sessions.chosen_language()
    if chosen:
        return chosen
    if g.person is not None:
        language: Language = g.person.language
        return language
    best = request.accept_languages.best_match(LANGUAGES)
    return next((language for language in LANGUAGES if language == best), "kk")


def _refusal(permission: Permission, services: WebServices) -> ResponseReturnValue | None:
    if permission.is_public:
        return None
    if permission.is_citizen:
        return _cabinet_refusal()
    if g.person is None:
        if request.method in _SAFE and not wants_json():
            return redirect(url_for("entrance.show", next=request.full_path.rstrip("?")), 303)
        raise SignedOut
    power = permission.power
    if power is not None and not holds(g.person, power, services.offices()):
        raise NotPermitted(f"Expected {g.person.id} to hold {power} in some office")
    return None


def _first_a_password(permission: Permission) -> ResponseReturnValue | None:
    """Whoever came in by the password of a slip chooses one of their own before anything else."""
    if permission.is_public or permission.is_citizen or g.person is None:
        return None
    if g.person.one_time_until is None or request.endpoint in CHOOSING_A_PASSWORD:
        return None
    if request.method in _SAFE and not wants_json():
        return redirect(url_for("entrance.password"), 303)
    raise PasswordToBeChosen


def _cabinet_refusal() -> ResponseReturnValue | None:
    if g.citizen is not None:
        return None
    if request.method in _SAFE and not wants_json():
        return redirect(url_for("cabinet.sign_in", next=request.full_path.rstrip("?")), 303)
    raise SignedOut


def _demand_form_token(settings: WebSettings) -> None:
    if request.method in _SAFE:
        return
    # The header first: reading the form parses the whole body.
    token = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not sessions.is_csrf_token(settings.secret_key, token):
        raise FormTokenWrong
