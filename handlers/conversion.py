"""Between process variables and the frozen dataclasses that handlers take and give."""

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from app.domain.texts import Text
from app.feel import Value
from app.ports.outside import ModelUnfit

Fields = TypeVar("Fields")


class InputsUnfit(ModelUnfit):
    """A job's inputs do not fit its handler; `problems` name fields and types, never values."""

    reason = Text(
        "Сызба бұл жұмысқа жарамсыз дерек берді: оны үдеріс дизайнері түзетуі керек",
        "Схема передала этой работе непригодные данные: её должен исправить дизайнер процессов",
        "The diagram gave this work unfit data: a process designer has to mend it",
    )

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def read_inputs(kind: type[Fields], values: Mapping[str, Value]) -> Fields:
    """Values as the dataclass `kind`; null counts as not given.

    Raises:
        InputsUnfit: with every field that is missing, unknown or of a wrong type.
    """
    problems: list[str] = []
    found = _read(kind, values, "", problems)
    if problems or not isinstance(found, kind):
        raise InputsUnfit(problems)
    return found


def write_outputs(outputs: object) -> dict[str, Value]:
    """The fields of a dataclass as process variables; a nested one becomes a context."""
    return {
        field.name: _written(getattr(outputs, field.name))
        for field in fields(outputs)  # type: ignore[arg-type]  # every output is a dataclass
    }


def _written(value: object) -> Value:
    if value is None or isinstance(value, bool | str | Decimal | date):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, UUID):
        return str(value)
    if is_dataclass(value):
        return write_outputs(value)
    if isinstance(value, Mapping):
        return {str(key): _written(entry) for key, entry in value.items()}
    if isinstance(value, Sequence):
        return [_written(entry) for entry in value]
    raise TypeError(f"a {type(value).__name__} cannot become a process variable")


def is_optional(field: "Field[Any]") -> bool:
    """Whether a handler does without this input."""
    return field.default is not MISSING or field.default_factory is not MISSING


def _read(kind: type, values: Mapping[str, Value], path: str, problems: list[str]) -> object:
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    problems += [f"{path}{name} is unknown" for name in values if name not in known]
    arguments: dict[str, object] = {}
    for name, field in known.items():
        value = values.get(name)
        if value is None and is_optional(field):
            continue
        if value is None and type(None) not in get_args(hints[name]):
            problems.append(f"{path}{name} is missing")
            continue
        arguments[name] = _fitted(hints[name], value, f"{path}{name}", problems)
    return None if problems else kind(**arguments)


def _fitted(hint: object, value: Value, path: str, problems: list[str]) -> object:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _fitted_to_one(hint, value, path, problems)
    if origin is Literal and value in arguments:
        return value
    if isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(value, dict):
        return {
            key: _fitted(arguments[1], entry, f"{path}.{key}", problems)
            for key, entry in value.items()
        }
    if isinstance(origin, type) and issubclass(origin, tuple) and isinstance(value, list):
        return tuple(
            _fitted(arguments[0], entry, f"{path}[{at}]", problems)
            for at, entry in enumerate(value, 1)
        )
    if is_dataclass(hint) and isinstance(hint, type) and isinstance(value, dict):
        return _read(hint, value, f"{path}.", problems)
    if hint is int and isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    # Exactly: a boolean is no number here, and a date and time no date.
    if hint in (str, bool, Decimal, date, datetime) and type(value) is hint:
        return value
    problems.append(f"{path} has to be {_name(hint)}, found {type(value).__name__}")
    return None


def _fitted_to_one(union: object, value: Value, path: str, problems: list[str]) -> object:
    """The value as the first kind of the union that takes it."""
    kinds = [kind for kind in get_args(union) if kind is not type(None)]
    wrong: list[str] = []
    for kind in kinds:
        wrong.clear()
        fitted = _fitted(kind, value, path, wrong)
        if not wrong:
            return fitted
    if len(kinds) == 1:
        problems += wrong
    else:
        told = ", ".join(map(_name, kinds))
        problems.append(f"{path} has to be one of {told}, found {type(value).__name__}")
    return None


def _name(hint: object) -> str:
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(map(str, get_args(hint)))
    return hint.__name__ if isinstance(hint, type) else str(hint)
