"""What a state system may answer instead of what its contract says, and how it is told."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import timedelta

import httpx
import pytest
from state_system_clients import AIGUL, ALL_CALLS, CASE, UNKNOWN, Clients, Reply
from state_systems import TOKENS, Reached

from app.domain.state_systems import SYSTEM_NAMES, SystemCode
from app.domain.texts import Text
from app.integrations import (
    answers,
    http_client,
)
from app.ports.outside import SystemUnavailable
from app.settings import SYSTEMS
from app.stand.store import FaultKind


@pytest.fixture
def to(systems: Reached) -> Iterator[Clients]:
    with ExitStack() as connections:
        yield Clients(lambda system: connections.enter_context(systems.connection(system)))


@pytest.fixture
def asked() -> Iterator[Reply]:
    """Systems that give one prepared answer: what a stand never says."""
    with ExitStack() as stack:

        def prepared(response: httpx.Response) -> Clients:
            transport = httpx.MockTransport(lambda _: response)
            return Clients(
                lambda system: stack.enter_context(
                    http_client("http://state", TOKENS[system], timedelta(seconds=5), transport)
                )
            )

        yield prepared


FAULTS: Mapping[FaultKind, Text] = {
    "timeout": answers.NO_ANSWER_IN_TIME,
    "error-500": answers.FAILED,
    "malformed": answers.AGAINST_CONTRACT,
    "down-until": answers.DOWN,
}


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("call", ALL_CALLS)
def test_every_fault_of_every_call_is_told_in_words_and_without_personal_data(
    systems: Reached,
    to: Clients,
    call: str,
    kind: FaultKind,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    to.pass_measure("first")
    to.ask_consent("first")
    system, _, name = call.partition(".")
    systems.stand.control.set_fault(system, name, kind)

    with pytest.raises(SystemUnavailable) as refused:
        to.everything()[call]()

    code: SystemCode = next(known for known in SYSTEMS if known == system)
    assert (refused.value.system, refused.value.reason) == (SYSTEM_NAMES[code], FAULTS[kind])
    told = f"{refused.value}{refused.value.__cause__}{caplog.text}"
    for secret in (AIGUL.iin, AIGUL.phone, "Қалиева", CASE.number):
        assert secret not in told


@pytest.mark.parametrize("call", ALL_CALLS)
def test_a_slow_answer_is_an_answer_and_a_refused_token_is_told(
    systems: Reached, to: Clients, call: str
) -> None:
    to.pass_measure("first")
    to.ask_consent("first")
    system, _, name = call.partition(".")
    systems.stand.control.set_fault(system, name, "slow")
    to.everything()[call]()

    with ExitStack() as stack:
        stale = Clients(lambda code: stack.enter_context(systems.connection(code, "stale")))
        with pytest.raises(SystemUnavailable) as refused:
            stale.everything()[call]()

    assert refused.value.reason == answers.TOKEN_REFUSED


DISABILITY = {
    "iin": AIGUL.iin, "full_name": "Қалиева Айгүл", "birth_date": "1958-04-12", "group": 1,
    "reason": {"kk": "Жалпы ауру", "ru": "Общее заболевание"}, "since": "2012-03-01",
    "until": None, "difficulty_moving": None, "certificate": "МСЭ-1",
}  # fmt: skip
PROGRAMME = {
    "iin": AIGUL.iin, "full_name": "Қалиева Айгүл", "number": "ОЖБ-1", "group": 1,
    "developed_on": "2025-02-03", "valid_from": "2025-02-03", "valid_until": None,
    "status": "in_force", "measures": [],
}  # fmt: skip
M = {
    "code": "x", "name": {"kk": "а", "ru": "б"}, "volume": 8, "unit": "hours", "decision": "needed",
    "period_from": "2025-02-03", "period_until": None,
}  # fmt: skip
PHONE = {"iin": AIGUL.iin, "phone": AIGUL.phone}
CONSENT = {
    "id": "dds-1", "phone": "+7 701 ••• 10 00", "asked_at": "2026-11-20T05:44:00+00:00",
    "expires_at": "2026-11-21T05:44:00+00:00",
}  # fmt: skip
CHOICE = {
    "measure": "aleumet-1",
    "supplier": {
        "bin": "180440012346", "name": "Қамқор", "chosen_on": "2026-11-20", "order_number": "1",
    },
}  # fmt: skip
DOCUMENT = {
    "kind": "identity-document", "number": "1", "holder_iin": AIGUL.iin, "holder_name": "Қ",
    "issued_on": "2020-01-01", "valid_until": None, "issued_by": {"kk": "а", "ru": "б"},
    "principal_iin": None,
}  # fmt: skip
RECEIPT = {"id": "x-1", "accepted_at": "2026-11-20T05:44:00+00:00"}
NOT_FOUND = {"status": 404, "code": "route-unknown", "title": "?"}


@pytest.mark.parametrize(
    ("call", "body", "status", "detail"),
    [
        ("cbdi.disability", DISABILITY | {"group": 4}, 200, "wrong or missing: group"),
        ("cbdi.disability", DISABILITY | {"group": "1"}, 200, "wrong or missing: group"),
        ("cbdi.disability", DISABILITY | {"since": "01.03.2012"}, 200, "wrong or missing: since"),
        ("cbdi.disability", DISABILITY | {"reason": {"kk": "а"}}, 200, "wrong or missing: reason"),
        ("cbdi.disability", DISABILITY | {"difficulty_moving": "no"}, 200,
         "wrong or missing: difficulty_moving"),
        ("cbdi.disability", DISABILITY | {"iin": UNKNOWN}, 200, "the answer is of another person"),
        ("cbdi.disability", NOT_FOUND, 404, "HTTP 404 without disability-unknown"),
        ("cbdi.disability", [DISABILITY], 200, "wrong or missing: _schema"),
        ("esobes.programme", PROGRAMME | {"status": "maybe"}, 200, "wrong or missing: status"),
        ("esobes.programme", PROGRAMME | {"measures": None}, 200, "wrong or missing: measures"),
        ("esobes.programme", PROGRAMME | {"measures": [M | {"volume": 0}]}, 200,
         "wrong or missing: measures"),
        ("esobes.programme", PROGRAMME | {"measures": [M | {"volume": "NaN"}]}, 200,
         "wrong or missing: measures"),
        ("esobes.programme", PROGRAMME | {"iin": UNKNOWN}, 200, "the answer is of another person"),
        ("esobes.programme", NOT_FOUND, 404, "HTTP 404 without programme-unknown"),
        ("mab.phone", PHONE | {"phone": "87010001000"}, 200, "wrong or missing: phone"),
        ("mab.phone", PHONE | {"iin": UNKNOWN}, 200, "the answer is of another person"),
        ("mab.phone", NOT_FOUND, 404, "HTTP 404 without phone-unknown"),
        ("egov.phone", PHONE | {"phone": None}, 200, "wrong or missing: phone"),
        ("egov.phone", PHONE | {"iin": UNKNOWN}, 200, "the answer is of another person"),
        ("egov.phone", NOT_FOUND, 404, "HTTP 404 without phone-not-registered"),
        ("egov.status", RECEIPT, 200, "HTTP 200 instead of 202"),
        ("egov.status", RECEIPT | {"id": ""}, 202, "wrong or missing: id"),
        ("monitoring.stage", RECEIPT | {"accepted_at": "2026-11-20T05:44:00"}, 202,
         "wrong or missing: accepted_at"),
        ("monitoring.stage", {}, 202, "wrong or missing: accepted_at, id"),
        ("aleumet.pass", RECEIPT, 409, "HTTP 409 instead of 202"),
        ("aleumet.choice", CHOICE | {"measure": "aleumet-2"}, 200,
         "the answer is of another measure"),
        ("aleumet.choice", CHOICE | {"supplier": {}}, 200, "wrong or missing: supplier"),
        ("aleumet.suppliers", {"measure": "aleumet-2", "suppliers": []}, 200,
         "the answer is of another measure"),
        ("aleumet.suppliers", {"measure": "aleumet-1", "suppliers": [{"bin": "1"}]}, 200,
         "wrong or missing: suppliers"),
        ("aleumet.order", NOT_FOUND, 409, "HTTP 409 without choice-refused"),
        ("dds.ask", CONSENT | {"phone": AIGUL.phone}, 202, "wrong or missing: phone"),
        ("dds.ask", NOT_FOUND, 422, "HTTP 422 without phone-not-registered"),
        ("dds.documents", NOT_FOUND, 409, "HTTP 409 instead of 200"),
        ("dds.documents", {"documents": [DOCUMENT | {"kind": "passport"}]}, 200,
         "wrong or missing: documents"),
        ("dds.documents", {"documents": [DOCUMENT | {"principal_iin": "1"}]}, 200,
         "wrong or missing: documents"),
    ],
)  # fmt: skip
def test_an_answer_against_the_contract_is_no_answer(
    asked: Reply, call: str, body: object, status: int, detail: str
) -> None:
    clients = asked(httpx.Response(status, json=body))

    with pytest.raises(SystemUnavailable) as refused:
        clients.everything()[call]()

    assert refused.value.reason == answers.AGAINST_CONTRACT
    assert str(refused.value) == detail


@pytest.mark.parametrize("call", ALL_CALLS)
def test_a_page_that_is_no_system_is_no_answer(asked: Reply, call: str) -> None:
    clients = asked(httpx.Response(200, text="<html>Кіру</html>"))

    with pytest.raises(SystemUnavailable) as refused:
        clients.everything()[call]()

    assert refused.value.reason == answers.AGAINST_CONTRACT
