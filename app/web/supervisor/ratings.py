"""What applicants think of the service, for who supervises the office."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.people import Power
from app.domain.ratings import STARS
from app.web.permissions import demands
from app.web.services import WebServices
from app.web.sessions import me


def rating_routes(supervisor: Blueprint, services: WebServices) -> None:
    @supervisor.get("/ratings")
    @demands(Power.SEE_INSTANCES)
    def ratings() -> ResponseReturnValue:
        page = services.cabinet.ratings(me())
        offices, standards = services.offices(), services.standards()
        return render_template(
            "ratings.html",
            rows=[
                (row, offices.get(row.office_id), standards.get(row.process_key))
                for row in page.rows
            ],
            counts=[(stars, page.counts.get(stars, 0)) for stars in reversed(STARS)],
            total=sum(page.counts.values()),
            mean=_mean(page.counts),
        )


def _mean(counts: Mapping[int, int]) -> str:
    total = sum(counts.values())
    if not total:
        return ""
    mean = sum(stars * n for stars, n in counts.items()) / total
    return f"{mean:.1f}".replace(".", ",")
