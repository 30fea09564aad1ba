"""What registries say of the entities they keep: conditions that begin cases are weighed on it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.entity_states import EntityState
from app.usecases.receive_state import ReceiveState
from app.web.inbound.answering import status_of
from app.web.inbound.schemas import StateReport, sent
from app.web.permissions import from_system
from app.web.services import WebServices

REGISTRIES = ("gbdfl", "esobes", "aleumet")
"""Systems that keep entities, and may report the state of one."""


def state_routes(inbound: Blueprint, services: WebServices) -> None:
    for system in REGISTRIES:
        _route(system, inbound, services)


def _route(system: str, inbound: Blueprint, services: WebServices) -> None:
    @inbound.post(f"/{system}/states", endpoint=f"state_from_{system}")
    @from_system(system)
    def state_report() -> ResponseReturnValue:
        told = sent(StateReport)
        state = EntityState(system, told["entity"], told["subject"], told["at"], told["values"])
        received = services.receive_state(
            ReceiveState(event_id=told["event_id"], state=state, district=told["district"])
        )
        answer = {"numbers": list(received.numbers)}
        return answer, status_of(is_repeated=received.is_repeated)
