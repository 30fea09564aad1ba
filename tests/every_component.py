"""A service whose one form has every component of the form-js schema (version 19)."""
# ruff: noqa: E501  one component a line, as a designer would list them

import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from trial_models import model, named

from app.bootstrap.deployments import read_folder
from app.domain.models import ModelFile

SERVICE = Path(__file__).parents[1] / "app" / "bench" / "service"
PICTURE = (
    "data:image/svg+xml;base64,"
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5NiIgaGVpZ2h0PSI5NiI+PGNpcm"
    "NsZSBjeD0iNDgiIGN5PSI0OCIgcj0iNDQiIGZpbGw9IiMwRjU4NzAiLz48Y2lyY2xlIGN4PSI2NCIgY3k9IjMwIiBy"
    "PSIxMCIgZmlsbD0iI0YyQjIzRSIvPjwvc3ZnPg=="
)
"""Two discs."""
_DRAW_UP = """<camunda:inputOutput>
  <camunda:inputParameter name="template">notice</camunda:inputParameter>
  <camunda:outputParameter name="notice_id">=document_id</camunda:outputParameter>
</camunda:inputOutput>"""
_SUPPLIES = """[
  {name: "Арба", price: 120000, since: date("2026-03-01"), at_hand: true},
  {name: "Балдақ", price: 9500.5, since: date("2025-11-20"), at_hand: false},
  {name: "Әмбебап таяқ", price: 7000, since: date("2026-01-15"), at_hand: true},
  {name: "Ұстағыш", price: 15000, since: date("2026-02-02"), at_hand: true}]"""
_ROOMS = """[{value: 101, label: "101-бөлме"}, {value: 102, label: "102-бөлме"}]"""


def _script(name: str, feel: str, words: tuple[str, str, str]) -> str:
    tag = f'scriptTask id="know_{name}" scriptFormat="feel" camunda:resultVariable="{name}"'
    task = named(tag, *words)
    return task.replace("</scriptTask>", f"<script>{feel}</script></scriptTask>")


def translated(kk: str, ru: str, en: str, name: str = "label", **more: str) -> dict[str, Any]:
    """A text in three languages, as our forms have it."""
    return {name: kk, "properties": {f"{name}.ru": ru, f"{name}.en": en, **more}}


def option(value: str, kk: str, ru: str, en: str) -> dict[str, str]:
    return {"value": value, "label": kk, "label.ru": ru, "label.en": en}


_WAYS = [
    option("home", "Үйде", "На дому", "At home"),
    option("office", "Бөлімде", "В отделе", "At the office"),
]
_NEEDS = [
    option("ramp", "Пандус жолы", "Пандус", "Ramp"),
    option("sign", "Ым тілі", "Жестовый язык", "Sign language"),
    option("car", "Көлік", "Транспорт", "Transport"),
]
COMPONENTS: list[dict[str, Any]] = [
    {
        "type": "text",
        **translated(
            "## {{applicant.full_name}}\n\nӨтінішті **мұқият** оқыңыз, [ережеде](https://adilet.zan.kz) бәрі бар.",
            "## {{applicant.full_name}}\n\nПрочитайте заявление **внимательно**, [в правилах](https://adilet.zan.kz) всё есть.",
            "## {{applicant.full_name}}\n\nRead the application **with care**, [the rules](https://adilet.zan.kz) say it all.",
            "text",
        ),
    },
    {
        "type": "html",
        **translated(
            "<p>Іс: <b>{{case.number}}</b></p><script>alert(1)</script>",
            "<p>Дело: <b>{{case.number}}</b></p><script>alert(1)</script>",
            "<p>Case: <b>{{case.number}}</b></p><script>alert(1)</script>",
            "content",
        ),
    },
    {"type": "textfield", "key": "title", "validate": {"required": True, "minLength": 3, "maxLength": 40}, **translated("Атауы", "Название", "Title")},
    {"type": "textfield", "key": "email", "validate": {"validationType": "email"}, **translated("Электрондық пошта", "Электронная почта", "E-mail")},
    {"type": "textfield", "key": "code", "validate": {"pattern": "^[A-Z]{2}-[0-9]{3}$"}, **translated("Коды", "Код доступа", "Code")},
    {"type": "textarea", "key": "story", "validate": {"maxLength": 200}, **translated("Жағдайы", "Обстоятельства", "Story")},
    {
        "type": "number", "key": "price", "decimalDigits": 2, "increment": 0.5, "validate": {"min": 0, "max": 1000000},
        "appearance": {"suffixAdorner": "₸"}, "defaultValue": 10, **translated("Бағасы", "Цена", "Price"),
    },
    {"type": "number", "key": "account", "decimalDigits": 0, "serializeToString": True, **translated("Шоты", "Счёт", "Account")},
    {"type": "datetime", "subtype": "date", "key": "day", "disallowPassedDates": True, **translated("Күні", "День", "Day", "dateLabel")},
    {"type": "datetime", "subtype": "time", "key": "hour", "timeInterval": 15, "timeSerializingFormat": "no_timezone", **translated("Уақыты", "Время", "Time", "timeLabel")},
    {"type": "datetime", "subtype": "datetime", "key": "moment", "timeSerializingFormat": "utc_offset", **translated("Күні мен уақыты", "День и время", "Day and time", "dateLabel")},
    {"type": "select", "key": "room", "valuesExpression": "=rooms", **translated("Бөлме", "Кабинет", "Room")},
    {"type": "radio", "key": "way", "values": _WAYS, "defaultValue": "office", "validate": {"required": True}, **translated("Қайда?", "Где?", "Where?")},
    {
        "type": "textfield", "key": "address", "conditional": {"hide": '=way != "home"'}, "validate": {"required": True},
        **translated("Мекенжайы", "Адрес", "Address"),
    },
    {"type": "checkbox", "key": "agreed", **translated("Келісті", "Согласие есть", "Agreed")},
    {"type": "checklist", "key": "needs", "values": _NEEDS, **translated("Не керек?", "Что нужно?", "What is needed?")},
    {"type": "taglist", "key": "tags", "values": _NEEDS, **translated("Белгілер", "Метки", "Tags")},
    {"type": "group", "path": "person", **translated("Адам", "Человек", "Person"), "components": [
        {"type": "textfield", "key": "iin", **translated("ЖСН", "ИИН", "IIN", check="iin")},
        {"type": "textfield", "key": "name", **translated("Аты-жөні", "Имя и фамилия", "Full name")},
    ]},
    {"type": "dynamiclist", "path": "items", "defaultRepetitions": 1, **translated("Не сатып алынады?", "Что купить?", "What is bought?"), "components": [
        {"type": "textfield", "key": "what", "validate": {"required": True}, **translated("Зат", "Предмет", "Thing")},
        {"type": "number", "key": "count", "defaultValue": 1, "validate": {"min": 1}, **translated("Саны", "Количество", "Count")},
        {"type": "expression", "key": "sum", "expression": "=count * price", **translated("Құны", "Стоимость", "Cost")},
    ]},
    {"type": "expression", "key": "total", "expression": "=sum(items.sum)", **translated("Барлығы", "Всего", "Total")},
    {
        "type": "table", "id": "supplies_table", "dataSource": "=supplies", "rowCount": 2, **translated("Қоймада", "На складе", "In stock"),
        "columns": [
            {"key": "name", "label": "Атауы", "label.ru": "Название", "label.en": "Name"},
            {"key": "price", "label": "Бағасы", "label.ru": "Цена", "label.en": "Price"},
            {"key": "since", "label": "Қашаннан", "label.ru": "С какого дня", "label.en": "Since"},
            {"key": "at_hand", "label": "Бар", "label.ru": "Есть", "label.en": "At hand"},
        ],
    },
    {"type": "filepicker", "key": "scans", **translated("Сканерлер", "Сканы", "Scans")},
    {"type": "documentPreview", "id": "papers", "dataSource": "=[notice_id]", **translated("Құжаттар", "Документы", "Papers")},
    {"type": "textfield", "key": "office", "readonly": True, "defaultValue": "Бостандық", **translated("Бөлім", "Отдел", "Office")},
    {"type": "textfield", "key": "old_note", "disabled": True, "defaultValue": "ескі", **translated("Ескі жазба", "Старая запись", "Old note")},
    {"type": "image", "source": PICTURE, **translated("Бөлімнің белгісі", "Знак отдела", "Sign of the office", "alt")},
    {"type": "spacer", "height": 24},
    {"type": "separator"},
    {
        "type": "signature", "key": "signed",
        **translated("Хабарламаға қол қойыңыз", "Подпишите уведомление", "Sign the notification", document="=notice_id"),
    },
    {"type": "button", "action": "reset", **translated("Бастапқы күйге қайтару", "Вернуть как было", "Put back")},
]  # fmt: skip
CHECKS: list[dict[str, Any]] = [
    {"type": "textfield", "key": "title", "readonly": True, **translated("Атауы", "Название", "Title")},
    {"type": "textarea", "key": "verdict", **translated("Қорытынды", "Вывод", "Verdict")},
]  # fmt: skip
_FILL = 'userTask id="fill_in" camunda:formKey="forms/every.form" camunda:candidateGroups="clerk"'
_CHECK = 'userTask id="check" camunda:formKey="forms/check.form" camunda:candidateGroups="clerk"'
_STEPS = ("begun", "draw_up", "know_supplies", "know_rooms", "fill_in", "check", "ended")
DIAGRAM = model(
    "personal-assistant",
    named('startEvent id="begun"', "Басталды", "Начато", "Begun")
    + named(
        'serviceTask id="draw_up" camunda:type="external" camunda:topic="render-document"',
        *("Жасау", "Составить", "Draw up"),
        more=_DRAW_UP,
    )
    + _script("supplies", _SUPPLIES, ("Қойманы білу", "Узнать склад", "Know the stock"))
    + _script("rooms", _ROOMS, ("Бөлмелерді білу", "Узнать кабинеты", "Know the rooms"))
    + named(_FILL, "Форманы толтыру", "Заполнить форму", "Fill in the form")
    + named(_CHECK, "Тексеру", "Проверить", "Check")
    + named('endEvent id="ended"', "Бітті", "Закончено", "Ended")
    + "".join(
        f'<sequenceFlow id="f{k}" sourceRef="{one}" targetRef="{other}"/>'
        for k, (one, other) in enumerate(pairwise(_STEPS))
    ),
)


def form(name: str, components: list[dict[str, Any]]) -> bytes:
    schema: Mapping[str, Any] = {
        "type": "default", "id": name, "schemaVersion": 19, "components": components,
    }  # fmt: skip
    return json.dumps(schema, ensure_ascii=False, indent=2).encode()


def every_component_service() -> list[ModelFile]:
    """The folder, ready to be deployed as a trial."""
    kept = [file for file in read_folder(SERVICE) if not file.path.endswith(".bpmn")]
    return [
        *kept,
        ModelFile("personal-assistant.bpmn", DIAGRAM.encode()),
        ModelFile("forms/every.form", form("every", COMPONENTS)),
        ModelFile("forms/check.form", form("check", CHECKS)),
    ]
