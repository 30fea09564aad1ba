"""Reads decision models from XML; the same bytes once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

from app.decisions import boxed, table_reading
from app.decisions import elements as xml
from app.decisions.boxed import function
from app.decisions.graph import Element
from app.decisions.model import DecisionModel
from app.decisions.problems import Problem
from app.decisions.reader import Reader, Scope
from app.feel import tree
from app.feel.compiler import Compiler
from app.feel.saying import Said
from app.feel.types import ANY, TypeRef
from app.safe_xml import UnreadableModel, line_of, read_xml

# Imported for the readers that they hold.
_READERS = (boxed, table_reading)
MAX_DEPTH = 30
"""Requirements of requirements."""


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
        unread = tuple(_unread(self._root))
        return DecisionModel(elements, problems, unread, xml.attribute(self._root, "name"))

    def _element(self, key: str) -> Element:
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
        return Element(
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
    def _circular(elements: Mapping[str, Element]) -> list[str]:
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


def _refused(element: Element, why: str) -> Element:
    node = tree.Refused(0, why)
    return replace(element, requires=(), node=node, code=Compiler().code(node), cost=1)


def _unread(root: etree._Element) -> Iterator[Problem]:
    for element in root.iter(etree.Element):
        for name, _ in xml.extensions(element):
            if (xml.kind(element), name) not in xml.READ_EXTENSIONS:
                yield Problem(
                    "ignored-extension",
                    xml.attribute(element, "id"),
                    xml.attribute(element, "name") or xml.attribute(element, "label"),
                    line_of(element),
                    f"camunda:{name}",
                )


def _titles(source: etree._Element) -> Mapping[str, str]:
    properties = xml.properties(source)
    found = {language: properties.get(f"name.{language}", "") for language in ("ru", "en")}
    own = xml.attribute(source, "label") or xml.attribute(source, "name")
    return MappingProxyType({"kk": properties.get("name.kk", own), **found})
