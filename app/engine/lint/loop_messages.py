"""What the rules of loops tell a designer."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

LOOP_MESSAGES: Mapping[str, Text] = {
    "loop-number": Text(
        "Бірнеше данамен орындалатын әрекеттің саны белгісіз немесе екі рет айтылған. Не loopCardinality, не жиын (camunda:collection) жазыңыз.",
        "Неясно, сколько раз выполнять это действие, или число указано дважды. Запишите либо loopCardinality, либо коллекцию (camunda:collection).",
        "How many instances there are is not said, or said twice. Write either loopCardinality or a collection (camunda:collection).",
    ),
    "loop-output": Text(
        "Даналардың нәтижесі жиналмайды: loopDataOutputRef пен outputDataItem бірге жазылуы керек. Жетіспейтінін қосыңыз.",
        "Результаты экземпляров не соберутся: loopDataOutputRef и outputDataItem нужны вместе. Добавьте недостающее.",
        "What the instances give would not be collected: loopDataOutputRef and outputDataItem belong together. Add the missing one.",
    ),
    "loop-without-end": Text(
        "Қайталанудың шарты да, ең көп саны да жоқ, сондықтан ол бітпейді. loopCondition немесе loopMaximum жазыңыз.",
        "У цикла нет ни условия, ни наибольшего числа повторов, он не закончится. Задайте loopCondition или loopMaximum.",
        "The loop has neither a condition nor a maximum, so it would never end. Write loopCondition or loopMaximum.",
    ),
    "loop-too-large": Text(
        "{count} дана тым көп: ең көбі {limit}. Жұмысты бөліктерге бөліңіз.",
        "{count} экземпляров слишком много: не более {limit}. Разделите работу на части.",
        "{count} instances are too many: at most {limit}. Split the work into parts.",
    ),
}
