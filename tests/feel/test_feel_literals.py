"""Literals, names and paths."""

import pytest

from app.feel import FeelSyntaxError, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("true", True),
        ("-1.50", -1.5),
        (".5", 0.5),
        ("1.5e3", 1500),
        (r'"a\"b\\c\nd"', 'a"b\\c\nd'),
        (r'"\u049B\u0430"', "қа"),
        (r'"\U01F40E"', "\U0001f40e"),
        (r'"\d+"', r"\d+"),
        ("[1, [2], {a: 3}]", [1, [2], {"a": 3}]),
        ('{"two words": 1, b: 2}', {"two words": 1, "b": 2}),
        ('@"2026-01-31"', "2026-01-31"),
        ('@"P1DT2H"', "P1DT2H"),
        ("1 // one\n + /* two */ 2", 3),
    ],
)
def test_a_literal_gives_its_value(feel, text, value):
    assert feel(text) == value


def test_names_may_be_in_any_script_and_of_many_words(feel):
    assert feel("өтініш берушінің жасы + 1", **{"өтініш берушінің жасы": 17}) == 18
    assert feel("Loan 2 amount", **{"Loan 2 amount": 5}) == 5


def test_a_name_with_a_keyword_or_a_sign_is_found_when_the_parser_knows_it():
    names = frozenset(["pre-bureau", "date and place"])
    expression = parse("pre-bureau + date and place", names=names)
    assert expression.names == names


def test_a_path_walks_into_contexts_and_over_lists(feel):
    case = {"applicant": {"phones": [{"number": "1"}, {"number": "2"}]}}
    assert feel("case.applicant.phones.number", case=case) == ["1", "2"]


def test_a_path_on_null_is_null_without_a_note(outcome):
    found = outcome("a.b.c", a=None)
    assert (found.value, found.notes) == (None, ())


def test_what_is_missing_is_named_in_a_note(why):
    assert why("applicant") == ["There is no variable applicant"]
    assert why("a.b", a={"c": 1}) == ["The context has no entry b"]
    assert why("a.b", a=1) == ["A number has no property b"]
    assert why("nothing(1)") == ["There is no function nothing"]


def test_a_note_says_where(outcome):
    assert outcome("1 + (2 / 0)").notes[0].position == 7


def test_an_expression_tells_what_it_reads():
    expression = parse("for x in orders return {a: x.sum, b: a + vat(limit, date)}.b")
    assert expression.names == {"orders", "limit", "date"}
    assert expression.calls == {"vat"}


def test_names_in_a_filter_may_be_entries_of_the_items():
    expression = parse("orders[price > limit and item.open]")
    assert expression.names == {"orders"}
    assert expression.filter_names == {"price", "limit"}


def test_a_variable_does_not_hide_the_function_of_its_name(feel):
    assert feel('date("2026-01-01") = date', date="2026-01-01") is None
    assert feel("date(date)", date="2026-01-01") == "2026-01-01"


def test_the_same_text_is_parsed_once():
    assert parse("1 + 1") is parse("1 + 1")


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("", "The expression is not finished, expected a value", 0),
        ("1 +", "The expression is not finished, expected a value", 3),
        ("1 2", "Expected an operator or the end of the text, found '2'", 2),
        ('"open', "The string is not closed", 0),
        ("a # b", "Unexpected character '#'", 2),
        ("{a: 1, a: 2}", "The context has two entries a", 7),
        ('@"someday"', '"someday" is no date; expected for example "2026-01-31"', 0),
        ("function(a) external {}", "External functions are not supported", 0),
        ("f(1, b: 2)", "Either all arguments of a call have names, or none", 0),
        ("1 instance of tMoney", "There is no type tMoney", 14),
        ("if a then b", "The expression is not finished, expected 'else'", 11),
        (r'"\uD83D"', "The string holds half of a surrogate pair", 0),
        ("1e99999", "The number is too large", 0),
    ],
)
def test_what_is_no_expression_is_refused_with_a_sentence_and_a_place(text, message, position):
    with pytest.raises(FeelSyntaxError) as refused:
        parse(text)
    assert (refused.value.message, refused.value.position) == (message, position)


@pytest.mark.parametrize(
    "text",
    ["(" * 300 + "1" + ")" * 300, "[" * 5000, "-" * 300 + "1", "a" + ".b" * 300, "if " * 2000,
     "{a:" * 3000, "1 = " * 200 + "1", "x in (" * 500, "function() " * 900, "f(" * 900,
     "[1.." * 400, "1 instance of " + "list<" * 900,
     "for " + "x in y, " * 900 + "z in y return x"],
)  # fmt: skip
def test_deep_nesting_is_refused_and_never_exhausts_the_stack(text):
    with pytest.raises(FeelSyntaxError):
        parse(text)


@pytest.mark.parametrize("operator", [" and ", " or ", " + ", " * ", " - "])
def test_long_flat_chains_work(outcome, operator):
    value = "true" if operator in (" and ", " or ") else "1"
    assert outcome(operator.join([value] * 2000)).value is not None
