"""What state systems send: each message has an id, and a repeated one changes nothing."""

from flask import Blueprint

from app.web.inbound.people import people_routes
from app.web.inbound.portal import portal_routes
from app.web.inbound.registries import registry_routes
from app.web.inbound.states import state_routes
from app.web.services import WebServices


def inbound_pages(services: WebServices) -> Blueprint:
    inbound = Blueprint("inbound", __name__, url_prefix="/api/inbound")
    registry_routes(inbound, services)
    portal_routes(inbound, services)
    people_routes(inbound, services)
    state_routes(inbound, services)
    return inbound
