"""The way in, what Qadam is, and whether it is alive."""

from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.people import Power, is_operator
from app.web.notices import read_notices
from app.web.permissions import holds, public, signed_in
from app.web.services import WebServices
from app.web.sessions import me

_FIRST_PAGES = (
    (Power.WORK_TASKS, "inbox.show"),
    (Power.SEE_INSTANCES, "supervisor.show"),
    (Power.DESIGN_SERVICES, "designer.index"),
    (Power.KEEP_PEOPLE, "admin.show"),
)


def home_pages(services: WebServices, static: Path) -> Blueprint:
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

    @home.get("/about/software")
    @public
    def notices() -> ResponseReturnValue:
        return render_template("notices.html", software=read_notices(static))

    @home.get("/about/software/<path:name>")
    @public
    def notice(name: str) -> ResponseReturnValue:
        found = read_notices(static).find(name)
        if found is None or not found.words:
            abort(404)
        return Response(found.words, mimetype="text/plain")

    @home.get("/healthz")
    @public
    def healthz() -> ResponseReturnValue:
        services.offices()
        return {"status": "ok"}

    return home
