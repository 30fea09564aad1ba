"""Compiles literals, names, paths, lists, contexts and ranges."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.feel import tree
from app.feel.builtins import STANDARD
from app.feel.compiler import MISSING, Code, Compiler, Env, compiles, lookup, names_in
from app.feel.convert import to_value
from app.feel.nearest import HINT, did_you_mean
from app.feel.properties import property_of
from app.feel.run import Run
from app.feel.values import TYPE_NAMES, Range, Value, YearsMonths, type_name
from app.feel.wide import FAMILY

_LIMITS = (Decimal, str, date, time, datetime, timedelta, YearsMonths, *FAMILY)


@compiles(tree.Literal)
def _literal(_: Compiler, node: tree.Literal) -> Code:
    value = node.value
    return lambda _run, _env: value


@compiles(tree.Name)
def _name(compiler: Compiler, node: tree.Name) -> Code:
    name, position = node.name, node.position
    compiler.reads(name)

    def read(run: Run, env: Env) -> Value:
        value = lookup(env, name)
        if value is MISSING:
            return _function(run, env, name, position)
        return value if type(value) in TYPE_NAMES else _foreign(run, value, position)

    return read


def _function(run: Run, env: Env, name: str, position: int) -> Value:
    found = run.functions.get(name) or STANDARD.get(name)
    if found is None:
        # Only the first note is looked at closely: later ones mostly follow from it.
        hint = "" if run.notes else did_you_mean(name, names_in(env))
        run.spend(1 if run.notes else HINT)
        run.note("There is no variable {name}{hint}", position, name=name, hint=hint)
    return found


def _foreign(run: Run, value: object, position: int) -> Value:
    """Accept plain Python data that a caller left in the scope."""
    try:
        return to_value(value)
    except (TypeError, ValueError) as error:
        run.note(str(error), position)
        return None


@compiles(tree.Path)
def _path(compiler: Compiler, node: tree.Path) -> Code:
    target, name, position = compiler.code(node.target), node.name, node.position

    def read(run: Run, env: Env) -> Value:
        value = target(run, env)
        if isinstance(value, list):
            run.spend(len(value))
            return [_member(run, item, name, position) for item in value]
        return _member(run, value, name, position)

    return read


def _member(run: Run, value: Value, name: str, position: int) -> Value:
    if value is None:
        return None
    if isinstance(value, dict):
        if name in value:
            entry = value[name]
            return entry if type(entry) in TYPE_NAMES else _foreign(run, entry, position)
        hint = "" if run.notes else did_you_mean(name, value)
        run.spend(1 if run.notes else HINT)
        run.note("The context has no entry {name}{hint}", position, name=name, hint=hint)
        return None
    reader: Callable[[Value], Value] | None = property_of(value, name)
    if reader is None:
        run.note(
            "A {found} has no property {name}{hint}",
            position,
            found=type_name(value),
            name=name,
            hint="",
        )
        return None
    return reader(value)


@compiles(tree.ListOf)
def _list(compiler: Compiler, node: tree.ListOf) -> Code:
    items = tuple(compiler.code(item) for item in node.items)
    if all(isinstance(item, tree.Literal) for item in node.items):
        # A long list of plain values, such as codes, costs no call for each of them.
        values = [item.value for item in node.items if isinstance(item, tree.Literal)]
        return lambda _run, _env: list(values)
    return lambda run, env: [item(run, env) for item in items]


@compiles(tree.Context)
def _context(compiler: Compiler, node: tree.Context) -> Code:
    entries: list[tuple[str, Code]] = []
    with compiler.binding() as bound:
        for key, entry in node.entries:
            entries.append((key, compiler.code(entry)))
            bound.add(key)

    def build(run: Run, env: Env) -> Value:
        context: dict[str, Value] = {}
        inner = Env(context, env)
        for key, entry in entries:
            context[key] = entry(run, inner)
        return context

    return build


@compiles(tree.Interval)
def _interval(compiler: Compiler, node: tree.Interval) -> Code:
    start, end = compiler.code(node.start), compiler.code(node.end)
    start_included, end_included = node.start_included, node.end_included
    position, from_test, outside = node.position, node.from_test, node.outside

    def build(run: Run, env: Env) -> Value:
        low, high = start(run, env), end(run, env)
        for limit in (low, high):
            if limit is not None and type(limit) not in _LIMITS:
                run.note("A range cannot end at a {limit}", position, limit=type_name(limit))
                return None
        if low is not None and high is not None and type(low) is not type(high):
            run.note(
                "A range from {low} to {high}", position, low=type_name(low), high=type_name(high)
            )
            return None
        return Range(low, high, start_included, end_included, from_test, outside)

    return build
