"""The sentences of this room in Kazakh and Russian, by their English template."""

from app.feel.catalogue import learn

learn(
    {
        "Imports are not supported": ("Импорт қолданылмайды", "Импорт не поддерживается"),
        "Decision services are not supported": (
            "Шешім сервистері қолданылмайды",
            "Сервисы решений не поддерживаются",
        ),
        "The language {language} is not supported": (
            "{language} тілі қолданылмайды",
            "Язык {language} не поддерживается",
        ),
        "The table is too large": ("Кесте тым үлкен", "Таблица слишком велика"),
        "There is no hit policy {named}": (
            "{named} таңдау ережесі жоқ",
            "Правила выбора {named} нет",
        ),
        "A rule has another number of cells than the table has columns": (
            "Ереженің ұяшық саны кесте бағандарының санына сәйкес емес",
            "Число ячеек правила не равно числу столбцов таблицы",
        ),
        "The decision requires itself": ("Шешім өзін-өзі талап етеді", "Решение требует само себя"),
        "{name} has no logic": ("{name} элементінде логика жоқ", "У {name} нет логики"),
        "The input {name} is not given": (
            "{name} кіріс дерегі берілмеген",
            "Входное значение {name} не дано",
        ),
        "The input {name}: {unfit}": (
            "{name} кіріс дерегі: {unfit}",
            "Входное значение {name}: {unfit}",
        ),
        "The value of {name} is not one of the input values": (
            "{name} мәні рұқсат етілген кіріс мәндерінің қатарында жоқ",
            "Значение {name} не входит в допустимые входные значения",
        ),
        "A result of {table} is not an output value": (
            "{table} нәтижесі рұқсат етілген шығыс мәндерінің қатарында жоқ",
            "Результат {table} не входит в допустимые выходные значения",
        ),
        "The hit policy is UNIQUE, but rules {numbers} speak": (
            "Таңдау ережесі UNIQUE, бірақ бірнеше ереже сәйкес келді: {numbers}",
            "Правило выбора UNIQUE, но подошли несколько правил: {numbers}",
        ),
        "The hit policy is ANY, but rules {numbers} differ": (
            "Таңдау ережесі ANY, бірақ мына ережелердің нәтижелері әртүрлі: {numbers}",
            "Правило выбора ANY, но результаты правил различаются: {numbers}",
        ),
    }
)
