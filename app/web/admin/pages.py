"""The administration's front page, and what each role may do."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.administration import POWER_NAMES
from app.domain.people import POWERS, ROLE_NAMES, Power
from app.web.admin.calendar import calendar_routes
from app.web.admin.importing import import_routes
from app.web.admin.offices import office_routes
from app.web.admin.people import people_routes
from app.web.admin.person import person_routes
from app.web.permissions import demands
from app.web.services import WebServices
from app.web.sessions import me


def admin_pages(services: WebServices) -> Blueprint:
    admin = Blueprint("admin", __name__, url_prefix="/admin")

    @admin.get("")
    @demands(Power.KEEP_PEOPLE)
    def show() -> ResponseReturnValue:
        overview = services.admin.desk.overview(me())
        return render_template("admin/front.html", overview=overview)

    @admin.get("/roles")
    @demands(Power.KEEP_PEOPLE)
    def roles() -> ResponseReturnValue:
        return render_template(
            "admin/roles.html", roles=ROLE_NAMES, powers=POWERS, names=POWER_NAMES
        )

    people_routes(admin, services)
    import_routes(admin, services)
    person_routes(admin, services)
    office_routes(admin, services)
    calendar_routes(admin, services)
    return admin
