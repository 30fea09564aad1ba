"""The service standard of a draft as forms: terms, papers to bring, grounds of a refusal."""

from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from app.domain.deadlines import TermUnit
from app.domain.editions import DOCUMENT_NEEDS
from app.domain.forms import Problem
from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.schedules import WORK_SCHEDULES
from app.domain.standard import CLOSING
from app.domain.texts import LANGUAGES, Text
from app.domain.words import counted
from app.usecases.change_standard import (
    BY_CHANNEL,
    TEXTS,
    WORDS,
    EditionDraft,
    Entry,
    EntryTyped,
    Section,
    StandardDraft,
    WriteEntry,
)
from app.usecases.service_version import STANDARD
from app.web.catalogue import say
from app.web.designer.problems_by_field import by_field, labels_of
from app.web.designer.shapes import EntryForm, EntryQuery, RemoveEntryForm, StandardQuery
from app.web.designer.standard_saving import removed, written
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import beside_answers, in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me

NEW_EVENT = "+"
"""In place of an event's id: the term comes with an event of its own."""


def standard_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/standard")
    @demands(Power.DESIGN_SERVICES)
    def standard(draft_id: UUID) -> ResponseReturnValue:
        return _list(services, draft_id, in_query(StandardQuery)["edition"])

    @designer.post("/designer/drafts/<uuid:draft_id>/standard")
    @demands(Power.DESIGN_SERVICES)
    def remove_entry(draft_id: UUID) -> ResponseReturnValue:
        sent = in_form(RemoveEntryForm)
        where = (sent["edition"], Section(sent["section"]), sent["id"])
        asked = (DraftId(draft_id), sent["revision"], where)
        back = url_for("designer.standard", draft_id=draft_id, edition=sent["edition"])
        return removed(services, partial(services.design.standard.remove, me(), *asked), back)

    @designer.get("/designer/drafts/<uuid:draft_id>/standard/entry")
    @demands(Power.DESIGN_SERVICES)
    def entry(draft_id: UUID) -> ResponseReturnValue:
        asked = in_query(EntryQuery)
        section = Section(asked["section"])
        found, edition = _opened(services, draft_id, asked["edition"])
        known = edition.named(section, asked["id"]) if asked["id"] else Entry("", {})
        if known is None:
            abort(HTTPStatus.NOT_FOUND)
        values = _values(section, known)
        return _page(services, draft_id, found, edition, section, values, known.id)

    @designer.post("/designer/drafts/<uuid:draft_id>/standard/entry")
    @demands(Power.DESIGN_SERVICES)
    def write_entry(draft_id: UUID) -> ResponseReturnValue:
        sent = beside_answers(EntryForm)
        sent["channels"] = request.form.getlist("channels")
        section = Section(sent["section"])
        found, edition = _opened(services, draft_id, sent["edition"])
        sent |= _channels_sent(found) if section is Section.TERMS else {"channel_terms": {}}
        known, typed = sent["known"], _typed(section, sent)
        command = WriteEntry(DraftId(draft_id), sent["revision"], edition.id, section, known, typed)
        write = partial(services.design.standard.write, me(), command)
        at = (services, draft_id, found, edition, section, sent, known)
        page = partial(_page, *at, revision=sent["revision"])
        back = url_for("designer.standard", draft_id=draft_id, edition=edition.id)
        return written(services, write, page, "designer.entry_saved", back)


def _opened(
    services: WebServices, draft_id: UUID, edition: str
) -> tuple[StandardDraft, EditionDraft]:
    try:
        found = services.design.standard.open(me(), DraftId(draft_id))
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)
    return found, found.edition(edition) or abort(HTTPStatus.NOT_FOUND)


def _list(services: WebServices, draft_id: UUID, edition: str) -> ResponseReturnValue:
    page = services.design.desk.draft(me(), DraftId(draft_id))
    try:
        found = services.design.standard.open(me(), DraftId(draft_id))
    except ValueError:
        notice("designer.standard_unreadable")
        return redirect(url_for("designer.text", draft_id=draft_id, path=STANDARD), 303)
    chosen = found.edition(edition)
    if chosen is None:
        return redirect(url_for("designer.text", draft_id=draft_id, path=STANDARD), 303)
    findings = services.design.publisher.findings(me(), DraftId(draft_id))
    return render_template(
        "designer/standard.html",
        page=page,
        draft=page.draft,
        path=STANDARD,
        standard=found,
        edition=chosen,
        events=chosen.events(),
        dated=services.design.editions.open(me(), DraftId(draft_id)).editions,
        sections=list(Section),
        terms={entry.id: entry.text("name") for entry in chosen.entries(Section.TERMS)},
        findings=[one for one in findings if one.file == STANDARD],
        term_length=_length,
    )


def _length(amount: object, unit: object) -> str:
    """In words of the page; what is no length stays as it is typed."""
    try:
        return counted(int(str(amount)), str(unit), g.language)
    except (KeyError, ValueError):
        return f"{amount} {unit}".strip()


def _channels_sent(standard: StandardDraft) -> Mapping[str, Any]:
    """By channel, and as the page shows them again. Raises ValidationError."""
    told = {
        channel: {
            name: request.form[f"{name}_{channel}"][:20]
            for name in BY_CHANNEL
            if f"{name}_{channel}" in request.form
        }
        for channel in standard.channels
    }
    if unknown := {one.get("schedule", "") for one in told.values()} - {"", *WORK_SCHEDULES}:
        raise ValidationError(f"Expected a schedule, found {sorted(unknown)}")
    shown = {f"{name}_{key}": value for key, one in told.items() for name, value in one.items()}
    return {"channel_terms": told, **shown}


def _values(section: Section, entry: Entry) -> Mapping[str, Any]:
    values: dict[str, Any] = {"id": entry.id, "amount": str(entry.told.get("amount", ""))}
    values |= {name: str(entry.told.get(name) or "") for name in WORDS[section]}
    for name in TEXTS[section]:
        text = entry.text(name)
        values |= {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}
    channels = entry.told.get("channels")
    values["channels"] = channels if isinstance(channels, list) else []
    for name, one in entry.channels().items():
        values |= {f"{key}_{name}": str(one.get(key) or "") for key in BY_CHANNEL}
    values["counts_start_day"] = entry.told.get("counts_start_day") is True
    return values


def _typed(section: Section, sent: Mapping[str, Any]) -> EntryTyped:
    def words(name: str) -> Text:
        told = (sent.get(f"{name}_{language}", "") for language in LANGUAGES)
        return Text(*(" ".join(one.split()) for one in told))

    is_new_event = section is Section.TERMS and sent["counts_from"] == NEW_EVENT
    return EntryTyped(
        id=sent["id"].strip(),
        words={name: sent[name].strip() for name in WORDS[section]},
        texts={name: words(name) for name in TEXTS[section]},
        amount=sent["amount"].strip(),
        channels=tuple(sent["channels"]),
        counts_start_day=sent["counts_start_day"],
        channel_terms=sent["channel_terms"],
        event=words("event") if is_new_event else None,
    )


def _page(
    services: WebServices,
    draft_id: UUID,
    standard: StandardDraft,
    edition: EditionDraft,
    section: Section,
    values: Mapping[str, Any],
    known: str,
    *,
    problems: Sequence[Problem] = (),
    conflict: str = "",
    revision: int | None = None,
) -> str:
    page = services.design.desk.draft(me(), DraftId(draft_id))
    others = [one for one in edition.entries(Section.TERMS) if one.id != known]
    return render_template(
        "designer/entry.html",
        page=page,
        draft=page.draft,
        edition=edition,
        section=section,
        known=known,
        values=values,
        wrong=by_field(problems),
        labels=_labels(standard),
        conflict=conflict,
        # What overtook is what the next press would be saved on.
        revision=standard.revision if conflict or revision is None else revision,
        units=[(unit.value, say(f"designer.unit_{unit}", g.language)) for unit in TermUnit],
        needs=[(one, say(f"designer.need_{one}", g.language)) for one in DOCUMENT_NEEDS],
        events=[(name, _named(name, words)) for name, words in edition.events().items()],
        others=[("", "–"), *((one.id, _named(one.id, one.text("name"))) for one in others)],
        channels={name: _named(name, words) for name, words in standard.channels.items()},
        schedules=[
            ("", say("designer.schedule_own", g.language)),
            *((one.id, _named(one.id, one.name)) for one in WORK_SCHEDULES.values()),
        ],
        hours=_hours(standard, values),
        gaps=sorted(edition.raw.get("gaps") or {}),
    )


def _hours(standard: StandardDraft, values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """From which an event may count as of the next day: each half hour, and what stands there."""
    known = [f"{hour:02}:{minute:02}" for hour in range(8, 21) for minute in (0, 30)]
    given = {values.get(f"cut_off_{name}", "") for name in standard.channels}
    others = sorted({values.get("cut_off", ""), *given} - {"", CLOSING, *known})
    at_closing = say("designer.cut_off_closing", g.language)
    return [(CLOSING, at_closing), *((one, one) for one in (*known, *others))]


def _named(name: str, words: Text) -> str:
    return words.in_language(g.language) or name


def _labels(standard: StandardDraft) -> Mapping[str, str]:
    keys = {
        "id": "entry_id", "amount": "term_amount", "counts_from": "term_from", "norm": "word_norm",
        "gap": "word_gap", "before": "term_before", "schedule": "term_schedule",
        "cut_off": "cut_off", "counts_start_day": "counts_start_day",
    }  # fmt: skip
    found = labels_of(keys, {part: f"entry_{part}" for part in ("name", "when", "event")})
    for channel, words in standard.channels.items():
        found |= {
            f"{key}_{channel}": f"{found[key]}, {_named(channel, words)}" for key in BY_CHANNEL
        }
    return found
