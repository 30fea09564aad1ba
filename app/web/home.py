"""The way in, what Qadam is, and whether it is alive."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.people import Power, is_operator
from app.web.permissions import holds, public, signed_in
from app.web.services import WebServices
from app.web.sessions import me

_FIRST_PAGES = (
    (Power.WORK_TASKS, "inbox.show"),
    (Power.SEE_INSTANCES, "supervisor.show"),
    (Power.DESIGN_SERVICES, "designer.index"),
)


def home_pages(services: WebServices) -> Blueprint:
    home = Blueprint("home", __name__)

    @home.get("/")
    @signed_in
    def start() -> ResponseReturnValue:
        offices, person = services.offices(), me()
        if is_operator(person, offices):
            return redirect(url_for("counter.show"), 303)
        first = (page for power, page in _FIRST_PAGES if holds(person, power, offices))
        return redirect(url_for(next(first, "home.about")), 303)

    @home.get("/about")
    @public
    def about() -> ResponseReturnValue:
        standards = sorted(services.standards().values(), key=lambda s: s.process_key)
        return render_template("about.html", standards=standards)

    @home.get("/healthz")
    @public
    def healthz() -> ResponseReturnValue:
        services.offices()
        return {"status": "ok"}

    return home
