"""Decision tables: hit policies, defaults, checks, and which rules spoke."""

from datetime import date
from decimal import Decimal

import pytest
from decision_models import decision, input_data, model, table
from hypothesis import given
from hypothesis import strategies as st

from app.decisions.cell_index import index_of
from app.feel import from_value, parse_unary_tests, to_value
from app.feel.parse_tests import parse_tests

AGES = [
    ["<18", '"child"', "Бала"],
    [">=18", '"adult"'],
    [">=63", '"pensioner"', "Зейнеткер", "Пенсионер"],
]


def evaluated(body, inputs, names=("age",), kind="Any"):
    made = model("".join(map(input_data, names)) + decision("d", body, names, kind))
    assert made.problems == ()
    return made.evaluate("d", {name: to_value(value) for name, value in inputs.items()})


@pytest.mark.parametrize(
    ("hit", "age", "result", "rules"),
    [
        ("UNIQUE", 7, "child", (1,)),
        ("FIRST", 70, "adult", (2,)),
        ("RULE ORDER", 70, ["adult", "pensioner"], (2, 3)),
        ("COLLECT", 70, ["adult", "pensioner"], (2, 3)),
        ("PRIORITY", 70, "pensioner", (3,)),
        ("OUTPUT ORDER", 70, ["pensioner", "adult"], (3, 2)),
        ("ANY", 30, "adult", (2,)),
    ],
)
def test_each_hit_policy_hears_the_rules_that_it_names(hit, age, result, rules):
    wanted = ['"pensioner", "adult", "child"']
    found = evaluated(table(["age"], ["who"], AGES, hit, values=wanted), {"age": age})

    assert from_value(found.value) == result
    assert found.spoke[0].rules == rules


@pytest.mark.parametrize("hit", ["UNIQUE", "ANY"])
def test_rules_that_contradict_the_policy_give_null_and_are_named(hit):
    found = evaluated(table(["age"], ["who"], AGES, hit), {"age": 70})

    assert found.value is None
    assert f"{hit}, but rules 2, 3" in found.notes[0].message
    assert found.spoke == ()


@pytest.mark.parametrize(
    ("cell", "result"),
    [
        ("string length(?) > 3", "yes"),
        ('not(contains(?, "z"))', "yes"),
        ('starts with(?, "ab") and ends with(?, "ef")', "yes"),
        ("string length(?) > 9", None),
        ('some x in ["abcdef", "b"] satisfies x = ?', "yes"),
        ('["abcdef"][item = ?] = ["abcdef"]', "yes"),
    ],
)
def test_a_cell_may_be_a_condition_over_the_tested_value(cell, result):
    assert evaluated(table(["age"], ["who"], [[cell, '"yes"']]), {"age": "abcdef"}).value == result


def test_a_cell_may_call_the_tested_value_by_the_name_that_its_column_gives():
    camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/dmn" camunda:inputVariable="years"'
    body = table(["age + 1"], ["who"], [["years > 18 and years < 63", '"adult"']])

    found = evaluated(body.replace("<input>", f"<input {camunda}>"), {"age": 18})

    assert found.value == "adult"


def test_an_attribute_of_another_tool_that_changes_nothing_is_told():
    camunda = (
        'xmlns:camunda="http://camunda.org/schema/1.0/dmn" camunda:historyTimeToLive="P1D" '
        'camunda:inputVariable="x"'
    )
    made = model(
        decision("d", table([], ["who"], [['"adult"']])).replace(
            "<decision ", f"<decision {camunda} "
        )
    )

    assert made.problems == ()
    assert [(one.rule, one.element, one.what) for one in made.unread] == [
        ("ignored-extension", "d", "camunda:historyTimeToLive"),
        ("ignored-extension", "d", "camunda:inputVariable"),
    ]


def test_any_hears_rules_that_say_the_same():
    rules = [[">1", '"x"'], [">2", '"x"']]
    found = evaluated(table(["age"], ["who"], rules, "ANY"), {"age": 5})

    assert (found.value, found.spoke[0].rules) == ("x", (1,))


@pytest.mark.parametrize(
    ("aggregation", "result"), [("SUM", 30), ("MIN", 10), ("MAX", 20), ("COUNT", 2)]
)
def test_collected_numbers_are_aggregated(aggregation, result):
    rules = [[">1", "10"], [">2", "20"], [">100", "40"]]
    found = evaluated(table(["age"], ["n"], rules, "COLLECT", aggregation), {"age": 5})

    assert found.value == Decimal(result)


def test_several_outputs_make_a_context():
    body = table(["age"], ["who", "fee"], [["<18", '"child"', "0"], [">=18", '"adult"', "age * 2"]])

    assert from_value(evaluated(body, {"age": 20}).value) == {"who": "adult", "fee": 40}


def test_the_default_speaks_where_no_rule_does():
    body = table(["age"], ["who"], [["<0", '"x"']], default='"nobody"')

    assert evaluated(body, {"age": 5}).value == "nobody"
    assert evaluated(table(["age"], ["who"], [["<0", '"x"']]), {"age": 5}).value is None


def test_a_result_that_is_no_output_value_gives_null_and_a_reason():
    body = table(["age"], ["who"], [["-", '"alien"']], values=['"child", "adult"'])
    found = evaluated(body, {"age": 5})

    assert found.value is None
    assert "not an output value" in found.notes[0].message


def test_a_result_is_made_to_fit_the_type_of_the_decision():
    body = table(["age"], ["who"], [["-", '"x"']])

    assert evaluated(body, {"age": 5}, kind="string").value == "x"
    assert evaluated(body, {"age": 5}, kind="number").value is None


def test_annotations_are_told_by_the_name_of_their_column():
    found = evaluated(table(["age"], ["who"], AGES, "FIRST"), {"age": 7})

    assert found.spoke[0].ids == ("r1",)
    assert dict(found.spoke[0].notes[0]) == {"kk": "Бала"}


CELLS = st.sampled_from(
    ["-", "5", '"a"', "null", "true", "< 5", ">= 3", "[1..5]", "(1..5)", "]2..2[", "[5..1]", "-3",
     "1, 2, 7", '"a", "b"', "not(5)", "not(null)", 'not("a", "b")', "[1..3], [2..8], 4", "1, \"a\"",
     '@"2026-01-02"', '< @"2026-01-02"', "? > 2 and ? < 6", "5 + 1", "? > 5", "3 <= ?",
     "? >= 2 and ? > 2 and ? <= 5",
     "? > 6 and ? < 2", "? > 1 and ? < \"a\"", "? = 5", "? > 2 or ? < 1", 'date("2026-01-02")',
     '? >= date("2026-01-02") and ? < date("2026-01-04")', "duration(5)", '> "a"', "= 5", "!= 5",
     "[1..null]", '@"P1D"', "(< 3)", "string length(?) > 0", "not(? > 2)", "odd(?)",
     "list contains([1, 2], ?)", "some x in [1, 2] satisfies x = ?", "count(?) = 1", "? in [1..3]",
     "if ? = 5 then true else false"]
)  # fmt: skip
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-4, 9).map(Decimal), st.sampled_from(["a", "b", "c", ""]),
    st.dates(date(2026, 1, 1), date(2026, 1, 4)), st.lists(st.just(Decimal(5)), max_size=2),
)  # fmt: skip


@given(st.lists(CELLS, min_size=1, max_size=12), VALUES)
def test_the_index_of_a_column_finds_what_trying_each_cell_finds(cells, value):
    index = index_of([parse_tests(text, frozenset()) for text in cells])
    sure = index.surely(value)
    for rule, text in enumerate(cells):
        held = parse_unary_tests(text).matches(value, {}) is True
        if not index.to_try >> rule & 1:
            assert bool(sure >> rule & 1) is held, (text, value)


@given(st.lists(CELLS, min_size=1, max_size=6), VALUES)
def test_a_table_hears_a_rule_exactly_where_its_cell_alone_matches(cells, value):
    body = table(["age"], ["who"], [[one, "1"] for one in cells], "RULE ORDER")
    heard = [spoke.rules for spoke in evaluated(body, {"age": value}).spoke]

    alone = [parse_unary_tests(one).matches(value, {"age": value}) is True for one in cells]
    assert heard == [tuple(rule for rule, held in enumerate(alone, 1) if held)]


def test_a_table_with_too_many_cells_is_a_problem_before_any_is_read():
    rule = f"<rule>{'<inputEntry/>' * 250}<outputEntry/></rule>"
    columns = "<input/>" * 250 + "<output/>"
    body = f"<decisionTable>{columns}{rule * 200}</decisionTable>"

    assert [one.rule for one in model(decision("d", body)).problems] == ["table-too-large"]
