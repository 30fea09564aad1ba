"""Buttons inside a form that change how it stands: rows of lists, the order and pages of tables."""

import re
from collections.abc import Mapping
from dataclasses import replace

from flask import request

from app.domain.answer_paths import pattern_of, patterns, rows_of
from app.domain.form_fields import MOST_ROWS, Field
from app.domain.forms import Form
from app.web.form_answers import Typed, typed

DO = "form_do"
"""Name of the buttons; the value is `add PATH`, `remove PATH ROW`, `sort TABLE COLUMN` or
`page TABLE NUMBER`."""


def is_form_deed() -> bool:
    """Whether such a button was pressed: then nothing is sent but the page shown again."""
    return DO in request.form


def typed_now(form: Form) -> Typed:
    """What is typed in the present request, after the button that was pressed."""
    answers = typed(form, request.form)
    deed, *told = request.form.get(DO, "").split(" ")
    match deed, told:
        case "add", [path]:
            return _added(form, answers, path)
        case "remove", [path, row] if row.isascii() and row.isdigit():
            return _removed(form, answers, path, int(row[:5]))
        case "sort", [table, column]:
            return _sorted(answers, table, column)
        case "page", [table, number]:
            column, order, _ = look_of(answers.tables.get(table, ""))
            look = f"{column} {order} {number[:5]}"
            return replace(answers, tables={**answers.tables, table: look}, focus=table)
    return answers


def look_of(look: str) -> tuple[str, str, int]:
    """The column that a table is sorted by, `asc` or `desc`, and its page from 1."""
    found = re.fullmatch(r"(\S*) (asc|desc|) (\d{1,5})", look)
    return (found[1], found[2], int(found[3])) if found else ("", "", 1)


def _list_at(form: Form, path: str) -> Field | None:
    lists = {at: field for at, field in patterns(form.fields) if field.kind == "dynamiclist"}
    field = lists.get(pattern_of(path))
    return field if field is not None and field.may_add else None


def _added(form: Form, answers: Typed, path: str) -> Typed:
    field = _list_at(form, path)
    if field is None:
        return answers
    rows = rows_of(answers.answers, field, path)
    if rows >= MOST_ROWS:
        return answers
    new = form.row_beginning(field, f"{path}[{rows}].")
    made = {**answers.answers, **new, path: str(rows + 1)}
    return replace(answers, answers=made, focus=f"{path}[{rows}]")


def _removed(form: Form, answers: Typed, path: str, row: int) -> Typed:
    field = _list_at(form, path)
    rows = rows_of(answers.answers, field, path) if field is not None else 0
    if row >= rows:
        return answers
    left = _without_row(answers.answers, path, row)
    return replace(answers, answers={**left, path: str(rows - 1)}, focus=path)


def _without_row(answers: Mapping[str, object], path: str, row: int) -> dict[str, object]:
    """The answers of the other rows; those behind it move up."""
    found: dict[str, object] = {}
    of_rows = re.compile(rf"{re.escape(path)}\[(\d{{1,5}})\](.*)", re.DOTALL)
    for key, value in answers.items():
        at = of_rows.fullmatch(key)
        if at is None or int(at[1]) < row:
            found[key] = value
        elif int(at[1]) > row:
            found[f"{path}[{int(at[1]) - 1}]{at[2]}"] = value
    return found


def _sorted(answers: Typed, table: str, column: str) -> Typed:
    """Up, then down, then as the rows came."""
    by, order, _ = look_of(answers.tables.get(table, ""))
    following = {"asc": "desc", "desc": ""}.get(order, "asc") if by == column else "asc"
    look = f"{column if following else ''} {following} 1"
    return replace(answers, tables={**answers.tables, table: look}, focus=f"{table} {column}")
