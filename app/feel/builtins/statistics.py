"""Functions that sum up a list, given as one list or as arguments."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import cmp_to_key

from app.feel.compare import order
from app.feel.errors import Unfit
from app.feel.numbers import DECIMAL
from app.feel.run import Run
from app.feel.values import Builtin, Value, YearsMonths, type_name


def _items(run: Run, given: tuple[Value, ...]) -> list[Value]:
    first = given[0]
    if len(given) > 1:
        items = list(given)
    elif first is None:
        raise Unfit("it needs a list, not null")
    else:
        items = first if isinstance(first, list) else [first]
    run.spend(len(items))
    return items


def _numbers(run: Run, given: tuple[Value, ...]) -> list[Decimal]:
    numbers = []
    for item in _items(run, given):
        if not isinstance(item, Decimal):
            raise Unfit("it needs numbers, not a {found}", found=type_name(item))
        numbers.append(item)
    return numbers


def _count(run: Run, items: list[Value]) -> Value:
    run.spend(1)
    return Decimal(len(items))


def _extreme(side: int) -> Callable[..., Value]:
    def extreme(run: Run, *given: Value) -> Value:
        items = _items(run, given)
        if not items:
            return None
        best = items[0]
        order(best, best)
        for item in items[1:]:
            if order(item, best) == side:
                best = item
        return best

    return extreme


def _total(numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = DECIMAL.add(total, number)
    return total


def _sum(run: Run, *given: Value) -> Value:
    items = _items(run, given)
    if not items:
        return None
    if all(isinstance(item, timedelta) for item in items):
        return sum((item for item in items if isinstance(item, timedelta)), timedelta())
    if all(isinstance(item, YearsMonths) for item in items):
        return YearsMonths(sum(item.months for item in items if isinstance(item, YearsMonths)))
    return _total(_numbers(run, (items,)))


def _mean(run: Run, *given: Value) -> Value:
    numbers = _numbers(run, given)
    return DECIMAL.divide(_total(numbers), Decimal(len(numbers))) if numbers else None


def _product(run: Run, *given: Value) -> Value:
    numbers = _numbers(run, given)
    product = Decimal(1)
    for number in numbers:
        product = DECIMAL.multiply(product, number)
    return product if numbers else None


def _median(run: Run, *given: Value) -> Value:
    numbers = sorted(_numbers(run, given))
    if not numbers:
        return None
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return DECIMAL.divide(DECIMAL.add(numbers[middle - 1], numbers[middle]), Decimal(2))


def _stddev(run: Run, *given: Value) -> Value:
    numbers = _numbers(run, given)
    if len(numbers) < 2:
        return None
    mean = DECIMAL.divide(_total(numbers), Decimal(len(numbers)))
    squares = [DECIMAL.power(DECIMAL.subtract(number, mean), 2) for number in numbers]
    return DECIMAL.sqrt(DECIMAL.divide(_total(squares), Decimal(len(numbers) - 1)))


def _mode(run: Run, *given: Value) -> Value:
    numbers = _numbers(run, given)
    counts: dict[Decimal, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    modes: list[Value] = [number for number in sorted(counts) if counts[number] == most]
    return modes


def _sort(run: Run, items: list[Value], precedes: Builtin | None = None) -> Value:
    run.spend(len(items) * max(len(items), 2).bit_length())
    if precedes is None:
        return sorted(items, key=cmp_to_key(order))
    if len(precedes.parameters) != 2 or not precedes.needs_run:
        raise Unfit("it needs a function of two parameters")

    def compared(one: Value, other: Value) -> int:
        if precedes.call(run, one, other) is True:
            return -1
        return 1 if precedes.call(run, other, one) is True else 0

    return sorted(items, key=cmp_to_key(compared))


def _list_function(name: str, call: Callable[..., Value]) -> Builtin:
    return Builtin(name, ("list",), call, variadic=True, needs_run=True)


FUNCTIONS = (
    Builtin("count", ("list",), _count, kinds=("list",), needs_run=True),
    _list_function("min", _extreme(-1)),
    _list_function("max", _extreme(1)),
    _list_function("sum", _sum),
    _list_function("mean", _mean),
    _list_function("product", _product),
    _list_function("median", _median),
    _list_function("stddev", _stddev),
    _list_function("mode", _mode),
    Builtin("sort", ("list", "precedes"), _sort, 1, ("list", "function?"), needs_run=True),
)
