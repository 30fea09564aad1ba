"""The workloads of the language do the same work as their floor."""

import pytest

from app.bench.language import CONDITIONS, SCOPE, measure_language
from app.bench.measuring import Rounds
from app.feel import parse


@pytest.mark.parametrize(("text", "plain"), CONDITIONS)
def test_each_condition_gives_what_plain_python_gives(text, plain):
    assert parse(text).evaluate(SCOPE).value == plain(SCOPE)


def test_a_table_of_a_thousand_rules_is_looked_up_and_not_walked():
    # The floor tries every rule; a table that did so, too, would be many times slower than it.
    table = measure_language(Rounds(measured=30, warm_up=5))[1]

    assert table.ratio < 3
