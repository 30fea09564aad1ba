"""The only mapping of refusals and failures to HTTP: a page in the person's language, or JSON."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType

from flask import Flask, Response, g, json, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from app.domain.forms import FormInvalid
from app.domain.refusals import (
    Conflict,
    DomainError,
    Forbidden,
    Invalid,
    NotFound,
    TooManyAttempts,
    Unavailable,
)
from app.domain.texts import Language, Text
from app.web.catalogue import said_in_all

log = logging.getLogger(__name__)

STATUS_OF: Mapping[type[DomainError], HTTPStatus] = MappingProxyType(
    {
        NotFound: HTTPStatus.NOT_FOUND,
        Conflict: HTTPStatus.CONFLICT,
        Forbidden: HTTPStatus.FORBIDDEN,
        Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
        Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
        TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
    }
)
DRAINED = 64 * 1024 * 1024
"""Bytes of a refused body that are still read, so that the sender hears the answer."""


class SignedOut(DomainError):
    """A form or a script came after the session had ended."""

    code = "SignedOut"
    title = Text(
        "Сеанс аяқталды. Жүйеге қайта кіріңіз",
        "Сеанс завершён. Войдите снова",
        "Your session has ended. Please sign in again",
    )


class SystemUnproven(DomainError):
    """A state system sent without its secret, or with a wrong one."""

    code = "SystemUnproven"
    title = Text(
        "Жүйе өзінің құпия кілтімен расталмады",
        "Система не подтверждена своим секретным ключом",
        "The system did not prove itself with its secret",
    )


class FormTokenWrong(Forbidden):
    code = "FormTokenWrong"
    title = Text(
        "Бұл форма ескірген. Бетті жаңартып, қайта жіберіңіз",
        "Эта форма устарела. Обновите страницу и отправьте ещё раз",
        "This form is out of date. Reload the page and send it again",
    )


class PasswordToBeChosen(Forbidden):
    """A deed came from somebody who has signed in by the password of a slip."""

    code = "PasswordToBeChosen"
    title = Text(
        "Алдымен өзіңіздің құпиясөзіңізді таңдаңыз",
        "Сначала выберите свой пароль",
        "Choose a password of your own first",
    )


class TooManySignIns(TooManyAttempts):
    code = "TooManySignIns"
    title = Text(
        "Кіру әрекеті тым көп болды. Бір минуттан кейін қайталаңыз",
        "Слишком много попыток входа. Повторите через минуту",
        "Too many attempts to sign in. Please try again in a minute",
    )


def status_of(kind: type[DomainError]) -> HTTPStatus:
    """The status of a refusal's family; a refusal outside every family is a KeyError."""
    if issubclass(kind, (SignedOut, SystemUnproven)):
        return HTTPStatus.UNAUTHORIZED
    for family in kind.__mro__:
        if family in STATUS_OF:
            return STATUS_OF[family]
    raise KeyError(kind.__name__)


def wants_json() -> bool:
    """Whether the sender is a script or a system: JSON is preferred to a page."""
    if g.get("system"):
        return True
    if "X-Requested-With" in request.headers:
        return True
    accepted = request.accept_mimetypes
    best = accepted.best_match(["text/html", "application/json", "application/problem+json"])
    return best != "text/html" and accepted[best or ""] > accepted["text/html"]


def answer_problems(app: Flask) -> None:
    """Register the handlers."""

    @app.errorhandler(DomainError)
    def refused(error: DomainError) -> Response:
        status = status_of(type(error))
        log.info("refused %s %s: %s", request.endpoint, g.request_id, error.code)
        return problem(status, error.code, error.title, error=error)

    @app.errorhandler(ValidationError)
    def malformed(error: ValidationError) -> Response:
        log.info("malformed %s %s", request.endpoint, g.request_id)
        title = said_in_all("problem.malformed")
        wrong = [{"field": path, "message": message} for path, message in _flat(error.messages)]
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "RequestMalformed", title, wrong=wrong)

    @app.errorhandler(RateLimitExceeded)
    def too_many(_error: RateLimitExceeded) -> Response:
        is_sign_in = request.blueprint in ("entrance", "cabinet")
        return refused(TooManySignIns() if is_sign_in else TooManyAttempts())

    @app.errorhandler(HTTPException)
    def http_problem(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < 400:
            return error
        if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            _drain()
        status = HTTPStatus(error.code)
        known = status in _HTTP_WORDS
        answer = (
            _told(status, status.phrase.replace(" ", ""), f"problem.{status.value}")
            if known
            else _told(status, status.phrase.replace(" ", ""), "problem.other")
        )
        for name, value in error.get_headers():
            if name == "Allow":
                answer.headers[name] = value
        return answer

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        log.error("failed %s %s", request.endpoint, g.get("request_id"), exc_info=error)
        return _told(HTTPStatus.INTERNAL_SERVER_ERROR, "Failed", "problem.500")


_HTTP_WORDS = frozenset(
    {
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    }
)


def _told(status: HTTPStatus, code: str, key: str) -> Response:
    return problem(status, code, said_in_all(key))


def _flat(messages: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Path of a field and what is wrong with it; marshmallow's words name no values."""
    if isinstance(messages, Mapping):
        for name, told in messages.items():
            yield from _flat(told, f"{path}.{name}" if path else str(name))
    elif isinstance(messages, list):
        yield from ((path, str(message)) for message in messages)


def problem(
    status: HTTPStatus,
    code: str,
    title: Text,
    *,
    error: DomainError | None = None,
    wrong: Sequence[Mapping[str, str]] = (),
) -> Response:
    """The refusal as a page, or as problem+json (RFC 9457) where a script asks."""
    language: Language = g.get("language", "kk")
    if wants_json():
        return _problem_json(status, code, title.in_language(language), error, wrong)
    page = render_template(
        "problem.html",
        status=status.value,
        title=title,
        advice=f"problem.advice_{status.value}" if status in _ADVICE else "problem.advice",
    )
    return make_response(page, status)


_ADVICE = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
)


def _problem_json(
    status: HTTPStatus,
    code: str,
    title: str,
    error: DomainError | None,
    wrong: Sequence[Mapping[str, str]],
) -> Response:
    told: dict[str, object] = {
        "type": "about:blank",
        "status": status.value,
        "code": code,
        "title": title,
        "instance": g.get("request_id"),
    }
    if isinstance(error, FormInvalid):
        told["errors"] = [
            {"field": p.key, "message": p.message.in_language(g.language)} for p in error.problems
        ]
    if wrong:
        told["errors"] = list(wrong)
    return Response(json.dumps(told), status, mimetype="application/problem+json")


def _drain() -> None:
    """Read what is left of a refused body: a server that closes early resets the connection."""
    left = DRAINED
    stream = request.environ["wsgi.input"]
    length = request.content_length or 0
    while left > 0 and length > 0:
        read = len(stream.read(min(64 * 1024, left, length)))
        if not read:
            return
        left, length = left - read, length - read
