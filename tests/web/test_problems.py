"""Refusals and failures: one status each, told in the person's language or as JSON."""

import importlib
import pkgutil
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from desk_world import CLERK, DeskWorld

import app
from app.domain.refusals import DomainError, StorageAway
from app.web.problems import status_of

NOBODY = "06b44715-5f1a-4a96-823b-146457bbfa65"
ROOMS = ("app.domain", "app.feel", "app.ports", "app.usecases", "app.engine", "app.storage",
         "app.documents", "app.integrations", "app.web", "app.scheduling")  # fmt: skip


def _refusals(kind: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _refusals(child)


def _load_every_room() -> None:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.startswith(ROOMS):
            importlib.import_module(module.name)


def test_every_refusal_has_a_status() -> None:
    _load_every_room()
    unknown = []
    for refusal in _refusals():
        try:
            assert 400 <= status_of(refusal) < 600
        except KeyError:
            unknown.append(refusal.__name__)
    assert unknown == []


def test_every_refusal_has_a_code_and_a_title_of_its_own_in_three_languages() -> None:
    _load_every_room()
    poor = [
        refusal.__name__
        for refusal in _refusals()
        if not (refusal.title.kk and refusal.title.ru and refusal.title.en)
        or refusal.code != refusal.__name__
    ]
    assert poor == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "Мұндай іс жоқ"),
        ("ru", "Такого дела нет"),
        ("en", "There is no such case"),
    ],
)
def test_a_refusal_is_a_page_in_the_persons_language(
    shared_world: DeskWorld, language: str, words: str
) -> None:
    answer = shared_world.visitor(CLERK, language).get("/cases/ЖК-2026-999999")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert f"<h1>{words}</h1>" in answer.text
    assert f'<html lang="{language}"' in answer.text


def test_a_script_gets_the_refusal_as_json(shared_world: DeskWorld) -> None:
    answer = shared_world.visitor(CLERK).get("/cases/no", Accept="application/json")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "CaseNotFound"
    assert answer.json["title"] == "Такого дела нет"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/no-such-page", 404),
        ("/tasks/not-a-uuid", 404),
        ("/tasks?lits=mine", 422),
        ("/tasks?list=everything", 422),
        (f"/tasks/{NOBODY}", 404),
        (f"/documents/{NOBODY}", 404),
        (f"/uploads/{NOBODY}", 404),
        ("/static/build/secrets.txt", 404),
        ("/static/build/../manifest.json", 404),
    ],
)
def test_a_wrong_address_is_told_on_a_page(shared_world: DeskWorld, path: str, status: int) -> None:
    answer = shared_world.visitor(CLERK).get(path)
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_a_page_that_takes_no_form_says_so(shared_world: DeskWorld) -> None:
    visitor = shared_world.visitor(CLERK)
    visitor.get("/tasks")
    answer = visitor.post("/tasks", {})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "<h1>" in answer.text


def test_a_failure_of_ours_gives_a_number_to_quote_and_no_trace(
    world: DeskWorld, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = world.visitor(CLERK)
    world.world.qadam.storage.close()
    world.app.view_functions["home.about"] = _broken(world.app.view_functions["home.about"])
    answer = visitor.get("/about")
    assert answer.status_code == 500
    number = answer.headers["X-Request-Id"]
    assert number in answer.text
    assert "Traceback" not in answer.text
    assert "boom" not in answer.text
    assert number in caplog.text


def _broken(view: object) -> object:
    from app.web.permissions import public

    def fail() -> str:
        raise ZeroDivisionError("boom")

    return public(fail)


def test_a_database_that_is_away_is_told_in_the_persons_language(
    world: DeskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = world.visitor(CLERK)

    def away() -> None:
        raise StorageAway

    monkeypatch.setattr(world.world.qadam.storage.queries, "person", lambda _: away())
    answer = visitor.get("/tasks")

    assert answer.status_code == 503
    assert "<h1>База данных сейчас не отвечает" in answer.text
