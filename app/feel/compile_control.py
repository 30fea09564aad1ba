"""Compiles conditions, loops and quantified expressions."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.feel import tree
from app.feel.compiler import Code, Compiler, Env, compiles
from app.feel.run import Run
from app.feel.values import Range, Value, type_name

Source = Callable[[Run, Env], Iterable[Value] | None]
_DAY = timedelta(days=1)


@compiles(tree.If)
def _if(compiler: Compiler, node: tree.If) -> Code:
    condition, then = compiler.code(node.condition), compiler.code(node.then)
    otherwise, position = compiler.code(node.otherwise), node.condition.position

    def run_if(run: Run, env: Env) -> Value:
        value = condition(run, env)
        if value is True:
            return then(run, env)
        if value is not None and value is not False:
            run.note("The condition is a {found}, not a boolean", position, found=type_name(value))
        return otherwise(run, env)

    return run_if


@compiles(tree.Placed)
def _placed(compiler: Compiler, node: tree.Placed) -> Code:
    body, place = compiler.code(node.body), node.place

    def run_placed(run: Run, env: Env) -> Value:
        first = len(run.notes)
        value = body(run, env)
        for number in range(first, len(run.notes)):
            if not run.notes[number].place:
                run.notes[number] = replace(run.notes[number], place=place)
        return value

    return run_placed


@compiles(tree.Refused)
def _refused(_: Compiler, node: tree.Refused) -> Code:
    reason, position = node.reason, node.position

    def run_refused(run: Run, _: Env) -> Value:
        run.note(reason, position)
        return None

    return run_refused


@compiles(tree.For)
def _for(compiler: Compiler, node: tree.For) -> Code:
    sources = _sources(compiler, node.iterators)
    names = [iterator.name for iterator in node.iterators]
    with compiler.binding(*names, "partial"):
        body, cost = compiler.body(node.body)

    def run_for(run: Run, env: Env) -> Value:
        results: list[Value] = []

        def add(inner: Env) -> bool:
            run.spend(cost)
            results.append(body(run, inner))
            run.check_items(len(results))
            return True

        return results if _each(run, Env({"partial": results}, env), sources, add) else None

    return run_for


@compiles(tree.Quantified)
def _quantified(compiler: Compiler, node: tree.Quantified) -> Code:
    sources = _sources(compiler, node.iterators)
    with compiler.binding(*(iterator.name for iterator in node.iterators)):
        body, cost = compiler.body(node.body)
    deciding, only_booleans = not node.every, node.only_booleans

    def run_quantified(run: Run, env: Env) -> Value:
        result: bool | None = not deciding

        def look(inner: Env) -> bool:
            nonlocal result
            run.spend(cost)
            value = body(run, inner)
            if value is deciding:
                result = deciding
                return False
            if type(value) is not bool:
                result = None
                return not only_booleans
            return True

        return result if _each(run, env, sources, look) else None

    return run_quantified


def _sources(
    compiler: Compiler, iterators: tuple[tree.Iterator, ...]
) -> tuple[tuple[str, Source], ...]:
    sources = []
    with compiler.binding() as bound:
        for iterator in iterators:
            sources.append((iterator.name, _source(compiler, iterator)))
            bound.add(iterator.name)
    return tuple(sources)


def _source(compiler: Compiler, iterator: tree.Iterator) -> Source:
    source, position = compiler.code(iterator.source), iterator.source.position
    if iterator.end is not None:
        end = compiler.code(iterator.end)
        return lambda run, env: _steps(run, source(run, env), end(run, env), position)

    def items(run: Run, env: Env) -> Iterable[Value] | None:
        value = source(run, env)
        if isinstance(value, list):
            return list(value)
        if value is None:
            run.note("Cannot walk over null", position)
            return None
        if isinstance(value, Range):
            return _range_items(run, value, position)
        return [value]

    return items


def _range_items(run: Run, interval: Range, position: int) -> Iterable[Value] | None:
    steps = _steps(run, interval.start, interval.end, position)
    if steps is None:
        return None
    found = list(steps)
    if not interval.start_included:
        found = found[1:]
    return found if interval.end_included else found[:-1]


def _steps(run: Run, start: Value, end: Value, position: int) -> list[Value] | None:
    """Count from start to end, upwards or downwards, by 1 or by a day."""
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        if start == start.to_integral_value() and end == end.to_integral_value():
            return _numbers(run, start, end)
    elif type(start) is date and type(end) is date:
        return _days(run, start, end)
    run.note(
        "Cannot count from {start} to {end}", position, start=type_name(start), end=type_name(end)
    )
    return None


def _numbers(run: Run, start: Decimal, end: Decimal) -> list[Value]:
    low, high = (int(start), int(end)) if abs(end - start) < 10**9 else (0, 10**9)
    run.check_items(abs(high - low) + 1)
    step = 1 if low <= high else -1
    return [Decimal(count) for count in range(low, high + step, step)]


def _days(run: Run, start: date, end: date) -> list[Value]:
    count = abs((end - start).days) + 1
    run.check_items(count)
    step = _DAY if start <= end else -_DAY
    return [start + step * number for number in range(count)]


def _each(
    run: Run,
    env: Env,
    sources: tuple[tuple[str, Source], ...],
    visit: Callable[[Env], bool],
) -> bool:
    """Visit every combination; False if a source is no list. A visit that gives False ends it."""
    return _walk(run, env, sources, visit) is not None


def _walk(
    run: Run,
    env: Env,
    sources: tuple[tuple[str, Source], ...],
    visit: Callable[[Env], bool],
) -> bool | None:
    (name, source), rest = sources[0], sources[1:]
    items = source(run, env)
    if items is None:
        return None
    for item in items:
        run.spend(1)
        # A fresh scope for each round: a function made in the body keeps what it saw.
        inner = Env({name: item}, env)
        going = _walk(run, inner, rest, visit) if rest else visit(inner)
        if not going:
            return going
    return True
