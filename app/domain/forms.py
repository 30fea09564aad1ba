"""Forms of user tasks: a form-js schema read into fields, and answers checked against it."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from app.domain.iin import Iin, IinInvalid
from app.domain.phone import Phone, PhoneInvalid
from app.domain.refusals import DomainError, Invalid
from app.domain.texts import NO_TEXT, Text
from app.feel import Expression, FeelError, Value, parse

FieldKind = Literal[
    "textfield", "textarea", "number", "select", "radio", "checkbox", "checklist", "date",
    "filepicker", "text", "separator",
]  # fmt: skip

SHOWN_ONLY: frozenset[FieldKind] = frozenset({"text", "separator"})
LONGEST_TEXT = 10_000
"""Characters of one answer, where the form states no bound."""


class FormUnreadable(Invalid):
    code = "FormUnreadable"
    title = Text("Форма сызбасы қате", "Схема формы неверна", "The form schema is wrong")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer, as a polite request."""

    key: str
    message: Text


class FormInvalid(Invalid):
    """Answers that a form does not accept; nothing was changed."""

    code = "FormInvalid"
    title = Text(
        "Сақталмады. Белгіленген жерлерді түзетіңіз",
        "Не сохранено. Исправьте отмеченные места",
        "Not saved. Please mend the marked places",
    )

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Refused fields: " + ", ".join(p.key for p in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Text
    description: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    kind: FieldKind
    label: Text
    description: Text
    required: bool
    options: tuple[Option, ...]
    hide: Expression | None
    """FEEL; true hides the field, and its answer is not taken."""
    required_message: Text
    """Said where a required answer is missing, or empty for the common sentence."""
    special: str
    """`iin`, `phone`, `full_name` or empty: a check beyond the kind."""
    longest: int
    lowest: Decimal | None
    highest: Decimal | None
    group: Text
    """Title of the group it stands in, or empty."""


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    fields: tuple[Field, ...]

    def shown(self, answers: Mapping[str, object], scope: Mapping[str, Value]) -> tuple[Field, ...]:
        """The fields that are not hidden for these answers in this scope."""
        seen = {**scope, **{k: v for k, v in answers.items() if v not in (None, "")}}
        return tuple(field for field in self.fields if not _is_hidden(field, seen))

    def read(
        self, answers: Mapping[str, object], scope: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """The answers as process variables.

        Args:
            answers: raw answers by key: text as typed, lists for checklists and files.
            scope: process variables, for the conditions that hide fields.

        Raises:
            FormInvalid: an answer is missing or unfit, or there is no such field.
        """
        known = {field.key for field in self.fields}
        problems = [Problem(key, UNKNOWN_FIELD) for key in answers if key not in known]
        values: dict[str, Value] = {}
        for field in self.shown(answers, scope):
            if field.kind in SHOWN_ONLY:
                continue
            try:
                values[field.key] = _read_one(field, answers.get(field.key))
            except _Unfit as unfit:
                problems.append(Problem(field.key, unfit.message))
        if problems:
            raise FormInvalid(problems)
        return values


UNKNOWN_FIELD = Text(
    "Бұл формада мұндай өріс жоқ", "В этой форме нет такого поля", "This form has no such field"
)
_MISSING = Text("Бұл жерді толтырыңыз", "Заполните это поле", "Please fill this in")
_CHOOSE = Text("Біреуін таңдаңыз", "Выберите вариант", "Please choose one")
_NOT_A_DATE = Text(
    "Күнді 20.11.2026 түрінде жазыңыз",
    "Укажите дату в виде 20.11.2026",
    "Write the date as 20.11.2026",
)
_NOT_A_NUMBER = Text("Санмен жазыңыз", "Укажите число", "Please give a number")
_NOT_AN_OPTION = Text(
    "Тізімдегі жауаптардың бірін таңдаңыз",
    "Выберите один из вариантов списка",
    "Please choose one of the listed answers",
)
_FULL_NAME = re.compile(r"[^\W\d_][\w'’.-]*( +[^\W\d_][\w'’.-]*)+")
_NOT_A_NAME = Text(
    "Тегі мен атын толық жазыңыз",
    "Укажите фамилию и имя полностью",
    "Please give the full name: surname and given name",
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Signs that no keyboard types: databases and documents refuse some of them."""
_HAS_UNPRINTABLE = Text(
    "Мәтінде көрінбейтін таңба бар: оны алып тастаңыз немесе мәтінді қайта теріңіз",
    "В тексте есть невидимый знак: удалите его или наберите текст заново",
    "The text has an invisible sign: remove it or type the text anew",
)
_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(\.[0-9]{1,9})?")
"""As people write it: no powers of ten, no more digits than anything here is counted in."""
_NOT_A_FILE = Text("Файлды қайта жүктеңіз", "Загрузите файл заново", "Please upload the file again")


class _Unfit(Exception):
    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def _is_hidden(field: Field, scope: Mapping[str, object]) -> bool:
    if field.hide is None:
        return False
    return field.hide.evaluate(scope).value is True  # type: ignore[arg-type]  # raw answers are text, lists, bools: all FEEL values


def _read_one(field: Field, raw: object) -> Value:
    if isinstance(raw, str):
        raw = raw.strip()
    if field.kind == "checkbox":
        return _read_tick(field, raw)
    if raw is None or raw in ("", []):
        if field.required:
            raise _Unfit(_missing(field))
        return [] if field.kind in ("checklist", "filepicker") else None
    reader = _READERS.get(field.kind, _read_text)
    return reader(field, raw)


def _read_tick(field: Field, raw: object) -> bool:
    ticked = raw in (True, "true", "on", "1")
    if field.required and not ticked:
        raise _Unfit(_missing(field))
    return ticked


def _read_choice(field: Field, raw: object) -> str:
    if not isinstance(raw, str) or raw not in {option.value for option in field.options}:
        raise _Unfit(_NOT_AN_OPTION)
    return raw


def _missing(field: Field) -> Text:
    if field.required_message.kk:
        return field.required_message
    return _CHOOSE if field.kind in ("select", "radio", "checklist") else _MISSING


def _read_list(field: Field, raw: object) -> Value:
    items = raw if isinstance(raw, list) else [raw]
    if field.kind == "filepicker":
        try:
            return [str(UUID(str(item))) for item in items]
        except ValueError:
            raise _Unfit(_NOT_A_FILE) from None
    if not {str(item) for item in items} <= {option.value for option in field.options}:
        raise _Unfit(_NOT_AN_OPTION)
    return [str(item) for item in items]


def _read_date(_field: Field, raw: object) -> date:
    if isinstance(raw, date):
        return raw
    text = str(raw)
    typed = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        if typed:
            return date(int(typed[3]), int(typed[2]), int(typed[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise _Unfit(_NOT_A_DATE) from None


def _read_number(field: Field, raw: object) -> Decimal:
    plain = "".join(str(raw).split()).replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise _Unfit(_NOT_A_NUMBER)
    number = Decimal(plain)
    low, high = field.lowest, field.highest
    if (low is not None and number < low) or (high is not None and number > high):
        span = f"{low if low is not None else '…'}–{high if high is not None else '…'}"
        raise _Unfit(
            Text(f"{span} аралығында болсын", f"Допустимо {span}", f"It should be within {span}")
        )
    return number


def _read_text(field: Field, raw: object) -> str:
    if not isinstance(raw, str):
        raise _Unfit(_MISSING)
    if _UNPRINTABLE.search(raw):
        raise _Unfit(_HAS_UNPRINTABLE)
    if len(raw) > field.longest:
        raise _Unfit(
            Text(
                f"{field.longest} таңбадан асырмаңыз, қазір {len(raw)}",
                f"Не более {field.longest} знаков, сейчас {len(raw)}",
                f"At most {field.longest} characters, now {len(raw)}",
            )
        )
    try:
        if field.special == "iin":
            return str(Iin.parse(raw))
        if field.special == "phone":
            return str(Phone.parse(raw))
        if field.special == "full_name" and not _FULL_NAME.fullmatch(raw):
            raise _Unfit(_NOT_A_NAME)
    except (IinInvalid, PhoneInvalid) as error:
        raise _Unfit(_told(error)) from None
    return raw


_READERS: Mapping[FieldKind, Callable[[Field, object], Value]] = {
    "checklist": _read_list,
    "filepicker": _read_list,
    "date": _read_date,
    "number": _read_number,
    "select": _read_choice,
    "radio": _read_choice,
}


def _told(error: DomainError) -> Text:
    return error.reason if isinstance(error, IinInvalid) else error.title


def parse_form(content: bytes) -> Form:
    """Read a form-js schema (version 19).

    Raises:
        FormUnreadable: not JSON, or a component that our renderer does not know.
    """
    try:
        schema = json.loads(content)
        components = schema["components"]
        fields = tuple(_fields(components, NO_TEXT))
    except (ValueError, KeyError, TypeError, AttributeError, FeelError) as error:
        raise FormUnreadable(f"Expected a form-js schema, found: {error}") from error
    return Form(str(schema.get("id", "")), fields)


def _fields(components: Sequence[Mapping[str, object]], group: Text) -> Sequence[Field]:
    fields: list[Field] = []
    for component in components:
        if component["type"] == "group":
            inner = component.get("components")
            if isinstance(inner, list):
                fields += _fields(inner, _text(component, "label"))
        else:
            fields.append(_field(component, group))
    return fields


_KINDS: Mapping[str, FieldKind] = {
    "textfield": "textfield", "textarea": "textarea", "number": "number", "select": "select",
    "radio": "radio", "checkbox": "checkbox", "checklist": "checklist", "datetime": "date",
    "filepicker": "filepicker", "text": "text", "separator": "separator",
}  # fmt: skip


def _field(component: Mapping[str, object], group: Text) -> Field:
    kind = _KINDS[str(component["type"])]
    validate = component.get("validate") or {}
    properties = component.get("properties") or {}
    condition = component.get("conditional") or {}
    if not (
        isinstance(validate, dict) and isinstance(properties, dict) and isinstance(condition, dict)
    ):
        raise FormUnreadable("Expected validate, properties and conditional to be objects")
    hide = condition.get("hide")
    values = component.get("values") or []
    return Field(
        key=str(component.get("key") or component.get("id") or ""),
        kind=kind,
        label=_text(component, "text" if kind == "text" else "label"),
        description=_text(component, "description"),
        required=bool(validate.get("required")),
        options=tuple(_option(v) for v in values) if isinstance(values, list) else (),
        hide=parse(str(hide).removeprefix("=")) if hide else None,
        required_message=_text({"properties": properties}, "required"),
        special=str(properties.get("check", "")),
        longest=int(validate.get("maxLength", LONGEST_TEXT)),
        lowest=_bound(validate.get("min")),
        highest=_bound(validate.get("max")),
        group=group,
    )


def _bound(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _option(value: Mapping[str, object]) -> Option:
    return Option(
        str(value["value"]),
        Text(str(value["label"]), str(value.get("label.ru", "")), str(value.get("label.en", ""))),
        Text(
            str(value.get("description", "")),
            str(value.get("description.ru", "")),
            str(value.get("description.en", "")),
        ),
    )


def _text(component: Mapping[str, object], name: str) -> Text:
    properties = component.get("properties")
    translated = properties if isinstance(properties, dict) else {}
    kazakh = component.get(name) or translated.get(f"{name}.kk") or translated.get(name) or ""
    return Text(
        str(kazakh), str(translated.get(f"{name}.ru", "")), str(translated.get(f"{name}.en", ""))
    )
