"""What each rule tells a designer: what is wrong, why it matters, what to do instead."""

from collections.abc import Mapping

from app.domain.texts import Text

MESSAGES: Mapping[str, Text] = {
    "broken-xml": Text(
        "Файл XML ретінде оқылмайды: {detail}. Үлгіні редактордан қайта сақтаңыз.",
        "Файл не читается как XML: {detail}. Сохраните модель в редакторе заново.",
        "The file cannot be read as XML: {detail}. Save the model from the editor again.",
    ),
    "doctype-refused": Text(
        "Файлда DOCTYPE бар; ол бөгде файлдарды ашуы мүмкін. Бұл жолды алып тастаңыз.",
        "В файле есть DOCTYPE; через него можно читать чужие файлы. Удалите эту строку.",
        "The file has a DOCTYPE, which could read other files. Remove that line.",
    ),
    "file-too-large": Text(
        "Файл тым үлкен: {detail}. Процесті бөліктерге бөліңіз.",
        "Файл слишком велик: {detail}. Разделите процесс на части.",
        "The file is too large: {detail}. Split the process into parts.",
    ),
    "nested-too-deeply": Text(
        "Элементтер тым терең салынған: {detail}. Ішкі процестерді азайтыңыз.",
        "Элементы вложены слишком глубоко: {detail}. Уменьшите вложенность подпроцессов.",
        "Elements are nested too deeply: {detail}. Use fewer levels of subprocesses.",
    ),
    "no-process": Text(
        "Файлда орындалатын процесс жоқ. Процестің «Executable» белгісін қойыңыз.",
        "В файле нет исполняемого процесса. Отметьте у процесса «Executable».",
        "The file has no executable process. Mark the process as executable.",
    ),
}
