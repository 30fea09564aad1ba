"""Latin letters read as the names that they may stand for."""

import pytest

from app.domain.names import search_term
from app.domain.spellings import MOST_READINGS, readings


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Kalieva", "Қалиева"),
        ("Qaliyeva", "Қалиева"),
        ("Aigul", "Айгүл"),
        ("Aygül", "Айгүл"),
        ("Zhanar", "Жанар"),
        ("Janar", "Жанар"),
        ("Akhmetov", "Ахметов"),
        ("Shugyla", "Шұғыла"),
        ("Şuğyla", "Шұғыла"),
        ("Yerlan", "Ерлан"),
        ("Elvira", "Эльвира"),
        ("Maria", "Мария"),
        ("Yuliya", "Юлия"),
        ("Dmitry", "Дмитрий"),
        ("Alexandr", "Александр"),
        ("Sergey", "Сергей"),
        ("Nurlybek", "Нұрлыбек"),
        ("Serikqyzy", "Серікқызы"),
        ("Tsoi", "Цой"),
        ("rfkbtdf", "Калиева"),
        ("fqufg", "Айгап"),
    ],
)
def test_a_name_in_latin_letters_is_read_as_in_cyrillic(typed: str, name: str) -> None:
    assert any(search_term(name).startswith(read) for read in readings(typed))


@pytest.mark.parametrize("typed", ["Қалиева", "калиева", "Әсем-Гүл", "123", "---"])
def test_what_is_not_latin_stands_for_itself(typed: str) -> None:
    assert readings(typed) == (search_term(typed),)


def test_a_latin_name_is_looked_for_as_it_is_typed_first() -> None:
    assert readings("Smith")[0] == "smith"


def test_readings_are_few_however_long_the_name() -> None:
    assert len(readings("y" * 40 + "xxccngia" * 10)) <= MOST_READINGS + 2
