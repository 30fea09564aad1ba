"""Refusals of a form, told in its summary and beside the field that they concern."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType

from flask import request
from flask.typing import ResponseReturnValue

from app.domain.administration import (
    KatoUnfit,
    LoginTaken,
    LoginUnfit,
    NameMissing,
    OfficeBelowItself,
    OfficeCodeMissing,
    OfficeCodeTaken,
    OfficeCodeUnfit,
    OfficeMissing,
    OfficeNameMissing,
    OfficeRussianNameMissing,
    OfficeUnfit,
    ReasonMissing,
    RoleMissing,
)
from app.domain.calendar_change import (
    ActMissing,
    CalendarChangeOpen,
    DaysMissing,
    DaysOffUnfit,
    WorkedDaysUnfit,
)
from app.domain.iin import IinInvalid
from app.domain.refusals import DomainError
from app.usecases.keep_people import PasswordTooShort
from app.usecases.password_slips import PasswordNotNew, PasswordsDiffer, PasswordWrong
from app.web.form_view import Complaint

FIELD_OF: Mapping[type[DomainError], str] = MappingProxyType(
    {
        ActMissing: "act",
        DaysOffUnfit: "off",
        DaysMissing: "off",
        WorkedDaysUnfit: "worked",
        CalendarChangeOpen: "off",
        LoginUnfit: "login",
        LoginTaken: "login",
        NameMissing: "full_name",
        IinInvalid: "iin",
        RoleMissing: "role",
        OfficeMissing: "office",
        ReasonMissing: "reason",
        OfficeUnfit: "kind",
        OfficeCodeMissing: "id",
        OfficeCodeUnfit: "id",
        OfficeCodeTaken: "id",
        OfficeNameMissing: "name_kk",
        OfficeRussianNameMissing: "office_name_ru",
        KatoUnfit: "kato",
        OfficeBelowItself: "parent",
        PasswordWrong: "present",
        PasswordsDiffer: "again",
        PasswordTooShort: "new",
        PasswordNotNew: "new",
    }
)
"""Of the refusals that a form shows; every other one is a page of its own."""


def answered(
    deed: Callable[[], ResponseReturnValue],
    page: Callable[[Complaint], str],
    prefix: str = "",
) -> ResponseReturnValue:
    """What the deed answers, or the page again with the refusal beside its field.

    Args:
        deed: the command and where it leads.
        page: the form as it was typed, with a complaint.
        prefix: of the ids of fields, where a page has several forms.
    """
    try:
        return deed()
    except DomainError as refused:
        if type(refused) not in FIELD_OF:
            raise
        return page(_told(refused, prefix)), HTTPStatus.UNPROCESSABLE_ENTITY


def _told(refused: DomainError, prefix: str = "") -> Complaint:
    told = refused.reason if isinstance(refused, IinInvalid) else refused.title
    return Complaint(f"{prefix}{FIELD_OF[type(refused)]}", told)


def gathered(*checks: Callable[[], object]) -> list[Complaint]:
    """What each of these checks refuses, so that all of it is told at once."""
    found = []
    for check in checks:
        try:
            check()
        except DomainError as refused:
            found.append(_told(refused))
    return found


def demand_filled(*refused: type[DomainError]) -> None:
    """Raise the first of these refusals whose field is empty."""
    for one in refused:
        if not request.form.get(FIELD_OF[one], "").strip():
            raise one(f"Expected {FIELD_OF[one]} to be filled in")


def typed(*names: str) -> dict[str, str]:
    """What was typed into these fields, also into those that a schema refuses."""
    return {name: request.form.get(name, "") for name in names}
