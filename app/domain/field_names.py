"""How designers know what is written in a file: as the fields of the editors name it."""

from collections.abc import Mapping

from app.domain.texts import Language, Text

IN_LANGUAGE: Mapping[Language, Text] = {
    "kk": Text("қазақша", "на казахском", "in Kazakh"),
    "ru": Text("орысша", "на русском", "in Russian"),
    "en": Text("ағылшынша", "на английском", "in English"),
}
_TEXTS: Mapping[str, Text] = {
    "name": Text("Атауы", "Название", "Name"),
    "hint": Text("Маманға түсіндірме", "Пояснение специалисту", "Hint for the specialist"),
    "annotation": Text("Ереженің түсініктемесі", "Пояснение правила", "Annotation"),
    "label": Text("Сұрақ немесе мәтін", "Вопрос или текст", "Question or text"),
    "description": Text("Астындағы түсіндірме", "Пояснение под ним", "Explanation below it"),
    "text": Text("Мәтіні", "Текст", "Text"),
    "content": Text("Мазмұны", "Содержание", "Content"),
    "alt": Text("Суреттің сипаттамасы", "Описание картинки", "Words for the picture"),
    "dateLabel": Text("Күн туралы сұрақ", "Вопрос о дате", "Question about the date"),
    "timeLabel": Text("Уақыт туралы сұрақ", "Вопрос о времени", "Question about the time"),
    "option": Text("Жауап нұсқасы", "Вариант ответа", "Answer"),
}
_OF_ELEMENTS: Mapping[str, Text] = {
    "condition": Text("Шарт", "Условие", "Condition"),
    "script": Text("Есептеу", "Вычисление", "Script"),
    "assignee": Text("Белгілі бір адам", "Определённый человек", "One certain person"),
    "candidateGroups": Text("Орындаушы топтар", "Группы исполнителей", "Candidate groups"),
    "candidateUsers": Text("Орындаушылар", "Возможные исполнители", "Candidate users"),
    "dueDate": Text("Мерзімі", "Срок задачи", "Due"),
    "followUpDate": Text("Еске салу күні", "Дата напоминания", "Follow-up date"),
    "priority": Text("Шұғылдығы", "Срочность", "Priority"),
    "failedJobRetryTimeCycle": Text("Қайталау кестесі", "График повторов", "Retry time cycle"),
    "resultVariable": Text("Нәтиже айнымалысы", "Переменная результата", "Result variable"),
    "decisionRef": Text("Шешім кестесі", "Таблица решений", "Decision table"),
    "calledElement": Text("Шақырылатын үдеріс", "Вызываемый процесс", "Called element"),
    "calledElementBinding": Text("Қай нұсқасы", "Какая версия", "Binding"),
    "calledElementVersion": Text("Нұсқа", "Версия", "Version"),
    "collection": Text("Жиын", "Коллекция", "Collection"),
    "elementVariable": Text("Элемент айнымалысы", "Переменная элемента", "Element variable"),
    "completionCondition": Text("Аяқталу шарты", "Условие завершения", "Completion condition"),
    "loopCardinality": Text("Саны", "Количество", "Loop cardinality"),
    "loopCondition": Text("Қайталау шарты", "Условие повтора", "Loop condition"),
    "loopMaximum": Text("Ең көп қайталау саны", "Наибольшее число повторов", "Loop maximum"),
    "timeDate": Text("Күні", "Дата", "Date"),
    "timeDuration": Text("Ұзақтығы", "Длительность", "Duration"),
    "timeCycle": Text("Қайталануы", "Повторение", "Cycle"),
    "activityRef": Text("Әрекет", "Действие", "Activity reference"),
    "waitForCompletion": Text("Аяқталуын күту", "Ждать завершения", "Wait for completion"),
    "isForCompensation": Text("Кері қайтару", "Компенсация", "Compensation"),
    "isInterrupting": Text("Үзу немесе үзбеу", "Прерывать или не прерывать", "Interrupting"),
    "cancelActivity": Text("Үзу немесе үзбеу", "Прерывать или не прерывать", "Interrupting"),
    "triggeredByEvent": Text("Оқиғалық ішкі үдеріс", "Событийный подпроцесс", "Event sub-process"),
    "parallelMultiple": Text("Барлық оқиғаны күту", "Ждать всех событий", "Parallel multiple"),
    "instantiate": Text("Істі бастайды", "Начинает дело", "Begins the case"),
    "eventGatewayType": Text("Оқиғалық шлюз түрі", "Вид шлюза по событиям", "Kind of the gateway"),
    "startQuantity": Text(
        "Бастауға керек маркер саны", "Сколько маркеров для начала", "Tokens to start"
    ),
    "completionQuantity": Text(
        "Шығатын маркер саны", "Сколько маркеров на выходе", "Tokens on completion"
    ),
    "default": Text("Әдепкі жол", "Поток по умолчанию", "Default flow"),
    "correlationKey": Text("Корреляция кілті", "Ключ корреляции", "Correlation key"),
    "messageRef": Text("Хабарлама", "Сообщение", "Message"),
    "operationRef": Text("Операция", "Операция сервиса", "Operation"),
    "behavior": Text("Даналардың оқиғасы", "Событие экземпляров", "Event of the instances"),
    "scriptFormat": Text("Тілі", "Язык", "Format"),
    "formRefBinding": Text("Форманың нұсқасы", "Версия формы", "Binding of the form"),
}
_OF_DIALECT: Mapping[str, Text] = {
    "asyncBefore": Text("Алдында сақтау", "Сохранять до шага", "Asynchronous before"),
    "asyncAfter": Text("Кейін сақтау", "Сохранять после шага", "Asynchronous after"),
    "exclusive": Text("Жалғыз", "Монопольно", "Exclusive"),
    "candidateStarterGroups": Text(
        "Бастай алатын топтар", "Группы, которые могут начать", "Candidate starter groups"
    ),
    "candidateStarterUsers": Text(
        "Бастай алатындар", "Кто может начать дело", "Candidate starter users"
    ),
    "historyTimeToLive": Text("Сақтау мерзімі", "Срок хранения", "Time to live"),
    "initiator": Text("Бастаушы", "Инициатор", "Initiator"),
    "isStartableInTasklist": Text("Бастауға болады", "Можно начать", "Startable"),
    "jobPriority": Text("Шұғылдығы", "Срочность", "Priority"),
    "taskPriority": Text("Шұғылдығы", "Срочность", "Priority"),
    "formKey": Text("Форма кілті", "Ключ формы", "Form key"),
    "formData": Text("Форма өрістері", "Поля формы", "Form fields"),
    "class": Text("Java класы", "Класс Java", "Java class"),
    "delegateExpression": Text("Делегат өрнегі", "Выражение делегата", "Delegate expression"),
    "expression": Text("Өрнек", "Выражение", "Expression"),
    "connector": Text("Қосқыш", "Соединитель", "Connector"),
    "executionListener": Text("Орындалу тыңдаушысы", "Слушатель выполнения", "Execution listener"),
    "taskListener": Text("Тапсырма тыңдаушысы", "Слушатель задачи", "Task listener"),
    "field": Text("Өріс енгізу", "Внедрение поля", "Field injection"),
    "versionTag": Text("Нұсқа таңбасы", "Метка версии", "Version tag"),
    "topic": Text("Өңдеуші", "Обработчик", "Topic"),
    "type": Text("Түрі", "Вид", "Type"),
    "resource": Text("Файл", "Файл ресурса", "Resource"),
    "inputOutput": Text(
        "Кіріс және шығыс деректер", "Входные и выходные данные", "Inputs and outputs"
    ),
}
"""What `camunda:` says of an element and nothing here reads."""
_OF_FORMS: Mapping[str, Text] = {
    "conditional.hide": Text("Қашан жасырылады", "Когда скрыто", "When it is hidden"),
    "expression": Text("Қалай есептеледі", "Как вычисляется", "How it is computed"),
    "dataSource": Text(
        "Деректер қайдан алынады", "Откуда берутся данные", "Where the data come from"
    ),
    "columnsExpression": Text(
        "Бағандарды есептейтін өрнек", "Выражение для столбцов", "Expression for the columns"
    ),
    "valuesExpression": Text(
        "Жауаптарды есептейтін өрнек", "Выражение для вариантов", "Expression for the answers"
    ),
    "valuesKey": Text(
        "Жауаптар тұрған айнымалы", "Переменная с вариантами", "Variable with the answers"
    ),
    "readonly": Text("Қашан тек оқылады", "Когда только для чтения", "Where it is only read"),
    "document": Text("Қай құжатқа қол қойылады", "Какой документ подписывается", "What is signed"),
    "minLength": Text("Ең аз таңба саны", "Наименьшее число знаков", "Fewest characters"),
    "maxLength": Text("Ең көп таңба саны", "Наибольшее число знаков", "Most characters"),
    "min": Text("Ең кіші сан", "Наименьшее число", "Least number"),
    "max": Text("Ең үлкен сан", "Наибольшее число", "Greatest number"),
    "decimalDigits": Text(
        "Үтірден кейінгі таңба саны", "Знаков после запятой", "Digits behind the point"
    ),
    "rowCount": Text("Бір беттегі жол саны", "Строк на странице", "Rows of a page"),
    "defaultRepetitions": Text(
        "Басында неше жол тұрады", "Сколько строк вначале", "Rows at the beginning"
    ),
    "timeInterval": Text(
        "Уақыт неше минутқа еселі",
        "Время кратно скольким минутам",
        "Minutes that times are multiples of",
    ),
    "height": Text("Биіктігі, пиксель", "Высота, пикселей", "Height, pixels"),
    "increment": Text("Қадамы", "Шаг", "Step"),
    "subtype": Text("Не сұралады", "Что спрашивается", "What is asked for"),
    "timeSerializingFormat": Text(
        "Уақыт қалай сақталады", "Как хранится время", "How the time is kept"
    ),
    "validate.validationType": Text("Жауаптың түрі", "Вид ответа", "Shape of the answer"),
    "action": Text("Батырма не істейді", "Что делает кнопка", "What the button does"),
    "computeOn": Text("Қашан есептеледі", "Когда вычисляется", "When it is computed"),
}
FIELD_NAMES: Mapping[str, Text] = {**_OF_DIALECT, **_OF_ELEMENTS, **_TEXTS}
"""Of a diagram, by the name that stands in its file."""
FORM_FIELD_NAMES: Mapping[str, Text] = {**_TEXTS, **_OF_FORMS}
"""Of a component of a form."""


def field_named(name: str) -> Text:
    """What is written in a diagram; what nobody knows keeps the name that stands in the file."""
    return FIELD_NAMES.get(name.removeprefix("camunda:")) or Text(name, name, name)


def form_field_named(name: str) -> Text:
    """What is written in a component of a form."""
    return FORM_FIELD_NAMES.get(name) or Text(name, name, name)


def beside(name: Text, what: str) -> Text:
    """A name with what is meant by it, such as the value of an option."""
    return Text(*(f"{words} «{what}»" for words in (name.kk, name.ru, name.en)))
