"""What the rules of loops and of data tell a designer."""
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
    "data-name": Text(
        "«{what}» деректерін өрнектер атай алмайды: атау әріптен басталып, тек әріп, цифр және «_» болуы керек. Атын өзгертіңіз.",
        "Данные «{what}» нельзя назвать в выражениях: имя начинается с буквы и состоит из букв, цифр и «_». Переименуйте их.",
        "Expressions cannot name the data “{what}”: a name begins with a letter and has letters, digits and “_” only. Rename it.",
    ),
    "data-reference": Text(
        "Деректер байланысы «{what}» дегенге сілтейді, ал ондай дерек жоқ; ол ештеңе жеткізбес еді. Сілтемені түзетіңіз.",
        "Связь данных ссылается на «{what}», а таких данных нет; она бы ничего не передала. Исправьте ссылку.",
        "The data association refers to “{what}”, which does not exist, so it would carry nothing. Mend the reference.",
    ),
    "loop-too-large": Text(
        "{count} дана тым көп: ең көбі {limit}. Жұмысты бөліктерге бөліңіз.",
        "{count} экземпляров слишком много: не более {limit}. Разделите работу на части.",
        "{count} instances are too many: at most {limit}. Split the work into parts.",
    ),
}
