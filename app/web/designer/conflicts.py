"""Who saved a file meanwhile, told in the person's language."""

from datetime import datetime

from flask import g

from app.domain.identity import PersonId
from app.domain.service_drafts import DraftFileChanged
from app.web import wording
from app.web.catalogue import say
from app.web.services import WebServices


def told_conflict(changed: DraftFileChanged, services: WebServices) -> str:
    by, at = changed.facts.get("by"), changed.facts.get("at")
    if not isinstance(by, str) or not isinstance(at, datetime):
        return changed.title.in_language(g.language)
    person = services.person(PersonId(by))
    name = by if person is None else person.full_name
    moment = wording.moment_words(at, g.now, g.language)
    return wording.bind(say("designer.conflict", g.language, who=name, at=moment))
