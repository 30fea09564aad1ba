"""Three-valued logic, comparison, membership."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import FeelSyntaxError, Range, parse, parse_unary_tests, to_value

WORDS = {True: "true", False: "false", None: "null"}
TRUTH = st.sampled_from([True, False, None])


@given(st.lists(TRUTH, min_size=1, max_size=6))
def test_and_is_the_least_and_or_the_greatest_of_false_null_true(values):
    rank = {False: 0, None: 1, True: 2}
    words = [WORDS[value] for value in values]
    assert parse(" and ".join(words)).evaluate({}).value is min(values, key=rank.get)
    assert parse(" or ".join(words)).evaluate({}).value is max(values, key=rank.get)


@given(TRUTH, TRUTH)
def test_not_turns_and_into_or(one, other):
    def value(text):
        return parse(text).evaluate({"a": one, "b": other}).value

    assert value("not(a and b)") is value("not(a) or not(b)")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('false and "x"', False),
        ('true and "x"', None),
        ("true or 1", True),
        ("false or 1", None),
        ("null = null", True),
        ("1 = null", False),
        ("1 != null", True),
        ('1 = "1"', None),
        ("null < 1", None),
        ('"a" < "b"', True),
        ("1.0 = 1", True),
        ("[1, 2] = [1, 2]", True),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ('@"2026-01-01" < @"2026-01-02"', True),
        ('@"2026-01-01" < @"2026-01-02T00:00:00"', None),
        ('@"2026-01-01T10:00:00+05:00" = @"2026-01-01T05:00:00Z"', True),
        ('@"2026-01-01T10:00:00" < @"2026-01-01T11:00:00Z"', None),
        ('@"P1Y" = @"P12M"', True),
        ('@"P1Y" < @"P365D"', None),
        ("2 between 1 and 3", True),
        ("2 between 3 and null", False),
        ("2 between 1 and null", None),
        ("2 in [1..3]", True),
        ("3 in [1..3)", False),
        ("1 in ]1..3]", False),
        ("2 in (1, 2)", True),
        ("5 in (< 2, > 4)", True),
        ("5 in (1, [4..6])", True),
        ("5 in != 5", False),
        ("5 in [1, 2, 5]", True),
        ("5 in [[1..2], [4..6]]", True),
        ("null in [1..2]", None),
        ("5 in [1..null]", None),
        ("if null then 1 else 2", 2),
        ('if "x" then 1 else 2', 2),
        ("1 instance of number", True),
        ("null instance of number", False),
        ('[1, "a"] instance of list<number>', False),
        ('{a: "x", b: 1} instance of context<a: string>', True),
    ],
)
def test_logic_and_comparison(feel, text, value):
    assert feel(text) is value if not isinstance(value, int) else feel(text) == value


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(-5, 5), st.booleans(), st.booleans())
def test_a_range_holds_what_lies_between_its_limits(low, high, value, with_low, with_high):
    text = f"v in {'[' if with_low else '('}{low}..{high}{']' if with_high else ')'}"
    above = low <= value if with_low else low < value
    below = value <= high if with_high else value < high
    assert parse(text).evaluate({"v": to_value(value)}).value is (above and below)


@given(st.integers(), st.integers())
def test_one_of_less_equal_and_greater_holds(one, other):
    scope = {"a": to_value(one), "b": to_value(other)}
    held = [parse(f"a {operator} b").evaluate(scope).value for operator in ("<", "=", ">")]
    assert sorted(held) == [False, False, True]


@pytest.mark.parametrize(
    ("cell", "value", "held"),
    [
        ("-", None, True),
        ("> 5", 6, True),
        ("> 5", "six", None),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ('not("x")', "y", True),
        ('not("x", "y")', "y", False),
        ("not(< 5)", 5, True),
        ("[1..5]", 5, True),
        ("[1..5), 7", 5, False),
        ("null", None, True),
        ("null", 1, False),
        ("true", True, True),
        ("-5", -5, True),
        ("limit", 10, True),
        ("< limit", 9, True),
        ("? > 5 and ? < limit", 7, True),
        ('contains(?, "ә")', "әже", True),
        ("not(? > 5) and true", 7, False),
        ("allowed", "b", True),
    ],
)
def test_a_cell_tests_its_input(cell, value, held):
    scope = {"limit": to_value(10), "allowed": ["a", "b"]}
    assert parse_unary_tests(cell).matches(to_value(value), scope) is held


def test_a_cell_tells_what_it_reads():
    tests = parse_unary_tests("? > limit, f(?)")
    assert (tests.names, tests.calls) == ({"limit"}, {"f"})


@pytest.mark.parametrize("cell", ["", ",", "> ", "1,", "not(", '"a" "b"', "- 1 -"])
def test_what_is_no_test_is_refused(cell):
    with pytest.raises(FeelSyntaxError):
        parse_unary_tests(cell)


def test_a_test_in_brackets_is_a_range_without_one_limit(outcome):
    found = outcome("(>= 18)").value
    assert isinstance(found, Range)
    assert (found.start, found.end, found.start_included) == (18, None, True)
