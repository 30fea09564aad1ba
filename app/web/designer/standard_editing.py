"""The service standard of a draft as forms: terms, papers to bring, grounds of a refusal."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from app.domain.deadlines import TermUnit
from app.domain.editions import DOCUMENT_NEEDS
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.schedules import WORK_SCHEDULES
from app.domain.service_drafts import DraftFileChanged
from app.domain.texts import LANGUAGES, Text
from app.usecases.change_standard import (
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
from app.web.designer.conflicts import told_conflict
from app.web.designer.shapes import EntryForm, EntryQuery, RemoveEntryForm, StandardQuery
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
        try:
            services.design.standard.remove(me(), DraftId(draft_id), sent["revision"], where)
        except FormInvalid as invalid:
            told = invalid.problems[0].message.in_language(g.language)
            notice("designer.entry_kept", why=told)
        except DraftFileChanged as changed:
            notice("designer.entry_kept", why=told_conflict(changed, services))
        at = url_for("designer.standard", draft_id=draft_id, edition=sent["edition"])
        return redirect(at, 303)

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
        sent |= _schedules_sent(found) if section is Section.TERMS else {"schedules": {}}
        known, typed = sent["known"], _typed(section, sent)
        command = WriteEntry(DraftId(draft_id), sent["revision"], edition.id, section, known, typed)
        at = (services, draft_id, found, edition, section, sent, known)
        try:
            services.design.standard.write(me(), command)
        except FormInvalid as invalid:
            page = _page(*at, problems=invalid.problems, revision=sent["revision"])
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except DraftFileChanged as changed:
            return _page(*at, conflict=told_conflict(changed, services)), HTTPStatus.CONFLICT
        notice("designer.entry_saved")
        back = url_for("designer.standard", draft_id=draft_id, edition=edition.id)
        return redirect(back, 303)


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
    )


def _schedules_sent(standard: StandardDraft) -> Mapping[str, Any]:
    """By channel, and as the page shows them again. Raises ValidationError."""
    names = {name: f"schedule_{name}" for name in standard.channels}
    told = {name: request.form.get(key, "") for name, key in names.items() if key in request.form}
    if unknown := {one for one in told.values() if one} - set(WORK_SCHEDULES):
        raise ValidationError(f"Expected a schedule, found {sorted(unknown)}")
    return {"schedules": told, **{names[name]: one for name, one in told.items()}}


def _values(section: Section, entry: Entry) -> Mapping[str, Any]:
    values: dict[str, Any] = {"id": entry.id, "amount": str(entry.told.get("amount", ""))}
    values |= {name: str(entry.told.get(name) or "") for name in WORDS[section]}
    for name in TEXTS[section]:
        text = entry.text(name)
        values |= {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}
    channels = entry.told.get("channels")
    values["channels"] = channels if isinstance(channels, list) else []
    for name, one in entry.channels().items():
        values[f"schedule_{name}"] = str(one.get("schedule") or "")
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
        schedules=sent["schedules"],
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
    wrong: dict[str, Text] = {}
    for problem in problems:
        wrong.setdefault(problem.key, problem.message)
    others = [one for one in edition.entries(Section.TERMS) if one.id != known]
    return render_template(
        "designer/entry.html",
        page=page,
        draft=page.draft,
        edition=edition,
        section=section,
        known=known,
        values=values,
        wrong=wrong,
        labels=_labels(),
        conflict=conflict,
        revision=standard.revision if revision is None else revision,
        units=[(unit.value, say(f"designer.unit_{unit}", g.language)) for unit in TermUnit],
        needs=[(one, say(f"designer.need_{one}", g.language)) for one in DOCUMENT_NEEDS],
        events=[(name, _named(name, words)) for name, words in edition.events().items()],
        others=[("", "–"), *((one.id, _named(one.id, one.text("name"))) for one in others)],
        channels={name: _named(name, words) for name, words in standard.channels.items()},
        schedules=[
            ("", say("designer.schedule_own", g.language)),
            *((one.id, _named(one.id, one.name)) for one in WORK_SCHEDULES.values()),
        ],
        gaps=sorted(edition.raw.get("gaps") or {}),
    )


def _named(name: str, words: Text) -> str:
    return words.in_language(g.language) or name


def _labels() -> Mapping[str, str]:
    keys = {
        "id": "entry_id", "amount": "term_amount", "counts_from": "term_from", "norm": "word_norm",
        "gap": "word_gap", "before": "term_before",
    }  # fmt: skip
    found = {name: say(f"designer.{key}", g.language) for name, key in keys.items()}
    for part in ("name", "when", "event"):
        for language in LANGUAGES:
            own, tongue = say(f"designer.entry_{part}", g.language), f"designer.in_{language}"
            found[f"{part}_{language}"] = f"{own}, {say(tongue, g.language)}"
    return found
