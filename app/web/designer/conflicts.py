"""Who saved a file meanwhile, told in the person's language."""

from flask import g

from app.domain.service_drafts import DraftFileChanged
from app.web import wording
from app.web.catalogue import say
from app.web.services import WebServices


def told_conflict(changed: DraftFileChanged, services: WebServices) -> str:
    by, at = changed.facts.get("by"), changed.facts.get("at")
    if by is None or at is None:
        return changed.title.in_language(g.language)
    person = services.person(by)  # type: ignore[arg-type]  # a login
    name = str(by) if person is None else person.full_name
    moment = wording.moment_words(at, g.now, g.language)  # type: ignore[arg-type]  # a moment
    return wording.bind(say("designer.conflict", g.language, who=name, at=moment))
