"""Decision models: requirement graphs that are read once and evaluated many times."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

from app.decisions import elements as xml
from app.decisions.boxed import Reader, Scope, function
from app.decisions.problems import Problem
from app.decisions.tables import Spoke, Table
from app.feel import DEFAULT_BUDGET, Budget, Builtin, FeelBudgetExceeded, Note, Value, tree
from app.feel.compiler import Code, Compiler, Env
from app.feel.conformance import coerced
from app.feel.errors import Unfit
from app.feel.expression import NO_FUNCTIONS, check_whole
from app.feel.inference import Typist
from app.feel.nearest import did_you_mean
from app.feel.run import Run
from app.feel.saying import Said
from app.feel.types import ANY, TypeRef
from app.safe_xml import UnreadableModel, line_of, read_xml

MAX_DEPTH = 30
"""Requirements of requirements."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a decision gave, why parts of it are null, and which rules of which tables spoke."""

    value: Value
    notes: tuple[Note, ...]
    spoke: tuple[Spoke, ...]
    others: Mapping[str, Value]
    """The values of the decisions that it required, by their ids."""


@dataclass(frozen=True, slots=True)
class _Element:
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


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a decision needs from outside."""

    name: str
    type: TypeRef


class DecisionModel:
    """The elements of one model; immutable and shared once it is read."""

    def __init__(
        self, elements: Mapping[str, _Element], problems: Sequence[Problem], name: str
    ) -> None:
        self.name = name
        self.problems = tuple(problems)
        self._elements = elements
        self._by_name = {
            element.name: element for element in elements.values() if element.kind == "decision"
        }

    @property
    def decisions(self) -> Mapping[str, str]:
        """Names of the decisions by their ids."""
        return {one.id: one.name for one in self._elements.values() if one.kind == "decision"}

    @property
    def elements(self) -> tuple[str, ...]:
        """Ids of everything that has logic: decisions and business knowledge models."""
        kinds = ("decision", "businessKnowledgeModel")
        return tuple(one.id for one in self._elements.values() if one.kind in kinds)

    def line_of(self, element: str) -> int:
        """The line where an element of this id stands."""
        return self._elements[element].line

    def titles_of(self, decision: str) -> Mapping[str, str]:
        """What people call an element of this id, by language: `kk`, `ru`, `en`."""
        return self._elements[decision].titles

    def rows_of(self, decision: str, value: Value) -> list[dict[str, Value]]:
        """The result as rows, one per rule that was heard, each with its outputs by name.

        What no table has made is one row with the decision's name.
        """
        element = self._decision(decision)
        table = _table_of(element.node)
        if table is None:
            return [{element.name: value}]
        if value is None:
            return []
        as_list = table.hit.gives_list and not table.aggregation and isinstance(value, list)
        results: list[Value] = list(value) if as_list and isinstance(value, list) else [value]
        if len(table.outputs) == 1:
            name = table.outputs[0].name or element.name
            return [{name: result} for result in results]
        return [result for result in results if isinstance(result, dict)]

    def doubts_of(self, decision: str, functions: frozenset[str]) -> tuple[Note, ...]:
        """What in an element's own logic can never work, as far as types are known.

        `functions` are the names of those that the caller gives when it evaluates.
        """
        element = self._elements[decision]
        types = _Types(self._elements)
        names = {self._elements[one].name: types.of(one) for one in element.requires}
        typist = Typist(known=functions)
        typist.type_of(element.node, names)
        return tuple(typist.findings)

    def inputs_of(self, decision: str) -> tuple[Input, ...]:
        """What the decision with this id or name needs, also by way of other decisions."""
        found: dict[str, Input] = {}
        waiting, seen = [self._decision(decision).id], set[str]()
        while waiting:
            one = self._elements[waiting.pop()]
            if one.id in seen:
                continue
            seen.add(one.id)
            if one.kind == "inputData":
                found[one.name] = Input(one.name, one.type)
            waiting += one.requires
        return tuple(found[name] for name in sorted(found))

    def type_of(self, decision: str) -> TypeRef:
        """What is known of the type of the decision's result."""
        return _Types(self._elements).of(self._decision(decision).id)

    def evaluate(
        self,
        decision: str,
        inputs: Mapping[str, Value],
        *,
        functions: Mapping[str, Builtin] = NO_FUNCTIONS,
        now: datetime | None = None,
        budget: Budget = DEFAULT_BUDGET,
    ) -> Evaluation:
        """Evaluate the decision with this id or name.

        Raises:
            UnknownDecision: the model has no such decision.
            FeelBudgetExceeded: it would cost more; every other failure is null and a note.
        """
        wanted = self._decision(decision)
        run = Run(budget, functions, now)
        walk = _Walk(run, self._elements, inputs)
        try:
            value = walk.value(wanted.id)
        except RecursionError:
            raise FeelBudgetExceeded("The evaluation nests too deeply") from None
        check_whole(run, value)
        others = {
            one: found
            for one, found in walk.values.items()
            if self._elements[one].kind == "decision" and one != wanted.id
        }
        spoke = tuple(one for one in run.trace if isinstance(one, Spoke))
        return Evaluation(value, tuple(run.notes), spoke, others)

    def _decision(self, decision: str) -> _Element:
        found = self._elements.get(decision)
        if found is None or found.kind != "decision":
            found = self._by_name.get(decision)
        if found is None:
            raise UnknownDecision(decision, self._by_name)
        return found


def _table_of(node: tree.Node) -> Table | None:
    """The table that a decision's logic is, without what stands around it."""
    while isinstance(node, tree.Placed | tree.Typed):
        node = node.body if isinstance(node, tree.Placed) else node.value
    return node if isinstance(node, Table) else None


class UnknownDecision(LookupError):
    """The model has no decision of this id or name."""

    def __init__(self, decision: str, known: Mapping[str, object]) -> None:
        super().__init__(f"There is no decision {decision}{did_you_mean(decision, known)}")


class _Walk:
    """One evaluation: each element of the graph once, what it requires before it."""

    def __init__(
        self, run: Run, elements: Mapping[str, _Element], inputs: Mapping[str, Value]
    ) -> None:
        self.values: dict[str, Value] = {}
        self._run = run
        self._elements = elements
        self._inputs = inputs

    def value(self, wanted: str) -> Value:
        if wanted not in self.values:
            self.values[wanted] = self._made(self._elements[wanted])
        return self.values[wanted]

    def _made(self, element: _Element) -> Value:
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

    def _given(self, element: _Element) -> Value:
        if element.name not in self._inputs:
            self._run.note("The input {name} is not given", 0, name=element.name)
            return None
        try:
            return coerced(self._run, self._inputs[element.name], element.type)
        except Unfit as unfit:
            self._run.note("The input {name}: {unfit}", 0, name=element.name, unfit=unfit.said)
            return None


@lru_cache(maxsize=256)
def read_model(content: bytes) -> DecisionModel:
    """Read a decision model; the same bytes are read once.

    What cannot run is in `problems`; its decisions give null with a note that says why.

    Raises:
        UnreadableModel: not XML that we accept, or no decision model.
    """
    root = read_xml(content)
    if xml.kind(root) != "definitions":
        raise UnreadableModel("no-decision-model", line_of(root), "definitions of DMN")
    return _Reading(root).model()


class _Reading:
    """Reads one model."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._reader = Reader(root)
        self._namespace = xml.attribute(root, "namespace")
        kinds = ("decision", "inputData", "businessKnowledgeModel", "decisionService")
        self._sources: dict[str, etree._Element] = {}
        for number, element in enumerate(xml.parts(root, *kinds)):
            key = xml.attribute(element, "id") or f"{xml.kind(element)} {number}"
            if key in self._sources:
                self._reader.tell("duplicate-decision", element, key)
            self._sources[key] = element
        self._names = {key: self._name(element) for key, element in self._sources.items()}

    @staticmethod
    def _name(element: etree._Element) -> str:
        variable = xml.part(element, "variable")
        return xml.attribute(variable, "name") or xml.attribute(element, "name")

    def model(self) -> DecisionModel:
        reader = self._reader
        for imported in xml.parts(self._root, "import"):
            reader.tell("import", imported, xml.attribute(imported, "namespace"))
        reader.types.check()
        elements = {key: self._element(key) for key in self._sources}
        for key in self._circular(elements):
            reader.tell("circular-requirement", self._sources[key], self._names[key])
            elements[key] = _refused(elements[key], "The decision requires itself")
        problems = sorted(reader.problems, key=lambda problem: problem.line)
        return DecisionModel(elements, problems, xml.attribute(self._root, "name"))

    def _element(self, key: str) -> _Element:
        source, reader, name = self._sources[key], self._reader, self._names[key]
        kind = xml.kind(source)
        variable = xml.part(source, "variable")
        declared = reader.types.of(variable)
        requires = tuple(self._requirements(source))
        scope = Scope(
            frozenset(self._names[one] for one in requires) | {name},
            key,
            xml.attribute(source, "name") or name,
        )
        if kind == "decisionService":
            node = reader.refused(
                "decision-service", source, name, "Decision services are not supported"
            )
        elif kind == "businessKnowledgeModel":
            node = self._knowledge(source, scope, name, declared)
        elif kind == "decision":
            body = xml.body(source)
            if body is None:
                reader.tell("no-logic", source, name)
            node = reader.typed(reader.expression(body, scope), variable)
            node = tree.Placed(0, node, scope.place)
        else:
            node = tree.Literal(0, None)
        compiler = Compiler()
        code = compiler.code(node)
        return _Element(
            key,
            name,
            kind,
            declared,
            requires,
            node,
            code,
            compiler.cost,
            _titles(source),
            line_of(source),
        )

    def _knowledge(
        self, source: etree._Element, scope: Scope, name: str, declared: TypeRef
    ) -> tree.Node:
        logic = xml.part(source, "encapsulatedLogic")
        if logic is None:
            self._reader.tell("no-logic", source, name)
            return tree.Refused(0, Said("{name} has no logic", {"name": name}))
        node = function(self._reader, logic, scope, name)
        if not isinstance(node, tree.Lambda):
            return node
        result = self._reader.types.of(logic)
        if result.name == "Any":
            result = declared
        if result.name == "function":
            result = result.inner[-1] if result.inner else ANY
        if result.name == "Any" and result.allows is None:
            return node
        return tree.Lambda(0, node.parameters, node.types, node.body, name, result)

    def _requirements(self, source: etree._Element) -> Iterator[str]:
        for link in xml.parts(source, "informationRequirement", "knowledgeRequirement"):
            for end in xml.parts(link, "requiredDecision", "requiredInput", "requiredKnowledge"):
                href = xml.attribute(end, "href")
                namespace, _, key = href.rpartition("#")
                if key in self._sources and namespace in ("", self._namespace):
                    yield key
                else:
                    self._reader.tell("missing-requirement", end, href)

    @staticmethod
    def _circular(elements: Mapping[str, _Element]) -> list[str]:
        """Elements that require themselves or nest too deeply; a function may call itself."""
        depth: dict[str, int] = {}
        open_ones: set[str] = set()
        found: list[str] = []

        def measure(key: str) -> int:
            if key in depth:
                return depth[key]
            if key in open_ones:
                found.append(key)
                return 0
            open_ones.add(key)
            deepest = max((measure(one) for one in elements[key].requires if one != key), default=0)
            open_ones.discard(key)
            depth[key] = deepest + 1
            if key in elements[key].requires or deepest >= MAX_DEPTH:
                found.append(key)
            return depth[key]

        for key in elements:
            measure(key)
        return list(dict.fromkeys(found))


def _refused(element: _Element, why: str) -> _Element:
    node = tree.Refused(0, why)
    return replace(element, requires=(), node=node, code=Compiler().code(node), cost=1)


def _titles(source: etree._Element) -> Mapping[str, str]:
    properties = xml.properties(source)
    found = {language: properties.get(f"name.{language}", "") for language in ("ru", "en")}
    own = xml.attribute(source, "label") or xml.attribute(source, "name")
    return MappingProxyType({"kk": properties.get("name.kk", own), **found})


class _Types:
    """The types of a model's elements, from what they declare and from their logic."""

    def __init__(self, elements: Mapping[str, _Element]) -> None:
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

    def _inferred(self, element: _Element) -> TypeRef:
        names = {self._elements[one].name: self.of(one) for one in element.requires}
        return Typist().type_of(element.node, names)
