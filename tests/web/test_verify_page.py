"""The page that a paper's code leads to."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from desk_world import DeskWorld, Visitor, desk_world


@pytest.fixture(scope="module")
def decided(static: Path) -> Iterator[tuple[DeskWorld, str, bytes]]:
    """A world with a drawn up paper, its code and its file."""
    with desk_world(static) as world:
        (row,) = world.decided().documents
        with world.world.qadam.storage.begin() as uow:
            paper = uow.documents.get(row.id)
        assert paper is not None
        yield world, paper.verify_code, paper.pdf


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Құжат түпнұсқа"), ("ru", "Документ подлинный"), ("en", "The document is genuine")],
)
def test_anybody_sees_whether_the_paper_is_genuine_and_nothing_else(
    decided: tuple[DeskWorld, str, bytes], language: str, words: str
) -> None:
    world, code, _ = decided

    page = world.visitor(language=language).get(f"/verify/{code}")

    assert page.status_code == 200
    assert words in plain(page.text)
    for secret in ("Қалиева", "580412400174", "ЖК-2026", "Х-1/2026"):
        assert secret not in page.text


def test_the_page_says_that_the_paper_follows_a_repealed_order(
    decided: tuple[DeskWorld, str, bytes],
) -> None:
    world, code, _ = decided

    page = world.visitor(language="ru").get(f"/verify/{code}")

    assert "Приказ № 458 утратил силу" in plain(page.text)


def test_the_address_in_the_qr_code_is_that_page(decided: tuple[DeskWorld, str, bytes]) -> None:
    world, code, _ = decided

    with world.world.qadam.storage.begin() as uow:
        paper = uow.documents.by_code(code)

    assert paper is not None
    told = re.search(rb'"verify_url":"([^"]+)"', paper.words)
    assert told is not None
    assert told[1].decode().endswith(f"/verify/{code}")


def test_a_code_typed_into_the_form_leads_to_the_paper(
    decided: tuple[DeskWorld, str, bytes],
) -> None:
    world, code, _ = decided
    visitor = world.visitor()

    answer = visitor.get(f"/verify?code={code.lower()}")

    assert answer.status_code == 303
    assert visitor.get(answer.location).status_code == 200


def test_a_code_that_no_paper_bears_is_told(decided: tuple[DeskWorld, str, bytes]) -> None:
    page = decided[0].visitor().get("/verify/0000-0000-0000-0000-0000-0000")

    assert (page.status_code, "Документа с таким кодом нет" in plain(page.text)) == (404, True)


@pytest.mark.parametrize(
    ("change", "words"),
    [(b"", "Ваш файл – тот самый документ"), (b" ", "Ваш файл отличается от этого документа")],
)
def test_a_file_is_compared_to_the_last_byte(
    decided: tuple[DeskWorld, str, bytes], change: bytes, words: str
) -> None:
    world, code, pdf = decided
    visitor = world.visitor()
    visitor.get(f"/verify/{code}")

    page = visitor.post(f"/verify/{code}", {"file": (BytesIO(pdf + change), "notice.pdf")})

    assert (page.status_code, words in plain(page.text)) == (200, True)


def test_comparing_without_a_file_asks_for_one(decided: tuple[DeskWorld, str, bytes]) -> None:
    world, code, _ = decided
    visitor = world.visitor()
    visitor.get(f"/verify/{code}")

    page = visitor.post(f"/verify/{code}", {})

    assert (page.status_code, "Выберите файл PDF" in plain(page.text)) == (422, True)


def test_a_file_that_is_too_large_is_told(decided: tuple[DeskWorld, str, bytes]) -> None:
    world, code, _ = decided
    visitor = world.visitor()
    visitor.get(f"/verify/{code}")

    large = BytesIO(bytes(10 * 1024 * 1024 + 1))
    page = visitor.post(f"/verify/{code}", {"file": (large, "large.pdf")})

    assert (page.status_code, "не более 10 МБ" in plain(page.text)) == (422, True)


def test_codes_are_not_found_by_trying(static: Path) -> None:
    with desk_world(static) as world:
        visitor: Visitor = world.visitor()

        statuses = [
            visitor.get(f"/verify/0000-0000-0000-0000-0000-{n:04}").status_code for n in range(31)
        ]

        assert statuses[:30] == [404] * 30
        assert statuses[30] == 429
