"""The notes of a case with the form for another one."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import CaseNumber, CommandId, PersonId
from app.domain.notes import LONGEST_NOTE, MentionUnfit, NoteEmpty
from app.domain.people import Power
from app.domain.texts import Text
from app.usecases.keep_notes import WriteNote
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import read
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task_schemas import NoteForm

_NOTHING: dict[str, object] = {"text": "", "mentions": []}


def note_pages(services: WebServices) -> Blueprint:
    pages = Blueprint("notes", __name__)

    @pages.get("/cases/<number>/notes")
    @demands(Power.SEE_CASE)
    def show(number: str) -> ResponseReturnValue:
        return _page(CaseNumber(number), _from_task(), _NOTHING, None, services)

    @pages.post("/cases/<number>/notes")
    @demands(Power.WORK_TASKS)
    def write(number: str) -> ResponseReturnValue:
        sent = read(NoteForm, request.form.to_dict(), mentions=request.form.getlist("mentions"))
        named = tuple(PersonId(one) for one in sent["mentions"])
        command_id = CommandId(sent["command_id"])
        command = WriteNote(command_id, me().id, CaseNumber(number), sent["text"], named)
        try:
            services.notes.write(command)
        except (NoteEmpty, MentionUnfit) as refused:
            page = _page(CaseNumber(number), _from_task(), sent, refused.title, services)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        notice("case.note_written")
        return redirect(url_for("notes.show", number=number, task=_from_task() or None), 303)

    return pages


def _from_task() -> str:
    """The task from which one came, or nothing."""
    return request.args.get("task", "")


def _page(
    number: CaseNumber,
    came_from: str,
    typed: dict[str, object],
    problem: Text | None,
    services: WebServices,
) -> str:
    desk = services.case(me(), number)
    case = desk.view.case
    may_write = services.notes.may_write(me(), case)
    return render_template(
        "notes.html",
        case=case,
        task=next((one for one in desk.view.tasks if str(one.id) == came_from), None),
        notes=services.notes.of(case.instance_id),
        may_write=may_write,
        readers=services.notes.readers(me(), case) if may_write else (),
        typed=typed,
        problem=problem,
        longest=LONGEST_NOTE,
    )
