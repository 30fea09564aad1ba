"""Writes the page that tells process designers what each topic takes and gives.

`python -m handlers.topics_page > docs/topics.md` from the project's folder.
"""

import ast
import inspect
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from handlers.registry import HANDLERS, Handler

_HEAD = """# What service tasks can do

Written by `handlers/topics_page.py` from the handlers themselves; a test holds the two together.
A service task names its topic in `camunda:topic`; inputs are `camunda:inputParameter`, results are
taken by `camunda:outputParameter`. Deployment checks the names. A state system that gives no usable
answer is asked again by `camunda:failedJobRetryTimeCycle`, then a supervisor is told: nothing of it
has to be drawn. Errors in the last line of a topic are for error boundary events.
"""
_WORDS: Mapping[object, str] = {
    str: "text", int: "whole number", Decimal: "number", bool: "true or false", date: "date",
    datetime: "date and time",
}  # fmt: skip


def topics_page() -> str:
    """The page `docs/topics.md`."""
    parts = [_HEAD, *(_topic(HANDLERS[topic]) for topic in sorted(HANDLERS))]
    return "\n".join(parts)


def _topic(handler: Handler) -> str:
    module = inspect.getmodule(handler.function)
    about = (inspect.getdoc(module) or "").partition(": ")[2].splitlines()[0]
    norm = _norm(handler.function)
    errors = ", ".join(f"`{code}`" for code in sorted(handler.errors)) or "none"
    lines = [
        f"## `{handler.topic}`\n",
        f"{about[:1].upper()}{about[1:]}{f' Norm: {norm}' if norm else ''}\n",
        *_table("input", handler.inputs),
        "",
        *_table("result", handler.outputs),
        "",
        f"Errors: {errors}.\n",
    ]
    return "\n".join(lines)


def _norm(function: object) -> str:
    text = (inspect.getdoc(function) or "").partition("Norm: ")[2]
    return " ".join(text.split())


def _table(head: str, kind: type) -> Iterator[str]:
    yield f"| {head} | what it is | |"
    yield "|---|---|---|"
    yield from _rows(kind, "")


def _rows(kind: type, path: str) -> Iterator[str]:
    told, hints = _told(kind), get_type_hints(kind)
    for field in fields(kind):
        hint = hints[field.name]
        name = f"{path}{field.name}"
        yield f"| `{name}` | {_type(hint)}{_default(field)} | {told.get(field.name, '')} |"
        inner, many = _inner(hint)
        if inner is not None:
            yield from _rows(inner, f"{name}{'[]' if many else ''}.")


def _default(field: "Field[Any]") -> str:
    if field.default is MISSING and field.default_factory is MISSING:
        return ""
    if field.default in (MISSING, None, ""):
        return ", optional"
    return f", optional: `{field.default}`"


def _type(hint: object) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        known = next(a for a in arguments if a is not type(None))
        return f"{_type(known)} or null"
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"context of {_type(arguments[1])}"
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return f"list of {_type(arguments[0])}"
    if is_dataclass(hint):
        return "context"
    return _WORDS.get(hint, "value")


def _inner(hint: object) -> tuple[type | None, bool]:
    """The dataclass within a type, and whether there are many of them."""
    if is_dataclass(hint) and isinstance(hint, type):
        return hint, False
    for argument in get_args(hint):
        inner, many = _inner(argument)
        if inner is not None:
            origin = get_origin(hint)
            is_list = isinstance(origin, type) and issubclass(origin, Sequence)
            return inner, many or is_list
    return None, False


@cache
def _told(kind: type) -> Mapping[str, str]:
    """The docstrings under the fields of a dataclass."""
    body = ast.parse(inspect.cleandoc(inspect.getsource(kind))).body[0]
    found: dict[str, str] = {}
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for before, after in pairwise(statements):
        if (
            isinstance(before, ast.AnnAssign)
            and isinstance(before.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found[before.target.id] = " ".join(str(after.value.value).split())
    return found


if __name__ == "__main__":
    sys.stdout.write(topics_page())
