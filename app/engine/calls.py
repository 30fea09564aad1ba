"""Call activities: whom they call, and what they pass in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from app.domain.identity import ElementId, ProcessKey
from app.engine.dialect import Extensions, Passing
from app.engine.expressions import Scope
from app.feel.values import Value

Binding = Literal["latest", "deployment", "version"]
BINDINGS: tuple[Binding, ...] = ("latest", "deployment", "version")
START = "startEvent"
"""The `camunda:property` of a call that names where the called process begins."""


@dataclass(frozen=True, slots=True)
class Call:
    """Of a call activity, as written."""

    element: str
    """Key of the called process: a literal or an expression."""
    binding: Binding
    version: str
    """A literal or an expression, with the binding `version`."""
    inputs: tuple[Passing, ...]
    outputs: tuple[Passing, ...]
    start: ElementId | None = None
    """The plain start event of the called process, where it has several (10.5.2)."""

    @property
    def literal_key(self) -> ProcessKey | None:
        """The called process where the model itself names it."""
        is_plain = not self.element.startswith(("=", "$", "#"))
        return ProcessKey(self.element) if is_plain and self.element else None


def call_of(xml: etree._Element, extensions: Extensions) -> Call:
    """The call that an accepted call activity makes."""
    binding: Binding = "latest"
    match extensions.get("calledElementBinding"):
        case "deployment":
            binding = "deployment"
        case "version":
            binding = "version"
    return Call(
        element=str(xml.get("calledElement", "")).strip(),
        binding=binding,
        version=extensions.get("calledElementVersion"),
        inputs=extensions.passed_in,
        outputs=extensions.passed_out,
        start=ElementId(start) if (start := extensions.properties.get(START, "")) else None,
    )


def passed(parts: Iterable[Passing], scope: Scope) -> dict[str, Value]:
    """The variables that are passed over, as the scope on this side gives them."""
    found: dict[str, Value] = {}
    for part in parts:
        if not part.target:
            found.update(scope.variables)
        elif part.expression:
            found[part.target] = scope.evaluate(part.expression, part.target)
        else:
            found[part.target] = scope.variables.get(part.source)
    return found
