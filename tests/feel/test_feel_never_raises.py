"""Whatever the text and the data: a value and notes, or one of two refusals."""

from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from app.feel import (
    STANDARD,
    Budget,
    FeelBudgetExceeded,
    FeelSyntaxError,
    from_value,
    parse,
    parse_unary_tests,
    to_value,
)

SMALL = Budget(steps=5_000, size=2_000)
PIECES = st.sampled_from(
    ["1", "a", '"s"', "[", "]", "(", ")", "{", "}", ":", ",", "..", ".", "+", "-", "*", "**", "=",
     "<", " in ", " and ", " or ", "if ", " then ", " else ", "for ", " return ", "some ",
     " satisfies ", " between ", "not", "?", "@", "null", " instance of ", "list<", "date and time",
     "function(", "\\", '"', "//", "/*", "ә", "e5", "\ud83d"]
)  # fmt: skip
ATOMS = st.sampled_from(
    ["1", "0", "-1.5", "1e6144", "1e-6000", "null", "true", '""', '"қ"', '"P1D"', '"2026-01-31"',
     "[]", "[1, null]", "{}", "{a: 1}", "x", "xs", '@"2026-01-31"', '@"10:00:00@Europe/Paris"',
     '@"9999-12-31T23:59:59Z"', '@"P1M"', '@"-P999999999D"', "[1..3]", "(< 2)", "sum", "now()",
     "function(a) a", "function(a, b) a < b"]
)  # fmt: skip
OPERATORS = st.sampled_from(
    [" + ", " - ", " * ", " / ", " ** ", " = ", " != ", " < ", " >= ", " and ", " or ", " in "]
)
SHAPES = st.sampled_from(
    ["({0})[{1}]", "({0}).year", "for i in {0} return {1}", "if {0} then {1} else {0}",
     "[{0}, {1}]", "some i in {0} satisfies {1}", "{{a: {0}, b: {1}}}", "-({0})",
     "{0} between {1} and {0}", "[({0})..({1})]", "({0}) instance of list<number>", "({0})({1})",
     "{0} in (< {1}, {0})"]
)  # fmt: skip
NAMES = st.sampled_from(sorted(STANDARD))


def larger(inner):
    return st.one_of(
        st.tuples(inner, OPERATORS, inner).map("".join),
        st.tuples(SHAPES, inner, inner).map(lambda made: made[0].format(*made[1:])),
        st.tuples(NAMES, st.lists(inner, max_size=4)).map(
            lambda made: f"{made[0]}({', '.join(made[1])})"
        ),
    )


EXPRESSIONS = st.recursive(ATOMS, larger, max_leaves=8)
SCOPE = {"x": to_value({"a": [1, "b"], "item": None}), "xs": to_value([{"a": 1}, 2, None, [3]])}


def evaluated(text):
    """Return whether the text was evaluated; any surprise escapes."""
    try:
        found = parse(text).evaluate(SCOPE, budget=SMALL)
    except (FeelSyntaxError, FeelBudgetExceeded):
        return False
    with suppress(TypeError):  # a function has no plain data
        from_value(found.value)
    return True


@given(st.text() | st.lists(PIECES, max_size=25).map("".join))
@example("\x00")
@example("1..2")
@example("[1..2[[1]")
def test_no_text_breaks_the_parser(text):
    evaluated(text)
    with suppress(FeelSyntaxError, FeelBudgetExceeded):
        parse_unary_tests(text).matches(None, SCOPE, budget=SMALL)


@given(EXPRESSIONS)
@example('abs(@"-P999999999D")')
@example("date(1e6144, 1, 1)")
@example('substring("a", 1e6144)')
@example("floor(1, 1e6144)")
@example("[1][1e6144]")
@example("for i in 1..1e6144 return i")
@example('@"P1D" * 1e6144')
@example('@"P1M" * 1e6144')
@example("even(1e6144)")
@example("sqrt(-1)")
@example("exp(1e6144)")
@example('sum(@"-P999999999D", @"-P999999999D")')
@example('@"9999-12-31T23:59:59Z" + @"PT1S"')
@example('date and time("0001-01-01T00:00:00+18:00") < date and time("0001-01-01T00:00:00Z")')
@example('date and time("9999-12-31T23:00:00-18:00") = date and time("9999-12-31T00:00:00Z")')
@example('date and time("9999-12-31T23:00:00-18:00") - date and time("9999-12-31T00:00:00Z")')
def test_no_expression_raises_when_it_runs(text):
    evaluated(text)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(), st.lists
)


@given(st.dictionaries(st.text(), PLAIN))
def test_plain_data_comes_back_as_it_went_in(data):
    assert from_value(to_value(data)) == data
