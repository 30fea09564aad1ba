"""Why a scenario fails, for people who read its page in the designer."""

from collections.abc import Mapping

from app.domain.mistakes import Words
from app.domain.texts import Text

EXPECTATIONS: Mapping[str, Text] = {
    "waits_at": Text("іс басқа жерде тұр", "дело ждёт не там", "the case waits elsewhere"),
    "waits_at_any": Text(
        "іс бұл жерлердің ешқайсысында тұрған жоқ",
        "дело не ждёт ни в одном из этих мест",
        "the case waits at none of these",
    ),
    "not_waiting_at": Text(
        "іс тұрмауы керек жерде тұр",
        "дело ждёт там, где не должно",
        "the case waits where it should not",
    ),
    "passed": Text(
        "іс бұл элементтерден осы ретпен өткен жоқ",
        "дело не прошло эти элементы в таком порядке",
        "the case has not passed these in this order",
    ),
    "not_passed": Text(
        "іс өтпеуі керек элементтен өтті",
        "дело прошло элемент, который не должно",
        "the case has passed what it should not",
    ),
    "open_tasks": Text("басқа тапсырмалар ашық", "открыты другие задачи", "other tasks are open"),
    "open_task_count": Text(
        "ашық тапсырмалардың саны басқа",
        "число открытых задач другое",
        "another number of tasks is open",
    ),
    "status": Text(
        "істің жай-күйі басқа", "состояние дела другое", "the state of the case is another"
    ),
    "ended_at": Text(
        "іс басқаша аяқталды немесе аяқталған жоқ",
        "дело кончилось иначе или не кончилось",
        "the case has ended otherwise, or not at all",
    ),
    "term_met_on": Text(
        "мерзім басқа күні орындалды немесе орындалған жоқ",
        "срок соблюдён в другой день или не соблюдён",
        "the term was met on another day, or not at all",
    ),
    "due": Text(
        "тапсырмалардың мерзімі басқа", "сроки задач другие", "tasks are due on other days"
    ),
    "timers": Text(
        "таймерлердің уақыты басқа",
        "таймеры стоят на другое время",
        "timers are set for other moments",
    ),
    "variables": Text(
        "істің деректері басқа", "данные дела другие", "the data of the case are others"
    ),
    "jobs": Text("кезекте басқа жұмыстар тұр", "в очереди другие задания", "other jobs wait"),
    "incidents": Text(
        "іс басқа жерде тоқтап қалды немесе тоқтаған жоқ",
        "дело остановилось в другом месте или не останавливалось",
        "the case was stopped elsewhere, or not at all",
    ),
    "messages": Text(
        "басқа хабарламалар жіберілді", "отправлены другие сообщения", "other messages were sent"
    ),
    "documents": Text(
        "күтілген құжат жасалған жоқ",
        "ожидаемый документ не создан",
        "an expected document was not made",
    ),
    "cabinet": Text(
        "жеке кабинеттегі мәртебелер басқа",
        "статусы в личном кабинете другие",
        "the cabinet shows other statuses",
    ),
    "stages": Text(
        "мониторингке басқа кезеңдер хабарланды",
        "мониторингу сообщены другие этапы",
        "monitoring was told other stages",
    ),
    "measures": Text(
        "порталдағы іс-шаралар басқа",
        "мероприятия на портале другие",
        "the portal holds other measures",
    ),
    "registers": Text(
        "журналдардағы жазбалардың саны басқа",
        "число записей в журналах другое",
        "the registers hold another number of lines",
    ),
    "refused": Text(
        "қадамнан күтілген бас тарту болған жоқ",
        "ожидаемого отказа не было",
        "the refusal that was expected did not come",
    ),
    "refused_at_deployment": Text(
        "сызба қабылданбауы керек еді",
        "схема не должна была приниматься",
        "the model should have been refused",
    ),
}
"""Of each key of an expectation: what is said where it does not hold."""

STEP_REFUSED = Text("қадам орындалмады", "шаг не выполнен", "the step was refused")
NO_REFUSAL = Text("қадамның орындалуы", "шаг выполняется", "no refusal")
REFUSED: Words = ("{title} ({code})", "{title} ({code})", "{code}: {detail}")

BEGINS_FIRST = Text("алдымен іс басталады", "сначала начинается дело", "the case begins first")
TO_REST: Words = (
    "іс бір сәтте {most} жұмыс пен таймерден кейін де тоқтамады; сызбада тұйық айналым бар",
    "дело не остановилось и после {most} заданий и таймеров в один момент; на схеме есть круг",
    "the model does not come to rest",
)
AT_MOST_AT_ONCE: Words = (
    "бір сәтте ең көбі {most} жұмыс пен таймер",
    "не больше {most} заданий и таймеров в один момент",
    "at most {most} jobs and timers at once",
)
MORE = Text("одан көп", "больше", "more")
FORWARD = Text("уақытты артқа жылжытуға болмайды", "время назад не переводят", "time goes forward")
TOO_LONG = Text(
    "бұл уақытта тым көп нәрсе болады; уақытты аз-аздан жылжытыңыз",
    "за это время происходит слишком многое; переводите время понемногу",
    "too much happens in that time",
)
AT_MOST_MOMENTS: Words = (
    "ең көбі {most} оқиға",
    "не больше {most} событий",
    "at most {most} moments",
)
DUE_HAPPENS = Text(
    "мерзімі келген оқиға болмады",
    "то, чему пришёл срок, не произошло",
    "what is due does not happen",
)
NO_NEXT = Text("күтіп тұрған ештеңе жоқ", "ничего не ожидается", "nothing is waited for")
A_TIMER_OR_JOB = Text(
    "қосулы таймер немесе кезектегі жұмыс",
    "взведённый таймер или задание в очереди",
    "an armed timer or a waiting job",
)
NONE = Text("жоқ", "нет", "none")
NO_END_OF_JOBS = Text(
    "жұмыстар бітпейді; сызбада тұйық айналым бар",
    "задания не кончаются; на схеме есть круг",
    "the jobs do not come to an end",
)
NO_INSTANCE = Text("мұндай іс жоқ", "такого дела нет", "no such instance")
SO_FAR: Words = ("әзірге {count} іс", "пока дел: {count}", "{count} so far")
NOBODY: Words = (
    "бұл тапсырманы демо адамдардың ешқайсысы орындай алмайды",
    "эту задачу не может выполнить никто из демонстрационных людей",
    "nobody of the demo may work {element}",
)
AS_OR_GROUPS: Words = (
    "`as` немесе мына топтардың бірінен демо адам: {groups}",
    "`as` или демонстрационный человек одной из групп: {groups}",
    "`as`, or a demo person in one of the groups {groups}",
)
NEITHER = Text("екеуі де жоқ", "нет ни того, ни другого", "neither")
NO_INCIDENT = Text(
    "бұл жерде іс тоқтап қалған жоқ", "здесь дело не остановилось", "no such incident"
)
AN_INCIDENT = Text("тоқтап қалған іс", "остановка дела", "an open incident")
SYSTEMS = Text(
    "мемлекеттік жүйелер мұндай күйде бола алмайды",
    "государственные системы не могут быть в таком состоянии",
    "the state systems cannot be so",
)
WHAT_MAY_BE = Text(
    "сынақ стенді қабылдайтын күй",
    "то, что принимает испытательный стенд",
    "what the stand can be",
)
A_REFUSAL = Text("сызбаның қабылданбауы", "отказ в приёме схемы", "a refusal")
A_REFUSAL_THAT_NAMES: Words = (
    "{element} элементін атайтын бас тарту",
    "отказ, который называет элемент {element}",
    "a refusal that names {element}",
)
DEPLOYED = Text("сызба қабылданды", "схема принята", "deployed")
STAND_SAYS: Words = (
    "сынақ стендінің жауабы: {reason}",
    "ответ испытательного стенда: {reason}",
    "{reason}",
)
"""The stand is a system of its own and answers in English."""
