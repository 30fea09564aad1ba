"""The ends of every form of the standard: saved, refused with what to mend, or overtaken."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Protocol

from flask import g, redirect
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid, Problem
from app.domain.service_drafts import DraftFileChanged
from app.web.designer.conflicts import told_conflict
from app.web.page_context import notice
from app.web.services import WebServices


class PageAgain(Protocol):
    """The form with what was typed in it."""

    def __call__(self, *, problems: Sequence[Problem] = (), conflict: str = "") -> str: ...


def written(
    services: WebServices, write: Callable[[], None], page: PageAgain, told: str, back: str
) -> ResponseReturnValue:
    try:
        write()
    except FormInvalid as invalid:
        return page(problems=invalid.problems), HTTPStatus.UNPROCESSABLE_ENTITY
    except DraftFileChanged as changed:
        return page(conflict=told_conflict(changed, services)), HTTPStatus.CONFLICT
    notice(told)
    return redirect(back, 303)


def removed(services: WebServices, remove: Callable[[], None], back: str) -> ResponseReturnValue:
    try:
        remove()
    except FormInvalid as invalid:
        notice("designer.entry_kept", why=invalid.problems[0].message.in_language(g.language))
    except DraftFileChanged as changed:
        notice("designer.entry_kept", why=told_conflict(changed, services))
    return redirect(back, 303)
