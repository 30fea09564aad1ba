"""Where an answer stands: `person.name`, or in the second row of a list `children[1].name`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.domain.form_fields import MOST_ROWS, Field
from app.feel import Value

_ROW = re.compile(r"\[\d+\]")


def pattern_of(path: str) -> str:
    """The path whatever the row: `children[1].name` is `children.name`."""
    return _ROW.sub("", path)


def patterns(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every field of a form by its path whatever the row, rows of lists included."""
    for field in fields:
        path = f"{above}{field.key}"
        yield path, field
        yield from patterns(field.inner, f"{path}.")


def put(into: dict[str, Value], path: str, value: Value) -> None:
    """Write the value at a path of dots, making the contexts on the way."""
    *above, last = path.split(".")
    for name in above:
        inner = into.get(name)
        if not isinstance(inner, dict):
            inner = into[name] = {}
        into = inner
    into[last] = value


def found_at(values: Mapping[str, Value], path: str) -> Value:
    """The value at a path of dots; None where there is none."""
    here: Value = dict(values)
    for name in path.split("."):
        here = here.get(name) if isinstance(here, dict) else None
    return here


def drop(values: dict[str, Value], path: str) -> None:
    *above, last = path.split(".")
    for name in above:
        inner = values.get(name)
        if not isinstance(inner, dict):
            return
        values = inner
    values.pop(last, None)


def rows_of(answers: Mapping[str, object], field: Field, path: str) -> int:
    """How many rows a dynamic list has in what was typed."""
    told = answers.get(path)
    if told is None:
        return field.first_rows
    text = str(told)
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def flat(fields: Sequence[Field], answers: Mapping[str, object]) -> dict[str, object]:
    """Answers that came as lists and contexts, as a page would send them: each by its path."""
    found: dict[str, object] = {}
    lists = {path for path, field in patterns(fields) if field.kind == "dynamiclist"}
    nested = {path.rpartition(".")[0] for path, _ in patterns(fields) if "." in path}
    nested |= {part for path in nested for part in _above(path)}
    _flatten(answers, "", lists, nested, found)
    return found


def nested(
    fields: Sequence[Field], answers: Mapping[str, object], above: str = ""
) -> dict[str, object]:
    """The reverse: rows as lists of contexts, by the keys of the fields."""
    found: dict[str, object] = {}
    for field in fields:
        path = f"{above}{field.key}"
        if field.kind == "dynamiclist":
            rows = range(rows_of(answers, field, path))
            found[field.key] = [nested(field.inner, answers, f"{path}[{k}].") for k in rows]
        elif path in answers:
            found[field.key] = answers[path]
    return found


def _above(path: str) -> Iterator[str]:
    while "." in path:
        path = path.rpartition(".")[0]
        yield path


def _flatten(
    answers: Mapping[str, object],
    above: str,
    lists: set[str],
    nested: set[str],
    found: dict[str, object],
) -> None:
    for key, value in answers.items():
        path = f"{above}{key}"
        pattern = pattern_of(path)
        if pattern in lists and isinstance(value, list | tuple):
            found[path] = str(len(value))
            for k, row in enumerate(value):
                if isinstance(row, Mapping):
                    _flatten(row, f"{path}[{k}].", lists, nested, found)
        elif pattern in nested and pattern not in lists and isinstance(value, Mapping):
            _flatten(value, f"{path}.", lists, nested, found)
        else:
            found[path] = value
