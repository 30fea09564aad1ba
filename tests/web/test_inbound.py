"""What state systems send: proven, in shape, once; a refusal is a problem in JSON."""

from collections.abc import Mapping

import pytest
from desk_world import HERE, DeskWorld, secret_of
from werkzeug.test import TestResponse

EVENTS = "/api/inbound/esobes/events"
FOUND: Mapping[str, object] = {
    "event_id": "event-1",
    "kind": "measure-found",
    "iin": "580412400174",
    "full_name": "Қалиева Айгүл Серікқызы",
    "phone": "+77010001000",
    "language": "kk",
    "district": "751410000",
    "measure": {"code": "personal-assistant", "name": "Жеке көмекші"},
}


def send(
    world: DeskWorld, body: object, *, path: str = EVENTS, secret: str = secret_of("esobes")
) -> TestResponse:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return world.app.test_client().post(path, json=body, headers=headers)


@pytest.mark.parametrize("secret", ["", "a guess", secret_of("gbdfl")])
def test_a_system_that_does_not_prove_itself_is_refused(world: DeskWorld, secret: str) -> None:
    answer = send(world, FOUND, secret=secret)

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["code"] == "SystemUnproven"
    assert "Set-Cookie" not in answer.headers


def test_a_measure_that_was_found_begins_a_case_in_the_proactive_channel(world: DeskWorld) -> None:
    answer = send(world, FOUND)

    assert answer.status_code == 201
    assert answer.json is not None
    case = world.world.case(answer.json["number"]).case
    assert (case.channel, case.office_id) == ("mobile_phone", HERE)
    assert (case.applicant.iin, case.applicant.phone) == ("580412400174", "+77010001000")


def test_an_event_that_comes_twice_begins_one_case(world: DeskWorld) -> None:
    first, second = send(world, FOUND), send(world, FOUND)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json


@pytest.mark.parametrize(
    "changed",
    [
        {"measure": {"code": "wheelchair", "name": "Кресло-арба"}},
        {"event_id": "event-2"},
    ],
    ids=["a measure that no service provides", "somebody who has an open case"],
)
def test_nothing_is_offered_in_vain(world: DeskWorld, changed: Mapping[str, object]) -> None:
    send(world, FOUND)

    answer = send(world, {**FOUND, "event_id": "another", **changed})

    assert (answer.status_code, answer.json) == (201, {"number": None})


@pytest.mark.parametrize(
    ("changed", "code", "fields"),
    [
        ({"event_id": None}, "RequestMalformed", ["event_id"]),
        ({"colour": "blue"}, "RequestMalformed", ["colour"]),
        ({"measure": {"name": "x"}}, "RequestMalformed", ["measure.code"]),
        ({"iin": "580412400175"}, "IinInvalid", None),
        ({"district": "110000000"}, "DistrictUnknown", None),
    ],
)
def test_what_cannot_be_used_is_told_by_field_and_never_by_value(
    world: DeskWorld, changed: Mapping[str, object], code: str, fields: list[str] | None
) -> None:
    answer = send(world, {**FOUND, **changed})

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["code"] == code
    told = answer.json.get("errors")
    assert (told and [error["field"] for error in told]) == fields
    assert "Айгүл" not in answer.text


@pytest.mark.parametrize("body", ["nothing like JSON", "[]"])
def test_a_body_of_another_kind_is_a_problem_too(world: DeskWorld, body: str) -> None:
    answer = world.app.test_client().post(
        EVENTS,
        data=body,
        headers={"Authorization": f"Bearer {secret_of('esobes')}"},
        content_type="application/json",
    )

    assert answer.status_code in (400, 422)
    assert answer.mimetype == "application/problem+json"
