"""What is wrong in a YAML file is told by its line and in the reader's language."""

import re
import string

import pytest

from app.documents import text_words, yaml_words
from app.documents.checking import check_texts
from app.documents.strict_yaml import load_mapping
from app.domain import reading_words
from app.domain.mistakes import FileUnreadable, Words
from app.domain.models import ModelFile
from app.safe_yaml import lines_of

MESSAGE = """\
visit-reminder:
  trigger: {kk: Барар алдында, ru: Перед визитом, en: Before the visit}
  channel: sms
  norm: practice
  values: [visit_date]
  text:
    kk: "{visit_date} келеміз"
    ru: "{visit_day} придём"
    en: "{visit_date}"
"""
ENGLISH = re.compile(
    r"\b(missing|unknown|expected|found|nobody|promised|stands|while|mapping|scanning)\b"
)
"""Words of sentences, not of keys."""


def sentences() -> dict[str, Words]:
    found = {
        f"{module.__name__}.{name}": words
        for module in (reading_words, text_words, yaml_words)
        for name, words in vars(module).items()
        if name.isupper() and isinstance(words, tuple) and len(words) == 3
    }
    return found | dict(yaml_words._SENTENCES)


@pytest.mark.parametrize("words", sentences().values(), ids=sentences().keys())
def test_every_sentence_says_the_same_in_three_languages(words: Words) -> None:
    places = [{place for _, place, _, _ in string.Formatter().parse(one) if place} for one in words]

    assert places[0] == places[1] == places[2]
    assert re.search("[әғқңөұүһі]", words[0])
    assert re.search("[а-яё]", words[1])
    assert not ENGLISH.search(re.sub(r"\{\w+\}", "", words[0] + words[1]))


def test_a_finding_names_the_line_of_its_words() -> None:
    findings = check_texts([ModelFile("messages.yaml", MESSAGE.encode())])

    assert [(one.rule, one.line, one.message.ru) for one in findings] == [
        ("texts", 8, "visit-reminder.text.ru: {visit_day} никто не заполнит; "
         "добавьте имя в values"),
        ("texts", 8, "visit-reminder.text.ru: {visit_date} стоит в списке, но не в тексте; "
         "добавьте в текст или уберите из списка"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\nb: c: d\n", 2, "двоеточие здесь лишнее"),
        ("a: [1, 2\nb: 1\n", 2, "скобка не закрыта"),
        ("a:\n\tb: 1\n", 2, "отступ делайте пробелами"),
        ("a: 'x\nb: 1\n", 3, "кавычка не закрыта"),
        ('a: "\\q"\n', 1, "знак \\ в двойных кавычках"),
        ("a: *x\n", 1, "имени после * в файле нет"),
        ("a:\n  b: 1\n c: 2\n", 3, "отступ строки не такой"),
        ("a: 1\na: 2\n", 2, "ключ a стоит дважды"),
        ("1: 2\n", 1, "ключ должен быть текстом"),
        ("a: ]\n", 1, "не хватает значения"),
        ("a: !x 1\n", 1, "начинается с !"),
        ("a: 1\n---\nb: 2\n", 2, "начинает второй документ"),
        ("a: 1\nb: \x01\n", 2, "невидимый знак"),
        ("a: - b\n", 1, "начинается с новой строки"),
        ("a: >x\n b", 1, "после | или >"),
        ("a:\n  - 1\n  - 2026-13-40\n", 3, "такого значения нет"),
        ("a: !!bool x\n", 1, "такого значения нет"),
        ("- a\n", 0, "нужны ключи со значениями"),
        ("", 0, "нужны ключи со значениями"),
    ],
)
def test_what_is_no_yaml_is_told_without_the_words_of_its_reader(
    text: str, line: int, told: str
) -> None:
    with pytest.raises(FileUnreadable) as refused:
        load_mapping(text.encode())

    mistake = refused.value.mistake
    assert (mistake.line, told in mistake.told.ru) == (line, True), mistake
    assert not ENGLISH.search(mistake.told.ru + mistake.told.kk)


def test_bytes_that_are_no_text_are_told() -> None:
    with pytest.raises(FileUnreadable) as refused:
        load_mapping(b"a: \xff\n")

    assert "UTF-8" in refused.value.mistake.told.kk


def test_a_path_leads_to_its_line_or_to_what_is_around_it() -> None:
    text = "a:\n  - id: one\n    b.c: 1\n  - id: two\n    d:\n      e: 1\nf: 2\n"
    lines = {
        "a": 1, "a[0]": 2, "a[0].b.c": 3, "a[0].missing": 2, "a[1].d.e": 6, "a.two": 4,
        "a.two.d": 5, "a[7]": 1, "f": 7, "g": 0, "": 0,
    }  # fmt: skip

    assert lines_of(text, list(lines)) == list(lines.values())
    assert lines_of("a: [", ["a"]) == [0]
