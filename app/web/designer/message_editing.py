"""Messages of a draft: a list, and one message in three languages with what people will get."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.models import SHARED
from app.domain.people import Power
from app.domain.service_drafts import DraftFileChanged
from app.domain.texts import LANGUAGES, Text
from app.usecases.change_message import CHANNELS, MessageFile, MessageTyped, WriteMessage
from app.usecases.draft_choices import MESSAGES
from app.web.catalogue import say
from app.web.designer.conflicts import told_conflict
from app.web.designer.shapes import MessageForm, MessageQuery
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me

ONE_SMS, PART_OF_SMS = 70, 67
"""Letters that one SMS holds in Cyrillic, and each part of a longer one."""


def message_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/messages/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def messages(draft_id: UUID, path: str) -> ResponseReturnValue:
        page = services.design.desk.draft(me(), DraftId(draft_id))
        file = _opened(services, draft_id, path)
        if file is None:
            notice("designer.form_unreadable")
            return redirect(url_for("designer.text", draft_id=draft_id, path=path), 303)
        findings = services.design.publisher.findings(me(), DraftId(draft_id))
        return render_template(
            "designer/messages.html",
            page=page,
            draft=page.draft,
            path=path,
            messages=file.messages,
            findings=[one for one in findings if one.file == path],
        )

    @designer.get("/designer/drafts/<uuid:draft_id>/message/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def message(draft_id: UUID, path: str) -> ResponseReturnValue:
        name = in_query(MessageQuery)["id"]
        file = _opened(services, draft_id, path) or abort(HTTPStatus.NOT_FOUND)
        typed = file.named(name) if name else MessageTyped("")
        if typed is None:
            abort(HTTPStatus.NOT_FOUND)
        return _page(services, draft_id, path, file, typed, name)

    @designer.post("/designer/drafts/<uuid:draft_id>/message/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def write_message(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = in_form(MessageForm)
        file = _opened(services, draft_id, path) or abort(HTTPStatus.NOT_FOUND)
        known, typed = sent["known"], _typed(sent, file)
        command = WriteMessage(DraftId(draft_id), path, sent["revision"], typed, not known)
        try:
            if sent["do"] == "show":
                services.design.messages.checked(file, command)
                return _page(
                    services, draft_id, path, file, typed, known,
                    revision=sent["revision"], is_shown=True,
                )  # fmt: skip
            services.design.messages.write(me(), command)
        except FormInvalid as invalid:
            page = _page(
                services, draft_id, path, file, typed, known,
                revision=sent["revision"], problems=invalid.problems,
            )  # fmt: skip
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except DraftFileChanged as changed:
            told = told_conflict(changed, services)
            page = _page(services, draft_id, path, file, typed, known, conflict=told)
            return page, HTTPStatus.CONFLICT
        notice("designer.message_saved")
        return redirect(url_for("designer.messages", draft_id=draft_id, path=path), 303)


def _opened(services: WebServices, draft_id: UUID, path: str) -> MessageFile | None:
    """None where the file is no YAML: it can be mended as text."""
    if path.removeprefix(SHARED) != MESSAGES:
        abort(HTTPStatus.NOT_FOUND)
    try:
        return services.design.messages.open(me(), DraftId(draft_id), path)
    except ValueError:
        return None


def _typed(sent: Mapping[str, str], file: MessageFile) -> MessageTyped:
    def words(name: str) -> Text:
        told = (sent[f"{name}_{language}"] for language in LANGUAGES)
        return Text(*(" ".join(one.split()) for one in told))

    was = file.named(sent["known"])
    return MessageTyped(
        id=sent["known"] or sent["id"].strip(),
        channel=sent["channel"],
        trigger=words("trigger"),
        text=words("text"),
        norm=sent["norm"].strip(),
        optional=was.optional if was is not None else (),
    )


def _page(
    services: WebServices,
    draft_id: UUID,
    path: str,
    file: MessageFile,
    typed: MessageTyped,
    known: str,
    *,
    revision: int | None = None,
    problems: Sequence[Problem] = (),
    conflict: str = "",
    is_shown: bool = False,
) -> str:
    page = services.design.desk.draft(me(), DraftId(draft_id))
    wrong: dict[str, Text] = {}
    for problem in problems:
        wrong.setdefault(problem.key, problem.message)
    values = {"id": typed.id, "norm": typed.norm}
    for name, text in (("trigger", typed.trigger), ("text", typed.text)):
        values |= {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}
    tried = services.design.messages.tried(file, typed) if typed.id and typed.text.kk else None
    return render_template(
        "designer/message.html",
        page=page,
        draft=page.draft,
        path=path,
        known=known,
        typed=typed,
        values=values,
        channels=[*dict.fromkeys((*CHANNELS, typed.channel))],
        names=services.design.messages.names_in(typed.text),
        filled=[*_filled(tried.filled)] if tried and tried.filled else [],
        wrong=wrong,
        labels=_labels(),
        conflict=conflict,
        is_shown=is_shown,
        revision=file.revision if revision is None else revision,
    )


def _filled(text: Text) -> Sequence[tuple[str, str, int]]:
    """Language, words, and how many SMS they take."""
    found = [(language, getattr(text, language)) for language in LANGUAGES]
    return [(language, words, _parts(words)) for language, words in found if words]


def _parts(words: str) -> int:
    return 1 if len(words) <= ONE_SMS else -(-len(words) // PART_OF_SMS)


def _labels() -> Mapping[str, str]:
    named = {"id": "message_id", "norm": "word_norm"}
    found = {name: say(f"designer.{key}", g.language) for name, key in named.items()}
    for part in ("trigger", "text"):
        for language in LANGUAGES:
            words = (
                say(f"designer.message_{part}", g.language),
                say(f"designer.in_{language}", g.language),
            )
            found[f"{part}_{language}"] = ", ".join(words)
    return found
