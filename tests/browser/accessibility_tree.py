"""The accessibility tree of a page as text: what screen readers are told, one line for each thing.

The browser computes it (`Accessibility.getFullAXTree` of the debugging channel), so the text holds
what reaches people: role, name, states, value, description. `aria-current` is no part of that
answer and is taken from the document.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from playwright.sync_api import Page

SILENT = frozenset({"InlineTextBox", "ListMarker", "LineBreak"})
"""Parts of a text that its parent tells."""
TRANSPARENT = frozenset({"generic", "none", "paragraph", "strong", "code", "emphasis", "rowgroup",
                         "RootWebArea", "LabelText", "Legend", "caption"})  # fmt: skip
"""Roles that say nothing of their own: what is inside stands in their place."""
STATES = ("invalid", "checked", "pressed", "selected", "expanded", "disabled", "readonly",
          "required", "modal", "live", "hasPopup", "sort")  # fmt: skip
UNSAID = frozenset({"false", "off", "none", ""})
SAID_WHEN_FALSE = frozenset({"expanded", "pressed"})
"""Whoever hears of the thing has to hear that it is shut."""
FROM_CONTENT = frozenset({"row", "cell", "rowheader", "gridcell", "listitem"})
"""Their names are what stands in them, which is told below."""
MOST_ROWS = 3
"""Of a table with its head; the others are like them, and told by their number."""
LONGEST = 300
"""Characters of a text; a whole file that stands in a field is cut."""
TYPED_INTO = frozenset({"textbox", "searchbox"})
"""What stands in them is their value."""
FRAME = frozenset({"banner", "contentinfo"})
"""The head and the foot of every page: told in full where a test asks for it."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the tree, or a text (`role` is then empty)."""

    role: str
    name: str
    states: tuple[str, ...] = ()
    value: str = ""
    description: str = ""
    children: "tuple[Node, ...]" = ()


def tree_of(page: Page, varying: Sequence[tuple[str, str]], *, with_frame: bool) -> str:
    """The tree in lines; `varying` are patterns and the stable words in their place."""
    channel = page.context.new_cdp_session(page)
    document = channel.send("DOM.getDocument", {"depth": -1, "pierce": True})
    current = dict(_current(document["root"]))
    told = channel.send("Accessibility.getFullAXTree")["nodes"]
    channel.detach()
    nodes = {node["nodeId"]: node for node in told}
    root = next(node for node in told if "parentId" not in node)
    lines = [line for node in _read(root, nodes, current) for line in _lines(node, with_frame)]
    text = "\n".join((f"page {_plain(root, 'name')!r}", *lines, ""))
    return reduce(lambda so_far, pair: re.sub(pair[0], pair[1], so_far), varying, text)


def _current(node: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The elements that say `aria-current`, by the browser's own number."""
    attributes = node.get("attributes", [])
    named = dict(zip(attributes[::2], attributes[1::2], strict=True))
    if named.get("aria-current", "false") != "false":
        yield node["backendNodeId"], named["aria-current"]
    for child in node.get("children", []):
        yield from _current(child)


def _read(
    node: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]], current: Mapping[int, str]
) -> Iterator[Node]:
    role = _plain(node, "role")
    if role in SILENT:
        return
    if role == "StaticText":
        yield Node("", _tidy(_plain(node, "name")))
        return
    if role == "MenuListPopup":
        return  # A list of choices that is shut; what is chosen is the value of its field.
    inside = _joined(
        found
        for key in node.get("childIds", [])
        if key in nodes
        for found in _read(nodes[key], nodes, current)
    )
    here = current.get(node.get("backendDOMNodeId", 0))
    if node.get("ignored") or (role in TRANSPARENT and not here):
        yield from inside
        return
    name = _tidy(_plain(node, "name"))
    states = (*_states(node), *([f"current={here}"] if here else []))
    # What a name is made of is not told a second time.
    told_in_name = bool(name) and all(not child.role and child.name in name for child in inside)
    if role in FROM_CONTENT and not told_in_name:
        name = ""
    value, description = (_tidy(_plain(node, key)) for key in ("value", "description"))
    is_told = told_in_name or (role in TYPED_INTO and bool(value))
    found = Node(role, name, states, value, description, () if is_told else inside)
    if found != Node(role, "") or role in {"cell", "listitem"}:
        yield found


def _joined(found: Iterator[Node]) -> tuple[Node, ...]:
    """Texts that follow each other are one text."""
    joined: list[Node] = []
    for node in found:
        if not node.role and joined and node.name in joined[-1].name:
            continue  # The words of a label beside its field.
        if not node.role and joined and not joined[-1].role:
            joined[-1] = Node("", _tidy(f"{joined[-1].name} {node.name}"))
        elif node.role or node.name:
            joined.append(node)
    return tuple(joined)


def _states(node: Mapping[str, Any]) -> Iterator[str]:
    found = {one["name"]: str(one["value"].get("value", "")) for one in node.get("properties", [])}
    if _plain(node, "role") == "heading":
        yield f"level={found.get('level', '?')}"
    for name in STATES:
        value = found.get(name, "").lower()
        if name in SAID_WHEN_FALSE and value == "false":
            yield f"{name}=false"
        elif value == "true":
            yield name
        elif value not in UNSAID and value != "false":
            yield f"{name}={value}"


def _lines(node: Node, with_frame: bool, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    if not node.role:
        yield f"{indent}- text: {node.name}"
        return
    parts = [node.role]
    if node.name:
        parts.append(f'"{node.name}"')
    parts += [f"[{state}]" for state in node.states]
    if node.value and node.value != node.name:
        parts.append(f"= {node.value}")
    if node.description:
        parts.append(f"({node.description})")
    if node.role in FRAME and not with_frame:
        yield f"{indent}- {node.role}"
        return
    yield f"{indent}- {' '.join(parts)}"
    rows = [child for child in node.children if child.role == "row"]
    left_out = set(map(id, rows[MOST_ROWS:]))
    for child in node.children:
        if id(child) not in left_out:
            yield from _lines(child, with_frame, depth + 1)
    if left_out:
        yield f"{indent}  - {len(left_out)} rows more"


def _plain(node: Mapping[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _tidy(text: str) -> str:
    tidy = " ".join(text.replace("\u2060", "").replace("\u00ad", "").split())
    return tidy if len(tidy) <= LONGEST else f"{tidy[:LONGEST]}…"
