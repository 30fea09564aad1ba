"""The elements of a requirement graph: their values in one evaluation, and their types."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.decisions.tables import Table
from app.feel import Value, tree
from app.feel.compiler import Code, Env
from app.feel.conformance import coerced
from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.types import TypeRef
from app.feel.typist import Typist


@dataclass(frozen=True, slots=True)
class Element:
    """A decision, an input or a business knowledge model of the graph."""

    id: str
    name: str
    kind: str
    type: TypeRef
    requires: tuple[str, ...]
    node: tree.Node
    code: Code
    cost: int
    titles: Mapping[str, str]
    line: int


class Walk:
    """One evaluation: each element of the graph once, what it requires before it."""

    def __init__(
        self, run: Run, elements: Mapping[str, Element], inputs: Mapping[str, Value]
    ) -> None:
        self.values: dict[str, Value] = {}
        self._run = run
        self._elements = elements
        self._inputs = inputs

    def value(self, wanted: str) -> Value:
        if wanted not in self.values:
            self.values[wanted] = self._made(self._elements[wanted])
        return self.values[wanted]

    def _made(self, element: Element) -> Value:
        if element.kind == "inputData":
            return self._given(element)
        scope = {
            self._elements[required].name: self.value(required) for required in element.requires
        }
        self._run.spend(element.cost)
        value = element.code(self._run, Env(scope))
        if element.kind == "businessKnowledgeModel":
            scope[element.name] = value  # it may call itself
        return value

    def _given(self, element: Element) -> Value:
        if element.name not in self._inputs:
            self._run.note("The input {name} is not given", 0, name=element.name)
            return None
        try:
            return coerced(self._run, self._inputs[element.name], element.type)
        except Unfit as unfit:
            self._run.note("The input {name}: {unfit}", 0, name=element.name, unfit=unfit.said)
            return None


class Types:
    """The types of a model's elements, from what they declare and from their logic."""

    def __init__(self, elements: Mapping[str, Element]) -> None:
        self._elements = elements
        self._found: dict[str, TypeRef] = {}

    def of(self, key: str) -> TypeRef:
        if key not in self._found:
            element = self._elements[key]
            if element.type.name != "Any" or element.kind == "inputData":
                self._found[key] = element.type
            else:
                self._found[key] = self._inferred(element)
        return self._found[key]

    def _inferred(self, element: Element) -> TypeRef:
        names = {self._elements[one].name: self.of(one) for one in element.requires}
        return Typist().type_of(element.node, names)


def table_of(node: tree.Node) -> Table | None:
    """The table that a decision's logic is, without what stands around it."""
    while isinstance(node, tree.Placed | tree.Typed):
        node = node.body if isinstance(node, tree.Placed) else node.value
    return node if isinstance(node, Table) else None
