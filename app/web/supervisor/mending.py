"""Mending the variables of a case, scope by scope; each value is written as FEEL."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import CaseNumber, CommandId
from app.domain.people import Power
from app.domain.refusals import NotFound
from app.domain.texts import LANGUAGES, Text
from app.feel import FeelBudgetExceeded, FeelSyntaxError, Value, parse
from app.feel.literals import literal
from app.usecases.mend_instance import SetVariables
from app.usecases.read_mending import MendingPage, Scope
from app.web.catalogue import said_in_all, say
from app.web.form_view import Complaint
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import MendingForm, ScopeQuery, beside_answers, in_query
from app.web.services import WebServices
from app.web.sessions import me

LONG = 60
"""Signs from which a value gets several lines."""
EXAMPLES = (
    ("text", '"Алматы"'),
    ("number", "12.5"),
    ("date", '@"2026-12-31"'),
    ("yes_no", "true"),
    ("nothing_known", "null"),
)
_FRESH = ("new_name", "new_value")


class ScopeNotOpen(NotFound):
    code = "ScopeNotOpen"
    title = Text(
        "Бұл кезең аяқталған, оның деректері өзгермейді",
        "Этот этап завершён, его данные не меняются",
        "This stage is over, its data no longer change",
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A variable on the page."""

    name: str
    was: str
    """As it stood when the page was made; empty where no literal stands for it."""
    typed: str
    error: Text | None = None

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def is_long(self) -> bool:
        return len(self.typed) > LONG


def mending_routes(supervisor: Blueprint, services: WebServices) -> None:
    @supervisor.get("/cases/<number>/data")
    @demands(Power.MEND_INSTANCES)
    def data(number: str) -> ResponseReturnValue:
        found = services.mending.page(me(), CaseNumber(number))
        scope = _scope(found, in_query(ScopeQuery)["at"])
        return _page(found, scope, [_shown(*one) for one in scope.variables.items()])

    @supervisor.post("/cases/<number>/data")
    @demands(Power.MEND_INSTANCES)
    def mend(number: str) -> ResponseReturnValue:
        form = beside_answers(MendingForm)
        found = services.mending.in_hand(me(), CaseNumber(number))
        scope = _scope(found, form["at"])
        shown = [_posted(*one) for one in scope.variables.items()]
        fresh = _fresh(form, scope)
        changed = {one.name: one for one in [*shown, fresh] if one.typed != one.was}
        wrong = any(one.error for one in changed.values())
        reason = form["reason"].strip()
        if wrong or not reason or not changed:
            nothing = not changed and bool(reason)
            return _page(found, scope, shown, form, fresh, is_nothing=nothing), 422
        command = SetVariables(
            command_id=CommandId(form["command_id"]),
            number=CaseNumber(number),
            element=scope.element,
            actor=me().id,
            reason=reason,
            variables={name: _value(one.typed) for name, one in changed.items()},
        )
        services.set_variables(command)
        notice("control.data_mended")
        return redirect(url_for("case.show", number=number), 303)


def _scope(found: MendingPage, path: str) -> Scope:
    scope = next((one for one in found.scopes if one.path == path), None)
    if scope is None:
        raise ScopeNotOpen(f"Expected an open stage at {path}")
    return scope


def _shown(name: str, value: Value) -> Shown:
    try:
        text = literal(value)
    except TypeError:
        return Shown(name, "", "")
    return Shown(name, text, text)


def _posted(name: str, value: Value) -> Shown:
    """The variable with what was typed; changed meanwhile by another, it keeps both."""
    stands = _shown(name, value)
    was = request.form.get(f"was.{name}", stands.was)
    typed = request.form.get(f"value.{name}", was)
    if typed == was:
        return stands
    if was != stands.was:
        return Shown(name, stands.was, typed, said_in_all("control.data_conflict", now=stands.was))
    return Shown(name, was, typed, _wrong(typed))


def _fresh(form: Mapping[str, str], scope: Scope) -> Shown:
    """A variable that the scope has not yet; nothing typed, nothing changed."""
    name, typed = (form[key].strip() for key in _FRESH)
    if not name and not typed:
        return Shown("", "", "")
    if not name.isidentifier() or name in scope.variables:
        return Shown(name, "", typed, said_in_all("control.data_name"))
    return Shown(name, "", typed, _wrong(typed))


def _wrong(typed: str) -> Text | None:
    """What keeps the words from being a value; None where nothing does."""
    try:
        expression = parse(typed)
        outcome = expression.evaluate({})
    except FeelSyntaxError as error:
        why = {language: error.told(language) for language in LANGUAGES}
        return Text(*(say("control.data_syntax", one, why=why[one]) for one in LANGUAGES))
    except FeelBudgetExceeded:
        return said_in_all("control.data_no_value")
    if expression.names or outcome.notes:
        return said_in_all("control.data_no_value")
    return None


def _value(typed: str) -> Value:
    return parse(typed).evaluate({}).value


def _page(
    found: MendingPage,
    scope: Scope,
    shown: list[Shown],
    form: Mapping[str, str] | None = None,
    fresh: Shown | None = None,
    *,
    is_nothing: bool = False,
) -> str:
    complaints = [Complaint(one.id, one.error, Text(one.name)) for one in shown if one.error]
    if fresh is not None and fresh.error:
        complaints.append(Complaint("new-value", fresh.error))
    if form is not None and not form["reason"].strip():
        complaints.append(Complaint("mend-reason", said_in_all("control.data_reason")))
    if is_nothing:
        complaints.append(Complaint("", said_in_all("control.data_nothing")))
    return render_template(
        "mending.html",
        case=found.view.case,
        incidents=found.view.incidents,
        scopes=found.scopes,
        scope=scope,
        shown=shown,
        fresh=fresh or Shown("", "", ""),
        reason="" if form is None else form["reason"],
        form={"complaints": complaints},
        examples=EXAMPLES,
    )
