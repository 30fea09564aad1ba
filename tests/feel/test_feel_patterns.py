"""Patterns: what they match, what they refuse, and that no pattern takes long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import FeelBudgetExceeded, FeelSyntaxError, parse


@pytest.mark.parametrize(
    ("pattern", "text", "held"),
    [
        ("^[0-9]{12}$", "123456789012", True),
        ("^[0-9]{12}$", "123456789012\n", False),
        ("(ab){2}", "abab", True),
        ("(a+)+b", "aaab", True),
        ("^(a|b)?c$", "bc", True),
        ("^a{2,3}$", "aaaa", False),
        ("^a{2,}$", "aaaa", True),
        (r"\\$", "a$", True),
        ("[$]", "$", True),
        ("^[^@]+@[^@]+[.][a-z]+$", "someone@example.kz", True),
        (r"^\\w+$", "Қалиева2", True),
        (r"^[\\w-]+$", "қызыл-орда", True),
        (r"\\W", "a b", True),
        (r"^\\d+$", "٣٤", True),
        (r"^\\p{Lu}", "Әсел", True),
        (r"^\\P{Lu}", "Әсел", False),
        ("^[a-z-[aeiou]]+$", "xyz", True),
        ("^[a-z-[aeiou]]+$", "xaz", False),
        (r"^[\\p{L}-[қ]]$", "қ", False),
        (r"^[\\p{L}-[қ]]$", "к", True),
        ("^[^a-c-[z]]$", "z", False),
        ("^[a-f-[^c-z]]+$", "cdef", True),
        (r"^\\i\\c*$", "xml:id", True),
        ("a.b", "a\nb", False),
        ("a.b", "a\rb", False),
        ("^b$", "a\nb", False),
        ("[-a]", "-", True),
        ("[a-]", "-", True),
    ],
)
def test_a_pattern_is_found_or_not(feel, pattern, text, held):
    assert feel(f'matches(text, "{pattern}")', text=text) is held


@pytest.mark.parametrize(
    ("flags", "pattern", "text", "held"),
    [
        ("i", "әСЕЛ", "Әсел", True),
        ("s", "a.b", "a\nb", True),
        ("m", "^b$", "a\nb", True),
        ("x", "a b", "ab", True),
        ("x", "[a b]", " ", True),
        ("q", "a.b", "axb", False),
        ("qi", "A.B", "a.b", True),
    ],
)
def test_flags_change_what_a_pattern_means(feel, flags, pattern, text, held):
    assert feel(f'matches(text, "{pattern}", "{flags}")', text=text) is held


@pytest.mark.parametrize(
    "pattern",
    ["(a)\\\\1", "(?=a)", "(?i)a", "[[a]", "[]a]", "a**", "*a", "a{,5}", "a{3,2}", "a{2000}", "(a",
     "a)", "a]", "a}", "[z-a]", "\\\\b", "\\\\pL", "\\\\p{IsGreek}", "[^\\\\S]", "[a-c-[b]d]",
     "[\\\\w-[^a]]", "\ud83d"]
)  # fmt: skip
def test_a_pattern_that_is_wrong_or_has_no_linear_time_is_null_with_a_reason(why, pattern):
    assert len(why('matches("aaa", pattern)', pattern=pattern.replace("\\\\", "\\"))) == 1


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ('replace("abracadabra", "bra", "*")', "a*cada*"),
        ('replace("abracadabra", "a.*?a", "*")', "*c*bra"),
        ('replace("abracadabra", "a(.)", "a$1$1")', "abbraccaddabbra"),
        ('replace("abc", "(a)(b)", "$2$1$3")', "bac"),
        ('replace("abc", "(a)", "$10")', "a0bc"),
        (r'replace("a.c", ".", "\\$", "q")', r"a\$c"),
        (r'replace("abc", "b", "\\$\\\\")', r"a$\c"),
        ('replace("қазақ", "қ", "к")', "казак"),
        ('split("a;b;c;;", ";")', ["a", "b", "c", "", ""]),
        (r'split("Иван  Петров", "\\s+")', ["Иван", "Петров"]),
    ],
)
def test_what_is_matched_can_be_replaced_and_split_at(feel, call, result):
    assert feel(call) == result


@pytest.mark.parametrize(
    "call",
    [
        'replace("abracadabra", ".*?", "$1")',
        'replace("abc", "b", "$")',
        r'replace("abc", "b", "\\x")',
    ],
)
def test_a_replacement_that_means_nothing_is_null(why, call):
    assert len(why(call)) == 1


def test_a_pattern_whose_machine_is_too_large_for_the_text_is_stopped():
    with pytest.raises(FeelBudgetExceeded, match="too costly"):
        parse('matches(text, ".{0,1000}a$")').evaluate({"text": "ab" * 5000})


PIECES = st.sampled_from(
    ["a", "b", ".", "(", ")", "(?:", "[", "]", "[^", "-", "*", "+", "?", "{2,5}", "{", "}", "|",
     "^", "$", "\\", "\\d", "\\w", "\\p{L}", "қ", "-[", "1", "\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20).map("".join), st.sampled_from(["", "i", "s", "x", "q"]))
def test_no_pattern_breaks_the_evaluation(pattern, flags):
    scope = {"pattern": pattern, "flags": flags, "text": "ab" * 50 + "қ1\n"}
    for call in ("matches(text, pattern, flags)", 'replace(text, pattern, "$1", flags)'):
        try:
            found = parse(call).evaluate(scope)
        except (FeelSyntaxError, FeelBudgetExceeded):
            continue
        assert found.value is not None or found.notes
