"""The page on which people say who stands in for them."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.answer_times import DayUnread, typed_date
from app.domain.identity import CommandId, PersonId, SubstitutionId
from app.domain.people import Power
from app.domain.refusals import DomainError
from app.domain.substitution import (
    GIVEN,
    SubstitutionCycle,
    SubstitutionDaysUnfit,
    SubstitutionPowersUnfit,
    SubstitutionUnfit,
)
from app.domain.texts import Text
from app.usecases.keep_substitutions import EndSubstitution, SetSubstitution
from app.web.page_context import notice
from app.web.permissions import signed_in
from app.web.schemas import CsrfForm, in_form, in_query, read
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task_schemas import SubstitutionForm, SubstitutionQuery

_REFUSED = (
    DayUnread,
    SubstitutionUnfit,
    SubstitutionDaysUnfit,
    SubstitutionPowersUnfit,
    SubstitutionCycle,
)
_NOTHING: dict[str, object] = {"substitute": "", "first_day": "", "last_day": "", "powers": None}


def substitution_pages(services: WebServices) -> Blueprint:
    pages = Blueprint("substitutions", __name__, url_prefix="/substitutions")

    @pages.get("")
    @signed_in
    def show() -> ResponseReturnValue:
        absent = in_query(SubstitutionQuery)["person"]
        return _page(services, absent, _NOTHING, None)

    @pages.post("")
    @signed_in
    def keep() -> ResponseReturnValue:
        sent = read(SubstitutionForm, request.form.to_dict(), powers=request.form.getlist("powers"))
        try:
            services.substitutions.set(_command(sent))
        except DomainError as refused:
            if not isinstance(refused, _REFUSED):
                raise
            page = _page(services, sent["person"], sent, refused.title)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        notice("substitutions.set")
        return redirect(url_for("substitutions.show", person=sent["person"] or None), 303)

    @pages.post("/<uuid:substitution>/end")
    @signed_in
    def end(substitution: UUID) -> ResponseReturnValue:
        in_form(CsrfForm)
        services.substitutions.end(EndSubstitution(me().id, SubstitutionId(substitution)))
        notice("substitutions.ended")
        return redirect(url_for("substitutions.show"), 303)

    return pages


def _command(sent: dict[str, object]) -> SetSubstitution:
    """Raises DayUnread."""
    powers = sent["powers"]
    return SetSubstitution(
        command_id=CommandId(sent["command_id"]),  # type: ignore[arg-type]  # the schema reads it
        actor=me().id,
        absent=PersonId(str(sent["person"] or me().id)),
        substitute=PersonId(str(sent["substitute"])),
        first_day=typed_date(str(sent["first_day"])),
        last_day=typed_date(str(sent["last_day"])),
        powers=frozenset(Power(power) for power in powers),  # type: ignore[attr-defined]  # a list
    )


def _page(
    services: WebServices, absent: str, typed: dict[str, object], problem: Text | None
) -> str:
    person = me()
    desk = services.substitutions.show(person, PersonId(absent) if absent else None)
    return render_template(
        "substitutions.html", desk=desk, typed=typed, problem=problem, power_names=GIVEN
    )
