"""What a person means who answers with a word."""

import pytest

from app.domain.reply_words import agrees


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
