"""Names of a decision in Russian and English: changed or added, every other byte untouched."""

import pytest

from app.decisions import read_model
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
