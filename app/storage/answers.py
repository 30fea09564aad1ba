"""Answers of commands as JSON: frozen dataclasses of plain fields, with their kinds."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

Answer = TypeVar("Answer")


def kind_of(answer: type) -> str:
    """How the kind of an answer is kept; the module is left out, so that it may move."""
    return answer.__qualname__


def dump_answer(answer: object) -> dict[str, object]:
    """The answer's fields in the shapes that JSON has.

    Raises:
        TypeError: no dataclass, or a field that is not str, int, bool, None, UUID, date, datetime
            or a tuple of them.
    """
    if not is_dataclass(answer) or isinstance(answer, type):
        raise TypeError(f"The answer of a command is a dataclass, not {type(answer).__name__}")
    return {field.name: _dump(getattr(answer, field.name)) for field in fields(answer)}


def load_answer(kind: type[Answer], told: dict[str, object]) -> Answer:
    return kind(**{name: _load(part) for name, part in told.items()})


def _dump(value: object) -> object:
    if value is None or isinstance(value, (bool, str)):
        return value if value is None or isinstance(value, bool) else str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, tuple):
        return [_dump(part) for part in value]
    for kind, tag, dump in _DUMPS:
        if type(value) is kind:
            return {tag: dump(value)}
    raise TypeError(f"An answer cannot hold a {type(value).__name__}")


def _load(told: object) -> object:
    if isinstance(told, list):
        return tuple(_load(part) for part in told)
    if isinstance(told, dict):
        ((tag, text),) = told.items()
        return _LOADS[tag](text)
    return told


_DUMPS: tuple[tuple[type, str, Callable[..., str]], ...] = (
    (UUID, "uuid", str),
    (datetime, "at", datetime.isoformat),
    (date, "date", date.isoformat),
)
_LOADS: dict[str, Callable[[str], object]] = {
    "uuid": UUID,
    "at": datetime.fromisoformat,
    "date": date.fromisoformat,
}
