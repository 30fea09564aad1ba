"""Compiles filters: `xs[condition]` and `xs[number]`."""

from decimal import Decimal

from app.feel import tree
from app.feel.compiler import Code, Compiler, Env, compiles
from app.feel.run import Run
from app.feel.values import Value, type_name


@compiles(tree.Filter)
def _filter(compiler: Compiler, node: tree.Filter) -> Code:
    target, position = compiler.code(node.target), node.position
    with compiler.filtering(), compiler.binding("item"):
        condition, cost = compiler.body(node.condition)

    def run_filter(run: Run, env: Env) -> Value:
        value = target(run, env)
        if value is None:
            return None
        items: list[Value] = value if isinstance(value, list) else [value]
        if not items:
            return _in_empty(run, env, condition)
        kept: list[Value] = []
        for item in items:
            run.spend(cost)
            result = condition(run, _item_env(item, env))
            if isinstance(result, Decimal):
                return _at(run, items, result, position)
            if result is True:
                kept.append(item)
            elif result is not None and result is not False:
                run.note(
                    "The filter gives a {found}, not a boolean", position, found=type_name(result)
                )
                return None
        return kept

    return run_filter


def _in_empty(run: Run, env: Env, condition: Code) -> Value:
    """Tell an index from a filter where there is no element to try: only an index gives null."""
    kept = len(run.notes)
    result = condition(run, Env({"item": None}, env))
    del run.notes[kept:]
    return None if isinstance(result, Decimal) else []


def _item_env(item: Value, env: Env) -> Env:
    if isinstance(item, dict):
        return Env(item if "item" in item else {**item, "item": item}, env)
    return Env({"item": item}, env)


def _at(run: Run, items: list[Value], index: Decimal, position: int) -> Value:
    if index != index.to_integral_value() or abs(index) > len(items) or not index:
        run.note("The list has no element {index}", position, index=f"{index.normalize():f}")
        return None
    return items[int(index) - 1 if index > 0 else int(index)]
