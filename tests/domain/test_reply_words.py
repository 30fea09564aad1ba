"""What a person means who answers with a word."""

import pytest

from app.domain.reply_words import agrees, hearing_reply


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ИӘ", True),
        ("Иә, келісемін", True),
        ("да.", True),
        (" YES", True),
        ("1", True),
        ("Жоқ", False),
        ("нет, спасибо", False),
        ("no", False),
        ("қажет емес", False),
        ("кім бұл?", None),
        ("даты не знаю", None),
        ("…", None),
    ],
)
def test_the_first_word_decides(text: str, meant: bool | None) -> None:
    assert agrees(text) is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ҚАТЫСАМЫН", "attends"),
        ("приду", "attends"),
        ("Remote", "attends_remotely"),
        ("КЕЛІСЕМІН", "agrees"),
        ("Согласна.", "agrees"),
        ("не приду", "declines"),
        ("Не согласна, принесу справку", "objects"),
        ("Келіспеймін", "objects"),
        ("", "objects"),
    ],
)
def test_the_words_that_a_notice_of_a_hearing_names_are_understood(text: str, meant: str) -> None:
    assert hearing_reply(text) == meant
