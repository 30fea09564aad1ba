"""What is wrong with a file that is no YAML, for people who know no YAML."""

import re
from collections.abc import Sequence

import yaml

from app.domain.mistakes import Mistake, Words, filled

_INDENT: Words = (
    "жолдың басындағы бос орындар көрші жолдардағыдай емес немесе кілттен кейінгі қос нүкте жоқ; "
    "бос орындарын теңестіріңіз, мәтінді тырнақшаға алыңыз",
    "отступ строки не такой, как у соседних, или после ключа нет двоеточия; "
    "выровняйте отступ, текст возьмите в кавычки",
    "the line is indented otherwise than its neighbours, or its key has no colon; "
    "align it, and put texts into quotes",
)
NO_YAML: Words = (
    "бұл жер оқылмайды; шегінісін, қос нүктесін және тырнақшаларын тексеріңіз",
    "это место не читается; проверьте отступ, двоеточие и кавычки",
    "this cannot be read; look at its indentation, colon and quotes",
)
NO_TEXTS: Words = (
    "файлда кілттер мен мәндер болуы керек, әрқайсысы жаңа жолдан: «кілт: мән»",
    "в файле нужны ключи со значениями, каждый с новой строки: «ключ: значение»",
    "the file has to map ids to texts, each on its line: “key: value”",
)
NO_UTF8: Words = (
    "файл UTF-8 кодында емес; оны UTF-8 етіп қайта сақтаңыз",
    "файл не в кодировке UTF-8; сохраните его заново в UTF-8",
    "the file is not in UTF-8; save it anew as UTF-8",
)
_SENTENCES: Sequence[tuple[str, Words]] = (
    (
        r"the key (?P<key>.+) stands twice",
        (
            "{key} кілті екі рет тұр; біреуін өшіріңіз немесе атын өзгертіңіз",
            "ключ {key} стоит дважды; удалите один из них или измените имя",
            "the key {key} stands twice; delete one of them, or rename it",
        ),
    ),
    (
        "a key has to be a text",
        (
            "кілт мәтін болуы керек; санды немесе күнді тырнақшаға алыңыз",
            "ключ должен быть текстом; число или дату возьмите в кавычки",
            "a key has to be a text; put a number or a date into quotes",
        ),
    ),
    (
        r"more than (?P<most>\d+) lists and mappings within each other",
        (
            "тізімдер мен кілттер бірінің ішінде бірі {most} деңгейден асады; азайтыңыз",
            "больше {most} уровней списков и ключей друг в друге; уменьшите вложенность",
            "more than {most} lists and mappings within each other; flatten them",
        ),
    ),
    (
        "inside what has an anchor",
        (
            "& белгісімен аталған бөліктің ішінде * сілтемесі болмайды; мәнін толық жазыңыз",
            "внутри части с именем & не может стоять ссылка *; запишите значение целиком",
            "an alias inside what has an anchor is not read; write the value out",
        ),
    ),
    (
        "aliases are not read",
        (
            "* сілтемесі оқылмайды; мәнін толық жазыңыз",
            "ссылка * не читается; запишите значение целиком",
            "aliases are not read; write the value out",
        ),
    ),
    (
        "mapping values are not allowed",
        (
            "қос нүкте бұл жерде артық немесе шегініс дұрыс емес; "
            "ішінде қос нүктесі бар мәтінді тырнақшаға алыңыз",
            "двоеточие здесь лишнее или отступ неверен; текст с двоеточием возьмите в кавычки",
            "a colon is out of place, or the indentation is wrong; "
            "put a text that has a colon into quotes",
        ),
    ),
    (
        r"expected ',' or '(?P<bracket>[\]}])'",
        (
            "жақша жабылмаған немесе үтір жоқ; үтірді немесе {bracket} жақшасын қойыңыз",
            "скобка не закрыта или нет запятой; поставьте запятую или {bracket}",
            "a bracket is not closed, or a comma is missing; put a comma, or {bracket}",
        ),
    ),
    (
        "cannot start any token",
        (
            "жол бұл белгіден басталмайды: шегініске табуляция емес, бос орын қойыңыз, "
            "ал @, %, ` белгісінен басталатын мәтінді тырнақшаға алыңыз",
            "с этого знака строка не начинается: отступ делайте пробелами, не табуляцией, "
            "а текст, который начинается с @, % или `, возьмите в кавычки",
            "nothing begins with this character: indent with spaces, not with tabs, and put a text "
            "that begins with @, % or ` into quotes",
        ),
    ),
    (
        "unexpected end of stream",
        (
            "тырнақша жабылмаған; осыдан жоғары ашылған тырнақшаны жабыңыз",
            "кавычка не закрыта; закройте ту, что открыта выше",
            "a quote is not closed; close the one that was opened above",
        ),
    ),
    (
        "unknown escape character|escape sequence",
        (
            "қос тырнақшадағы \\ белгісі оқылмайды; \\\\ деп жазыңыз немесе бір тырнақша қойыңыз",
            "знак \\ в двойных кавычках не читается; запишите \\\\ или возьмите одинарные кавычки",
            "the \\ within double quotes is not read; write \\\\, or use single quotes",
        ),
    ),
    (
        "undefined alias",
        (
            "* белгісінен кейінгі атау файлда жоқ; мәтін болса, тырнақшаға алыңыз",
            "имени после * в файле нет; если это текст, возьмите его в кавычки",
            "the file has no name such as the one after *; put a text into quotes",
        ),
    ),
    (
        "expected node content",
        (
            "бұл жерде мән жетіспейді; мән жазыңыз немесе артық жақшаны өшіріңіз",
            "здесь не хватает значения; запишите его или удалите лишнюю скобку",
            "a value is missing here; write it, or delete the odd bracket",
        ),
    ),
    (
        "determine a constructor",
        (
            "! белгісінен басталатын мән оқылмайды; тырнақшаға алыңыз",
            "значение, которое начинается с !, не читается; возьмите его в кавычки",
            "a value that begins with ! is not read; put it into quotes",
        ),
    ),
    (
        "found another document",
        (
            "--- жолы екінші құжат бастайды; бұл жолды өшіріңіз",
            "строка --- начинает второй документ; удалите её",
            "the line --- begins a second document; delete it",
        ),
    ),
    (
        "control characters|special characters",
        (
            "файлда көрінбейтін таңба бар; оны өшіріңіз",
            "в файле есть невидимый знак; удалите его",
            "there is an invisible character; delete it",
        ),
    ),
    (
        "sequence entries are not allowed",
        (
            "«- » белгісімен тізім жаңа жолдан басталады",
            "список с «- » начинается с новой строки",
            "a list with “- ” begins on a line of its own",
        ),
    ),
    (
        "expected comment or line break|chomping or indentation",
        (
            "| немесе > белгісінен кейін мәтін жаңа жолдан басталады",
            "после | или > текст начинается с новой строки",
            "after | or > the text begins on a new line",
        ),
    ),
    (
        "no such value",
        (
            "мұндай мән жоқ; күнді 2026-11-20 түрінде жазыңыз, мәтінді тырнақшаға алыңыз",
            "такого значения нет; дату укажите в виде 2026-11-20, текст возьмите в кавычки",
            "there is no such value; write a date such as 2026-11-20, put a text into quotes",
        ),
    ),
    (
        r"expected key|expected '-'|<block end>|<document start>|could not find expected ':'",
        _INDENT,
    ),
)
_READ = [(re.compile(pattern, re.DOTALL), words) for pattern, words in _SENTENCES]


def yaml_mistake(error: Exception, text: str = "") -> Mistake:
    """The mistake that the reader of `text` stopped at."""
    if isinstance(error, UnicodeDecodeError):
        return Mistake("", filled(NO_UTF8))
    told, line = str(error), 0
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        told, line = error.problem or "", mark.line + 1 if mark else 0
    elif isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
    elif not isinstance(error, yaml.YAMLError):
        return Mistake("", filled(NO_TEXTS))
    for pattern, words in _READ:
        if found := pattern.search(told):
            return Mistake("", filled(words, **found.groupdict()), line)
    return Mistake("", filled(NO_YAML), line)
