"""The plain part of JUEL means in FEEL what it means where it was written."""

import pytest

from app.feel import FeelSyntaxError, parse, to_value
from app.feel.juel import is_juel, to_feel


def value_of(text: str, **variables: object) -> object:
    names = {name: to_value(value) for name, value in variables.items()}
    return parse(to_feel(text)).evaluate(names).value


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("${input == 1}", {"input": 1}, True),
        ("${input == 1}", {"input": 2}, False),
        ("#{input >= 2 && input lt 5}", {"input": 4}, True),
        ("${myVar == 'test'}", {"myVar": "test"}, True),
        ('${a.b["c d"] ne null}', {"a": {"b": {"c d": 1}}}, True),
        ("${list[0]}", {"list": ["first", "second"]}, "first"),
        ("${!approved}", {"approved": False}, True),
        ("${!approved}", {"approved": None}, True),
        ("${not (a or b) and true}", {"a": False, "b": False}, True),
        ("${a ? 'yes' : b ? 'maybe' : 'no'}", {"a": False, "b": True}, "maybe"),
        ("${empty x}", {"x": None}, True),
        ("${empty x}", {"x": []}, True),
        ("${empty x}", {"x": 5}, False),
        ("${1 + 2 * 3 - (4 - 1)}", {}, 4),
        ("${-7 % 3}", {}, -1),
        ("${7 mod 4}", {}, 3),
        ("${'it\\'s'}", {}, "it's"),
        ("Dear ${name}, no ${missing}!", {"name": "Ая", "missing": None}, "Dear Ая, no !"),
        ("${'groupA, groupB'}", {}, "groupA, groupB"),
        (r"\${kept} ${x}", {"x": 1}, "${kept} 1"),
    ],
)
def test_an_expression_keeps_its_meaning(
    text: str, variables: dict[str, object], expected: object
) -> None:
    assert value_of(text, **variables) == to_value(expected)


@pytest.mark.parametrize(
    "text",
    [
        "${bean.method()}",
        "${fn:length(x)}",
        "${now()}",
        "${x = 1}",
        "${x -> x}",
        "${",
        "${x",
        "${}",
        "${a b}",
        "${'open}",
        "${" + "(" * 90 + "1" + ")" * 90 + "}",
        "${x.class.forName('java.lang.Runtime')}",
    ],
)
def test_what_is_not_plain_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        to_feel(text)


@pytest.mark.parametrize("text", ['="${x}"', "plain", r"\${x}", "5$ {x}"])
def test_other_texts_are_no_juel(text: str) -> None:
    assert not is_juel(text)
