"""What the rules of decision models and business rule tasks tell a designer."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

DECISION_MESSAGES: Mapping[str, Text] = {
    "decision-ref-missing": Text(
        "Шешім кестесі бойынша тапсырмада шешім көрсетілмеген, сондықтан ол ештеңе шешпейді. Қасиеттеріндегі «Шешім кестесі» өрісінен біреуін таңдаңыз.",
        "У задачи по таблице решений не указано решение, поэтому она ничего не решит. Выберите её в поле «Таблица решений» свойств задачи.",
        "The business rule task names no decision, so it would decide nothing. Choose one in the field “Decision table” of its properties.",
    ),
    "decision-missing": Text(
        "«{what}» шешімі қызмет қалтасындағы .dmn файлдарының ешқайсысында жоқ{nearest}. Файлды decisions/ қалтасына қосыңыз немесе id мәнін түзетіңіз.",
        "Решения «{what}» нет ни в одном файле .dmn папки услуги{nearest}. Добавьте файл в decisions/ или исправьте id.",
        "No .dmn file of the service's folder holds the decision “{what}”{nearest}. Add the file to decisions/ or correct the id.",
    ),
    "decision-binding": Text(
        "«{what}» байланысы белгісіз. Рұқсат етілгендер: осы нұсқамен бірге (deployment), соңғысы (latest), нөмірі бойынша (version).",
        "Привязка «{what}» неизвестна. Допустимы: из этой же версии (deployment), последняя (latest), по номеру (version).",
        "The binding “{what}” is unknown. Allowed are: of this very version (deployment), the newest (latest), by number (version).",
    ),
    "decision-version": Text(
        "Шешім нөмірі бойынша байланған, бірақ қызмет нұсқасының нөмірі бүтін сан түрінде жазылмаған. Нөмірін жазыңыз немесе шешімді осы нұсқамен бірге алыңыз.",
        "Решение привязано по номеру версии, но номер не записан целым числом. Запишите номер или берите решение из этой же версии.",
        "The decision is bound by the number of a version, but no whole number is given. Give the number, or take the decision of this very version.",
    ),
    "decision-mapping": Text(
        "«{what}» нәтиже түрі белгісіз. Қасиеттеріндегі «Нәтиже түрі» өрісінен біреуін таңдаңыз.",
        "Вид результата «{what}» неизвестен. Выберите один из видов в поле «Вид результата» свойств задачи.",
        "The kind of result “{what}” is unknown. Choose one in the field “Kind of result” of the task's properties.",
    ),
    "decision-result-unused": Text(
        "Шешімнің нәтижесі еш жерде сақталмайды. «Нәтиже айнымалысы» өрісін толтырыңыз немесе шығыс дерегін қосыңыз.",
        "Результат решения никуда не записывается. Заполните поле «Переменная результата» или добавьте выходные данные.",
        "The result of the decision goes nowhere. Fill in the field “Result variable”, or add an output.",
    ),
    "duplicate-decision": Text(
        "«{what}» екі рет кездеседі; қайсысы қолданылатыны белгісіз болар еді. Біреуінің id мәнін өзгертіңіз.",
        "«{what}» встречается дважды; было бы неясно, что из них действует. Измените один из id.",
        "“{what}” stands there twice; which one counts would be unclear. Change the id of one.",
    ),
    "no-decision-model": Text(
        "Файл DMN шешім үлгісі емес ({detail} күтілген еді). Оны шешімдер редакторынан қайта сақтаңыз.",
        "Файл не является моделью решений DMN (ожидалось {detail}). Сохраните его из редактора решений заново.",
        "The file is no decision model of DMN ({detail} was expected). Save it from the decision editor again.",
    ),
    "decision-service": Text(
        "«{what}» шешім сервисі орындалмайды. Оның орнына шешімнің өзін сұраңыз немесе бизнес-білім үлгісін сызыңыз.",
        "Сервис решений «{what}» не исполняется. Спрашивайте само решение или нарисуйте модель бизнес-знаний.",
        "The decision service “{what}” does not run. Ask the decision itself, or draw a business knowledge model.",
    ),
    "import": Text(
        "«{what}» импорты орындалмайды: шешім үлгісі бір файлда тұруы керек. Қажетті бөліктерді осы файлға көшіріңіз.",
        "Импорт «{what}» не исполняется: модель решений должна стоять в одном файле. Перенесите нужные части в этот файл.",
        "The import “{what}” does not run: a decision model has to stand in one file. Move the needed parts into this file.",
    ),
    "external-function": Text(
        "Сыртқы функция ({what}) орындалмайды: үлгі бөгде кодты шақыра алмайды. Оны FEEL тілінде жазыңыз.",
        "Внешняя функция ({what}) не исполняется: модель не может вызывать чужой код. Запишите её на FEEL.",
        "The external function ({what}) does not run: a model cannot call foreign code. Write it in FEEL.",
    ),
    "missing-requirement": Text(
        "Талап сілтеген «{what}» элементі бұл файлда жоқ. Байланысты қайта сызыңыз.",
        "Элемента «{what}», на который ссылается требование, нет в этом файле. Нарисуйте связь заново.",
        "The element “{what}” that a requirement refers to is not in this file. Draw the connection again.",
    ),
    "no-logic": Text(
        "«{what}» элементінде логика жоқ, ол әрқашан бос мән берер еді. Кесте немесе өрнек қосыңыз.",
        "У «{what}» нет логики, результат всегда был бы пустым. Добавьте таблицу или выражение.",
        "“{what}” has no logic and would always give null. Add a table or an expression.",
    ),
    "unknown-type": Text(
        "«{what}» түрі үлгіде сипатталмаған. Түрді қосыңыз немесе стандартты түрді таңдаңыз.",
        "Тип «{what}» в модели не описан. Опишите его или выберите стандартный тип.",
        "The type “{what}” is not defined in the model. Define it or choose a standard type.",
    ),
    "circular-requirement": Text(
        "«{what}» өзін-өзі талап етеді немесе талаптар тым терең салынған. Шеңберді үзіңіз.",
        "«{what}» требует само себя, или требования вложены слишком глубоко. Разорвите круг.",
        "“{what}” requires itself, or requirements nest too deeply. Break the circle.",
    ),
    "row-length": Text(
        "Жолда {what} ұяшық бар, ал баған саны – {detail}. Жолды толықтырыңыз.",
        "В строке ячеек: {what}, а столбцов: {detail}. Исправьте строку.",
        "The row has {what} cells, but there are {detail} columns. Complete the row.",
    ),
    "hit-policy": Text(
        "«{what}» таңдау ережесі белгісіз немесе бұл кестеге жарамайды. Стандарттағы ережелердің бірін таңдаңыз.",
        "Правило выбора «{what}» неизвестно или не подходит этой таблице. Выберите одно из правил стандарта.",
        "The hit policy “{what}” is unknown or does not fit this table. Choose one of the standard.",
    ),
    "no-priorities": Text(
        "{what} таңдау ережесі шығыс мәндерінің ретін қажет етеді. Шығыс бағанына мәндер тізімін қосыңыз.",
        "Правилу выбора {what} нужен порядок выходных значений. Добавьте столбцу результата список значений.",
        "The hit policy {what} needs an order of the output values. Give the output column its list of values.",
    ),
    "expression-language": Text(
        "«{what}» тілі орындалмайды. Өрнектерді FEEL тілінде жазыңыз.",
        "Язык «{what}» не исполняется. Запишите выражения на FEEL.",
        "The language “{what}” does not run. Write the expressions in FEEL.",
    ),
    "input-without-expression": Text(
        "Кестенің кіріс бағанында өрнек жоқ{what}, сондықтан салыстыратын мән де жоқ. Өрнекті жазыңыз.",
        "У входного столбца таблицы нет выражения{what}, сравнивать не с чем. Запишите выражение.",
        "An input column of the table has no expression{what}, so there is nothing to test. Write one.",
    ),
    "table-too-large": Text(
        "Кестеде тым көп ұяшық бар ({what} ереже). Оны бірнеше шешімге бөліңіз.",
        "В таблице слишком много ячеек ({what} правил). Разделите её на несколько решений.",
        "The table has too many cells ({what} rules). Split it into several decisions.",
    ),
    "expression-type": Text(
        "Өрнектің бір бөлігі ешқашан мән бермейді: {detail}. Түрлерді немесе өрнекті түзетіңіз.",
        "Часть выражения никогда не даст значения: {detail}. Исправьте типы или выражение.",
        "A part of the expression can never give a value: {detail}. Correct the types or the expression.",
    ),
}
