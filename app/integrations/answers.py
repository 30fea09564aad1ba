"""From an HTTP exchange to a checked answer, or to the reason why there is none.

No detail raised here holds an address, a body or a field's value: they may be personal data.
"""

from collections.abc import Mapping
from http import HTTPStatus

import httpx
from marshmallow import Schema, ValidationError

from app.domain.texts import Text
from app.ports.outside import SystemUnavailable

NO_ANSWER_IN_TIME = Text(
    "Белгіленген уақытта жауап бермеді", "Не ответила за отведённое время", "Gave no answer in time"
)
NO_CONNECTION = Text("Жауап бермейді: байланыс жоқ", "Не отвечает: нет связи", "No connection")
DOWN = Text("Уақытша жұмыс істемейді", "Временно не работает", "Temporarily out of service")
FAILED = Text("Қатемен жауап берді", "Ответила ошибкой", "Answered with an error")
TOKEN_REFUSED = Text(
    "Қол жеткізу кілтін қабылдамады", "Не приняла ключ доступа", "Refused the access key"
)
AGAINST_CONTRACT = Text(
    "Жауабы келісілген нысанға сай емес",
    "Ответ не соответствует согласованному формату",
    "The answer does not follow the agreed format",
)


def exchange(
    system: Text,
    client: httpx.Client,
    method: str,
    path: str,
    *,
    body: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """The response, unless the system is out of reach, out of order or refuses the token.

    Raises:
        SystemUnavailable: with the reason in words.
    """
    try:
        response = client.request(method, path, json=body, headers=headers)
    except httpx.TimeoutException as error:
        raise SystemUnavailable(system, NO_ANSWER_IN_TIME, type(error).__name__) from None
    except httpx.TransportError as error:
        raise SystemUnavailable(system, NO_CONNECTION, type(error).__name__) from None
    status = response.status_code
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        raise SystemUnavailable(system, DOWN, f"HTTP {status}")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SystemUnavailable(system, FAILED, f"HTTP {status}")
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise SystemUnavailable(system, TOKEN_REFUSED, f"HTTP {status}")
    return response


def load(
    system: Text, schema: Schema, response: httpx.Response, expected: HTTPStatus
) -> dict[str, object]:
    """The checked body of a response with the status `expected`.

    Raises:
        SystemUnavailable: another status, no JSON object, a field missing or of a wrong type.
    """
    if response.status_code != expected:
        raise SystemUnavailable(
            system, AGAINST_CONTRACT, f"HTTP {response.status_code} instead of {int(expected)}"
        )
    try:
        content = response.json()
    except ValueError:
        raise SystemUnavailable(system, AGAINST_CONTRACT, "the body is no JSON") from None
    try:
        loaded: dict[str, object] = schema.load(content)
    except ValidationError as error:
        wrong = ", ".join(sorted(error.messages_dict))
        raise SystemUnavailable(system, AGAINST_CONTRACT, f"wrong or missing: {wrong}") from None
    return loaded
