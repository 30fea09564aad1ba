"""The rules of a decision table as a list of texts, and the file with another list of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from app.decisions.column_labels import label_of
from app.decisions.splicing import Edit, Spot, say, spliced, spots_of, text_in

CELLS = ("inputEntry", "outputEntry", "annotationEntry")
"""Parts of a rule, in the order in which they stand."""
_COLUMNS = ("input", "output", "annotation")


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """One rule: what stands in its cells, in the order of the columns, and its description."""

    cells: tuple[str, ...]
    note: str = ""
    origin: int | None = None
    """Its number in the file, from 0; None for a new one."""


@dataclass(frozen=True, slots=True)
class Column:
    kind: str
    """`input`, `output` or `annotation`."""
    label: Mapping[str, str]
    """By language, kk, ru and en; empty where the table has none."""
    expression: str
    """What an input tests, or the name of an output."""


@dataclass(frozen=True, slots=True)
class RuleList:
    """A table, or a literal expression as a list of one rule with one cell."""

    columns: tuple[Column, ...]
    rules: tuple[RuleTexts, ...]
    hit_policy: str
    """Empty for a literal expression."""


def rules_in(content: bytes, decision: str) -> RuleList | None:
    """The list of a decision of this id; None where it is neither a table nor an expression.

    Raises UnreadableModel.
    """
    found = _logic(spots_of(content), decision)
    if found is None:
        return None
    if found.kind == "literalExpression":
        said = RuleTexts((text_in(content, found.part("text")),), origin=0)
        return RuleList((Column("output", {}, ""),), (said,), "")
    columns = tuple(_column(content, spot) for kind in _COLUMNS for spot in found.parts(kind))
    rules = tuple(
        RuleTexts(
            _padded([text_in(content, cell.part("text")) for cell in _cells(rule)], columns),
            text_in(content, rule.part("description")),
            number,
        )
        for number, rule in enumerate(found.parts("rule"))
    )
    policy = found.attributes.get("hitPolicy", "UNIQUE")
    return RuleList(columns, rules, f"{policy} {found.attributes.get('aggregation', '')}".strip())


def with_rules(content: bytes, decision: str, rules: Sequence[RuleTexts]) -> bytes:
    """The file with these rules; the same bytes where they say what it says.

    Raises UnreadableModel.
    """
    logic = _logic(spots_of(content), decision)
    if logic is None:
        return content
    if logic.kind == "literalExpression":
        return spliced(content, list(_said(content, logic, rules[0].cells[0])))
    old = logic.parts("rule")
    first = old[0] if old else None
    chunks: list[tuple[int, Spot]] = []
    begun = at = _before(content, logic, first)
    for spot in old:
        chunks.append((at, spot))
        at = spot.end
    indent = content[begun : first.start].decode() if first is not None else _space(content, logic)
    made = []
    for number, rule in enumerate(rules):
        if rule.origin is None or rule.origin >= len(chunks):
            made.append(indent + _new(logic, rule, f"{_free(content, decision)}_{number}", indent))
        else:
            start, spot = chunks[rule.origin]
            inside = [*_changes(content, spot, rule)]
            moved = [Edit(one.start - start, one.end - start, one.told) for one in inside]
            made.append(spliced(content[start : spot.end], moved).decode())
    return spliced(content, [Edit(begun, at, "".join(made))])


def with_ids(content: bytes, decision: str) -> tuple[bytes, dict[str, tuple[int, int]]]:
    """The file with an id at each cell, for a check alone; and rule and cell by that id.

    Raises UnreadableModel.
    """
    logic = _logic(spots_of(content), decision)
    edits: list[Edit] = []
    places: dict[str, tuple[int, int]] = {}
    if logic is None:
        return content, places
    rows = [[logic]] if logic.kind == "literalExpression" else map(_cells, logic.parts("rule"))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            key = cell.attributes.get("id", "")
            if not key or key in places:
                key = f"{_free(content, decision)}_{row}_{column}"
                at = cell.start + len(cell.tag.encode()) + 1
                if "id" not in cell.attributes:
                    edits.append(Edit(at, at, f' id="{key}"'))
            places[key] = (row, column)
    return spliced(content, edits), places


def _logic(root: Spot, decision: str) -> Spot | None:
    for spot in root.parts("decision"):
        if spot.attributes.get("id") == decision:
            return spot.part("decisionTable") or spot.part("literalExpression")
    return None


def _cells(rule: Spot) -> list[Spot]:
    return [cell for kind in CELLS for cell in rule.parts(kind)]


def _padded(cells: list[str], columns: Sequence[Column]) -> tuple[str, ...]:
    """Annotations at the end may be left out."""
    return (*cells, *[""] * (len(columns) - len(cells)))


def _column(content: bytes, spot: Spot) -> Column:
    name = spot.attributes.get("name", "")
    inner = spot.part("inputExpression")
    tested = text_in(content, inner.part("text")) if inner is not None else ""
    return Column(spot.kind, label_of(spot), tested or name)


def _changes(content: bytes, rule: Spot, now: RuleTexts) -> Iterator[Edit]:
    cells = _cells(rule)
    for cell, told in zip(cells, now.cells, strict=False):
        yield from _said(content, cell, told)
    added = "".join(_cell(rule, "annotationEntry", told) for told in now.cells[len(cells) :])
    if any(now.cells[len(cells) :]) and cells:
        yield Edit(cells[-1].end, cells[-1].end, _space(content, rule) + added)
    note = rule.part("description")
    if note is None and now.note:
        told = f"<{rule.prefix}description>{escape(now.note)}</{rule.prefix}description>"
        yield Edit(rule.inner, rule.inner, _space(content, rule) + told)
    elif note is not None and now.note != text_in(content, note):
        if now.note:
            yield say(content, note, now.note)
        else:
            start = len(content[: note.start].rstrip())
            yield Edit(start, note.end, "")


def _said(content: bytes, cell: Spot, told: str) -> Iterator[Edit]:
    text = cell.part("text")
    if told == text_in(content, text):
        return
    if text is not None:
        yield say(content, text, told)
        return
    inside = f"<{cell.prefix}text>{escape(told)}</{cell.prefix}text>"
    if content.endswith(b"/>", 0, cell.inner):
        bare = content[cell.start : cell.inner - 2].decode().rstrip()
        yield Edit(cell.start, cell.end, f"{bare}>{inside}</{cell.tag}>")
    else:
        yield Edit(cell.inner, cell.inner, inside)


def _new(logic: Spot, rule: RuleTexts, key: str, indent: str) -> str:
    deeper = f"{indent}  " if "\n" in indent else ""
    kinds = [f"{kind}Entry" for kind in _COLUMNS for _ in logic.parts(kind)]
    cells = [_cell(logic, *pair) for pair in zip(kinds, rule.cells, strict=True)]
    note = f"<{logic.prefix}description>{escape(rule.note)}</{logic.prefix}description>"
    parts = [note] * bool(rule.note) + cells
    inside = "".join(deeper + part for part in parts)
    return f'<{logic.prefix}rule id="{key}">{inside}{indent}</{logic.prefix}rule>'


def _cell(home: Spot, kind: str, told: str) -> str:
    prefix = home.prefix
    return f"<{prefix}{kind}><{prefix}text>{escape(told)}</{prefix}text></{prefix}{kind}>"


def _before(content: bytes, logic: Spot, first: Spot | None) -> int:
    """Where the rules begin, the space before the first one included."""
    if first is not None:
        return len(content[: first.start].rstrip())
    return logic.children[-1].end if logic.children else logic.inner


def _space(content: bytes, home: Spot) -> str:
    """What stands before the parts of an element: a line's end and an indent, or nothing."""
    if not home.children:
        return ""
    start = home.children[0].start
    return content[len(content[:start].rstrip()) : start].decode()


def _free(content: bytes, decision: str) -> str:
    """The beginning of ids that the file does not have yet."""
    stem, number = f"{decision}_rule", 1
    while f"{stem}_{number}".encode() in content:
        number += 1
    return f"{stem}_{number}"
