"""The editor posts a drawing and gets every finding of it, in three languages."""

import json
from typing import Any

import pytest
from desk_world import CLERK, SERVICE, DeskWorld, Visitor
from werkzeug.test import TestResponse

DESIGNER = "madina"
DIAGRAM = "personal-assistant.bpmn"


@pytest.fixture
def designer(shared_world: DeskWorld) -> Visitor:
    visitor = shared_world.visitor(DESIGNER)
    visitor.get("/about")
    return visitor


def ask(visitor: Visitor, body: Any) -> TestResponse:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return visitor.client.post(
        "/lint",
        data=sent,
        content_type="application/json",
        headers={"X-CSRF-Token": visitor.token, "Accept": "application/json"},
    )


def drawing() -> str:
    return (SERVICE / DIAGRAM).read_text(encoding="utf-8")


def edited(visitor: Visitor, content: str, **beside: str) -> TestResponse:
    return ask(visitor, {"files": [{"path": DIAGRAM, "content": content}], **beside})


def test_a_sound_drawing_beside_its_deployed_files_has_no_findings(designer: Visitor) -> None:
    answer = edited(designer, drawing(), process="personal-assistant")
    assert answer.json == {"deployable": True, "findings": []}


def test_a_finding_says_where_it_stands_and_what_to_do(designer: Visitor) -> None:
    broken = drawing().replace('camunda:topic="request-person"', 'camunda:topic="ask-the-stars"')
    answer = edited(designer, broken, process="personal-assistant")
    assert answer.json is not None
    assert not answer.json["deployable"]
    (found,) = [one for one in answer.json["findings"] if one["rule"] == "unknown-topic"]
    assert (found["file"], found["severity"]) == (DIAGRAM, "service")
    assert found["element"]
    assert len(set(found["name"].values())) == 3
    assert found["line"] > 1
    assert len(set(found["message"].values())) == 3


def test_a_drawing_alone_misses_its_forms(designer: Visitor) -> None:
    answer = edited(designer, drawing())
    assert answer.json is not None
    assert "form-missing" in {found["rule"] for found in answer.json["findings"]}


def test_who_designs_no_services_is_refused(shared_world: DeskWorld) -> None:
    clerk = shared_world.visitor(CLERK)
    clerk.get("/about")
    answer = edited(clerk, drawing())
    assert answer.status_code == 403
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        b'"text"',
        b"\xff",
        {},
        {"files": []},
        {"files": 7},
        {"files": ["x.bpmn"]},
        {"files": [{"path": "x.bpmn"}]},
        {"files": [{"path": "../x.bpmn", "content": ""}]},
        {"files": [{"path": "/etc/passwd", "content": ""}]},
        {"files": [{"path": "x.bpmn", "content": 5}]},
        {"files": [{"path": "x.bpmn", "content": "\ud800"}]},
        {"files": [{"path": "x.bpmn", "content": ""}], "colour": "red"},
        {"files": [{"path": f"{n}.bpmn", "content": ""} for n in range(201)]},
    ],
)
def test_a_request_of_another_shape_is_a_problem(designer: Visitor, body: Any) -> None:
    answer = ask(designer, body)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_a_service_that_is_not_deployed_is_not_found(designer: Visitor) -> None:
    assert edited(designer, drawing(), process="nowhere").status_code == 404


def test_a_request_beyond_the_limit_is_too_large(designer: Visitor) -> None:
    assert edited(designer, " " * 12_000_001).status_code == 413


def test_a_hostile_drawing_is_findings_like_any_other(designer: Visitor) -> None:
    hostile = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    answer = edited(designer, hostile)
    assert answer.json is not None
    assert [found["rule"] for found in answer.json["findings"]] == ["doctype-refused"]


def test_a_drawing_of_a_draft_is_checked_beside_the_files_of_the_draft(
    designer: Visitor, shared_world: DeskWorld
) -> None:
    draft = str(shared_world.begin_draft())
    assert edited(designer, drawing(), draft=draft).json == {"deployable": True, "findings": []}
    nowhere = "00000000-0000-0000-0000-000000000000"
    assert edited(designer, drawing(), draft=nowhere).status_code == 404
