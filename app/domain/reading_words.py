"""What a strict reading has to say: of keys and values, and of the service standard as a whole."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.domain.mistakes import Words
from app.domain.texts import Text

LONGEST_SHOWN = 60
"""Characters of a value that are repeated to its author."""

UNKNOWN_KEY: Words = (
    "мұндай кілт жоқ; атын түзетіңіз немесе өшіріңіз",
    "такого ключа нет; исправьте имя или удалите его",
    "unknown key; mend its name or delete it",
)
MISSING: Words = (
    "жазылмаған; осы кілтті мәнімен қосыңыз",
    "не указано; добавьте этот ключ со значением",
    "missing; add this key with its value",
)
NO_MAPPING: Words = (
    "астында кілттер мен мәндер тұруы керек, қазір {found}",
    "здесь должны стоять ключи со значениями, а сейчас {found}",
    "expected a mapping of keys to values, found {found}",
)
NO_LIST: Words = (
    "тізім керек, әр жолы «- » белгісінен басталады, қазір {found}",
    "нужен список, каждая строка с «- », а сейчас {found}",
    "expected a list, each line with “- ”, found {found}",
)
NO_WORDS: Words = (
    "мәтін жазыңыз, қазір {found}; санды немесе күнді тырнақшаға алыңыз",
    "нужен текст, а сейчас {found}; число или дату возьмите в кавычки",
    "expected a text, found {found}; put a number or a date into quotes",
)
NOT_ONE_OF: Words = (
    "мыналардың бірін жазыңыз: {known}; қазір {found}",
    "укажите одно из: {known}; сейчас {found}",
    "expected one of {known}, found {found}",
)
NO_COUNT: Words = (
    "1-ден басталатын бүтін сан жазыңыз, қазір {found}",
    "укажите целое число от 1, сейчас {found}",
    "expected a whole number from 1, found {found}",
)
NO_FLAG: Words = (
    "true (иә) немесе false (жоқ) деп жазыңыз, қазір {found}",
    "укажите true (да) или false (нет), сейчас {found}",
    "expected true or false, found {found}",
)
NO_DATE: Words = (
    "күнді 2026-11-20 түрінде жазыңыз, қазір {found}",
    "укажите дату в виде 2026-11-20, сейчас {found}",
    "expected a date such as 2026-11-20, found {found}",
)
NO_TIME: Words = (
    'сағатты тырнақшада "18:00" түрінде жазыңыз, қазір {found}',
    'укажите час в кавычках, в виде "18:00", сейчас {found}',
    'expected a time in quotes such as "18:00", found {found}',
)
ID_TWICE: Words = (
    "{id} атауы бірнеше рет тұр; біреуін өзгертіңіз",
    "имя {id} стоит несколько раз; измените одно из них",
    "the id {id} stands there more than once; change one of them",
)
NO_EDITION_ABOVE: Words = (
    "осыдан жоғары тұрған редакцияның атауын (id) жазыңыз, қазір {found}",
    "укажите имя (id) редакции, которая стоит выше, сейчас {found}",
    "expected the id of an edition above, found {found}",
)
NO_NOTICE: Words = (
    "жазылмаған; таныстыру редакциясы бұл туралы адамдарға сөзбен айтады, мәтінін қосыңыз",
    "не указано; демонстрационная редакция говорит об этом словами, добавьте текст",
    "missing; a demonstration edition says so in words, add them",
)
NO_END: Words = (
    "жазылмаған; күші жойылған редакцияның соңы болады, күнін қосыңыз",
    "не указано; у утратившей силу редакции есть конец, добавьте дату",
    "missing; a repealed edition has an end, add its date",
)
NO_TERM: Words = (
    "terms ішінде {term} мерзімі жоқ; мерзімді қосыңыз немесе басқасын атаңыз",
    "в terms нет срока {term}; добавьте срок или назовите другой",
    "no such term: {term}; add it under terms, or name another",
)
NOT_CASE_TERM: Words = (
    "met_by тек істің мерзімінде болады, ол {term}; осы жерден өшіріңіз",
    "met_by бывает только у срока дела, это {term}; уберите отсюда",
    "only the case_term is met by elements, which is {term}; take it out here",
)
NO_CHANNEL: Words = (
    "channels ішінде мұндай арна жоқ; атауын түзетіңіз",
    "в channels нет такого канала; исправьте имя",
    "no such channel; mend its name",
)
NO_TERM_BEFORE: Words = (
    "алға қарай есептелетін {term} мерзімі жоқ; басқа мерзімді атаңыз",
    "нет срока {term}, который считают вперёд; назовите другой срок",
    "no such term that is counted forwards: {term}; name another",
)
NO_EVENT: Words = (
    "events ішінде {event} оқиғасы жоқ; оқиғаны қосыңыз немесе басқасын атаңыз",
    "в events нет события {event}; добавьте его или назовите другое",
    "no such event: {event}; add it under events, or name another",
)
TWO_BEGINNINGS: Words = (
    "не оқиғаны `counts_from` деп, не басқа мерзімді `before` деп жазыңыз, біреуін ғана",
    "укажите либо `counts_from` с событием, либо `before` с другим сроком, только одно",
    "expected either `counts_from`, or `before` with another term",
)
BACK_IN_DAYS: Words = (
    "кері есептелетін мерзім күнмен беріледі: working_day немесе calendar_day деп жазыңыз",
    "срок, который считают назад, задают в днях: укажите working_day или calendar_day",
    "a term that is counted back is given in days: working_day or calendar_day",
)
NO_SCHEDULE: Words = (
    "{schedule} жұмыс уақыты жоқ; мыналардың бірін жазыңыз: {known}",
    "режима работы {schedule} нет; укажите один из: {known}",
    "no such schedule: {schedule}; choose one of {known}",
)
NO_ADDRESS: Words = (
    "сызба элементінің id-ін жазыңыз, қазір {found}",
    "укажите id элемента схемы, сейчас {found}",
    "expected the address of an element, found {found}",
)
NO_DECISION: Words = (
    "{gap} бойынша шешім жазылмаған; оны gaps ішіне үш тілде қосыңыз",
    "нет решения по {gap}; добавьте его в gaps на трёх языках",
    "no decision for {gap}; add it under gaps in three languages",
)
ENDS_EARLY: Words = (
    "басталғанға дейін аяқталады; effective_to күнін кейінге жылжытыңыз",
    "кончается раньше, чем начинается; сдвиньте effective_to на более поздний день",
    "ends before it begins; move effective_to to a later day",
)
OVERLAPS: Words = (
    "{id} редакциясымен бір күнде қолданылады; біреуінің күнін өзгертіңіз",
    "действует в одни дни с редакцией {id}; измените дату одной из них",
    "overlaps with {id}; change a date of one of them",
)
TOO_MANY: Words = (
    "ең көбі {most} болады, қазір {found}; артығын өшіріңіз",
    "допустимо не больше {most}, сейчас {found}; удалите лишние",
    "expected at most {most}, found {found}; delete some",
)
BAD_INDEX_ID: Words = (
    "кіші латын әріптерімен, сандармен және _ белгісімен жазыңыз",
    "запишите строчными латинскими буквами, цифрами и _",
    "expected small Latin letters, figures and _",
)
BAD_OPTIONS: Words = (
    "options тек choice түрінде болады, және сонда міндетті; қосыңыз немесе өшіріңіз",
    "options бывают только у вида choice, и там обязательны; добавьте или уберите",
    "a choice has options, and nothing else has; add them, or take them out",
)

_NOTHING = Text("ештеңе жоқ", "ничего нет", "nothing")
_KINDS: Sequence[tuple[type, Text]] = (
    (bool, Text("true не false тұр", "стоит true или false", "true or false")),
    (str, Text("мәтін тұр", "стоит текст", "a text")),
    (Mapping, Text("кілттер мен мәндер тұр", "стоят ключи со значениями", "a mapping")),
    (Sequence, Text("тізім тұр", "стоит список", "a list")),
    (int, Text("сан тұр", "стоит число", "a number")),
    (float, Text("сан тұр", "стоит число", "a number")),
    (datetime, Text("күн мен уақыт тұр", "стоят дата и время", "a moment")),
    (date, Text("күн тұр", "стоит дата", "a date")),
)


def kind_of(value: object) -> Text:
    """What a value is, for a person who did not mean it."""
    if value is None or value == "":
        return _NOTHING
    told = (words for kind, words in _KINDS if isinstance(value, kind))
    return next(told, _NOTHING)


def shown(value: object) -> Text:
    """A value as its author wrote it, or what it is where that is long."""
    if isinstance(value, bool):
        return _same(str(value).lower())
    if isinstance(value, int | float | date):
        return _same(str(value))
    if isinstance(value, str) and value:
        told = value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
        return Text(f"«{told}»", f"«{told}»", f"“{told}”")
    return kind_of(value)


def _same(told: str) -> Text:
    return Text(told, told, told)
