"""What a citizen does with an application: answer, add a file, take it back, complain, rate."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import CaseNumber, CommandId
from app.domain.ratings import StarsMissing
from app.domain.texts import Text
from app.usecases.add_file import AddFile, TooManyFiles
from app.usecases.answer_in_cabinet import AnswerHearing, PositionMissing, Withdraw
from app.usecases.choose_supplier import ChoiceRefused, ChooseSupplier
from app.usecases.complain_in_cabinet import ComplainInCabinet
from app.usecases.rate_service import RateService
from app.usecases.store_upload import LARGEST_UPLOAD, UploadTooLarge, UploadTypeRefused
from app.usecases.tell_case import ReasonMissing
from app.web.cabinet.case_page import Deed, Refused, case_answer
from app.web.cabinet.session import citizen
from app.web.form_answers import NOTHING
from app.web.form_deeds import is_form_deed, typed_now
from app.web.form_view import FormView, form_view
from app.web.page_context import notice
from app.web.permissions import citizens_own
from app.web.schemas import (
    CabinetCommand,
    ChoiceForm,
    HearingForm,
    RatingForm,
    WithdrawalForm,
    beside_answers,
    in_form,
)
from app.web.services import WebServices

NO_FILE = Text(
    "Файлды таңдаңыз: PDF, JPEG немесе PNG",
    "Выберите файл: PDF, JPEG или PNG",
    "Please choose a file: PDF, JPEG or PNG",
)
NO_ANSWER = Text("Жауабыңызды таңдаңыз", "Выберите ответ", "Choose your answer")
NOBODY_CHOSEN = Text(
    "Тізімнен ұйымды таңдаңыз", "Выберите организацию из списка", "Please choose a supplier"
)


def deed_routes(pages: Blueprint, services: WebServices) -> None:
    _answer_routes(pages, services)
    _withdrawal_routes(pages, services)
    _complaint_routes(pages, services)
    _choice_routes(pages, services)


def _back(number: str) -> ResponseReturnValue:
    return redirect(url_for("cabinet.case", number=number), 303)


def _status(error: Text | None) -> HTTPStatus:
    return HTTPStatus.OK if error is None else HTTPStatus.UNPROCESSABLE_ENTITY


def _answer_routes(pages: Blueprint, services: WebServices) -> None:
    def again(number: str, deed: Deed, why: Text, **told: str) -> ResponseReturnValue:
        return case_answer(services, CaseNumber(number), Refused(deed, why, told))

    @pages.post("/cases/<number>/hearing")
    @citizens_own
    def answer_hearing(number: str) -> ResponseReturnValue:
        form = in_form(HearingForm)
        if not form["reply"]:
            return again(number, "hearing", NO_ANSWER, position=form["position"])
        command = AnswerHearing(
            *(CommandId(form["command_id"]), citizen(), CaseNumber(number)),
            *(form["reply"], form["position"]),
        )
        try:
            services.cabinet.answer_hearing(command)
        except PositionMissing as missing:
            return again(number, "hearing", missing.title, reply=form["reply"])
        notice("cabinet.answered")
        return _back(number)

    @pages.post("/cases/<number>/files")
    @citizens_own
    def add_file(number: str) -> ResponseReturnValue:
        form = in_form(CabinetCommand)
        sent = request.files.get("file")
        content = sent.read(LARGEST_UPLOAD + 1) if sent else b""
        name = (sent.filename or "") if sent else ""
        try:
            if not content:
                return again(number, "file", NO_FILE)
            command = AddFile(
                CommandId(form["command_id"]), citizen(), CaseNumber(number), name, content
            )
            services.cabinet.add_file(command)
        except (UploadTooLarge, UploadTypeRefused, TooManyFiles) as refused:
            return again(number, "file", refused.title)
        notice("cabinet.file_added")
        return _back(number)

    @pages.post("/cases/<number>/rating")
    @citizens_own
    def rate(number: str) -> ResponseReturnValue:
        form = in_form(RatingForm)
        command = RateService(citizen(), CaseNumber(number), form["stars"], form["words"])
        try:
            services.cabinet.rate_service(command)
        except StarsMissing as missing:
            return again(number, "rating", missing.title, words=form["words"])
        notice("cabinet.rated")
        return _back(number)


def _withdrawal_routes(pages: Blueprint, services: WebServices) -> None:
    def asking(number: str, error: Text | None = None) -> ResponseReturnValue:
        found = services.cabinet.desk.case(citizen(), CaseNumber(number))
        page = render_template("cabinet/withdraw.html", found=found, error=error)
        return page, _status(error)

    @pages.get("/cases/<number>/withdrawal")
    @citizens_own
    def withdrawal(number: str) -> ResponseReturnValue:
        return asking(number)

    @pages.post("/cases/<number>/withdrawal")
    @citizens_own
    def withdraw(number: str) -> ResponseReturnValue:
        form = in_form(WithdrawalForm)
        command = Withdraw(
            CommandId(form["command_id"]), citizen(), CaseNumber(number), form["reason"]
        )
        try:
            withdrawn = services.cabinet.withdraw(command)
        except ReasonMissing as missing:
            return asking(number, missing.title)
        notice(f"cabinet.told_{withdrawn.replace('-', '_')}")
        return _back(number)


def _complaint_routes(pages: Blueprint, services: WebServices) -> None:
    def asking(number: str, form: FormView) -> str:
        return render_template("cabinet/complaint.html", number=number, form=form)

    @pages.get("/cases/<number>/complaint")
    @citizens_own
    def complaint(number: str) -> ResponseReturnValue:
        form = services.cabinet.complaint_form(citizen(), CaseNumber(number))
        return asking(number, form_view(form, NOTHING, {}))

    @pages.post("/cases/<number>/complaint")
    @citizens_own
    def complain(number: str) -> ResponseReturnValue:
        head = beside_answers(CabinetCommand)
        form = services.cabinet.complaint_form(citizen(), CaseNumber(number))
        answers = typed_now(form)
        if is_form_deed():
            return asking(number, form_view(form, answers, {}))
        command = ComplainInCabinet(
            CommandId(head["command_id"]), citizen(), CaseNumber(number), answers.answers
        )
        try:
            filed = services.cabinet.complain(command)
        except FormInvalid as invalid:
            problems: list[Problem] = list(invalid.problems)
            page = asking(number, form_view(form, answers, {}, problems))
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        notice("cabinet.complained", number=filed.number)
        return _back(filed.number)


def _choice_routes(pages: Blueprint, services: WebServices) -> None:
    def offered(number: str, error: Text | None = None) -> ResponseReturnValue:
        suppliers = services.cabinet.suppliers_for(citizen(), CaseNumber(number))
        page = render_template(
            "cabinet/choice.html", number=number, suppliers=suppliers, error=error
        )
        return page, _status(error)

    @pages.get("/cases/<number>/supplier")
    @citizens_own
    def choice(number: str) -> ResponseReturnValue:
        return offered(number)

    @pages.post("/cases/<number>/supplier")
    @citizens_own
    def choose(number: str) -> ResponseReturnValue:
        form = in_form(ChoiceForm)
        if not form["supplier"]:
            return offered(number, NOBODY_CHOSEN)
        command = ChooseSupplier(
            CommandId(form["command_id"]), citizen(), CaseNumber(number), form["supplier"]
        )
        try:
            services.cabinet.choose_supplier(command)
        except ChoiceRefused as refused:
            return offered(number, refused.title)
        notice("cabinet.chosen")
        return _back(number)
