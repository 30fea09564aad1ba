"""A form made ready for the page: fields in groups, with what was typed and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.form_fields import Field, Option
from app.domain.forms import Form, Problem
from app.domain.texts import Text
from app.domain.words import numeric_date
from app.feel import Value
from app.web.form_answers import PREFIX, FileName, Typed


@dataclass(frozen=True, slots=True)
class FileView:
    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class FieldView:
    field: Field
    id: str
    name: str
    value: str
    chosen: frozenset[str]
    files: tuple[FileView, ...]
    error: Text | None

    @property
    def described_by(self) -> str:
        parts = [f"{self.id}-hint"] if self.field.description.kk else []
        return " ".join([*parts, f"{self.id}-error"] if self.error else parts)

    @property
    def input_mode(self) -> str:
        if self.field.special == "iin" or self.field.kind == "date":
            return "numeric"
        if self.field.special == "phone":
            return "tel"
        return "decimal" if self.field.kind == "number" else "text"

    @property
    def is_short(self) -> bool:
        return self.field.kind in ("number", "date") or self.field.special in ("iin", "phone")

    def is_chosen(self, option: Option) -> bool:
        return option.value in self.chosen


@dataclass(frozen=True, slots=True)
class GroupView:
    title: Text
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class Complaint:
    """A line of the error summary; without a target where the form has no such field."""

    target: str
    message: Text


@dataclass(frozen=True, slots=True)
class FormView:
    groups: tuple[GroupView, ...]
    complaints: tuple[Complaint, ...]
    has_conditions: bool
    """Whether an answer may show or hide another field."""


def form_view(
    form: Form, typed: Typed, scope: Mapping[str, Value], problems: Sequence[Problem] = ()
) -> FormView:
    """The shown fields in their groups; complaints in the order of the fields."""
    wrong: dict[str, Text] = {}
    for problem in problems:
        wrong.setdefault(problem.key, problem.message)
    fields = [_field_view(f, typed, wrong.get(f.key)) for f in form.shown(typed.answers, scope)]
    shown = {view.field.key for view in fields}
    complaints = [Complaint(view.id, view.error) for view in fields if view.error]
    complaints += [
        Complaint("", Text(*(f"{message.in_language(a)}: {key}" for a in ("kk", "ru", "en"))))
        for key, message in wrong.items()
        if key not in shown
    ]
    return FormView(
        groups=_grouped(fields),
        complaints=tuple(complaints),
        has_conditions=any(field.hide is not None for field in form.fields),
    )


def _field_view(field: Field, typed: Typed, error: Text | None) -> FieldView:
    raw = typed.answers.get(field.key)
    items = [str(item) for item in raw] if isinstance(raw, list) else []
    if field.kind == "checkbox" and raw in (True, "true", "on", "1"):
        items = ["on"]
    elif field.kind in ("radio", "select") and raw:
        items = [str(raw)]
    return FieldView(
        field=field,
        id=f"f-{field.key}",
        name=f"{PREFIX}{field.key}",
        value="" if raw is None or isinstance(raw, (list, bool)) else _as_typed(raw),
        chosen=frozenset(items),
        files=_files(items, typed.files) if field.kind == "filepicker" else (),
        error=error,
    )


def _as_typed(raw: object) -> str:
    return numeric_date(raw) if isinstance(raw, date) else str(raw)


def _files(ids: Sequence[str], names: Mapping[str, FileName]) -> tuple[FileView, ...]:
    unnamed = FileName("", 0)
    return tuple(
        FileView(i, names.get(i, unnamed).name or i, names.get(i, unnamed).size) for i in ids
    )


def _grouped(fields: Sequence[FieldView]) -> tuple[GroupView, ...]:
    groups: list[GroupView] = []
    for view in fields:
        if groups and groups[-1].title == view.field.group:
            groups[-1] = GroupView(groups[-1].title, (*groups[-1].fields, view))
        else:
            groups.append(GroupView(view.field.group, (view,)))
    return tuple(groups)
