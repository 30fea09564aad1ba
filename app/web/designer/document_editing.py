"""Official documents of a draft: their words side by side, and the PDF they would be."""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from app.domain.identity import DraftId
from app.domain.texts import LANGUAGES, Text
from app.usecases.change_document import PaperTyped, WritePaper
from app.usecases.draft_choices import DOCUMENTS, choices_of
from app.web.catalogue import say
from app.web.designer.problems_by_field import labels_of
from app.web.designer.shapes import PaperForm
from app.web.designer.word_files import Sent, Shown, WordKind, word_routes
from app.web.papers.files import file_answer
from app.web.schemas import beside_answers
from app.web.services import WebServices
from app.web.sessions import me

LONGEST_SAMPLE = 2_000


def document_routes(designer: Blueprint, services: WebServices) -> None:
    kind = WordKind(
        name="document",
        home=DOCUMENTS,
        blank=None,
        open=services.design.documents.open,
        sent=partial(beside_answers, PaperForm),
        typed=_typed,
        write=partial(_write, services),
        show=partial(_show, services),
        around=partial(_around, services),
    )
    word_routes(designer, services, kind)


def _command(at: Shown[PaperTyped]) -> WritePaper:
    return WritePaper(at.draft_id, at.path, at.revision, at.typed)


def _write(services: WebServices, at: Shown[PaperTyped]) -> None:
    services.design.documents.write(me(), _command(at))


def _show(services: WebServices, at: Shown[PaperTyped]) -> ResponseReturnValue:
    pdf = services.design.documents.pressed(me(), _command(at), _sample_sent(at.typed))
    return file_answer(pdf, "application/pdf", f"{at.typed.id}.pdf", "inline")


def _typed(sent: Sent, was: PaperTyped) -> PaperTyped:
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


def _sample(services: WebServices, draft_id: DraftId, typed: PaperTyped) -> Mapping[str, str]:
    """As it was sent, else as it is offered."""
    found = services.design.documents.sample_of(me(), draft_id, typed)
    return {name: request.form.get(f"sample_{name}", value) for name, value in found.items()}


def _around(services: WebServices, at: Shown[PaperTyped]) -> Mapping[str, object]:
    page, typed = services.design.desk.draft(me(), at.draft_id), at.typed
    values = {"needed": " ".join(typed.needed), "optional": " ".join(typed.optional)}
    for language in LANGUAGES:
        values[f"title_{language}"] = getattr(typed.title, language)
        values[f"lines_{language}"] = "\n".join(typed.lines.get(language, ()))
    variables = choices_of(page, services.design.desk.read_yaml).variables
    labels = {one.id: one.name.in_language(g.language) for one in variables}
    case_values = services.design.documents.case_values
    own = {name: say(f"designer.place_{name}", g.language) for name in case_values}
    return {
        "values": values,
        "places": own | {name: labels.get(name, "") for name in _places(typed)},
        "sample": _sample(services, at.draft_id, typed),
        "labels": labels_of(
            {"needed": "paper_needed", "optional": "paper_optional"},
            {"title": "paper_title", "lines": "paper_lines"},
        ),
    }
