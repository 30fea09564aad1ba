"""What a register is asked for, read from an address and repeated in those of its pages."""

from datetime import date
from typing import Any
from urllib.parse import quote

from flask import Response, g

from app.domain.answer_times import DayUnread, day_refusal, typed_date
from app.domain.identity import OfficeId, ProcessKey
from app.ports.register_views import Narrowed
from app.web import wording
from app.web.headers import SANDBOX


def asked_of(asked: dict[str, Any], first: OfficeId) -> dict[str, Any]:
    """With the office and year that stand where none was asked for; `wrong`: what is unread."""
    year = asked["year"] or wording.local(g.now).year
    days = {name: asked[name].strip() for name in ("since", "until") if asked[name]}
    wrong = {name: told for name, typed in days.items() if (told := day_refusal(typed))}
    return {**asked, "office": OfficeId(asked["office"]) or first, "year": year, "wrong": wrong}


def narrowed_by(asked: dict[str, Any]) -> Narrowed:
    process = ProcessKey(asked["process"]) if asked["process"] else None
    return Narrowed(asked["text"], process, _day(asked["since"]), _day(asked["until"]))


def filters_of(asked: dict[str, Any], *more: str) -> dict[str, object]:
    """What an address repeats to find the same rows again."""
    names = ("office", "year", "text", "process", "since", "until", *more)
    return {name: asked[name] for name in names if asked[name]}


def as_attachment(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _day(typed: str) -> date | None:
    try:
        return typed_date(typed.strip())
    except DayUnread:
        return None
