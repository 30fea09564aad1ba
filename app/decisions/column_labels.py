"""Labels of a table's columns in three languages, inside the bytes of its file.

The Kazakh one is the attribute `label`; the others are properties, as the names of a decision.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from app.decisions.splicing import Edit, Spot, spliced, spots_of
from app.decisions.told_names import retold, told_in

LABELLED = ("input", "output")
_ATTRIBUTE = re.compile(rb"""\s([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")


def label_of(column: Spot) -> Mapping[str, str]:
    """By language, kk, ru and en; empty where the column has none."""
    return {"kk": column.attributes.get("label", ""), **told_in(column)}


def with_labels(content: bytes, decision: str, labels: Sequence[Mapping[str, str]]) -> bytes:
    """The file with these labels of the inputs and outputs; the same bytes where nothing differs.

    Raises UnreadableModel.
    """
    edits: list[Edit] = []
    for column, label in zip(_columns(spots_of(content), decision), labels, strict=False):
        if label["kk"] != column.attributes.get("label", ""):
            edits.append(_labelled(content, column, label["kk"]))
        edits += retold(content, column, label)
    return spliced(content, edits)


def _columns(root: Spot, decision: str) -> Iterator[Spot]:
    for spot in root.parts("decision"):
        table = spot.part("decisionTable")
        if spot.attributes.get("id") == decision and table is not None:
            for kind in LABELLED:
                yield from table.parts(kind)


def _labelled(content: bytes, column: Spot, label: str) -> Edit:
    written = f" label={quoteattr(label)}" if label else ""
    for found in _ATTRIBUTE.finditer(content, column.start, column.inner):
        if found[1] == b"label":
            return Edit(found.start(), found.end(), written)
    at = column.start + 1 + len(column.tag.encode())
    return Edit(at, at, written)
