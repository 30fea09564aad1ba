"""The page on which a person chooses their own password."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from app.usecases.password_slips import ChoosePassword
from app.web import sessions
from app.web.admin.complaints import answered
from app.web.admin.schemas import PasswordForm
from app.web.page_context import notice
from app.web.permissions import signed_in
from app.web.schemas import in_form
from app.web.services import WebServices
from app.web.sessions import me


def password_routes(entrance: Blueprint, services: WebServices, limiter: Limiter) -> None:
    """`limiter` slows down who tries passwords on a page that was left open."""

    @entrance.get("/password")
    @signed_in
    def password() -> ResponseReturnValue:
        return render_template("password.html", form={"complaints": []})

    @entrance.post("/password")
    @signed_in
    @limiter.limit("5/minute", key_func=lambda: f"password:{me().id}", deduct_when=_was_refused)
    def change_password() -> ResponseReturnValue:
        def deed() -> ResponseReturnValue:
            sent = in_form(PasswordForm)
            command = ChoosePassword(me().id, sent["present"], sent["new"], sent["again"])
            services.admin.slips.choose(command)
            # Every session begun before is over, this one too.
            sessions.begin(me().id, services.clock())
            notice("admin.password_chosen")
            return redirect(url_for("home.start"), 303)

        return answered(
            deed, lambda told: render_template("password.html", form={"complaints": [told]})
        )


def _was_refused(answer: Response) -> bool:
    return answer.status_code == 422
