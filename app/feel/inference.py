"""What can be known of an expression's type before it runs, and what can never work in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.feel import tree
from app.feel.builtins import STANDARD
from app.feel.builtins.results import result_of
from app.feel.nearest import did_you_mean
from app.feel.parser import parse_expression
from app.feel.properties import property_types
from app.feel.run import Note
from app.feel.saying import Said
from app.feel.types import (
    ANY,
    BOOLEAN,
    CONTEXT,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    RANGE,
    STRING,
    TIME,
    TypeRef,
    conforms,
    joined,
    list_of,
)
from app.feel.values import TYPE_NAMES, Builtin

Names = Mapping[str, TypeRef]
_NO_NAMES: Names = MappingProxyType({})
_NO_FUNCTIONS: Mapping[str, Builtin] = MappingProxyType({})
_ORDERED = frozenset(one.name for one in (NUMBER, STRING, DATE, TIME, DATE_TIME, DAYS, MONTHS))


@dataclass(frozen=True, slots=True)
class Inferred:
    """The type of an expression, and why parts of it can only give null."""

    type: TypeRef
    findings: tuple[Note, ...]


def infer(
    text: str,
    names: Names = _NO_NAMES,
    *,
    functions: Mapping[str, Builtin] = _NO_FUNCTIONS,
    types: Mapping[str, TypeRef] = _NO_NAMES,
    known: frozenset[str] = frozenset(),
    all_names: bool = False,
) -> Inferred:
    """Tell the type of an expression, and what in it can never work.

    Args:
        text: the expression, without a leading `=`.
        names: the types of the variables that are known.
        functions: domain functions beside those of the standard.
        types: a model's own types, for `instance of`.
        known: names of functions that there are, though nothing else is known of them.
        all_names: whether `names` holds every variable there is; then another one is a finding.

    Raises:
        FeelSyntaxError: no expression.
    """
    node = parse_expression(text, frozenset(names), types)
    typist = Typist(functions, all_names=all_names, known=known)
    found = typist.type_of(node, names)
    return Inferred(found, tuple(typist.findings))


def result_type(node: tree.Node, names: Names) -> TypeRef:
    """Return what is known of the type of a node."""
    return Typist().type_of(node, names)


class Typist:
    """Walks over one tree; collects findings on the way."""

    def __init__(
        self,
        functions: Mapping[str, Builtin] = _NO_FUNCTIONS,
        *,
        all_names: bool = False,
        known: frozenset[str] = frozenset(),
    ) -> None:
        self.findings: list[Note] = []
        self._functions = functions
        self._known = known
        self._all_names = all_names

    def type_of(self, node: tree.Node, names: Names) -> TypeRef:
        """Return the type of a node where these variables are known; Any where it is not known."""
        rule = _RULES.get(type(node))
        return ANY if rule is None else rule(self, node, names)

    def doubt(self, template: str, position: int, **facts: object) -> None:
        """Keep a finding; one place is told once."""
        note = Note(Said(template, facts), position)
        if note not in self.findings:
            self.findings.append(note)

    def is_known(self, name: str) -> bool:
        """Tell whether there is such a function, though nothing else is known of it."""
        return name in self._known

    def function_names(self) -> frozenset[str]:
        """Return the names of all functions that there are."""
        return self._known.union(STANDARD, self._functions)

    def function(self, name: str) -> Builtin | None:
        """Return the function that a call by this name finds."""
        return self._functions.get(name) or STANDARD.get(name)

    def tests(self, cell: tree.Tests, value: TypeRef, names: Names) -> None:
        """Look at the tests of a cell over a value of this type."""
        inner = {**names, "?": value}
        for test in cell.tests:
            operand = self.type_of(test.operand, inner)
            if test.operator:
                _comparable(self, test.operator, value, operand, test.position)

    def unknown(self, name: str, known: Iterable[str], position: int) -> None:
        """Tell of a variable that there is not, where all of them are known."""
        if self._all_names:
            hint = did_you_mean(name, known)
            self.doubt("There is no variable {name}{hint}", position, name=name, hint=hint)

    @contextmanager
    def any_name(self) -> Iterator[None]:
        """Go where a name may be an entry of something whose entries are not known."""
        kept, self._all_names = self._all_names, False
        yield
        self._all_names = kept


_Rule = Callable[[Typist, Any, Names], TypeRef]
_RULES: dict[type, _Rule] = {}


def types_node(kind: type) -> Callable[[_Rule], _Rule]:
    """Mark a function as the one that tells the type of nodes of this kind."""

    def keep(rule: _Rule) -> _Rule:
        _RULES[kind] = rule
        return rule

    return keep


@types_node(tree.Literal)
def _literal(_: Typist, node: tree.Literal, __: Names) -> TypeRef:
    return NULL if node.value is None else TypeRef(TYPE_NAMES[type(node.value)])


@types_node(tree.Name)
def _name(typist: Typist, node: tree.Name, names: Names) -> TypeRef:
    if node.name in names:
        return names[node.name]
    function = typist.function(node.name)
    if function is not None:
        return TypeRef("function")
    typist.unknown(node.name, names, node.position)
    return ANY


@types_node(tree.Path)
def _path(typist: Typist, node: tree.Path, names: Names) -> TypeRef:
    target = typist.type_of(node.target, names)
    if target.name == "list":
        inner = _entry(typist, target.inner[0], node) if target.inner else ANY
        return list_of(inner)
    return _entry(typist, target, node)


def _entry(typist: Typist, target: TypeRef, node: tree.Path) -> TypeRef:
    if target.name in ("Any", "Null", "list"):
        return ANY
    if target.name == "context":
        if not target.keys:
            return ANY
        if node.name in target.keys:
            return target.inner[target.keys.index(node.name)]
        hint = did_you_mean(node.name, target.keys)
        typist.doubt(
            "The context has no entry {name}{hint}", node.position, name=node.name, hint=hint
        )
        return ANY
    known = property_types(target)
    if node.name in known:
        return known[node.name]
    hint = did_you_mean(node.name, known)
    typist.doubt(
        "A {found} has no property {name}{hint}",
        node.position,
        found=target,
        name=node.name,
        hint=hint,
    )
    return NULL


@types_node(tree.Filter)
def _filter(typist: Typist, node: tree.Filter, names: Names) -> TypeRef:
    target = typist.type_of(node.target, names)
    if target.name == "Any":
        with typist.any_name():
            typist.type_of(node.condition, {"item": ANY, **names})
        return ANY
    item = target if target.name != "list" else (target.inner[0] if target.inner else ANY)
    inner = {**names, "item": item}
    if item.name == "context":
        inner |= dict(zip(item.keys, item.inner, strict=True))
    if item.name == "Any" or (item.name == "context" and not item.keys):
        # The condition may speak of entries that are not known here.
        with typist.any_name():
            condition = typist.type_of(node.condition, {"item": item})
    else:
        condition = typist.type_of(node.condition, inner)
    if condition.name == "number":
        return item
    if condition.name not in ("Any", "Null", "boolean"):
        typist.doubt("The filter gives a {found}, not a boolean", node.position, found=condition)
    return list_of(item) if condition.name in ("boolean", "Null") else ANY


@types_node(tree.Call)
def _call(typist: Typist, node: tree.Call, names: Names) -> TypeRef:
    given = [typist.type_of(argument, names) for argument in node.arguments]
    if not isinstance(node.callee, tree.Name):
        callee = typist.type_of(node.callee, names)
        return callee.inner[-1] if callee.name == "function" and callee.inner else ANY
    name = node.callee.name
    known = names.get(name)
    if known is not None and known.name in ("function", "Any"):
        return known.inner[-1] if known.inner else ANY
    function = typist.function(name)
    if function is None:
        if not typist.is_known(name):
            hint = did_you_mean(name, typist.function_names())
            typist.doubt("There is no function {name}{hint}", node.position, name=name, hint=hint)
        return ANY
    _check_count(typist, function, node)
    return result_of(function.name, given) if function is STANDARD.get(name) else function.result


def _check_count(typist: Typist, function: Builtin, node: tree.Call) -> None:
    given = len(node.arguments)
    lists = (function.parameters, *function.overloads)
    if node.names:
        if not any(set(node.names) <= set(parameters) for parameters in lists):
            wrong = next((one for one in node.names if one not in function.parameters), "")
            hint = did_you_mean(wrong, {one for parameters in lists for one in parameters})
            typist.doubt(
                "{name}: it has no parameters {wrong}{hint}",
                node.position,
                name=function.name,
                wrong=wrong,
                hint=hint,
            )
        return
    least = function.required if function.required is not None else len(function.parameters)
    counts = {least, *(len(parameters) for parameters in lists)}
    if given < min(counts) or (given > max(counts) and not function.variadic):
        told = " or ".join(map(str, sorted(counts)))
        typist.doubt(
            "{name}: it takes {counts} arguments, not {values}",
            node.position,
            name=function.name,
            counts=told,
            values=given,
        )


@types_node(tree.Negate)
def _negate(typist: Typist, node: tree.Negate, names: Names) -> TypeRef:
    operand = typist.type_of(node.operand, names)
    if operand.name not in ("Any", "number", DAYS.name, MONTHS.name):
        typist.doubt("Cannot negate {found}", node.position, found=operand)
        return NULL
    return operand


@types_node(tree.Chain)
def _chain(typist: Typist, node: tree.Chain, names: Names) -> TypeRef:
    left = typist.type_of(node.first, names)
    for operator, position, operand in node.rest:
        right = typist.type_of(operand, names)
        left = _combined(typist, operator, left, right, position)
    return left


def _combined(
    typist: Typist, operator: str, left: TypeRef, right: TypeRef, position: int
) -> TypeRef:
    if "Any" in (left.name, right.name):
        return ANY
    found = _ARITHMETIC.get((operator, left.name, right.name))
    if found is None:
        typist.doubt(
            "Cannot calculate {left} {operator} {right}",
            position,
            left=left,
            operator=operator,
            right=right,
        )
        return NULL
    return found


def _arithmetic() -> dict[tuple[str, str, str], TypeRef]:
    found = {(operator, "number", "number"): NUMBER for operator in ("+", "-", "*", "/", "**")}
    found["+", "string", "string"] = STRING
    for length in (DAYS, MONTHS):
        name = length.name
        found |= {("+", name, name): length, ("-", name, name): length}
        found |= {("*", name, "number"): length, ("*", "number", name): length}
        found |= {("/", name, "number"): length, ("/", name, name): NUMBER}
        for moment in (DATE, DATE_TIME):
            found |= {("+", moment.name, name): moment, ("+", name, moment.name): moment}
            found["-", moment.name, name] = moment
    found |= {("+", "time", DAYS.name): TIME, ("+", DAYS.name, "time"): TIME}
    found |= {("-", "time", DAYS.name): TIME, ("-", "time", "time"): DAYS}
    for one in (DATE, DATE_TIME):
        found |= {("-", one.name, other.name): DAYS for other in (DATE, DATE_TIME)}
    return found


_ARITHMETIC = _arithmetic()


@types_node(tree.Logic)
def _logic(typist: Typist, node: tree.Logic, names: Names) -> TypeRef:
    for operand in node.operands:
        found = typist.type_of(operand, names)
        if found.name not in ("Any", "Null", "boolean"):
            typist.doubt(
                "'{operator}' needs booleans, not a {found}",
                operand.position,
                operator=node.operator,
                found=found,
            )
    return BOOLEAN


@types_node(tree.Compare)
def _compare(typist: Typist, node: tree.Compare, names: Names) -> TypeRef:
    left, right = typist.type_of(node.left, names), typist.type_of(node.right, names)
    _comparable(typist, node.operator, left, right, node.position)
    return BOOLEAN


def _comparable(
    typist: Typist, operator: str, left: TypeRef, right: TypeRef, position: int
) -> None:
    if "Any" in (left.name, right.name):
        return
    if operator in ("=", "!="):
        if left.name != right.name and "Null" not in (left.name, right.name):
            typist.doubt("Cannot compare {left} with {right}", position, left=left, right=right)
    elif left.name != right.name or left.name not in _ORDERED:
        typist.doubt("Cannot order {left} and {right}", position, left=left, right=right)


@types_node(tree.Between)
def _between(typist: Typist, node: tree.Between, names: Names) -> TypeRef:
    value = typist.type_of(node.value, names)
    for limit in (node.low, node.high):
        _comparable(typist, "<", value, typist.type_of(limit, names), node.position)
    return BOOLEAN


@types_node(tree.In)
def _in(typist: Typist, node: tree.In, names: Names) -> TypeRef:
    value = typist.type_of(node.value, names)
    for test in node.tests:
        operand = typist.type_of(test.operand, names)
        if test.operator:
            _comparable(typist, test.operator, value, operand, test.position)
    return BOOLEAN


@types_node(tree.InstanceOf)
def _instance_of(typist: Typist, node: tree.InstanceOf, names: Names) -> TypeRef:
    typist.type_of(node.value, names)
    return BOOLEAN


@types_node(tree.Interval)
def _interval(typist: Typist, node: tree.Interval, names: Names) -> TypeRef:
    start, end = typist.type_of(node.start, names), typist.type_of(node.end, names)
    limit = joined([start, end])
    return TypeRef("range", (limit,)) if limit.name in _ORDERED else RANGE


@types_node(tree.ListOf)
def _list(typist: Typist, node: tree.ListOf, names: Names) -> TypeRef:
    return list_of(joined([typist.type_of(item, names) for item in node.items]))


@types_node(tree.Context)
def _context(typist: Typist, node: tree.Context, names: Names) -> TypeRef:
    inner, found = dict(names), list[TypeRef]()
    for key, entry in node.entries:
        found.append(typist.type_of(entry, inner))
        inner[key] = found[-1]
    keys = tuple(key for key, _ in node.entries)
    return TypeRef("context", tuple(found), keys) if keys else CONTEXT


@types_node(tree.If)
def _if(typist: Typist, node: tree.If, names: Names) -> TypeRef:
    condition = typist.type_of(node.condition, names)
    if condition.name not in ("Any", "Null", "boolean"):
        typist.doubt(
            "The condition is a {found}, not a boolean",
            node.condition.position,
            found=condition,
        )
    return joined([typist.type_of(node.then, names), typist.type_of(node.otherwise, names)])


def _looped(
    typist: Typist, iterators: tuple[tree.Iterator, ...], names: Names
) -> dict[str, TypeRef]:
    inner = dict(names)
    for iterator in iterators:
        source = typist.type_of(iterator.source, inner)
        if iterator.end is not None:
            typist.type_of(iterator.end, inner)
            inner[iterator.name] = source
        elif source.name in ("list", "range"):
            inner[iterator.name] = source.inner[0] if source.inner else ANY
        else:
            inner[iterator.name] = source
    return inner


@types_node(tree.For)
def _for(typist: Typist, node: tree.For, names: Names) -> TypeRef:
    inner = _looped(typist, node.iterators, names)
    return list_of(typist.type_of(node.body, {**inner, "partial": TypeRef("list")}))


@types_node(tree.Quantified)
def _quantified(typist: Typist, node: tree.Quantified, names: Names) -> TypeRef:
    body = typist.type_of(node.body, _looped(typist, node.iterators, names))
    if body.name not in ("Any", "Null", "boolean"):
        typist.doubt("The condition is a {found}, not a boolean", node.body.position, found=body)
    return BOOLEAN


@types_node(tree.Lambda)
def _lambda(typist: Typist, node: tree.Lambda, names: Names) -> TypeRef:
    taken = dict(zip(node.parameters, node.types, strict=True))
    result = typist.type_of(node.body, {**names, **taken})
    return TypeRef("function", (*node.types, node.result or result))


@types_node(tree.Typed)
def _typed(typist: Typist, node: tree.Typed, names: Names) -> TypeRef:
    found = typist.type_of(node.value, names)
    wanted = node.type
    single = found.name == "list" or wanted.name in ("list", "date and time")
    if found.name not in ("Any", "Null") and not single and not conforms(found, wanted):
        typist.doubt(
            "Expected a value of type {wanted}, found a {found}",
            node.position,
            wanted=wanted,
            found=found,
        )
    return wanted if wanted.name != "Any" else found


@types_node(tree.Placed)
def _placed(typist: Typist, node: tree.Placed, names: Names) -> TypeRef:
    return typist.type_of(node.body, names)
