"""Lists, contexts, filters, loops and functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import Budget, Builtin, FeelBudgetExceeded, parse, to_value

ITEMS = [{"name": "a", "price": 5}, {"name": "b", "price": 15}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[10, 20, 30][2]", 20),
        ("[10, 20, 30][-1]", 30),
        ("[10, 20, 30][item > 10]", [20, 30]),
        ("items[price > 10].name", ["b"]),
        ("items[count(items)].name", "b"),
        ("items[item.price > 10][1].name", "b"),
        ("[][1]", None),
        ("[][item > 1]", []),
        ("null[1]", None),
        ("5[1]", 5),
        ("for x in [1, 2] return x * 2", [2, 4]),
        ("for x in 3..1 return x", [3, 2, 1]),
        ("for x in [1..3] return x", [1, 2, 3]),
        ('for d in @"2026-12-31"..@"2027-01-01" return d.year', [2026, 2027]),
        ("for x in [1, 2], y in [10, 20] return x + y", [11, 21, 12, 22]),
        ("for x in [[1, 2], [3]], y in x return y", [1, 2, 3]),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", [1, 1, 2, 6, 24]),
        ("some x in [1, 2] satisfies x > 1", True),
        ("every x in [1, 2] satisfies x > 1", False),
        ("some x in [] satisfies x", False),
        ("every x in [null, true] satisfies x", None),
        ("{a: 1, b: a + 1}.b", 2),
        (
            "{foo+bar: 1, a-b c: 2, if: 3, x.y/z: 4}",
            {"foo+bar": 1, "a-b c": 2, "if": 3, "x.y/z": 4},
        ),
        ("{f: function(x) x * 2, g: f(21)}.g", 42),
        ("(function(a, b) a - b)(b: 1, a: 3)", 2),
        ("sort([3, 1, 2], function(x, y) x > y)", [3, 2, 1]),
        ("if items[1].price > 1 then items[1].name else null", "a"),
    ],
)
def test_collections(feel, text, value):
    assert feel(text, items=ITEMS) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('string length("қазақ")', 5),
        ('substring("foobar", -3, 2)', "ba"),
        ('substring(start position: 3, string: "foobar")', "obar"),
        ('upper case("әже")', "ӘЖЕ"),
        ('contains("foobar", "ob")', True),
        ('starts with("foobar", "fo")', True),
        ('ends with("foobar", "r")', True),
        ('matches("870101300123", "^[0-9]{12}$")', True),
        ('replace("a1b22", "[0-9]+", "<$0>")', "a<1>b<22>"),
        ('split("a, b,c", ",\\s*")', ["a", "b", "c"]),
        ('string join(["a", null, "b"], "-")', "a-b"),
        ("string(1.50)", "1.5"),
        ('string([1, "a", {b: null}])', '[1, "a", {b: null}]'),
        ('number("1 000,5", " ", ",")', 1000.5),
        ("sum(1, 2, 3)", 6),
        ("sum([])", None),
        ("min([3, 1, 2])", 1),
        ('max("a", "b")', "b"),
        ("mean([1, 2, 6])", 3),
        ("count([1, null])", 2),
        ("list contains([1, null], null)", True),
        ("append([1], 2, 3)", [1, 2, 3]),
        ("concatenate([1], [2, 3])", [1, 2, 3]),
        ("distinct values([1, 2, 1])", [1, 2]),
        ("round half up(2.5, 0)", 3),
        ("decimal(2.5, 0)", 2),
        ("decimal(1/3, 2)", 0.33),
        ("floor(-1.5)", -2),
        ("ceiling(-1.5)", -1),
        ("modulo(-12, 5)", 3),
        ('abs(@"-P1D")', "P1D"),
        ("is defined(nobody.name)", False),
        ("is defined(items)", True),
        ('date(2026, 2, 28) = date("2026-02-28")', True),
        ('time("10:30:00").hour', 10),
        ('date and time(date("2026-01-01"), time("10:00:00"))', "2026-01-01T10:00:00"),
        ('years and months duration(date("2011-12-22"), date("2013-08-24"))', "P1Y8M"),
        ('day of week(date("2026-11-20"))', "Friday"),
        ('get value({a: 1}, "a")', 1),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
    ],
)
def test_functions_of_the_standard(feel, text, value):
    assert feel(text, items=ITEMS) == value


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("upper case(1)", "upper case: it needs a string, not a number"),
        ("count()", "count: it takes 1 arguments, not 0"),
        ("floor(number: 1)", "floor: it has no parameters number"),
        ('date("2026-02-30")', "date: There is no date with year 2026, month 2, day 30"),
        ('matches("a", "[")', "matches: the pattern has a [ that is not closed"),
        ("[1, 2][3]", "The list has no element 3"),
        ("for x in null return x", "Cannot walk over null"),
    ],
)  # fmt: skip
def test_a_refused_call_is_null_with_a_reason(why, text, note):
    assert why(text) == [note]


def test_a_domain_function_is_called_by_position_or_name():
    double = Builtin("double it", ("n",), lambda n: n * 2)
    expression = parse("double it(4) + double it(n: 1)")
    assert expression.calls == {"double it"}
    assert expression.evaluate({}, functions={"double it": double}).value == 10


def test_what_a_domain_function_refuses_becomes_a_note():
    def refuse(_):
        raise ValueError("there is no such term")

    found = parse('deadline("x")').evaluate(
        {}, functions={"deadline": Builtin("deadline", ("term",), refuse)}
    )
    assert found.value is None
    assert [note.message for note in found.notes] == ["deadline: there is no such term"]


@pytest.mark.parametrize(
    "text",
    [
        "for a in 1..1000, b in 1..1000 return a",
        "for a in 1..100000000 return a",
        "count(for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))",
        "for i in 1..40 return [partial[-1], partial[-1]]",
        "for i in 1..300 return [partial[-1]]",
        'string(for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1])',
        "{f: function(g, n) g(g, n), x: f(f, 1)}.x",
    ],
)
def test_what_costs_too_much_is_stopped(text):
    with pytest.raises(FeelBudgetExceeded):
        parse(text).evaluate({"text": "a" * 200})


def test_the_same_evaluation_always_costs_the_same():
    expression = parse("sum(for i in 1..10 return i)")

    def suffices(steps):
        try:
            expression.evaluate({}, budget=Budget(steps=steps))
        except FeelBudgetExceeded:
            return False
        return True

    least = next(steps for steps in range(1000) if suffices(steps))
    assert not suffices(least - 1)
    assert all(suffices(least) for _ in range(3))


def test_plain_data_in_the_scope_is_accepted():
    found = parse("a + xs[1].n").evaluate({"a": 1, "xs": ({"n": 2.5},)})
    assert found.value == to_value(3.5)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("before(1, 2)", True),
        ("before(1, (1..5])", True),
        ("before([1..5], [5..6])", False),
        ("after([5..6], 4)", True),
        ("meets([1..5], [5..6])", True),
        ("met by([5..6], [1..5))", False),
        ("overlaps([1..5], (5..6])", False),
        ("overlaps before([1..5], [3..8])", True),
        ("overlaps after([3..8], [1..5])", True),
        ("overlaps before([1..5], (1..5])", True),
        ("finishes(5, [1..5])", True),
        ("finishes([3..5], [1..5])", True),
        ("finished by([1..5], [3..5))", False),
        ("includes([1..5], 5)", True),
        ("includes([1..5), [2..5])", False),
        ("during((1..5), [1..5])", True),
        ("starts(1, (1..5])", False),
        ("started by([1..5], [1..3])", True),
        ("coincides([1..5], [1..5))", False),
        ("coincides([1..5], 1)", None),
        ('before([@"2026-01-01"..@"2026-01-31"], @"2026-02-01")', True),
    ],
)
def test_points_and_ranges_lie_to_one_another(feel, text, held):
    assert feel(text) is held


NUMBERS = st.integers(0, 4)
RANGES = st.builds(
    lambda low, high, opening, closing: f"{opening}{low}..{high}{closing}",
    NUMBERS,
    NUMBERS,
    st.sampled_from("[("),
    st.sampled_from("])"),
)


@given(RANGES, RANGES)
def test_what_lies_before_does_not_overlap_and_what_lies_during_is_included(one, other):
    def held(name):
        return parse(f"{name}({one}, {other})").evaluate({}).value

    assert not (held("before") and held("overlaps"))
    assert held("during") is parse(f"includes({other}, {one})").evaluate({}).value
