"""Reading one answer of a form: into a value, or into a polite request to give it anew."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from uuid import UUID

from app.domain.answer_times import (
    Unfit,
    read_date,
    read_moment,
    read_time,
)
from app.domain.form_fields import CHOICES, LISTS, Field, FieldKind
from app.domain.iin import Iin, IinInvalid
from app.domain.phone import Phone, PhoneInvalid
from app.domain.refusals import DomainError
from app.domain.texts import Text
from app.feel import FeelError, Value, parse

_MISSING = Text("Бұл жерді толтырыңыз", "Заполните это поле", "Please fill this in")
_CHOOSE = Text("Біреуін таңдаңыз", "Выберите вариант", "Please choose one")
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
_WHOLE = Text("Бүтін санмен жазыңыз", "Укажите целое число", "Please give a whole number")
_NOT_AN_EMAIL = Text(
    "Пошта мекенжайын aty@mysal.kz түрінде жазыңыз",
    "Укажите адрес почты в виде imya@primer.kz",
    "Write the e-mail address as name@example.kz",
)
_NOT_A_PHONE = Text(
    "Телефонды +7 701 123 45 67 түрінде жазыңыз",
    "Укажите телефон в виде +7 701 123 45 67",
    "Write the phone number as +7 701 123 45 67",
)
_NOT_THE_PATTERN = Text(
    "Жауап талап етілген түрде емес: өрістің түсіндірмесіне қараңыз",
    "Ответ не в том виде, который нужен: посмотрите пояснение к полю",
    "The answer does not have the shape that is asked for: see the hint of the field",
)
_ONE_FILE = Text("Бір ғана файл жүктеңіз", "Загрузите только один файл", "Upload one file only")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:]{1,64}@[\w-]+(\.[\w-]+)+")
_PHONE = re.compile(r"(\+|00)[0-9]{6,20}")
_PHONE_MARKS = re.compile(r"[\s().-]")
_MATCHES = parse("matches(answer, pattern)")
"""A pattern is one of FEEL, which leaves no text for hours."""


def read_answer(field: Field, raw: object) -> Value:
    """The value of a raw answer. Raises Unfit."""
    if isinstance(raw, str):
        raw = raw.strip()
    if field.kind == "checkbox":
        return _read_tick(field, raw)
    if raw is None or raw in ("", []):
        if field.required:
            raise Unfit(_missing(field))
        return [] if field.kind in LISTS else None
    reader = _READERS.get(field.kind, _read_text)
    return reader(field, raw)


def _read_tick(field: Field, raw: object) -> bool:
    ticked = raw in (True, "true", "on", "1")
    if field.required and not ticked:
        raise Unfit(_missing(field))
    return ticked


def _read_choice(field: Field, raw: object) -> Value:
    offered = {option.value: option.kept for option in field.options}
    told = str(raw) if isinstance(raw, str | int | Decimal) else ""
    if told not in offered:
        raise Unfit(_NOT_AN_OPTION)
    return offered[told]


def _missing(field: Field) -> Text:
    if field.required_message.kk:
        return field.required_message
    return _CHOOSE if field.kind in CHOICES else _MISSING


def _read_choices(field: Field, raw: object) -> Value:
    items = raw if isinstance(raw, list | tuple) else [raw]
    return [_read_choice(field, item) for item in items]


def _read_files(field: Field, raw: object) -> Value:
    items = raw if isinstance(raw, list | tuple) else [raw]
    if len(items) > 1 and not field.many:
        raise Unfit(_ONE_FILE)
    try:
        return [str(UUID(str(item))) for item in items]
    except ValueError:
        raise Unfit(NOT_A_FILE) from None


def _read_number(field: Field, raw: object) -> Value:
    plain = "".join(str(raw).split()).replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise Unfit(_NOT_A_NUMBER)
    number = Decimal(plain)
    bounds = field.bounds
    low, high = bounds.lowest, bounds.highest
    if (low is not None and number < low) or (high is not None and number > high):
        span = f"{low if low is not None else '…'}–{high if high is not None else '…'}"
        raise Unfit(
            Text(
                f"{span} аралығында болуы керек", f"Допустимо {span}", f"It should be within {span}"
            )
        )
    behind = len(plain.partition(".")[2].rstrip("0"))
    if bounds.digits is not None and behind > bounds.digits:
        raise Unfit(_too_fine(bounds.digits))
    # Steps are counted from the lowest value, as in a browser's number field.
    if bounds.step and (number - (low or 0)) % bounds.step:
        raise Unfit(_off_step(bounds.step, low))
    return plain if field.as_text else number


def _too_fine(digits: int) -> Text:
    if digits == 0:
        return _WHOLE
    return Text(
        f"Үтірден кейін {digits} таңбадан асырмаңыз",
        f"Не более {digits} знаков после запятой",
        f"At most {digits} digits behind the point",
    )


def _off_step(step: Decimal, low: Decimal | None) -> Text:
    if not low:
        return Text(
            f"{step} санына еселі болуы керек", f"Число должно делиться на {step}",
            f"It should be a multiple of {step}",
        )  # fmt: skip
    return Text(
        f"{low} санынан бастап {step} қадаммен жазыңыз",
        f"Допустимы числа от {low} с шагом {step}",
        f"It should be {low} or more in steps of {step}",
    )


def _read_text(field: Field, raw: object) -> str:
    if not isinstance(raw, str):
        raise Unfit(_MISSING)
    if _UNPRINTABLE.search(raw):
        raise Unfit(_HAS_UNPRINTABLE)
    _demand_length(field, len(raw))
    try:
        if field.special == "iin":
            return str(Iin.parse(raw))
        if field.special == "phone":
            return str(Phone.parse(raw))
        if field.special == "full_name" and not _FULL_NAME.fullmatch(raw):
            raise Unfit(_NOT_A_NAME)
    except (IinInvalid, PhoneInvalid) as error:
        raise Unfit(_told(error)) from None
    _demand_shape(field, raw)
    return raw


def _demand_length(field: Field, length: int) -> None:
    longest, shortest = field.bounds.longest, field.bounds.shortest
    if length > longest:
        raise Unfit(
            Text(
                f"{longest} таңбадан асырмаңыз, қазір {length}",
                f"Не более {longest} знаков, сейчас {length}",
                f"At most {longest} characters, now {length}",
            )
        )
    if length < shortest:
        raise Unfit(
            Text(
                f"Кемінде {shortest} таңба жазыңыз, қазір {length}",
                f"Не менее {shortest} знаков, сейчас {length}",
                f"At least {shortest} characters, now {length}",
            )
        )


def _demand_shape(field: Field, text: str) -> None:
    bounds = field.bounds
    if bounds.shape == "email" and not _EMAIL.fullmatch(text):
        raise Unfit(_NOT_AN_EMAIL)
    if bounds.shape == "phone" and not _PHONE.fullmatch(_PHONE_MARKS.sub("", text)):
        raise Unfit(_NOT_A_PHONE)
    if bounds.pattern and not _fits(text, bounds.pattern):
        raise Unfit(_NOT_THE_PATTERN)


def _fits(text: str, pattern: str) -> bool:
    try:
        return _MATCHES.evaluate({"answer": text, "pattern": pattern}).value is True
    except FeelError:
        return False


def is_pattern(pattern: str) -> bool:
    """Whether texts can be matched with it."""
    try:
        return _MATCHES.evaluate({"answer": "", "pattern": pattern}).value is not None
    except FeelError:
        return False


_READERS: Mapping[FieldKind, Callable[[Field, object], Value]] = {
    "checklist": _read_choices,
    "taglist": _read_choices,
    "filepicker": _read_files,
    "date": read_date,
    "time": read_time,
    "datetime": read_moment,
    "number": _read_number,
    "select": _read_choice,
    "radio": _read_choice,
}


def _told(error: DomainError) -> Text:
    return error.reason if isinstance(error, IinInvalid) else error.title
