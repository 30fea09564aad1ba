"""What the stand's systems take over, and what they refuse by the contract."""

from collections.abc import Mapping
from typing import Any

import pytest
from openapi_contract import Contract
from stand_parts import AIGUL, TOKENS
from werkzeug.test import TestResponse

from app.stand import Stand

CASE = {
    "number": "ЖК-2026-000041",
    "service": "personal-assistant",
    "service_name": {"kk": "Жеке көмекші", "ru": "Помощник", "en": "Assistant"},
    "office": "almaty-bostandyk",
    "office_name": {"kk": "Бөлім", "ru": "Отдел", "en": "Department"},
    "channel": "egov_portal",
    "registered_at": "2026-11-17T05:00:00+00:00",
    "due_on": None,
}
DOCUMENT = {
    "name": "notice.pdf", "media_type": "application/pdf", "sha256": "0" * 64, "content": "JVBE",
    "signatures": [],
}  # fmt: skip
BODIES: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "egov": (
        "/egov/v1/cabinet/statuses",
        "status",
        {
            "iin": AIGUL.iin, "case": CASE, "status": "granted",
            "text": {"kk": "а", "ru": "б", "en": "c"}, "at": "2026-11-20T05:00:00+00:00",
            "document": DOCUMENT,
        },
    ),
    "monitoring": (
        "/monitoring/v1/stages",
        "stage",
        {"case": CASE, "stage": "decided", "outcome": None, "at": "2026-11-20T05:00:00+00:00"},
    ),
    "aleumet": (
        "/aleumet/v1/measures",
        "pass",
        {
            "iin": AIGUL.iin, "programme_number": "ОЖБ-1", "code": "personal-assistant",
            "name": {"kk": "а", "ru": "б"}, "hours_per_day": 8, "volume_hours": 256,
            "period_from": "2026-11-30", "period_until": "2026-12-31", "case": CASE,
        },
    ),
}  # fmt: skip
WRONG: tuple[tuple[str, str, object, str], ...] = (
    ("egov", "iin", "12", "iin"),
    ("egov", "status", "lost", "status"),
    ("egov", "text", {"kk": "а", "ru": " "}, "text.en, text.ru"),
    ("egov", "at", "2026-11-20T05:00:00", "at"),
    ("egov", "document", DOCUMENT | {"media_type": "text/html"}, "document.media_type"),
    ("egov", "document", DOCUMENT | {"signatures": [1]}, "document.signatures"),
    ("egov", "document", [], "document"),
    ("egov", "extra", 1, "extra"),
    ("monitoring", "stage", None, "stage"),
    ("monitoring", "outcome", "maybe", "outcome"),
    ("monitoring", "case", CASE | {"due_on": "soon"}, "case.due_on"),
    ("monitoring", "case", "ЖК-1", "case"),
    ("aleumet", "hours_per_day", "8", "hours_per_day"),
    ("aleumet", "volume_hours", True, "volume_hours"),
    ("aleumet", "period_from", "30.11.2026", "period_from"),
)


def hand_over(
    stand: Stand, system: str, path: str, body: object, key: str | None = "job-1"
) -> TestResponse:
    headers = {"Authorization": f"Bearer {TOKENS[system]}"}
    if key is not None:
        headers["Idempotency-Key"] = key
    answer = stand.test_client().post(path, json=body, headers=headers)
    told = Contract(f"{system}.yaml").faults_of(
        "post",
        path,
        status=answer.status_code,
        content_type=answer.headers["Content-Type"],
        body=answer.get_data(),
    )
    assert told == []
    return answer


@pytest.mark.parametrize("system", BODIES)
def test_a_key_takes_over_once_and_another_one_again(stand: Stand, system: str) -> None:
    path, call, body = BODIES[system]

    first = hand_over(stand, system, path, body)
    again = hand_over(stand, system, path, {**body, "case": {**CASE, "due_on": "2026-12-08"}})
    other = hand_over(stand, system, path, body, "job-2")

    assert [answer.status_code for answer in (first, again, other)] == [202, 202, 202]
    assert first.get_json() == again.get_json() != other.get_json()
    (kept, _) = stand.control.received(system, call)
    assert kept.body == body


@pytest.mark.parametrize(("system", "name", "value", "told"), WRONG)
def test_a_body_against_the_contract_is_refused_by_name_and_not_kept(
    stand: Stand, system: str, name: str, value: object, told: str
) -> None:
    path, call, body = BODIES[system]

    answer = hand_over(stand, system, path, {**body, name: value})

    assert answer.status_code == 422
    assert answer.get_json()["title"] == f"Wrong: {told}"
    assert stand.control.received(system, call) == []


@pytest.mark.parametrize("system", BODIES)
@pytest.mark.parametrize("key", [None, "", "k" * 101])
def test_nothing_is_taken_over_without_a_fit_key(
    stand: Stand, system: str, key: str | None
) -> None:
    path, call, body = BODIES[system]

    answer = hand_over(stand, system, path, body, key)

    assert (answer.status_code, answer.get_json()["code"]) == (400, "key-missing")
    assert stand.control.received(system, call) == []


@pytest.mark.parametrize("body", [[], "text", {}])
def test_a_body_that_is_no_object_names_all_that_is_missing(stand: Stand, body: object) -> None:
    answer = hand_over(stand, "monitoring", BODIES["monitoring"][0], body)

    assert answer.get_json()["title"] == "Wrong: at, case, outcome, stage"


def test_a_measure_nobody_passed_cannot_be_opened(stand: Stand) -> None:
    headers = {"Authorization": f"Bearer {TOKENS['aleumet']}", "Idempotency-Key": "k"}
    hand_over(stand, "egov", *BODIES["egov"][::2])
    for number in ("aleumet-7", "egov-1", "aleumet-", "aleumet-x", "aleumet-" + "9" * 40):
        answer = stand.test_client().post(
            f"/aleumet/v1/measures/{number}/ordering",
            json={"choose_until": "2027-01-30"},
            headers=headers,
        )

        assert (answer.status_code, answer.get_json()["code"]) == (404, "measure-unknown")


@pytest.mark.parametrize("is_first", [True, False])
def test_a_measure_is_withdrawn_by_its_name_before_it_has_come_or_after(
    stand: Stand, is_first: bool
) -> None:
    path, _, body = BODIES["aleumet"]
    name = f"{CASE['number']}:personal-assistant"
    letters = [(path, body), (f"{path}/{name}/withdrawal", {"reason": "Өтініш кері алынды"})]

    for number, (to, told) in enumerate(reversed(letters) if is_first else letters):
        headers = {"Authorization": f"Bearer {TOKENS['aleumet']}", "Idempotency-Key": f"{number}"}
        assert stand.test_client().post(to, json=told, headers=headers).status_code == 202

    (measure,) = stand.control.aleumet.measures()
    assert measure.is_withdrawn
    assert stand.control.aleumet.measure(name) == measure
