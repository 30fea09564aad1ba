"""What is wrong in the files of texts, `documents.yaml` and `messages.yaml`, and what to do."""

from app.domain.mistakes import Words
from app.domain.reading_words import MISSING, UNKNOWN_KEY

__all__ = ["MISSING", "UNKNOWN_KEY"]

BAD_ID: Words = (
    "атауы кіші латын әріптері мен цифрлардан тұрады, сөздері дефиспен жалғанады; өзгертіңіз",
    "имя состоит из строчных латинских букв и цифр, слова соединяет дефис; измените его",
    "an id is lower-case latin words joined by hyphens; rename it",
)
NO_ENTRY: Words = (
    "астында кілттер жоқ; trigger, channel, norm және мәтінін қосыңыз",
    "под этим именем нет ключей; добавьте trigger, channel, norm и текст",
    "not a mapping; add trigger, channel, norm and the words",
)
NO_WORDS: Words = (
    "мәтін жазыңыз; санды немесе күнді тырнақшаға алыңыз",
    "нужен текст; число или дату возьмите в кавычки",
    "has to be a text; put a number or a date into quotes",
)
NOT_ONE_OF: Words = (
    "мыналардың бірін жазыңыз: {known}",
    "укажите одно из: {known}",
    "one of {known} has to stand here",
)
NEEDED_ALREADY: Words = (
    "{name} міндетті мәндерде (values) бар; біреуінен өшіріңіз",
    "{name} уже стоит в обязательных (values); уберите из одного списка",
    "{name} is needed already, under values; take it out of one of the two",
)
NO_NAMES: Words = (
    "мәндер атауларының тізімі керек, мысалы [visit_date]",
    "нужен список имён значений, например [visit_date]",
    "has to be a list of names, such as [visit_date]",
)
OWN_VALUE: Words = (
    "{name} мәнін істің өзі береді; тізімнен өшіріңіз",
    "{name} даёт само дело; уберите из списка",
    "{name} is the case's own value; take it out of the list",
)
NO_VALUE: Words = (
    "мәтінде мұндай мән жоқ; атын түзетіңіз немесе values ішіне қосыңыз",
    "такого значения у текста нет; исправьте имя или добавьте его в values",
    "no value of this text; mend its name, or add it to values",
)
NO_MAPPING: Words = (
    "астында кілттер мен мәндер тұруы керек",
    "здесь должны стоять ключи со значениями",
    "has to be a mapping of keys to values",
)
NO_LANGUAGES: Words = (
    "астында тілдер тұруы керек: kk, ru, en",
    "здесь должны стоять языки: kk, ru, en",
    "has to hold the languages: kk, ru, en",
)
NO_LANGUAGE: Words = (
    "мұндай тіл жоқ; kk, ru немесе en деп жазыңыз",
    "такого языка нет; укажите kk, ru или en",
    "no language of the product; write kk, ru or en",
)
NO_PARAGRAPHS: Words = (
    "абзацтар тізімі керек, әрқайсысы «- » белгісінен басталады",
    "нужен список абзацев, каждый с «- »",
    "has to be a list of paragraphs, each with “- ”",
)
NO_LINES: Words = (
    "жолдар тізімі керек, әрқайсысы «- » белгісінен басталады",
    "нужен список строк, каждая с «- »",
    "has to be a list of lines, each with “- ”",
)
NOBODY_FILLS: Words = (
    "{{{name}}} мәнін ешкім бермейді; атын values ішіне қосыңыз",
    "{{{name}}} никто не заполнит; добавьте имя в values",
    "nobody fills {{{name}}}; add the name to values",
)
NOT_USED: Words = (
    "{{{name}}} тізімде бар, мәтінде жоқ; мәтінге қосыңыз немесе тізімнен өшіріңіз",
    "{{{name}}} стоит в списке, но не в тексте; добавьте в текст или уберите из списка",
    "{{{name}}} is promised but not used; put it into the text, or take it out of the list",
)
NO_ENDING: Words = (
    "{place} дұрыс емес; жалғау тек қазақша мәтінде болады: {known}",
    "{place} неверно; окончание бывает только в казахском тексте: {known}",
    "{place}: Kazakh words alone take an ending of {known}",
)
ODD_BRACE: Words = (
    "жақшаның сыңары жоқ; жұбын қойыңыз немесе өшіріңіз",
    "скобка без пары; добавьте вторую или удалите",
    "a brace without its pair; add the other one, or delete it",
)
