"""What the language says of errors: in three languages, with the place and the nearest name."""

import ast
import re
from pathlib import Path

import pytest

from app import decisions
from app.feel import FeelSyntaxError, infer, parse, to_value
from app.feel.catalogue import SENTENCES, WORDS
from app.feel.types import BOOLEAN, NUMBER, STRING, TypeRef

APP = Path(__file__).resolve().parents[2] / "app"
SPEAKING = {"Unfit", "FeelSyntaxError", "FeelBudgetExceeded", "note", "doubt", "Said"}
PLACE = re.compile(r"{(\w+)}")
assert decisions.Problem  # its room has taught the language what to say


def first_texts(names):
    """The texts that are given first to calls by these names."""
    for path in (*APP.glob("feel/**/*.py"), *APP.glob("decisions/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            text = node.args[0]
            if name in names and isinstance(text, ast.JoinedStr):
                pytest.fail(f"{path}:{node.lineno}: a sentence is a template, not an f-string")
            if name in names and isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def test_every_sentence_is_told_in_kazakh_and_russian():
    used = set(first_texts(SPEAKING))

    assert len(used) > 130
    assert used - set(SENTENCES) == set()


def test_every_word_of_a_sentence_is_told_in_kazakh_and_russian():
    assert set(first_texts({"Word"})) - set(WORDS) == set()


@pytest.mark.parametrize("template", SENTENCES)
def test_a_translation_has_the_places_of_its_sentence(template):
    kazakh, russian = SENTENCES[template]
    places = sorted(PLACE.findall(template))

    assert sorted(PLACE.findall(kazakh)) == sorted(PLACE.findall(russian)) == places
    if PLACE.sub("", template).strip(": "):
        assert len({template, kazakh, russian}) == 3


@pytest.mark.parametrize(
    ("text", "line", "column", "kazakh", "russian"),
    [
        ("1 +", 1, 4, "Өрнек аяқталмаған, әрі қарай күтілгені: мән (4-таңбада)",
         "Выражение не закончено, дальше ожидалось: значение (знак 4)"),
        ("for x in [1]\nretrun x", 2, 1,
         "Күтілгені: 'return', табылғаны: 'retrun'; мүмкін, return? (2-жол, 1-таңба)",
         "Ожидалось: 'return', найдено: 'retrun'; возможно, return? (строка 2, знак 1)"),
        ("1 instance of\n  nummber", 2, 3, "nummber түрі жоқ; мүмкін, number? (2-жол, 3-таңба)",
         "Типа nummber нет; возможно, number? (строка 2, знак 3)"),
    ],
)  # fmt: skip
def test_a_syntax_error_tells_where_and_what_was_expected(text, line, column, kazakh, russian):
    with pytest.raises(FeelSyntaxError) as refused:
        parse(text)

    assert (refused.value.line, refused.value.column) == (line, column)
    assert (refused.value.told("kk"), refused.value.told("ru")) == (kazakh, russian)


@pytest.mark.parametrize(
    ("text", "english", "kazakh", "russian"),
    [
        ("amuont + 1", "There is no variable amuont; did you mean amount?",
         "amuont айнымалысы жоқ; мүмкін, amount?", "Переменной amuont нет; возможно, amount?"),
        ("cuont([1])", "There is no function cuont; did you mean count?",
         "cuont функциясы жоқ; мүмкін, count?", "Функции cuont нет; возможно, count?"),
        ("person.naem", "The context has no entry naem; did you mean name?",
         "Контексте naem жазбасы жоқ; мүмкін, name?",
         "В контексте нет записи naem; возможно, name?"),
        ('date("x")', 'date: "x" is no date; expected for example "2026-01-31"',
         "date: «x» – күн емес; мысалы, «2026-01-31» күтіледі",
         "date: «x» – не дата; ожидается, например, «2026-01-31»"),
        ('1 + "a"', "Cannot add string to number", "Бұл түрлерді қосуға болмайды: сан, мәтін",
         "Эти типы нельзя сложить: число, строка"),
    ],
)  # fmt: skip
def test_a_note_tells_why_in_three_languages(text, english, kazakh, russian):
    scope = {"amount": to_value(5), "person": to_value({"name": "A"})}
    note = parse(text).evaluate(scope).notes[0]

    assert (note.told("en"), note.told("kk"), note.told("ru")) == (english, kazakh, russian)


def test_a_name_that_goes_on_without_end_is_cut():
    (note,) = parse("a" * 4000).evaluate({}).notes

    assert len(note.message) < 120


PERSON = TypeRef("context", (STRING, NUMBER), ("name", "age"))
PEOPLE = TypeRef("list", (PERSON,))
NAMES = {"person": PERSON, "people": PEOPLE, "open": BOOLEAN, "any": TypeRef("Any")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("person.age + 1", "number"),
        ("people[age > 18].name", "list<string>"),
        ("people[1].name", "string"),
        ("count(people) > 0 and open", "boolean"),
        ('@"2026-01-01" - @"2025-01-01"', "days and time duration"),
        ('date("2026-01-01") + duration("P1D")', "Any"),
        ('today() + @"P1D"', "date"),
        ("for p in people return p.age * 2", "list<number>"),
        ('if open then "a" else "b"', "string"),
        ('if open then "a" else 1', "Any"),
        ("{a: 1, b: a + 1}", "context<a: number, b: number>"),
        ("function(a: number) a * 2", "function<number>->number"),
        ("(function(a) a)(1)", "Any"),
        ("[1..5]", "range<number>"),
        ("max([1, 2])", "number"),
        ("any.thing + 1", "Any"),
        ("some p in people satisfies p.age > 1", "boolean"),
    ],
)
def test_the_type_of_an_expression_is_known_where_it_can_be(text, told):
    found = infer(text, NAMES, all_names=True)

    assert (str(found.type), found.findings) == (told, ())


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('person.age + "x"', "Cannot calculate number + string"),
        ("person.naem", "The context has no entry naem; did you mean name?"),
        ("persn.name", "There is no variable persn; did you mean person?"),
        ('person.age = "x"', "Cannot compare number with string"),
        ("person.name < 5", "Cannot order string and number"),
        ("if person.age then 1 else 2", "The condition is a number, not a boolean"),
        ("open and person.name", "'and' needs booleans, not a string"),
        ('people["x"]', "The filter gives a string, not a boolean"),
        ("substring(person.name)", "substring: it takes 2 or 3 arguments, not 1"),
        ("substring(text: person.name)", "substring: it has no parameters text"),
        ("today().yeer", "A date has no property yeer; did you mean year?"),
        ("-person.name", "Cannot negate string"),
        ("every p in people satisfies p.age", "The condition is a number, not a boolean"),
        ('person.age between 1 and "b"', "Cannot order number and string"),
        ('person.age in (> "a")', "Cannot order number and string"),
    ],
)
def test_what_can_never_work_is_found_before_it_runs(text, finding):
    assert [one.message for one in infer(text, NAMES, all_names=True).findings] == [finding]
