"""A form for what is known and typed: which fields are shown, with what they compute and offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.answer_paths import drop, found_at, put, rows_of
from app.domain.answer_times import Unfit
from app.domain.answers import read_answer
from app.domain.form_fields import Column, Field, Option, Shown
from app.domain.form_words import evaluated, filled, is_filled, value_text
from app.domain.texts import Text
from app.feel import Value

MOST_OPTIONS = 1_000


@dataclass(frozen=True, slots=True)
class Layout:
    shown: tuple[Shown, ...]
    values: Mapping[str, Value]
    """What is typed so far and can be read, with what is computed of it."""


def laid_out(
    fields: Sequence[Field],
    answers: Mapping[str, object],
    scope: Mapping[str, Value],
    above: str = "",
) -> Layout:
    """The fields in their order; one that is hidden is not there, nor is its answer.

    Args:
        fields: of the form, or of a row.
        answers: raw answers by their whole paths.
        scope: process variables, and around a row what stands above it.
        above: path of the row, with a dot at its end.
    """
    values = _typed(fields, answers, scope, above)
    shown: list[Shown] = []
    for field in fields:
        seen = {**scope, **values}
        if any(evaluated(hide, seen) is True for hide in field.hides):
            drop(values, field.key)
            continue
        one = _shown(field, answers, scope, values, above)
        shown.append(one)
        if one.is_fixed or field.kind == "expression" or field.kind == "dynamiclist":
            put(values, field.key, one.value)
    return Layout(tuple(shown), values)


def _shown(
    field: Field,
    answers: Mapping[str, object],
    scope: Mapping[str, Value],
    values: Mapping[str, Value],
    above: str,
) -> Shown:
    seen = {**scope, **values}
    path = f"{above}{field.key}"
    texts = (field.label, field.description, field.prefix, field.suffix, field.group)
    here = replace(field, key=path)
    if any(map(is_filled, texts)) and field.kind not in ("text", "html"):
        label, description, prefix, suffix, group = (filled(text, seen) for text in texts)
        here = replace(
            here, label=label, description=description, prefix=prefix, suffix=suffix, group=group
        )
    if field.options_from is not None:
        here = replace(here, options=_options(evaluated(field.options_from, seen)))
    value = evaluated(field.source, seen) if field.source is not None else None
    is_fixed = is_read_only(field, seen)
    if is_fixed:
        value = found_at(scope, field.key)
        value = field.default if value is None else value
    rows: list[Layout] = []
    if field.kind == "dynamiclist":
        for k in range(rows_of(answers, field, path)):
            around: dict[str, Value] = {**seen, "parent": dict(values), "i": [Decimal(k + 1)]}
            rows.append(laid_out(field.inner, answers, around, f"{path}[{k}]."))
        value = [dict(row.values) for row in rows]
    return Shown(
        field=here,
        local=field.key,
        value=value,
        is_fixed=is_fixed,
        rows=tuple(row.shown for row in rows),
        columns=_columns(field, seen),
        scope=seen if field.kind in ("text", "html") else None,
    )


def is_read_only(field: Field, seen: Mapping[str, Value]) -> bool:
    if field.is_disabled or field.readonly is True:
        return True
    return not isinstance(field.readonly, bool) and evaluated(field.readonly, seen) is True


def flattened(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """Those of the rows behind their list."""
    found: list[Shown] = []
    for one in shown:
        found.append(one)
        for row in one.rows:
            found += flattened(row)
    return tuple(found)


def _typed(
    fields: Sequence[Field],
    answers: Mapping[str, object],
    scope: Mapping[str, Value],
    above: str,
) -> dict[str, Value]:
    """What can be read of what is typed; half a date is not there yet."""
    values: dict[str, Value] = {}
    for field in fields:
        path = f"{above}{field.key}"
        if field.kind == "dynamiclist":
            rows = range(rows_of(answers, field, path))
            inner = [_typed(field.inner, answers, scope, f"{path}[{k}].") for k in rows]
            put(values, field.key, [*inner])
        elif field.is_input and (raw := answers.get(path)) not in (None, "", []):
            offered = field
            if field.options_from is not None:
                options = _options(evaluated(field.options_from, {**scope, **values}))
                offered = replace(field, options=options)
            try:
                put(values, field.key, read_answer(replace(offered, required=False), raw))
            except Unfit:
                continue
    return values


def _options(value: Value) -> tuple[Option, ...]:
    items = value if isinstance(value, list) else []
    return tuple(_option(item) for item in items[:MOST_OPTIONS])


def _option(item: Value) -> Option:
    if not isinstance(item, dict):
        return Option(value_text(item), Text(value_text(item)), stored=item)
    stored = item.get("value")
    told = item.get("label", stored)
    return Option(value_text(stored), _label(item, told), stored=stored)


def _label(item: Mapping[str, Value], told: Value) -> Text:
    if isinstance(told, dict):
        return Text(*(value_text(told.get(language)) for language in ("kk", "ru", "en")))
    others = (value_text(item.get(f"label.{language}")) for language in ("ru", "en"))
    return Text(value_text(told), *others)


def _columns(field: Field, seen: Mapping[str, Value]) -> tuple[Column, ...]:
    if field.columns_from is None:
        return field.columns
    given = evaluated(field.columns_from, seen)
    found = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return tuple(
        Column(value_text(one.get("key")), _label(one, one.get("label", one.get("key"))))
        for one in found
    )
