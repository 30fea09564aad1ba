"""A decision file to begin with, and a copy of one under other ids."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from app.decisions.splicing import Edit, Spot, spliced, spots_of

_REFERENCES = ("id", "dmnElementRef", "href")
_NEW = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" \
xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="{key}_decisions" name={kk} \
namespace="urn:qadam:decisions">
  <inputData id="{key}_data" name="facts">
    <variable id="{key}_data_variable" name="facts" />
  </inputData>
  <decision id="{key}" name={kk}>
    <extensionElements>
      <camunda:properties>
        <camunda:property name="name.ru" value={ru} />
        <camunda:property name="name.en" value={en} />
      </camunda:properties>
    </extensionElements>
    <variable id="{key}_variable" name={kk} />
    <informationRequirement id="{key}_needs_data">
      <requiredInput href="#{key}_data" />
    </informationRequirement>
    <decisionTable id="{key}_table" hitPolicy="FIRST">
      <input id="{key}_input" label="facts">
        <inputExpression id="{key}_input_expression">
          <text>facts</text>
        </inputExpression>
      </input>
      <output id="{key}_output" name="result" />
      <rule id="{key}_rule">
        <inputEntry id="{key}_rule_input"><text>-</text></inputEntry>
        <outputEntry id="{key}_rule_output"><text>null</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
"""


def new_table(key: str, names: Mapping[str, str]) -> bytes:
    """A table of one rule that reads `facts`; `names` by language, kk, ru and en."""
    told = {language: quoteattr(name) for language, name in names.items()}
    return _NEW.format(key=key, **told).encode()


def copied(content: bytes, decision: str, key: str, names: Mapping[str, str]) -> bytes:
    """The file with the decision under the id `key` and other names.

    Its other decisions get ids that begin with the key; what refers to any of them follows.
    Raises UnreadableModel.
    """
    root = spots_of(content)
    ids = [spot.attributes.get("id", "") for spot in root.parts("decision")]
    now = {old: key if old == decision else f"{key}_{old}" for old in ids if old}
    edits = list(_renamed(content, root, now))
    for spot in root.parts("decision"):
        if spot.attributes.get("id") == decision:
            edits += _attribute(content, spot, "name", names["kk"])
            for one in spot.walk():
                language = one.attributes.get("name", "").removeprefix("name.")
                if one.kind == "property" and language in names:
                    edits += _attribute(content, one, "value", names[language])
    return spliced(content, edits)


def _renamed(content: bytes, root: Spot, now: Mapping[str, str]) -> Iterator[Edit]:
    for spot in root.walk():
        for name in _REFERENCES:
            # In front of the id a diagram may have the prefix of its namespace.
            before, mark, key = spot.attributes.get(name, "").rpartition("#")
            is_one = name != "id" or spot.kind == "decision"
            if is_one and key in now:
                yield from _attribute(content, spot, name, f"{before}{mark}{now[key]}")


def _attribute(content: bytes, spot: Spot, name: str, value: str) -> Iterator[Edit]:
    """Let an attribute that is there say something else."""
    tag = content[spot.start : spot.inner]
    for quote in (b'"', b"'"):
        begun = tag.find(b" " + name.encode() + b"=" + quote)
        if begun >= 0:
            start = begun + len(name.encode()) + 2
            end = tag.index(quote, start + 1) + 1
            yield Edit(spot.start + start, spot.start + end, quoteattr(value))
            return
