"""The lists of cases with their filters: in the control room, and of all cases."""

from typing import Any

from flask import url_for

from app.ports.views import InstanceFilter, InstancePage
from app.usecases.read_instances import Narrowed
from app.web.instance_rows import instance_rows
from app.web.schemas import InstanceFilters, in_query
from app.web.services import WebServices
from app.web.sessions import me

STATES: tuple[InstanceFilter, ...] = (
    *("attention", "incident", "overdue", "soon"),
    *("active", "ended", "all"),
)


def list_of_cases(
    endpoint: str, services: WebServices, otherwise: InstanceFilter
) -> tuple[InstancePage, dict[str, object]]:
    """The page that the query asks for, and what its template needs.

    Args:
        endpoint: whose address the filters belong to.
        services: of the pages.
        otherwise: the state to show where the query names none.

    Raises:
        ValidationError: the query has another shape.
    """
    filters = in_query(InstanceFilters)
    filters["show"] = filters["show"] or otherwise
    narrowed = Narrowed(**{key: filters[key] for key in ("text", "process", "office", "element")})
    page = services.instances.page(me(), filters["show"], narrowed, after=filters["after"])

    def address(**change: str) -> str:
        """This list with something changed; a change begins at the first page."""
        values: dict[str, Any] = {**filters, "after": "", **change}
        return url_for(endpoint, **{key: value for key, value in values.items() if value})

    return page, {
        "page": page,
        "rows": instance_rows(page.rows, services),
        "filters": filters,
        "show": filters["show"],
        "is_narrowed": narrowed != Narrowed(),
        "states": STATES,
        "services": sorted(services.standards().values(), key=lambda one: one.process_key),
        "offices": services.instances.offices(me()),
        "places": services.instances.places(filters["process"]),
        "address": address,
    }
