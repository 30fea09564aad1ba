"""Whatever a file holds: it is no model, or its problems are told, or it runs."""

from contextlib import suppress

from decision_models import decision, definitions, input_data, literal, table
from hypothesis import given
from hypothesis import strategies as st

from app.decisions import read_model
from app.feel import Budget, FeelBudgetExceeded, to_value
from app.safe_xml import UnreadableModel

WHOLE = definitions(
    '<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>[0..9]</text>'
    "</allowedValues></itemDefinition>"
    + input_data("age", "t")
    + decision("group", table(["age"], ["who"], [["<5", '"a"'], [">=5", '"b"']]), ["age"])
    + decision("fee", literal("age * 2"), ["age"])
    + decision("boxed", f"<list>{literal('1')}{literal('age')}</list>", ["age"])
).decode()
TAGS = st.sampled_from(
    ["", "decision", "rule", "inputEntry", "outputEntry", "context", "contextEntry", "invocation",
     "binding", "filter", "conditional", "for", "functionDefinition", "relation", "row", "text",
     "typeRef", "itemDefinition", "import", "decisionService", "defaultOutputEntry", "age", "t"]
)  # fmt: skip


@st.composite
def nearly_right(draw):
    text = WHOLE
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 2))
        if kind == 0:
            one, other = draw(TAGS), draw(TAGS)
            text = text.replace(one, other) if one else text
        elif kind == 1:
            at = draw(st.integers(0, len(text)))
            text = text[:at] + text[at + draw(st.integers(0, 40)) :]
        else:
            at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 200))
            text = text[:at] + text[at : at + length] + text[at:]
    return text.encode()


@given(nearly_right())
def test_a_mutated_model_is_refused_or_told_of_or_runs(content):
    try:
        model = read_model(content)
    except UnreadableModel:
        return
    for key in model.decisions:
        model.type_of(key)
        model.inputs_of(key)
        model.doubts_of(key, frozenset())
        with suppress(FeelBudgetExceeded):
            found = model.evaluate(key, {"age": to_value(7)}, budget=Budget(steps=2_000))
            for note in found.notes:
                assert note.told("kk")
            model.rows_of(key, found.value)
