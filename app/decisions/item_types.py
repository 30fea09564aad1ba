"""Turns item definitions into types of the expression language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from lxml import etree

from app.decisions.elements import attribute, part, parts, text_of, type_name
from app.feel.compiler import Code, Compiler, Env
from app.feel.errors import FeelSyntaxError
from app.feel.parse_tests import parse_tests
from app.feel.run import Run
from app.feel.types import ANY, TypeRef
from app.feel.values import Value

STANDARD: Mapping[str, TypeRef] = MappingProxyType(
    {
        name: TypeRef(name)
        for name in (
            "number", "string", "boolean", "date", "time", "date and time",
            "days and time duration", "years and months duration", "list", "context", "function",
        )
    }
    | {
        "dateTime": TypeRef("date and time"),
        "dayTimeDuration": TypeRef("days and time duration"),
        "yearMonthDuration": TypeRef("years and months duration"),
        "duration": TypeRef("days and time duration"),
        "Any": ANY,
        "Null": TypeRef("Null"),
    }
)  # fmt: skip
Told = Callable[[str, Any, str, FeelSyntaxError | None], None]
"""Takes a problem: rule, element, what is meant, the syntax error if it is one."""


class ItemTypes(Mapping[str, TypeRef]):
    """The types of one model by name, each resolved when it is first asked for."""

    def __init__(self, definitions: etree._Element, told: Told) -> None:
        self._elements = {
            attribute(element, "name"): element for element in parts(definitions, "itemDefinition")
        }
        self._told = told
        self._found: dict[str, TypeRef] = {}
        self._open: set[str] = set()
        self.entry_names = frozenset(
            attribute(entry, "name") for entry in definitions.iter("{*}itemComponent")
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def __getitem__(self, name: str) -> TypeRef:
        element = self._elements[name]
        if name in self._found:
            return self._found[name]
        if name in self._open:
            # A type inside itself: what nests deeper is not looked at.
            return ANY
        self._open.add(name)
        made = self._found[name] = self._type(element)
        self._open.discard(name)
        return made

    def check(self) -> None:
        """Resolve every type, so that every problem in them is told."""
        for name in self:
            _ = self[name]

    def of(self, element: etree._Element | None) -> TypeRef:
        """The type that an element declares; Any where it declares none."""
        name = type_name(element)
        if not name or element is None:
            return ANY
        plain = name.removeprefix("feel:").removeprefix("feel.")
        if plain in self._elements:
            return self[plain]
        if plain in STANDARD:
            return STANDARD[plain]
        self._told("unknown-type", element, name, None)
        return ANY

    def _type(self, element: etree._Element) -> TypeRef:
        components = list(parts(element, "itemComponent"))
        function = part(element, "functionItem")
        if components:
            keys = tuple(attribute(component, "name") for component in components)
            base = TypeRef("context", tuple(map(self._type, components)), keys)
        elif function is not None:
            taken = [self.of(parameter) for parameter in parts(function, "parameters")]
            named = attribute(function, "outputTypeRef")
            result = self._named(named, function) if named else ANY
            base = TypeRef("function", (*taken, result))
        else:
            base = self.of(element)
        said = attribute(element, "name")
        base = self._limited(base, part(element, "allowedValues"), said)
        if attribute(element, "isCollection") == "true":
            base = TypeRef("list", (base,), said=said)
        return self._limited(base, part(element, "typeConstraint"), said)

    def _named(self, name: str, element: etree._Element) -> TypeRef:
        if name in self._elements:
            return self[name]
        if name in STANDARD:
            return STANDARD[name]
        self._told("unknown-type", element, name, None)
        return ANY

    def _limited(self, base: TypeRef, limits: etree._Element | None, said: str) -> TypeRef:
        text = text_of(limits)
        if limits is None or not text:
            return base
        compiler = Compiler()
        try:
            code = compiler.code(parse_tests(text, self.entry_names, self))
        except FeelSyntaxError as error:
            self._told("bad-expression", limits, text, error)
            return base
        return replace(base, allows=_allows(code, compiler.cost, base), said=said or str(base))


def _allows(code: Code, cost: int, base: TypeRef) -> Callable[[Run, Value], bool]:
    wider = base.allows

    def allows(run: Run, value: Value) -> bool:
        if wider is not None and not wider(run, value):
            return False
        run.spend(cost)
        kept = len(run.notes)
        held = code(run, Env({"?": value}))
        del run.notes[kept:]
        return held is True

    return allows
