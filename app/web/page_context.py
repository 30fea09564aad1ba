"""What every template knows: words, figures, icons, the person, the form token."""

import re
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache

from flask import Flask, g, request, session, url_for
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from app.domain.editions import NoEdition
from app.domain.form_fields import Shown
from app.domain.people import ROLE_NAMES, Person, Power, is_operator
from app.domain.texts import Language, Text
from app.domain.words import long_date, numeric_date
from app.web import sessions, wording
from app.web.assets import ADDRESS
from app.web.catalogue import say
from app.web.permissions import holds
from app.web.rich_text import html, markdown
from app.web.services import WebServices
from app.web.value_words import value_words
from app.web.web_settings import WebSettings

_NUMBER = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-\d{4}-\d{4,}")
"""Of a case or a programme: ЖК-2026-000041."""
LANGUAGE_NAMES: Mapping[Language, str] = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""Each in its own words, whatever the page's language."""

MOST_NOTICES = 3
"""Kept until a page shows them; they travel in the cookie, which may not grow."""

_NAVIGATION = (
    ("tasks", "inbox.show", Power.WORK_TASKS),
    ("cases", "case.index", Power.SEE_INSTANCES),
    ("counter", "counter.show", Power.REGISTER_APPLICATION),
    ("new", "intake.show", Power.REGISTER_APPLICATION),
    ("complaint", "complaint.show", Power.REGISTER_APPLICATION),
    ("registers", "registers.show", Power.SEE_CASE),
    ("control", "supervisor.show", Power.SEE_INSTANCES),
    ("designer", "designer.index", Power.DESIGN_SERVICES),
    ("admin", "admin.show", Power.KEEP_PEOPLE),
)


def teach_templates(
    app: Flask, services: WebServices, settings: WebSettings, manifest: Mapping[str, str]
) -> None:
    """Register filters, functions and the variables of every page."""
    # A misspelt name in a template is a failure, not an empty place.
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _add_filters(app)

    # Functions are globals: macros that a template imports see no context.
    app.jinja_env.globals.update(
        t=_words,
        may=lambda power: _may(power, services),
        asset=lambda name: f"{ADDRESS}/{manifest[name]}",
        icon=cache(lambda name, look="": _icon(name, look, manifest)),
        csrf_token=lambda: sessions.csrf_token(settings.secret_key),
        command_id=uuid.uuid4,
        notices=lambda: session.pop("notices", []),
        demonstrations=lambda: _demonstrations(services),
        languages=LANGUAGE_NAMES,
        drawn_once=_drawn_once,
    )

    @app.context_processor
    def page() -> dict[str, object]:
        person: Person | None = g.get("person")
        return {
            "lang": _language(),
            "person": person,
            "citizen": g.get("citizen"),
            "in_cabinet": request.path.startswith("/cabinet"),
            "person_office": _office_words(person, services) if person else "",
            "navigation": _navigation(person, services),
            "here": _here(),
            "now": g.get("now"),
            "request_id": g.get("request_id"),
        }


def _demonstrations(services: WebServices) -> list[Text]:
    """The sentences on the services that run by a repealed act today, each once."""
    today = wording.local(g.now).date()
    found: list[Text] = []
    for standard in services.standards().values():
        with suppress(NoEdition):
            edition = standard.edition_for(today)
            found += [edition.notice] if edition.is_demonstration else []
    return list(dict.fromkeys(found))


def notice(key: str, link: str = "", link_key: str = "", **values: str) -> None:
    """Show a line on the next page, perhaps with a link and its words."""
    line = {"key": key, "values": values, "link": link, "link_key": link_key}
    session["notices"] = [*session.get("notices", []), line][-MOST_NOTICES:]


def _words(key: str, **values: object) -> str:
    if values:
        return wording.bind(say(key, _language(), **values))
    return _fixed_words(key, _language())


@cache  # As many as the catalogue has; it does not change while we run.
def _fixed_words(key: str, language: Language) -> str:
    return wording.bind(say(key, language))


def _drawn_once(macro: Callable[[object], Markup]) -> Callable[[object], Markup]:
    """The macro for things that a list shares among its rows: the same one is drawn once.

    The same object, not an equal one: a list makes each thing once, and to compare two bars cell
    by cell takes as long as to draw one.
    """
    drawn: dict[int, tuple[object, Markup]] = {}

    def draw(thing: object) -> Markup:
        # The thing is kept beside its drawing: no other one gets its number meanwhile.
        found = drawn.get(id(thing))
        if found is None:
            found = drawn[id(thing)] = (thing, macro(thing))
        return found[1]

    return draw


def _language() -> Language:
    language: Language = g.get("language", "kk")
    return language


def _may(power: str, services: WebServices) -> bool:
    person: Person | None = g.get("person")
    return person is not None and holds(person, Power(power), services.offices())


def _here() -> str:
    """Where the language links and a new sign-in lead back to."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    if request.blueprint == "cabinet":
        return url_for("cabinet.show")
    task_id = (request.view_args or {}).get("task_id")
    return url_for("task.show", task_id=task_id) if task_id else "/"


def _icon(name: str, look: str, manifest: Mapping[str, str]) -> Markup:
    address = f"{ADDRESS}/{manifest['icons.svg']}"
    return Markup(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>'
    ).format(f"q-icon {look}".strip(), address, name)


def _navigation(person: Person | None, services: WebServices) -> list[tuple[str, str]]:
    if person is None:
        return []
    offices = services.offices()
    # An operator registers from the counter page; a clerk looks at it now and then.
    dropped = "new" if is_operator(person, offices) else "counter"
    return [
        (key, end)
        for key, end, power in _NAVIGATION
        if key != dropped and holds(person, power, offices)
    ]


def _office_words(person: Person, services: WebServices) -> str:
    language = _language()
    if not person.grants:
        return ""
    grant = person.grants[0]
    office = services.offices().get(grant.office_id)
    role = ROLE_NAMES[grant.role].in_language(language)
    return f"{role}, {office.name.in_language(language)}"


def _begun(told: str) -> str:
    """A sentence by itself; what it may begin with besides words is a name, such as `case_id`."""
    is_name = "_" in told.partition(" ")[0]
    return told if is_name else told[:1].upper() + told[1:]


def _add_filters(app: Flask) -> None:
    def words(text: Text) -> str:
        return wording.text_words(text, _language())

    filters = {
        "words": words,
        "bind": wording.bind,
        "whole": _whole,
        "begun": _begun,
        "long_date": lambda day: long_date(_day(day), _language()),
        "short_date": lambda day: wording.short_date(_day(day), _language()),
        "day": lambda day: wording.date_in_year(
            _day(day), wording.local(g.now).date(), _language()
        ),
        "numeric_date": lambda day: numeric_date(_day(day)),
        "moment": lambda at: wording.moment_words(at, g.now, _language()),
        "office_day": lambda at: wording.local(at).date(),
        "heading_date": lambda at: wording.heading_date(at, _language()),
        "masked_iin": wording.masked_iin,
        "masked_phone": wording.masked_phone,
        "phone": wording.phone_words,
        "initials": wording.initials,
        "value": lambda value: value_words(value, _language()),
        "rich": _rich,
        "size": lambda size: wording.size_words(size, _language()),
    }
    app.jinja_env.filters.update(filters)


def _whole(words: str) -> Markup:
    """The words with each number of a case or programme kept in one piece.

    By its look alone, and not by a word joiner: a number is copied from the page as it is searched.
    """
    kept = _NUMBER.sub(r'<span class="q-nowrap">\g<0></span>', str(escape(words)))
    return Markup(kept)  # noqa: S704  # escaped above


def _rich(shown: Shown) -> Markup:
    """A text of a form as it is marked up, made safe."""
    render = html if shown.field.kind == "html" else markdown
    return render(shown.field.label, shown.scope or {}, _language())


def _day(day: date | datetime) -> date:
    return wording.local(day).date() if isinstance(day, datetime) else day
