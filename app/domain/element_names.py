"""How designers know the elements of BPMN: as the palette and the properties name them."""

from collections.abc import Mapping

from app.domain.texts import Text

EVENT_KINDS: Mapping[str, Text] = {
    "message": Text("Хабарлама", "Сообщение", "Message"),
    "timer": Text("Таймер", "Таймер", "Timer"),
    "signal": Text("Сигнал", "Сигнал", "Signal"),
    "error": Text("Қате", "Ошибка", "Error"),
    "escalation": Text("Эскалация", "Эскалация", "Escalation"),
    "conditional": Text("Шарт", "Условие", "Condition"),
    "link": Text("Сілтеме", "Ссылка", "Link"),
    "terminate": Text("Тоқтату", "Остановка", "Terminate"),
    "compensate": Text("Кері қайтару", "Компенсация", "Compensation"),
    "cancel": Text("Бас тарту", "Отмена", "Cancel"),
    "none": Text("Түрі таңдалмаған", "Вид не выбран", "No kind chosen"),
}
"""Kinds of events, by the beginning of the tag of their definition."""
_ELEMENTS: Mapping[str, Text] = {
    "process": Text("Үдеріс", "Процесс", "Process"),
    "startEvent": Text("Бастапқы оқиға", "Начальное событие", "Start event"),
    "endEvent": Text("Соңғы оқиға", "Конечное событие", "End event"),
    "boundaryEvent": Text("Шекаралық оқиға", "Граничное событие", "Boundary event"),
    "intermediateCatchEvent": Text(
        "Аралық күтуші оқиға", "Промежуточное событие-обработчик", "Intermediate catch event"
    ),
    "intermediateThrowEvent": Text(
        "Аралық оқиға", "Промежуточное событие", "Intermediate throw event"
    ),
    "implicitThrowEvent": Text(
        "Жасырын жіберуші оқиға", "Неявное событие-инициатор", "Implicit throw event"
    ),
    "task": Text("Тапсырма", "Задача", "Task"),
    "userTask": Text("Адам тапсырмасы", "Задача человека", "User task"),
    "serviceTask": Text("Жүйе тапсырмасы", "Задача системы", "Service task"),
    "sendTask": Text("Хабарлама жіберу тапсырмасы", "Задача отправки сообщения", "Send task"),
    "receiveTask": Text("Хабарлама күту тапсырмасы", "Задача ожидания сообщения", "Receive task"),
    "manualTask": Text("Қолмен орындалатын тапсырма", "Ручная задача", "Manual task"),
    "scriptTask": Text("Есептеу тапсырмасы", "Задача вычисления", "Script task"),
    "businessRuleTask": Text(
        "Шешім кестесі бойынша тапсырма", "Задача по таблице решений", "Business rule task"
    ),
    "callActivity": Text("Басқа үдерісті шақыру", "Вызов другого процесса", "Call activity"),
    "subProcess": Text("Ішкі үдеріс", "Подпроцесс", "Sub-process"),
    "adHocSubProcess": Text("Еркін ішкі үдеріс", "Произвольный подпроцесс", "Ad-hoc sub-process"),
    "transaction": Text("Транзакция", "Транзакция (подпроцесс)", "Transaction"),
    "exclusiveGateway": Text("Бірін таңдайтын шлюз", "Исключающий шлюз", "Exclusive gateway"),
    "inclusiveGateway": Text("Бірнешеуін таңдайтын шлюз", "Включающий шлюз", "Inclusive gateway"),
    "parallelGateway": Text("Параллель шлюз", "Параллельный шлюз", "Parallel gateway"),
    "eventBasedGateway": Text("Оқиғалық шлюз", "Шлюз по событиям", "Event-based gateway"),
    "complexGateway": Text("Күрделі шлюз", "Сложный шлюз", "Complex gateway"),
    "sequenceFlow": Text("Жол", "Поток", "Sequence flow"),
}
_STORE = Text("Дерек қоймасы", "Хранилище данных", "Data store reference")
_PERFORMER = Text("Ресурс рөлі", "Роль ресурса", "Resource role")
_PARTS: Mapping[str, Text] = {
    "dataStore": _STORE,
    "dataStoreReference": _STORE,
    "dataInputAssociation": Text("Кіріс дерек байланысы", "Связь входных данных", "Data input"),
    "dataOutputAssociation": Text("Шығыс дерек байланысы", "Связь выходных данных", "Data output"),
    **dict.fromkeys(("resourceRole", "performer", "humanPerformer", "potentialOwner"), _PERFORMER),
    "monitoring": Text("Бақылау деректері", "Данные мониторинга", "Monitoring"),
    "auditing": Text("Аудит деректері", "Данные аудита", "Auditing"),
    "callableElement": Text("Шақырылатын элемент", "Вызываемый элемент", "Callable element"),
    "loopCharacteristics": Text("Қайталау", "Цикл", "Loop"),
    "correlationKey": Text("Корреляция кілті", "Ключ корреляции", "Correlation key"),
    "correlationProperty": Text(
        "Корреляция қасиеті", "Свойство корреляции", "Correlation property"
    ),
    "correlationPropertyBinding": Text(
        "Корреляция байланысы", "Привязка корреляции", "Correlation property binding"
    ),
    "correlationPropertyRetrievalExpression": Text(
        "Корреляция өрнегі", "Выражение корреляции", "Correlation retrieval expression"
    ),
    "correlationSubscription": Text(
        "Корреляция жазылымы", "Подписка корреляции", "Correlation subscription"
    ),
}
ELEMENT_NAMES: Mapping[str, Text] = {
    **_ELEMENTS,
    **_PARTS,
    **{f"{kind}EventDefinition": name for kind, name in EVENT_KINDS.items() if kind != "none"},
}
"""By BPMN tag."""


def kind_named(tag: str) -> Text:
    """The kind of an element; what nobody knows keeps the name that stands in its file."""
    return ELEMENT_NAMES.get(tag) or EVENT_KINDS.get(tag) or Text(tag, tag, tag)


def listed(names: list[Text]) -> Text:
    """Several names in one sentence."""
    return Text(
        ", ".join(one.kk for one in names),
        ", ".join(one.in_language("ru") for one in names),
        ", ".join(one.in_language("en") for one in names),
    )
