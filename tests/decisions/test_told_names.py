"""Names of a decision in Russian and English: changed or added, every other byte untouched."""

from collections.abc import Mapping

import pytest

from app.decisions import read_model
from app.decisions.column_labels import with_labels
from app.decisions.rule_list import rules_in
from app.decisions.told_names import names_in, with_names

HEAD = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"'
    ' namespace="urn:d">'
)
LOGIC = """
    <literalExpression><text>1</text></literalExpression>
  </decision>
</definitions>
"""
NAMES = {"ru": "Право & срок", "en": 'The "right"'}
EXTENSIONS = (
    "",
    "\n    <description>Why</description>",
    "\n    <extensionElements/>",
    '\n    <extensionElements>\n      <other xmlns="urn:o"/>\n    </extensionElements>',
    '\n    <extensionElements>\n      <c:properties xmlns:c="http://camunda.org/schema/1.0/dmn"/>'
    "\n    </extensionElements>",
    '\n    <extensionElements>\n      <c:properties xmlns:c="http://camunda.org/schema/1.0/dmn">'
    '\n        <c:property name="name.ru" value="Было"/>'
    "\n      </c:properties>\n    </extensionElements>",
)


def decision(inside: str) -> bytes:
    return f'{HEAD}\n  <decision id="right" name="Құқық">{inside}{LOGIC}'.encode()


@pytest.mark.parametrize("inside", EXTENSIONS)
def test_names_are_written_wherever_there_were_none(inside: str) -> None:
    written = with_names(decision(inside), "right", NAMES)

    assert names_in(written, "right") == NAMES
    assert read_model(written).titles_of("right") == {"kk": "Құқық", **NAMES}
    assert with_names(written, "right", NAMES) == written


def test_what_is_not_changed_keeps_its_bytes() -> None:
    content = decision(EXTENSIONS[-1])
    assert with_names(content, "right", {"ru": "Было", "en": ""}) == content
    renamed = with_names(content, "right", {"ru": "Стало", "en": ""})
    assert renamed == content.replace('value="Было"/>'.encode(), 'value="Стало" />'.encode())


TABLE = f"""{HEAD}
  <decision id="right" name="Құқық">
    <decisionTable hitPolicy="FIRST">
      <input id="i" label="label=&quot;Жасы&quot;">
        <inputExpression><text>age</text></inputExpression>
      </input>
      <output name='ok' />
      <annotation name="kk"/>
    </decisionTable>
  </decision>
</definitions>
""".encode()
LABELS = (
    {"kk": "Жасы", "ru": "Возраст", "en": "Age"},
    {"kk": "Бола ма", "ru": "Можно ли", "en": 'Is it "so"'},
)
NONE = {"kk": "", "ru": "", "en": ""}


def labels_in(content: bytes) -> tuple[Mapping[str, str], ...]:
    found = rules_in(content, "right")
    assert found is not None
    return tuple(column.label for column in found.columns if column.kind != "annotation")


def test_columns_are_labelled_in_three_languages() -> None:
    written = with_labels(TABLE, "right", LABELS)

    assert labels_in(written) == LABELS
    assert not read_model(written).problems
    assert with_labels(written, "right", LABELS) == written
    assert b'<output label="' in written
    assert b"name='ok'>" in written


def test_labels_that_are_not_changed_keep_their_bytes() -> None:
    assert with_labels(TABLE, "right", labels_in(TABLE)) == TABLE
    bare = with_labels(TABLE, "right", (NONE, NONE))
    assert bare == TABLE.replace(b' label="label=&quot;' + "Жасы".encode() + b'&quot;"', b"")
