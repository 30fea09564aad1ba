from datetime import timedelta

import pytest
from openapi_contract import Contract
from stand_parts import AIGUL, TOKENS, Hand
from werkzeug.test import TestResponse

from app.stand import Stand

PERSON = ("get", "/gbdfl/v1/persons/{iin}")
SEND = ("post", "/sms/v1/messages")


def ask(stand: Stand, iin: str, token: str = TOKENS["gbdfl"]) -> TestResponse:
    return stand.test_client().get(
        f"/gbdfl/v1/persons/{iin}", headers={"Authorization": f"Bearer {token}"}
    )


def send(
    stand: Stand, key: str = "job-1", to: str = "+77010001000", text: str = "Сәлем"
) -> TestResponse:
    headers = {"Authorization": f"Bearer {TOKENS['sms']}", "Idempotency-Key": key}
    return stand.test_client().post(
        "/sms/v1/messages", json={"to": to, "text": text}, headers=headers
    )


def keeps(contract: str, call: tuple[str, str], answer: TestResponse) -> list[str]:
    return Contract(contract).faults_of(
        *call,
        status=answer.status_code,
        content_type=answer.headers["Content-Type"],
        body=answer.get_data(),
    )


def test_every_person_of_the_registry_is_answered_by_the_contract(stand: Stand) -> None:
    for person in stand.control.people():
        answer = ask(stand, person.iin)

        assert answer.status_code == 200
        assert keeps("gbdfl.yaml", PERSON, answer) == []


def test_a_record_tells_name_birth_status_and_residence_in_both_languages(stand: Stand) -> None:
    assert ask(stand, AIGUL.iin).get_json() == {
        "iin": AIGUL.iin,
        "names": {"surname": "Қалиева", "given": "Айгүл", "patronymic": "Серікқызы"},
        "birth_date": "1958-04-12",
        "status": {"code": "alive", "date": None},
        "permanent_residence": {
            "kato": "751410000",
            "text": {
                "kk": "Алматы қаласы, Бостандық ауданы",
                "ru": "город Алматы, Бостандыкский район",
            },
        },
    }


@pytest.mark.parametrize(
    ("iin", "token", "status", "code"),
    [
        ("000000000000", TOKENS["gbdfl"], 404, "person-unknown"),
        ("12345", TOKENS["gbdfl"], 400, "iin-malformed"),
        (AIGUL.iin, "wrong", 401, "token-refused"),
        (AIGUL.iin, TOKENS["sms"], 401, "token-refused"),
    ],
)
def test_a_refused_question_is_answered_by_the_contract_too(
    stand: Stand, iin: str, token: str, status: int, code: str
) -> None:
    answer = ask(stand, iin, token)

    assert answer.status_code == status
    assert answer.get_json()["code"] == code
    assert keeps("gbdfl.yaml", PERSON, answer) == []


def test_a_question_without_a_token_is_refused(stand: Stand) -> None:
    answer = stand.test_client().get(f"/gbdfl/v1/persons/{AIGUL.iin}")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_repeated_key_gets_the_first_receipt_and_sends_nothing(stand: Stand, clock: Hand) -> None:
    first = send(stand)
    clock.move(timedelta(minutes=10))
    second = send(stand)

    assert (first.status_code, second.status_code) == (202, 202)
    assert second.get_json() == first.get_json()
    assert keeps("sms-gateway.yaml", SEND, second) == []
    assert [(m.to, m.text) for m in stand.control.sent_messages()] == [("+77010001000", "Сәлем")]


@pytest.mark.parametrize(
    ("key", "to", "text", "status", "code"),
    [
        ("job-1", "+77010001000", "Басқа", 409, "key-reused"),
        ("", "+77010001000", "Сәлем", 400, "key-missing"),
        ("job-2", "87010001000", "Сәлем", 400, "phone-malformed"),
        ("job-2", "+77010001000", "", 400, "text-malformed"),
        ("job-2", "+77010001000", "ә" * 671, 400, "text-malformed"),
    ],
)
def test_a_message_against_the_contract_is_not_sent(
    stand: Stand, key: str, to: str, text: str, status: int, code: str
) -> None:
    send(stand)

    answer = send(stand, key, to, text)

    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert keeps("sms-gateway.yaml", SEND, answer) == []
    assert len(stand.control.sent_messages()) == 1


def test_a_body_that_is_no_object_is_refused(stand: Stand) -> None:
    headers = {"Authorization": f"Bearer {TOKENS['sms']}", "Idempotency-Key": "job-1"}

    answer = stand.test_client().post("/sms/v1/messages", data=b"{", headers=headers)

    assert answer.get_json()["code"] == "phone-malformed"


@pytest.mark.parametrize(("kind", "status"), [("error-500", 500), ("down-until", 503)])
def test_a_broken_system_answers_by_the_contract(stand: Stand, kind: str, status: int) -> None:
    stand.control.set_fault("gbdfl", "person", kind)  # type: ignore[arg-type]  # of the table above

    answer = ask(stand, AIGUL.iin)

    assert answer.status_code == status
    assert keeps("gbdfl.yaml", PERSON, answer) == []


def test_a_malformed_answer_is_half_an_answer(stand: Stand) -> None:
    whole = ask(stand, AIGUL.iin).get_data()
    stand.control.set_fault("gbdfl", "*", "malformed")

    assert ask(stand, AIGUL.iin).get_data() == whole[: len(whole) // 2]


def test_slow_and_timeout_hold_the_answer_back_over_http(
    stand: Stand, pauses: list[timedelta]
) -> None:
    stand.control.set_fault("gbdfl", "person", "slow")
    slow = ask(stand, AIGUL.iin)
    stand.control.set_fault("gbdfl", "person", "timeout")
    ask(stand, AIGUL.iin)

    assert slow.status_code == 200
    assert pauses == [timedelta(seconds=2), timedelta(seconds=8)]


def test_a_counted_fault_strikes_that_often(stand: Stand) -> None:
    stand.control.set_fault("gbdfl", "person", "error-500", times=2)

    assert [ask(stand, AIGUL.iin).status_code for _ in range(3)] == [500, 500, 200]
    assert stand.control.faults() == []


def test_a_system_comes_back_at_the_moment_told(stand: Stand, clock: Hand) -> None:
    stand.control.set_fault("gbdfl", "*", "down-until", until=clock.now + timedelta(hours=3))

    clock.move(timedelta(hours=2, minutes=59))
    before = ask(stand, AIGUL.iin).status_code
    clock.move(timedelta(minutes=1))

    assert (before, ask(stand, AIGUL.iin).status_code) == (503, 200)
    assert stand.control.faults() == []


def test_a_fault_of_one_system_leaves_the_other_alone(stand: Stand) -> None:
    stand.control.set_fault("gbdfl", "*", "down-until")

    assert send(stand).status_code == 202


def test_a_refused_token_uses_no_fault_up(stand: Stand) -> None:
    stand.control.set_fault("gbdfl", "person", "error-500", times=1)

    ask(stand, AIGUL.iin, "wrong")

    assert ask(stand, AIGUL.iin).status_code == 500


def test_the_journal_tells_what_was_asked_and_answered(stand: Stand, clock: Hand) -> None:
    ask(stand, AIGUL.iin)
    stand.control.set_fault("sms", "send", "timeout")
    send(stand)

    journal = [
        (r.at, r.system, r.call, r.subject, r.status, r.fault) for r in stand.control.requests()
    ]
    assert journal == [
        (clock.now, "sms", "send", "+77010001000", 0, "timeout"),
        (clock.now, "gbdfl", "person", AIGUL.iin, 200, ""),
    ]
