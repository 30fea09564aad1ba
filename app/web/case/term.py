"""Changing the term of a case: the form, what the change would do, and the change itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.case import CaseEnded
from app.domain.deadlines import Deadline, NotSuspended
from app.domain.form_fields import Field
from app.domain.form_schema import parse_form
from app.domain.forms import Form, FormInvalid, Problem
from app.domain.identity import CaseNumber, CommandId
from app.domain.people import Power
from app.domain.terms import TermChangeNeedsGrounds, TermChangeWrong, explain
from app.feel import Value
from app.usecases.change_term import ChangeTerm, ExtendTerm, ResumeTerm, SuspendTerm, TermChanged
from app.web.catalogue import said_in_all
from app.web.dues import bar_of
from app.web.form_answers import NOTHING, Typed, typed
from app.web.form_view import form_view
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import TermForm, beside_answers
from app.web.services import WebServices
from app.web.sessions import me

_FORM = Path(__file__).with_name("term-change.form")


@cache
def term_form() -> Form:
    return parse_form(_FORM.read_bytes())


def _offered(deadline: Deadline, today: date) -> Form:
    """The form with what can be done today: only a suspended term can be let run on."""
    form = term_form()
    if any(one.last >= today for one in deadline.suspensions):
        return form
    return replace(form, fields=tuple(_not_resumed(field) for field in form.fields))


def _not_resumed(field: Field) -> Field:
    left = tuple(option for option in field.options if option.value != "resume")
    return replace(field, options=left)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page has sent: which step it is, and what was typed."""

    command_id: CommandId
    is_confirmed: bool
    answers: Typed


def term_routes(case: Blueprint, services: WebServices) -> None:
    @case.get("/cases/<number>/term")
    @demands(Power.CHANGE_TERMS)
    def term(number: str) -> ResponseReturnValue:
        return _page(number, services, NOTHING)

    @case.post("/cases/<number>/term")
    @demands(Power.CHANGE_TERMS)
    def change_term(number: str) -> ResponseReturnValue:
        """First what it would do; done when that is confirmed."""
        asked = _asked()
        try:
            command = _command(asked, number)
            if not asked.is_confirmed:
                preview = services.preview_term_change(command)
                return _page(number, services, asked.answers, preview=preview)
            services.change_term(command)
        except FormInvalid as invalid:
            return _page(number, services, asked.answers, invalid.problems), 422
        except (TermChangeWrong, TermChangeNeedsGrounds, NotSuspended, CaseEnded) as refused:
            problem = Problem(_wrong_field(refused, asked.answers), refused.title)
            return _page(number, services, asked.answers, (problem,)), 422
        notice("term.changed")
        return redirect(url_for("case.show", number=number), 303)

    @case.post("/cases/<number>/term/fields")
    @demands(Power.CHANGE_TERMS)
    def term_fields(number: str) -> ResponseReturnValue:
        desk = services.case_in_hand(me(), CaseNumber(number))
        today = services.calendar_of(desk.view.case.office_id).local_date(g.now)
        view = form_view(_offered(desk.deadline, today), typed(term_form(), request.form), {})
        return render_template("form_fields.html", form=view, task=None)


def _asked() -> Asked:
    loaded = beside_answers(TermForm)
    answers = typed(term_form(), request.form)
    return Asked(CommandId(loaded["command_id"]), loaded["confirmed"] == "yes", answers)


def _command(asked: Asked, number: str) -> ChangeTerm:
    """Raises FormInvalid."""
    values: Mapping[str, Value] = term_form().read(asked.answers.answers, {})
    head = {
        "command_id": asked.command_id,
        "actor": me().id,
        "number": CaseNumber(number),
        "reason": str(values["reason"]),
        "norm": str(values["norm"]),
    }
    if values["change"] == "suspend":
        first, last = cast("date", values["first"]), cast("date", values["last"])
        return SuspendTerm(first=first, last=last, **head)  # type: ignore[arg-type]  # head's own types
    if values["change"] == "resume":
        return ResumeTerm(on=cast("date", values["on"]), **head)  # type: ignore[arg-type]  # as above
    amount = cast("Decimal", values["amount"])
    if amount != amount.to_integral_value():
        raise FormInvalid([Problem("amount", said_in_all("term.whole_days"))])
    return ExtendTerm(amount=int(amount), **head)  # type: ignore[arg-type]  # as above


_FIELD_OF = {"suspend": "first", "resume": "on", "extend": "amount"}


def _wrong_field(refused: Exception, answers: Typed) -> str:
    if isinstance(refused, TermChangeNeedsGrounds):
        return "norm"
    change = str(answers.answers.get("change") or "")
    return _FIELD_OF.get(change, "change") if isinstance(refused, TermChangeWrong) else "change"


def _page(
    number: str,
    services: WebServices,
    answers: Typed,
    problems: tuple[Problem, ...] = (),
    preview: TermChanged | None = None,
) -> str:
    desk = services.case_in_hand(me(), CaseNumber(number))
    calendar = services.calendar_of(desk.view.case.office_id)
    return render_template(
        "term.html",
        desk=desk,
        case=desk.view.case,
        bar=bar_of(desk.deadline, g.now, calendar, g.language),
        why=explain(desk.deadline, g.language),
        edition=desk.edition,
        form=form_view(_offered(desk.deadline, calendar.local_date(g.now)), answers, {}, problems),
        typed=answers,
        preview=preview,
    )
