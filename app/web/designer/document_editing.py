"""Official documents of a draft: their words side by side, and the PDF they would be."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.models import SHARED
from app.domain.people import Power
from app.domain.service_drafts import DraftFileChanged
from app.domain.texts import LANGUAGES, Text
from app.ports.outside import DocumentNotRendered
from app.usecases.change_document import PaperFile, PaperTyped, WritePaper
from app.usecases.draft_choices import DOCUMENTS, choices_of
from app.web.catalogue import say
from app.web.designer.conflicts import told_conflict
from app.web.designer.shapes import MessageQuery, PaperForm
from app.web.page_context import notice
from app.web.papers.files import file_answer
from app.web.permissions import demands
from app.web.schemas import beside_answers, in_query
from app.web.services import WebServices
from app.web.sessions import me

LONGEST_SAMPLE = 2_000


def document_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/documents/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def documents(draft_id: UUID, path: str) -> ResponseReturnValue:
        page = services.design.desk.draft(me(), DraftId(draft_id))
        file = _opened(services, draft_id, path)
        if file is None:
            notice("designer.form_unreadable")
            return redirect(url_for("designer.text", draft_id=draft_id, path=path), 303)
        findings = services.design.publisher.findings(me(), DraftId(draft_id))
        return render_template(
            "designer/documents.html",
            page=page,
            draft=page.draft,
            path=path,
            papers=file.papers,
            findings=[one for one in findings if one.file == path],
        )

    @designer.get("/designer/drafts/<uuid:draft_id>/document/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def document(draft_id: UUID, path: str) -> ResponseReturnValue:
        name = in_query(MessageQuery)["id"]
        file = _opened(services, draft_id, path) or abort(HTTPStatus.NOT_FOUND)
        typed = file.named(name) or abort(HTTPStatus.NOT_FOUND)
        return _page(services, draft_id, path, typed, file.revision)

    @designer.post("/designer/drafts/<uuid:draft_id>/document/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def write_document(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = beside_answers(PaperForm)
        file = _opened(services, draft_id, path) or abort(HTTPStatus.NOT_FOUND)
        was = file.named(sent["id"]) or abort(HTTPStatus.NOT_FOUND)
        typed, revision = _typed(sent, was), sent["revision"]
        command = WritePaper(DraftId(draft_id), path, revision, typed)
        try:
            if sent["do"] == "show":
                pdf = services.design.documents.pressed(me(), command, _sample_sent(typed))
                return file_answer(pdf, "application/pdf", f"{typed.id}.pdf", "inline")
            services.design.documents.write(me(), command)
        except FormInvalid as invalid:
            page = _page(services, draft_id, path, typed, revision, problems=invalid.problems)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except DocumentNotRendered as refused:
            page = _page(services, draft_id, path, typed, revision, refused=str(refused))
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except DraftFileChanged as changed:
            told = told_conflict(changed, services)
            page = _page(services, draft_id, path, typed, file.revision, conflict=told)
            return page, HTTPStatus.CONFLICT
        notice("designer.document_saved")
        return redirect(url_for("designer.documents", draft_id=draft_id, path=path), 303)


def _opened(services: WebServices, draft_id: UUID, path: str) -> PaperFile | None:
    """None where the file is no YAML: it can be mended as text."""
    if path.removeprefix(SHARED) != DOCUMENTS:
        abort(HTTPStatus.NOT_FOUND)
    try:
        return services.design.documents.open(me(), DraftId(draft_id), path)
    except ValueError:
        return None


def _typed(sent: Mapping[str, str], was: PaperTyped) -> PaperTyped:
    titles = (" ".join(sent[f"title_{language}"].split()) for language in LANGUAGES)
    lines = {
        language: tuple(
            told
            for line in sent[f"lines_{language}"].splitlines()
            if (told := " ".join(line.split()))
        )
        for language in LANGUAGES
    }
    return PaperTyped(
        id=was.id,
        title=Text(*titles),
        lines={language: told for language, told in lines.items() if told},
        needed=tuple(dict.fromkeys(sent["needed"].replace(",", " ").split())),
        optional=tuple(dict.fromkeys(sent["optional"].replace(",", " ").split())),
        choices=was.choices,
        trigger=was.trigger,
    )


def _places(typed: PaperTyped) -> list[str]:
    return [*typed.needed, *typed.optional]


def _sample_sent(typed: PaperTyped) -> Mapping[str, str]:
    return {
        name: request.form.get(f"sample_{name}", "").replace("\0", "")[:LONGEST_SAMPLE]
        for name in (*_places(typed), "applicant")
    }


def _sample(services: WebServices, draft_id: UUID, typed: PaperTyped) -> Mapping[str, str]:
    """As it was sent, else as it is offered."""
    found = services.design.documents.sample_of(me(), DraftId(draft_id), typed)
    return {name: request.form.get(f"sample_{name}", value) for name, value in found.items()}


def _page(
    services: WebServices,
    draft_id: UUID,
    path: str,
    typed: PaperTyped,
    revision: int,
    *,
    problems: Sequence[Problem] = (),
    conflict: str = "",
    refused: str = "",
) -> str:
    page = services.design.desk.draft(me(), DraftId(draft_id))
    wrong: dict[str, Text] = {}
    for problem in problems:
        wrong.setdefault(problem.key, problem.message)
    values = {"needed": " ".join(typed.needed), "optional": " ".join(typed.optional)}
    for language in LANGUAGES:
        values[f"title_{language}"] = getattr(typed.title, language)
        values[f"lines_{language}"] = "\n".join(typed.lines.get(language, ()))
    variables = choices_of(page, services.design.desk.read_yaml).variables
    labels = {one.id: one.name.in_language(g.language) for one in variables}
    case_values = services.design.documents.case_values
    own = {name: say(f"designer.place_{name}", g.language) for name in case_values}
    return render_template(
        "designer/document.html",
        page=page,
        draft=page.draft,
        path=path,
        typed=typed,
        values=values,
        places=own | {name: labels.get(name, "") for name in _places(typed)},
        sample=_sample(services, draft_id, typed),
        wrong=wrong,
        labels=_labels(),
        conflict=conflict,
        refused=refused,
        revision=revision,
    )


def _labels() -> Mapping[str, str]:
    found = {key: say(f"designer.paper_{key}", g.language) for key in ("needed", "optional")}
    for part in ("title", "lines"):
        for language in LANGUAGES:
            told = say(f"designer.in_{language}", g.language)
            found[f"{part}_{language}"] = f"{say(f'designer.paper_{part}', g.language)}, {told}"
    return found
