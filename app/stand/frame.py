"""What every page of the stand shares: language, headers, own forms only, words in templates."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.stand.words import LANGUAGES, WORDS, Language, word

ALMATY = timezone(timedelta(hours=5))
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    # Not `no-referrer`: with that a browser sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def framed(page: Blueprint) -> Blueprint:
    """The blueprint with what all pages share; no script, no cookie."""
    page.before_request(_refuse_foreign_forms)
    page.after_request(_with_headers)
    page.context_processor(_surroundings)
    return page


def language() -> Language:
    wanted = request.args.get("lang", "")
    return next((known for known in LANGUAGES if known == wanted), "kk")


def back_to(
    endpoint: str, *, wrong: str = "", anchor: str | None = None, **parts: str
) -> BaseResponse:
    """After a form: the page again, which says that it is saved, or what is `wrong`."""
    parts |= {"wrong": wrong} if wrong else {"saved": "1"}
    return redirect(_place(endpoint, anchor=anchor, **parts), HTTPStatus.SEE_OTHER)


def _place(endpoint: str, *, anchor: str | None = None, **parts: str) -> str:
    values: dict[str, str] = {"lang": language(), **parts}
    return url_for(f"page.{endpoint}", _anchor=anchor, **values)  # type: ignore[arg-type]  # none of them is named as an option of url_for


def typed(name: str, most: int = 2000) -> str:
    """A field of the form, without spaces around it; abort(400) where it is longer than can be."""
    value = request.form.get(name, "").strip()
    if len(value) > most:
        abort(HTTPStatus.BAD_REQUEST)
    return value


def day_of(text: str) -> date | None:
    """A day as a date field sends it; None for an empty one. ValueError for anything else."""
    return date.fromisoformat(text) if text else None


def _refuse_foreign_forms() -> None:
    """Only the stand's own pages may change it: there is no session a token could live in."""
    if request.method != "POST":
        return
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    if urlsplit(source).netloc != request.host:
        abort(Response(word("foreign", language()), HTTPStatus.FORBIDDEN, mimetype="text/plain"))


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _surroundings() -> dict[str, object]:
    spoken = language()

    def in_words(texts: Mapping[str, str]) -> str:
        return texts.get(spoken) or texts["kk"]

    above, slash, _ = request.script_root.rpartition("/")
    wrong = request.args.get("wrong", "")
    return {
        "t": lambda key: word(key, spoken),
        "language": spoken,
        "languages": LANGUAGES,
        "link": _place,
        "in_words": in_words,
        "product": f"{above}/" if slash else "",
        "at": moment,
        "day": day,
        "spaced": spaced,
        "saved": "saved" in request.args,
        "wrong": f"wrong.{wrong}" if f"wrong.{wrong}" in WORDS else "",
    }


def moment(at: datetime | str) -> str:
    told = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{told.astimezone(ALMATY):%d.%m.%Y %H:%M}"


def day(at: date | str | None) -> str:
    told = date.fromisoformat(at) if isinstance(at, str) else at
    return f"{told:%d.%m.%Y}" if told else ""


def spaced(phone: str) -> str:
    return " ".join((phone[:2], phone[2:5], phone[5:8], phone[8:10], phone[10:]))
