"""What can be known of an expression's type before it runs, and what can never work in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.feel import inference_operators, tree
from app.feel.builtins import STANDARD
from app.feel.builtins.results import result_of
from app.feel.nearest import did_you_mean
from app.feel.parser import parse_expression
from app.feel.properties import property_types
from app.feel.run import Note
from app.feel.types import (
    ANY,
    BOOLEAN,
    CONTEXT,
    NULL,
    TypeRef,
    conforms,
    joined,
    list_of,
)
from app.feel.typist import NO_FUNCTIONS, NO_NAMES, Names, Typist, types_node
from app.feel.values import TYPE_NAMES, Builtin

# Imported for the rules that they hold.
_RULES = (inference_operators,)


@dataclass(frozen=True, slots=True)
class Inferred:
    """The type of an expression, and why parts of it can only give null."""

    type: TypeRef
    findings: tuple[Note, ...]


def infer(
    text: str,
    names: Names = NO_NAMES,
    *,
    functions: Mapping[str, Builtin] = NO_FUNCTIONS,
    types: Mapping[str, TypeRef] = NO_NAMES,
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
