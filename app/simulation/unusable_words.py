"""Why a file is no scenario, and what to do, for people who write scenarios in the designer."""

from app.domain.mistakes import Words
from app.domain.texts import Text

THE_FILE = Text("файл", "файл", "the file")
AN_ENTRY: Words = ("{name} тізімінің жолы", "строка списка {name}", "an entry of {name}")

UNKNOWN_KEY: Words = (
    "{name}: {key} деген кілт жоқ; мыналар болады: {known}",
    "{name}: ключа {key} нет; бывают: {known}",
    "unknown key {key!r} in {name}; known are {known}",
)
LACKS: Words = (
    "{name}: {key} жазылмаған; осы кілтті мәнімен қосыңыз",
    "{name}: не указано {key}; добавьте этот ключ со значением",
    "{name} lacks {key!r}",
)
NO_MAPPING: Words = (
    "{name}: кілттер мен мәндер тұруы керек",
    "{name}: здесь должны стоять ключи со значениями",
    "{name} should be keys and values",
)
KEY_NO_WORD: Words = (
    "{name}: кілт сөз болуы керек",
    "{name}: ключ должен быть словом",
    "a key in {name} should be a word",
)
KEY_TWICE: Words = (
    "{name}: {key} екі рет тұр; біреуін өшіріңіз",
    "{name}: {key} стоит дважды; удалите один из них",
    "{key!r} is given twice in {name}",
)
NO_LIST: Words = (
    "{name}: тізім керек",
    "{name}: нужен список",
    "{name} should be a list",
)
NO_TEXT: Words = (
    "{name}: сөз немесе мәтін керек",
    "{name}: нужно слово или текст",
    "{name} should be a word or text",
)
NO_FLAG: Words = (
    "{name}: true (иә) немесе false (жоқ) деп жазыңыз",
    "{name}: укажите true (да) или false (нет)",
    "{name} should be true or false",
)
NO_WHOLE: Words = (
    "{name}: бүтін сан жазыңыз",
    "{name}: укажите целое число",
    "{name} should be a whole number",
)
NO_MOMENT: Words = (
    "{name}: күн мен уақытты 2026-12-01T10:00:00+05:00 түрінде жазыңыз",
    "{name}: укажите дату и время в виде 2026-12-01T10:00:00+05:00",
    "{name} should be a moment: 2026-12-01T10:00:00+05:00",
)
NO_ZONE: Words = (
    "{name}: уақыт белдеуін қосыңыз, мысалы +05:00",
    "{name}: добавьте часовой пояс, например +05:00",
    "{name} needs a zone, such as +05:00",
)
NO_DAY: Words = (
    "{name}: күнді 2026-12-16 түрінде жазыңыз",
    "{name}: укажите дату в виде 2026-12-16",
    "{name} should be a date: 2026-12-16",
)
ODD_TAG: Words = (
    "{tag} белгісі оқылмайды; мәнді тырнақшаға алыңыз",
    "метка {tag} не читается; возьмите значение в кавычки",
    "the tag {tag} is not read",
)
NO_YAML: Words = ("{told}", "{told}", "no YAML: {told}")
NOT_READ: Words = (
    "файл оқылмайды: {reason}",
    "файл не читается: {reason}",
    "cannot be read: {reason}",
)
NO_UTF8 = Text("UTF-8 кодында емес", "он не в кодировке UTF-8", "it is not UTF-8")
TOO_DEEP: Words = (
    "тізімдер мен кілттер бірінің ішінде бірі тым көп",
    "слишком много списков и ключей друг в друге",
    "nested too deeply",
)
EMPTY: Words = (
    "файл бос; сценарийді title кілтінен бастап жазыңыз",
    "файл пуст; начните сценарий с ключа title",
    "the file is empty",
)

ONE_CALENDAR: Words = (
    "күнтізбе біреу ғана: `kz`",
    "календарь только один: `kz`",
    "the only calendar is `kz`",
)
LED_BY_PEOPLE: Words = (
    "`set` пен `trigger` бұл жерде болмайды: істі адамдар жүргізеді, адамның қадамын жазыңыз",
    "`set` и `trigger` здесь не бывают: дело ведут люди, запишите шаг человека",
    "`set` and `trigger` are for stray models: here a case walks as people walk it",
)
NO_PROCESS: Words = (
    "іс қай үдерістен басталатыны жазылмаған; process кілтін қосыңыз",
    "не указан процесс, с которого начинается дело; добавьте ключ process",
    "the start names no process",
)
NOT_YET: Words = (
    "{step} қадамы әзірге жоқ; басқа қадам жазыңыз",
    "шага {step} пока нет; запишите другой",
    "the step {step!r} is not supported yet",
)
NO_STEP: Words = (
    "қадам мыналардың бірі болады: {known}",
    "шаг – одно из: {known}",
    "a step is one of {known}",
)
NO_TIME: Words = (
    "`advance` мәнін `3 working days`, `2 hours`, `1 day` түрінде немесе "
    "`{{to: 2026-12-01T10:00:00+05:00}}` деп жазыңыз",
    "`advance` записывают так: `3 working days`, `2 hours`, `1 day` или "
    "`{{to: 2026-12-01T10:00:00+05:00}}`",
    "`advance` is `3 working days`, `2 hours`, `1 day` … or `{{to: <moment>}}`",
)
ALWAYS_TRUE: Words = (
    "{name} мәні әрқашан true; басқаша болса, қадамды өшіріңіз",
    "значение {name} всегда true; иначе удалите шаг",
    "{name} is always true",
)
NOTHING_EXPECTED: Words = (
    "мұнда ештеңе күтілмейді; не тексерілетінін жазыңыз",
    "здесь ничего не ожидается; запишите, что проверить",
    "nothing is expected here",
)
FROM_ONE: Words = (
    "істер 1-ден бастап нөмірленеді",
    "дела нумеруются с 1",
    "instances are numbered from 1",
)
NO_STATUS: Words = (
    "жай-күйі мыналардың бірі: {known}",
    "состояние – одно из: {known}",
    "the status is one of {known}",
)
NO_PATTERN: Words = (
    "тұрақты өрнек емес ({reason}); арнайы таңбалардың алдына \\ қойыңыз",
    "это не регулярное выражение ({reason}); перед особыми знаками поставьте \\",
    "no regular expression: {reason}",
)
NO_REGISTER: Words = (
    "мұндай журнал жоқ; болатыны: {known}",
    "такого журнала нет; есть {known}",
    "the registers are {known}",
)
NO_FAULT: Words = (
    "ақаудың түрі мыналардың бірі: {known}",
    "вид сбоя – одно из: {known}",
    "the kind of a fault is one of {known}",
)
NEEDS_UNTIL: Words = (
    "`down-until` үшін `until` керек: жүйе қашанға дейін жауап бермейтінін жазыңыз",
    "для `down-until` нужно `until`: укажите, до какого времени система не отвечает",
    "`down-until` needs `until`",
)
SYSTEMS_NOT_SO: Words = (
    "`systems`: сынақ стенді мұны қабылдамайды, оның жауабы: {reason}",
    "`systems`: испытательный стенд этого не принимает, его ответ: {reason}",
    "`systems`: {reason}",
)
NO_MODEL: Words = (
    "{process} үдерісі ешбір сызбада жоқ; process кілтін түзетіңіз",
    "процесса {process} нет ни на одной схеме; исправьте ключ process",
    "no model defines the process {process!r}",
)
NO_DIAGRAM: Words = (
    ".bpmn файлы немесе ондай файлы бар қалта керек",
    "нужен файл .bpmn или папка с таким файлом",
    "expected a .bpmn file, or a folder that holds one",
)
