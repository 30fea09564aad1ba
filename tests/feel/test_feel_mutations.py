"""Expressions that are nearly right: letters lost, doubled or exchanged, pieces of others."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from app.feel import (
    Budget,
    FeelError,
    FeelSyntaxError,
    from_value,
    infer,
    parse,
    parse_unary_tests,
    to_value,
)
from app.feel.juel import is_juel, to_feel

REAL = [
    'if application.age >= 18 and decision.outcome = "granted" then amount * 1.2 else null',
    'some d in documents satisfies d.kind in ("identity", "form") and d.pages > 2',
    "for i in 1..5, j in [i, i + 1] return {a: i, b: partial[-1].a}",
    'deadline("hearing_term", @"2026-12-01T10:00:00@Asia/Almaty") + duration("P1DT2H")',
    "people[age between 18 and 63 and not(name = null)][1].name",
    "{f: function(n: number) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r",
    'replace(phone, "^(\\\\d{3})-(\\\\d+)$", "$1 $2", "i") instance of string',
    "sort(xs, function(x, y) x.a > y.a)[item.a > (1 + 2) / 3]",
    'context put({a: [1, 2]}, "b", [1..10) = (<10))',
    'string join(split("a,b", ","), "-") + string(years and months duration(@"2020-01-01", d))',
    "not(< 5, [10..20], null)",
]
PIECES = st.sampled_from(
    ["", " ", "(", ")", "[", "]", "{", "}", '"', ".", "..", ",", "?", "0", "ә", "-"]
)
SCOPE = {
    name: to_value(value)
    for name, value in {
        "application": {"age": 20},
        "documents": [{"kind": "form", "pages": 3}, None],
        "amount": 5,
        "people": [{"age": 20, "name": "A"}, {"age": "x"}],
        "xs": [{"a": 2}, {"a": 1}, 3],
        "phone": "701-1234567",
    }.items()
}
SMALL = Budget(steps=5_000)


@st.composite
def nearly_right(draw):
    text = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 6))
        piece = draw(st.one_of(PIECES, st.sampled_from(REAL)))
        begun = at if len(piece) > at else 0
        text = text[:at] + piece[begun : begun + 12] + text[at + cut :]
    return text


@given(nearly_right())
def test_a_mutated_expression_is_refused_or_gives_a_value_and_changes_nothing(text):
    before = from_value(dict(SCOPE))
    with suppress(FeelError):
        found = parse(text).evaluate(SCOPE, budget=SMALL)
        for note in found.notes:
            assert note.told("kk")
            assert note.told("ru")
        with suppress(TypeError):  # a function has no plain data
            from_value(found.value)
    assert from_value(dict(SCOPE)) == before


@given(nearly_right())
def test_whatever_can_be_read_has_a_type_and_findings_that_can_be_told(text):
    with suppress(FeelError):
        for finding in infer(text, all_names=True).findings:
            assert 0 <= finding.position <= len(text)
            assert finding.told("kk")
            assert finding.told("ru")


@given(nearly_right())
def test_a_mutated_cell_is_refused_or_decides(text):
    with suppress(FeelError):
        assert parse_unary_tests(text).matches(to_value(5), SCOPE, budget=SMALL) in (
            True,
            False,
            None,
        )


@given(nearly_right().map(lambda text: "${" + text + "}"))
def test_a_mutated_juel_expression_is_refused_or_becomes_feel(text):
    if is_juel(text):
        with suppress(FeelError):
            parse(to_feel(text))


@given(nearly_right())
def test_a_refusal_tells_a_place_within_the_text_in_every_language(text):
    refused = None
    try:
        parse(text)
    except FeelSyntaxError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.position <= len(text)
        assert min(refused.line, refused.column) >= 1
        assert all(refused.told(language) for language in ("kk", "ru", "en"))
