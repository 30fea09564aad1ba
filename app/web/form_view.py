"""A form made ready for the page: fields in groups, with what was typed and what is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from app.domain.form_fields import Field, Option, Shown
from app.domain.forms import Form, Problem
from app.domain.texts import NO_TEXT, Text
from app.domain.words import numeric_date
from app.feel import Value
from app.web.form_answers import NOTHING, PREFIX, FileName, Typed
from app.web.form_tables import TableView, table_view


@dataclass(frozen=True, slots=True)
class FileView:
    id: str
    name: str
    size: int

    @property
    def row_id(self) -> str:
        return id_of(self.id)


@dataclass(frozen=True, slots=True)
class FieldView:
    field: Field
    shown: Shown
    id: str
    name: str
    value: str
    chosen: frozenset[str]
    files: tuple[FileView, ...]
    error: Text | None
    is_focus: bool = False
    rows: tuple["RowView", ...] = ()
    table: TableView | None = None
    papers: tuple[str, ...] = ()
    """Ids of the documents and files that a preview shows."""

    @property
    def described_by(self) -> str:
        parts = [f"{self.id}-hint"] if self.field.description.kk or self.is_time else []
        return " ".join([*parts, f"{self.id}-error"] if self.error else parts)

    @property
    def is_time(self) -> bool:
        return self.field.kind in ("date", "time", "datetime")

    @property
    def input_mode(self) -> str:
        if self.field.special == "iin" or self.field.kind == "date":
            return "numeric"
        if self.field.special == "phone" or self.field.bounds.shape == "phone":
            return "tel"
        if self.field.bounds.shape == "email":
            return "email"
        return "decimal" if self.field.kind == "number" else "text"

    @property
    def is_short(self) -> bool:
        special = self.field.special in ("iin", "phone") or self.field.bounds.shape == "phone"
        return self.field.kind == "number" or self.is_time or special

    @property
    def kept_words(self) -> "Value | Text":
        """What nobody types here, in words: of a choice its label."""
        labels = {option.value: option.label for option in self.field.options}
        value = self.shown.value
        return labels.get(value, value) if isinstance(value, str) else value

    def is_chosen(self, option: Option) -> bool:
        return option.value in self.chosen


@dataclass(frozen=True, slots=True)
class GroupView:
    title: Text
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a dynamic list."""

    id: str
    groups: tuple[GroupView, ...]
    is_focus: bool


@dataclass(frozen=True, slots=True)
class Complaint:
    """A line of the error summary; without a target where the form has no such field."""

    target: str
    message: Text
    label: Text = NO_TEXT
    """What the field is called, where the message itself does not say it."""
    row: str = ""
    """Number of the row that the field stands in."""


@dataclass(frozen=True, slots=True)
class FormView:
    groups: tuple[GroupView, ...]
    complaints: tuple[Complaint, ...]
    has_conditions: bool
    """Whether an answer may change what else is shown."""


def form_view(
    form: Form, typed: Typed, scope: Mapping[str, Value], problems: Sequence[Problem] = ()
) -> FormView:
    """The shown fields in their groups; complaints in the order of the fields."""
    if typed is NOTHING:
        typed = replace(NOTHING, answers=form.beginning())
    wrong: dict[str, Text] = {}
    for problem in problems:
        wrong.setdefault(problem.key, problem.message)
    maker = _Maker(typed, wrong)
    layout = form.laid_out(typed.answers, scope)
    groups = maker.groups(layout.shown)
    views = tuple(_all(groups))
    shown = {view.field.key for view in views}
    complaints = [_complaint(view, view.error) for view in views if view.error]
    complaints += [
        Complaint("", Text(*(f"{message.in_language(a)}: {key}" for a in ("kk", "ru", "en"))))
        for key, message in wrong.items()
        if key not in shown
    ]
    return FormView(groups, tuple(complaints), has_conditions=form.is_live)


def _complaint(view: FieldView, error: Text) -> Complaint:
    if error == view.field.required_message:
        return Complaint(view.id, error)
    rows = re.findall(r"\[(\d+)\]", view.field.key)
    return Complaint(view.id, error, view.field.label, str(int(rows[-1]) + 1) if rows else "")


def id_of(path: str) -> str:
    """The path as an id that selectors can name: `children[0].name` is `f-children-0-name`."""
    return "f-" + re.sub(r"[^\w-]+", "-", path).strip("-")


def _all(groups: Sequence[GroupView]) -> Iterator[FieldView]:
    for group in groups:
        for view in group.fields:
            yield view
            for row in view.rows:
                yield from _all(row.groups)


class _Maker:
    """Makes views of what was typed; problems by the key of their field."""

    def __init__(self, typed: Typed, wrong: Mapping[str, Text]) -> None:
        self._typed = typed
        self._wrong = wrong

    def groups(self, shown: Sequence[Shown]) -> tuple[GroupView, ...]:
        groups: list[GroupView] = []
        for view in map(self._view, shown):
            if groups and groups[-1].title == view.field.group:
                groups[-1] = GroupView(groups[-1].title, (*groups[-1].fields, view))
            else:
                groups.append(GroupView(view.field.group, (view,)))
        return tuple(groups)

    def _view(self, shown: Shown) -> FieldView:
        field, typed = shown.field, self._typed
        raw = typed.answers.get(field.key)
        items = [str(item) for item in raw] if isinstance(raw, list | tuple) else []
        if field.kind == "checkbox" and raw in (True, "true", "on", "1"):
            items = ["on"]
        elif field.kind in ("radio", "select") and raw:
            items = [str(raw)]
        is_table = field.kind == "table"
        return FieldView(
            field=field,
            shown=shown,
            id=id_of(field.key),
            name=f"{PREFIX}{field.key}",
            value="" if raw is None or isinstance(raw, (list, bool)) else _as_typed(raw),
            chosen=frozenset(items),
            files=_files(items, typed.files) if field.kind == "filepicker" else (),
            error=self._wrong.get(field.key),
            is_focus=typed.focus == field.key,
            rows=self._rows(shown),
            table=table_view(shown, typed.tables.get(field.id, ""), typed.focus)
            if is_table
            else None,
            papers=tuple(_paper_ids(shown.value)) if field.kind == "documentPreview" else (),
        )

    def _rows(self, shown: Shown) -> tuple[RowView, ...]:
        path = shown.field.key
        return tuple(
            RowView(id_of(f"{path}[{k}]"), self.groups(row), self._typed.focus == f"{path}[{k}]")
            for k, row in enumerate(shown.rows)
        )


def _as_typed(raw: object) -> str:
    if isinstance(raw, datetime):
        return f"{numeric_date(raw.date())} {raw:%H:%M}"
    if isinstance(raw, date):
        return numeric_date(raw)
    return f"{raw:%H:%M}" if isinstance(raw, time) else str(raw)


def _files(ids: Sequence[str], names: Mapping[str, FileName]) -> tuple[FileView, ...]:
    unnamed = FileName("", 0)
    return tuple(
        FileView(i, names.get(i, unnamed).name or i, names.get(i, unnamed).size) for i in ids
    )


def _paper_ids(value: Value) -> Iterator[str]:
    """Ids, or contexts with a `documentId` as form-js has them; one or a list."""
    for one in value if isinstance(value, list) else [value]:
        told = one.get("documentId") if isinstance(one, dict) else one
        if isinstance(told, str) and told:
            yield told
