"""How a message of a state system is handed on and answered."""

from collections.abc import Mapping
from http import HTTPStatus

from flask.typing import ResponseReturnValue

from app.feel import Value
from app.usecases.receive_news import ReceiveNews
from app.web.services import WebServices


def of_case(
    services: WebServices,
    system: str,
    event_id: str,
    message: str,
    number: str,
    payload: Mapping[str, Value],
) -> ResponseReturnValue:
    """News of one case: answered by the case that it has reached, null while none waits for it."""
    received = services.receive_news(
        ReceiveNews(system=system, event_id=event_id, message=message, key=number, payload=payload)
    )
    reached = received.numbers[0] if received.numbers else None
    return {"number": reached}, status_of(is_repeated=received.is_repeated)


def status_of(*, is_repeated: bool) -> HTTPStatus:
    return HTTPStatus.OK if is_repeated else HTTPStatus.CREATED
