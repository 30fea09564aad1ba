"""Reading one answer of a form: into a value, or into a polite request to give it anew."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.domain.form_fields import Field, FieldKind
from app.domain.iin import Iin, IinInvalid
from app.domain.phone import Phone, PhoneInvalid
from app.domain.refusals import DomainError
from app.domain.texts import Text
from app.feel import Value

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
NOT_A_FILE = Text("Файлды қайта жүктеңіз", "Загрузите файл заново", "Please upload the file again")


class Unfit(Exception):
    """The answer cannot be taken; `message` says what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def read_answer(field: Field, raw: object) -> Value:
    """The value of a raw answer. Raises Unfit."""
    if isinstance(raw, str):
        raw = raw.strip()
    if field.kind == "checkbox":
        return _read_tick(field, raw)
    if raw is None or raw in ("", []):
        if field.required:
            raise Unfit(_missing(field))
        return [] if field.kind in ("checklist", "filepicker") else None
    reader = _READERS.get(field.kind, _read_text)
    return reader(field, raw)


def _read_tick(field: Field, raw: object) -> bool:
    ticked = raw in (True, "true", "on", "1")
    if field.required and not ticked:
        raise Unfit(_missing(field))
    return ticked


def _read_choice(field: Field, raw: object) -> str:
    if not isinstance(raw, str) or raw not in {option.value for option in field.options}:
        raise Unfit(_NOT_AN_OPTION)
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
            raise Unfit(NOT_A_FILE) from None
    if not {str(item) for item in items} <= {option.value for option in field.options}:
        raise Unfit(_NOT_AN_OPTION)
    return [str(item) for item in items]


def _read_date(_field: Field, raw: object) -> date:
    if isinstance(raw, date):
        return raw
    try:
        return typed_date(str(raw))
    except ValueError:
        raise Unfit(_NOT_A_DATE) from None


def typed_date(text: str) -> date:
    """A day as people type it, 31.12.2026, or as machines do. Raises ValueError."""
    typed = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    if typed:
        return date(int(typed[3]), int(typed[2]), int(typed[1]))
    return date.fromisoformat(text)


def _read_number(field: Field, raw: object) -> Decimal:
    plain = "".join(str(raw).split()).replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise Unfit(_NOT_A_NUMBER)
    number = Decimal(plain)
    low, high = field.lowest, field.highest
    if (low is not None and number < low) or (high is not None and number > high):
        span = f"{low if low is not None else '…'}–{high if high is not None else '…'}"
        raise Unfit(
            Text(f"{span} аралығында болсын", f"Допустимо {span}", f"It should be within {span}")
        )
    return number


def _read_text(field: Field, raw: object) -> str:
    if not isinstance(raw, str):
        raise Unfit(_MISSING)
    if _UNPRINTABLE.search(raw):
        raise Unfit(_HAS_UNPRINTABLE)
    if len(raw) > field.longest:
        raise Unfit(
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
            raise Unfit(_NOT_A_NAME)
    except (IinInvalid, PhoneInvalid) as error:
        raise Unfit(_told(error)) from None
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
