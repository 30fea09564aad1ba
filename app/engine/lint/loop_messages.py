"""What the rules of loops and of data tell a designer."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

LOOP_MESSAGES: Mapping[str, Text] = {
    "loop-number": Text(
        "Бірнеше данамен орындалатын әрекеттің саны белгісіз немесе екі рет айтылған. «Бірнеше рет орындау» тобында не «Саны», не «Жиын» өрісін толтырыңыз.",
        "Неясно, сколько раз выполнять это действие, или число указано дважды. В группе «Многократное выполнение» заполните либо «Количество», либо «Коллекция».",
        "How many instances there are is not said, or said twice. Under “Multi-instance” fill in either “Loop cardinality” or “Collection”.",
    ),
    "loop-output": Text(
        "Даналардың нәтижесі жиналмайды: жиналатын тізім мен оған әр данадан түсетін дерек бірге аталуы керек. Жетіспейтінін файлдың мәтінінде қосыңыз.",
        "Результаты экземпляров не соберутся: общий список и данные, которые даёт в него каждый экземпляр, нужны вместе. Добавьте недостающее в тексте файла.",
        "What the instances give would not be collected: the list and what each instance gives to it are named together. Add the missing one in the text of the file.",
    ),
    "loop-without-end": Text(
        "Қайталанудың шарты да, ең көп саны да жоқ, сондықтан ол бітпейді. Қайталау шартын немесе ең көп қайталау санын жазыңыз.",
        "У цикла нет ни условия, ни наибольшего числа повторов, он не закончится. Задайте условие повтора или наибольшее число повторов.",
        "The loop has neither a condition nor a maximum, so it would never end. Give it a condition or a greatest number of turns.",
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
