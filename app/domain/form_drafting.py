"""A form-js schema changed component by component; what the editor does not know stays in it."""

import copy
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.form_schema import FormUnreadable

Place = tuple[int, ...]
"""Positions that lead to a component: `(0, 2)` is the third one of the first group."""
Component = dict[str, Any]
DEEPEST = 20
_INDENT = re.compile(rb"^\s*\{\r?\n([ \t]+)")


@dataclass(frozen=True, slots=True)
class Placed:
    place: Place
    component: Component

    @property
    def is_group(self) -> bool:
        return self.component.get("type") in ("group", "dynamiclist")


class FormDraft:
    """A schema that is being changed; nothing but the change differs in what is written."""

    def __init__(self, content: bytes, name: str = "") -> None:
        self._like = content
        self.schema: dict[str, Any] = _read(content) if content else _empty(name)

    def components(self) -> Iterator[Placed]:
        """Every component of the form, those of a group after it."""
        return _all(self.schema["components"], ())

    def at(self, place: Place) -> Component | None:
        return next((one.component for one in self.components() if one.place == place), None)

    def keys(self, but: Place | None = None, near: Place | None = None) -> set[str]:
        """What answers are called where that place is, but for the component at it.

        Rows of a list have names of their own; `near` stands for a place where nothing is yet.
        """
        row = self._row_of(but if but is not None else near or ())
        return {
            key
            for one in self.components()
            if one.place != but and self._row_of(one.place) == row
            if (key := _key_of(one.component))
        }

    def _row_of(self, place: Place) -> Place:
        """Where the dynamic list stands in whose rows the place is; empty for the form."""
        for k in range(len(place) - 1, 0, -1):
            above = self.at(place[:k])
            if above is not None and above.get("type") == "dynamiclist":
                return place[:k]
        return ()

    def put(self, place: Place, component: Component) -> None:
        """Write the component over the one at that place."""
        self._siblings(place)[place[-1]] = component

    def add(self, component: Component, after: Place | None) -> Place:
        """Put it behind the one at that place, first in it where that is a group; else last."""
        if after is None:
            self.schema["components"].append(component)
            return (len(self.schema["components"]) - 1,)
        beside = self.at(after)
        if beside is not None and _is_group(beside) and not _is_group(component):
            beside["components"].insert(0, component)
            return (*after, 0)
        if _is_group(component):
            after = after[:1]
        self._siblings(after).insert(after[-1] + 1, component)
        return (*after[:-1], after[-1] + 1)

    def remove(self, place: Place) -> None:
        del self._siblings(place)[place[-1]]

    def move(self, place: Place, by: int) -> Place:
        """One step up (-1) or down (1), into and out of groups; where it stands then."""
        siblings, k = self._siblings(place), place[-1]
        moved = siblings[k]
        target = k + by
        if not 0 <= target < len(siblings):
            if len(place) == 1:
                return place
            del siblings[k]
            home = (*place[:-2], place[-2] + max(by, 0))
            self._siblings(home).insert(home[-1], moved)
            return home
        beside = siblings[target]
        del siblings[k]
        if _is_group(beside) and not _is_group(moved):
            inner = beside["components"]
            at = 0 if by > 0 else len(inner)
            inner.insert(at, moved)
            return (*place[:-1], min(k, target), at)
        siblings.insert(target, moved)
        return (*place[:-1], target)

    def content(self) -> bytes:
        """As JSON, laid out as the file was."""
        found = _INDENT.match(self._like)
        indent = found[1].decode() if found else "  "
        text = json.dumps(self.schema, indent=indent, ensure_ascii=False)
        if b"\r\n" in self._like:
            text = text.replace("\n", "\r\n")
        end = self._like[len(self._like.rstrip()) :] if self._like else b"\n"
        return text.encode() + end

    def _siblings(self, place: Place) -> list[Component]:
        siblings: list[Component] = self.schema["components"]
        for k in place[:-1]:
            siblings = siblings[k]["components"]
        return siblings


def copied(component: Component) -> Component:
    return copy.deepcopy(component)


def _key_of(component: Component) -> str:
    # A group with a path is no answer: two of them may lead to one context.
    name = "path" if component.get("type") == "dynamiclist" else "key"
    return str(component.get(name) or "")


def _is_group(component: Component) -> bool:
    return component.get("type") in ("group", "dynamiclist") and isinstance(
        component.get("components"), list
    )


def _all(components: Sequence[Component], above: Place) -> Iterator[Placed]:
    for k, component in enumerate(components):
        yield Placed((*above, k), component)
        if _is_group(component):
            yield from _all(component["components"], (*above, k))


def _empty(name: str) -> dict[str, Any]:
    exporter = {"name": "Qadam", "version": "1"}
    return {
        "type": "default", "id": name, "schemaVersion": 19, "exporter": exporter, "components": [],
    }  # fmt: skip


def _read(content: bytes) -> dict[str, Any]:
    try:
        schema = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FormUnreadable(f"Expected a form-js schema, found: {error}") from error
    if not isinstance(schema, dict) or not _are_components(schema.get("components"), DEEPEST):
        raise FormUnreadable("Expected a form-js schema with components")
    return schema


def _are_components(found: object, depth: int) -> bool:
    return (
        isinstance(found, list)
        and depth > 0
        and all(
            isinstance(one, dict)
            and ("components" not in one or _are_components(one["components"], depth - 1))
            for one in found
        )
    )
