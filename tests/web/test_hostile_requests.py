"""Requests that no browser of ours sends: told off politely, never a failure."""

import io
import re
from urllib.parse import quote

import pytest
from desk_world import APPLICATION, CLERK, HERE, DeskWorld, as_form


@pytest.mark.parametrize("address", ["//[", "//ｅ／x", "/\x00", "\\\\evil.kz"])
def test_an_address_that_cannot_be_read_leads_to_the_first_page(
    shared_world: DeskWorld, address: str
) -> None:
    answer = shared_world.visitor().post("/sign-in/demo", {"person": CLERK, "next": address})
    assert answer.status_code in (303, 422)
    assert answer.headers.get("Location", "/") == "/"


@pytest.mark.parametrize("token", ["é", "ключ", "", "0" * 10_000, "0" * 128])
def test_a_token_of_any_letters_is_a_wrong_token(shared_world: DeskWorld, token: str) -> None:
    visitor = shared_world.visitor(CLERK)
    assert visitor.post("/sign-out", {"csrf_token": token}).status_code == 403


def test_a_token_is_told_anew_with_each_page_and_an_older_one_serves_too(
    world: DeskWorld,
) -> None:
    visitor = world.visitor("zhanar")
    tokens = []
    for _ in range(3):
        visitor.get("/tasks")
        tokens.append(visitor.token)
    assert len(set(tokens)) == 3
    assert visitor.post("/sign-out", {"csrf_token": tokens[0]}).status_code == 303


def test_a_token_of_any_letters_in_a_header_is_a_wrong_token(shared_world: DeskWorld) -> None:
    answer = shared_world.visitor(CLERK).post("/sign-out", {}, **{"X-CSRF-Token": "é"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/tasks?text=%00", 422),
        ("/tasks?process=%00", 422),
        ("/tasks?after=%00", 422),
        ("/search?text=%00", 422),
        ("/cases/%00", 404),
        ("/cases/%ED%A0%80", 404),
        ("/tasks?text=%ED%A0%80", 200),
        ("/tasks?after=zzzz", 200),
        ("/tasks?after=////////////////////////////////", 200),
        ("/tasks/news?known=99999999999999999999999999", 200),
    ],
)
def test_odd_signs_in_an_address_are_no_failure(
    shared_world: DeskWorld, path: str, status: int
) -> None:
    assert shared_world.visitor(CLERK).get(path).status_code == status


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/demo"])
def test_a_zero_character_signs_nobody_in(shared_world: DeskWorld, path: str) -> None:
    told = {"login": "a\0", "password": "x", "person": "a\0"}
    known = ("login", "password") if path == "/sign-in" else ("person",)
    answer = shared_world.visitor().post(path, {key: told[key] for key in known})
    assert answer.status_code == 422


@pytest.mark.parametrize("languages", ["*;q=zzz", "kk-;;;;,,,", "x" * 8000, "ru;q=1e999"])
def test_odd_languages_give_a_page_all_the_same(shared_world: DeskWorld, languages: str) -> None:
    client = shared_world.app.test_client()
    answer = client.get("/sign-in", headers={"Accept-Language": languages})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:/Users/aigul/анықтама.pdf", "анықтама.pdf"),
        ("a\0\x1bb.pdf", "ab.pdf"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_file_keeps_the_plain_part_of_its_name(world: DeskWorld, name: str, kept_as: str) -> None:
    task = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    visitor.get(f"/tasks/{task.id}")

    answer = visitor.post(
        f"/tasks/{task.id}/uploads?field=papers", {"file": (io.BytesIO(b"%PDF-1.7 "), name)}
    )

    assert answer.status_code == 201
    ids = set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", answer.text))
    sent = [visitor.get(f"/uploads/{i}") for i in ids]
    (found,) = {a.headers["Content-Disposition"] for a in sent if a.status_code == 200}
    assert found == f"attachment; filename*=UTF-8''{quote(kept_as)}"


def test_an_invisible_sign_in_an_answer_is_told_at_its_field(shared_world: DeskWorld) -> None:
    visitor = shared_world.visitor(CLERK)
    visitor.get("/cases/new")

    answer = visitor.press(
        "/cases/new",
        process="personal-assistant",
        office=HERE,
        channel="department_counter",
        **as_form({**APPLICATION, "needs": "көмек\0"}),
    )

    assert answer.status_code == 422
    assert "невидимый знак" in answer.text
    assert APPLICATION["applicant_iin"] in answer.text
