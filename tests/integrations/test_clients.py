import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.domain.texts import LANGUAGES, Text
from app.integrations import GbdFlClient, SmsClient, answers, http_client, stand_transport
from app.integrations.gbdfl import GBD_FL
from app.integrations.sms import SMS_GATEWAY
from app.ports.outside import PersonRecord, SystemUnavailable
from app.ports.state_systems import Receipt
from app.stand import PEOPLE, Stand
from app.stand.registries import record_of
from app.stand.store import FaultKind

AIGUL = PEOPLE[0]
UNKNOWN = "000000000000"


def test_a_person_is_read_with_name_status_and_residence(registry: GbdFlClient) -> None:
    assert registry.person(AIGUL.iin) == PersonRecord(
        iin=AIGUL.iin,
        full_name="Қалиева Айгүл Серікқызы",
        birth_date=date(1958, 4, 12),
        status="alive",
        status_date=None,
        residence_code="751410000",
        residence=Text("Алматы қаласы, Бостандық ауданы", "город Алматы, Бостандыкский район"),
    )


def test_every_person_of_the_stand_is_read_as_the_stand_has_them(registry: GbdFlClient) -> None:
    for person in PEOPLE:
        record = registry.person(person.iin)

        assert record is not None
        assert (record.full_name, record.status, record.status_date) == (
            person.full_name,
            person.status,
            person.status_date,
        )


def test_an_unknown_person_is_none(registry: GbdFlClient) -> None:
    assert registry.person(UNKNOWN) is None


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("timeout", answers.NO_ANSWER_IN_TIME),
        ("error-500", answers.FAILED),
        ("malformed", answers.AGAINST_CONTRACT),
        ("down-until", answers.DOWN),
    ],
)
def test_a_fault_of_the_registry_is_told_in_words(
    stand: Stand, registry: GbdFlClient, kind: FaultKind, reason: Text
) -> None:
    stand.control.set_fault("gbdfl", "person", kind)

    with pytest.raises(SystemUnavailable) as refused:
        registry.person(AIGUL.iin)

    assert (refused.value.system, refused.value.reason) == (GBD_FL, reason)


def test_a_slow_answer_is_an_answer(stand: Stand, registry: GbdFlClient) -> None:
    stand.control.set_fault("gbdfl", "person", "slow")

    assert registry.person(AIGUL.iin) is not None


def test_half_an_answer_about_an_unknown_person_does_not_make_them_unknown(
    stand: Stand, registry: GbdFlClient
) -> None:
    stand.control.set_fault("gbdfl", "person", "malformed")

    with pytest.raises(SystemUnavailable):
        registry.person(UNKNOWN)


def test_a_message_is_handed_over_with_its_receipt(stand: Stand, gateway: SmsClient) -> None:
    receipt = gateway.send(to="+77010001000", text="Шешім дайын", idempotency_key="job-1")

    assert receipt == Receipt("sms-1", datetime(2026, 11, 20, 5, 44, tzinfo=UTC))
    assert [m.text for m in stand.control.sent_messages()] == ["Шешім дайын"]


@pytest.mark.parametrize("kind", ["timeout", "malformed"])
def test_a_message_whose_receipt_was_lost_is_sent_once(
    stand: Stand, gateway: SmsClient, kind: FaultKind
) -> None:
    stand.control.set_fault("sms", "send", kind, times=1)
    with pytest.raises(SystemUnavailable):
        gateway.send(to="+77010001000", text="Шешім дайын", idempotency_key="job-1")

    gateway.send(to="+77010001000", text="Шешім дайын", idempotency_key="job-1")

    assert len(stand.control.sent_messages()) == 1


def test_a_key_used_for_another_message_is_no_receipt(stand: Stand, gateway: SmsClient) -> None:
    gateway.send(to="+77010001000", text="Шешім дайын", idempotency_key="job-1")

    with pytest.raises(SystemUnavailable, match="HTTP 409 instead of 202") as refused:
        gateway.send(to="+77010001001", text="Шешім дайын", idempotency_key="job-1")

    assert refused.value.system == SMS_GATEWAY


def test_a_refused_token_is_told_as_such(stand: Stand) -> None:
    transport = stand_transport(stand)
    with (
        http_client("http://stand", "stale", timedelta(seconds=5), transport) as client,
        pytest.raises(SystemUnavailable) as refused,
    ):
        GbdFlClient(client).person(AIGUL.iin)

    assert refused.value.reason == answers.TOKEN_REFUSED


Reply = Callable[[httpx.Response], GbdFlClient]


@pytest.fixture
def asked() -> Iterator[Reply]:
    """A registry that gives one prepared answer: what a stand never says."""
    clients: list[httpx.Client] = []

    def prepared(response: httpx.Response) -> GbdFlClient:
        transport = httpx.MockTransport(lambda _: response)
        clients.append(http_client("http://registry", "t", timedelta(seconds=5), transport))
        return GbdFlClient(clients[-1])

    yield prepared
    for client in clients:
        client.close()


def _record(**changed: Any) -> httpx.Response:
    return httpx.Response(200, json=record_of(AIGUL) | changed)


@pytest.mark.parametrize(
    ("response", "detail"),
    [
        (_record(birth_date="12.04.1958"), "wrong or missing: birth_date"),
        (_record(status={"code": "asleep", "date": None}), "wrong or missing: status"),
        (_record(status={"code": "alive"}), "wrong or missing: status"),
        (_record(names={"surname": "Қ", "given": "А"}), "wrong or missing: names"),
        (_record(permanent_residence=None), "wrong or missing: permanent_residence"),
        (_record(iin=PEOPLE[1].iin), "the answer is of another person"),
        (httpx.Response(200, json=[]), "wrong or missing: _schema"),
        (httpx.Response(200, text="<html>"), "the body is no JSON"),
        (httpx.Response(204), "HTTP 204 instead of 200"),
        (httpx.Response(302, headers={"Location": "/login"}), "HTTP 302 instead of 200"),
        (httpx.Response(404, text="no such page"), "the body is no JSON"),
        (httpx.Response(404, json={"code": "route-unknown"}), "HTTP 404 instead of 200"),
    ],
)
def test_an_answer_against_the_contract_is_no_answer(
    asked: Reply, response: httpx.Response, detail: str
) -> None:
    with pytest.raises(SystemUnavailable) as refused:
        asked(response).person(AIGUL.iin)

    assert refused.value.reason == answers.AGAINST_CONTRACT
    assert str(refused.value) == detail


def test_what_the_contract_does_not_name_is_let_pass(asked: Reply) -> None:
    record = asked(_record(blood_group="II")).person(AIGUL.iin)

    assert record is not None


def test_a_server_out_of_reach_is_told_as_such() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    transport = httpx.MockTransport(refuse)
    with (
        http_client("http://registry", "t", timedelta(seconds=5), transport) as client,
        pytest.raises(SystemUnavailable) as refused,
    ):
        GbdFlClient(client).person(AIGUL.iin)

    assert refused.value.reason == answers.NO_CONNECTION


def test_neither_logs_nor_refusals_hold_personal_data(
    stand: Stand, registry: GbdFlClient, gateway: SmsClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    kinds: tuple[FaultKind, ...] = ("timeout", "error-500", "malformed", "down-until")
    for kind in kinds:
        for system in ("gbdfl", "sms"):
            stand.control.set_fault(system, "*", kind)
        with pytest.raises(SystemUnavailable) as refused:
            registry.person(AIGUL.iin)
        told.append(str(refused.value) + str(refused.value.__cause__))
        with pytest.raises(SystemUnavailable) as refused:
            gateway.send(to=AIGUL.phone, text="Шешім дайын", idempotency_key="job-1")
        told.append(str(refused.value) + str(refused.value.__cause__))
    stand.control.clear_faults()
    registry.person(AIGUL.iin)

    everything = json.dumps([told, caplog.text], ensure_ascii=False)
    assert len(told) == 8
    for secret in (AIGUL.iin, AIGUL.phone, "Қалиева", "Шешім"):
        assert secret not in everything


def test_every_reason_is_told_in_three_languages() -> None:
    reasons = [value for value in vars(answers).values() if isinstance(value, Text)]

    assert len(reasons) == 6
    for reason in (*reasons, GBD_FL, SMS_GATEWAY):
        assert len({reason.in_language(language) for language in LANGUAGES}) == 3
