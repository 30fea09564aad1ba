"""The page that a paper's code leads to: open to all, slowed down for who tries codes."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from app.domain.texts import Text
from app.usecases.store_upload import LARGEST_UPLOAD, UploadTooLarge
from app.usecases.verify_paper import NoSuchPaper
from app.web.permissions import public
from app.web.schemas import CodeQuery, CsrfForm, in_form, in_query
from app.web.services import WebServices

NO_FILE = Text(
    "Салыстыратын PDF файлын таңдаңыз",
    "Выберите файл PDF для сравнения",
    "Please choose the PDF file to compare",
)


def verify_pages(services: WebServices, limiter: Limiter) -> Blueprint:
    """`limiter` bounds how often one address may ask."""
    verify = Blueprint("verify", __name__, url_prefix="/verify")

    @verify.get("")
    @public
    def ask() -> ResponseReturnValue:
        typed = in_query(CodeQuery)["code"].strip()
        if typed:
            return redirect(url_for("verify.show", code=typed), 303)
        return render_template("verify.html", typed="", paper=None, error=None)

    @verify.get("/<code>")
    @public
    @limiter.limit("30/minute")
    def show(code: str) -> ResponseReturnValue:
        return answered(code)

    @verify.post("/<code>")
    @public
    @limiter.limit("10/minute")
    def compare(code: str) -> ResponseReturnValue:
        in_form(CsrfForm)
        sent = request.files.get("file")
        content = sent.read(LARGEST_UPLOAD + 1) if sent else b""
        if not content:
            return answered(code, error=NO_FILE)
        if len(content) > LARGEST_UPLOAD:
            return answered(code, error=UploadTooLarge.title)
        return answered(code, content)

    def answered(
        code: str, file: bytes | None = None, *, error: Text | None = None
    ) -> ResponseReturnValue:
        try:
            paper = services.verify_paper(code, file)
        except NoSuchPaper as unknown:
            words = unknown.title
            page = render_template("verify.html", typed=code[:100], paper=None, error=words)
            return page, HTTPStatus.NOT_FOUND
        page = render_template("verify.html", typed=paper.code, paper=paper, error=error)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK

    return verify
