"""What the linter tells of the duties towards people: norms, candidates, a second person."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

DUTY_MESSAGES: Mapping[str, Text] = {
    "four-eyes-unknown": Text(
        "«Мына тапсырманы орындаған адам істемейді» деген талап адам тапсырмасында тұрып, осы үдерістің басқа адам тапсырмасын атауы керек; «{what}» ондай емес, сондықтан екінші адам талап етілмес еді. Тапсырманы тізімнен таңдаңыз.",
        "Требование «Не тот, кто выполнил задачу» стоит у задачи человека и называет другую задачу человека того же процесса; «{what}» – не такая, и второго человека никто бы не потребовал. Выберите задачу из списка.",
        "“Not whoever completed the task” stands on a user task and names another user task of the same process; “{what}” is none, so that nobody would ask for a second person. Choose the task from the list.",
    ),
    "norm-missing": Text(
        "Элементтің құқықтық негізі көрсетілмеген: заңгер де, қызметкер де ереженің қайдан шыққанын көрмейді. «Норма» өрісіне нормасын немесе practice деп жазыңыз.",
        "У элемента не указано правовое основание: ни юрист, ни сотрудник не увидят, откуда правило. В поле «Норма права» укажите норму или practice.",
        "The element names no legal ground, so neither lawyer nor official sees where its rule comes from. Give the norm in the field “Norm”, or practice.",
    ),
    "task-for-nobody": Text(
        "Бұл тапсырманы ешкім ала алмайды: топ та, адам да көрсетілмеген. Қасиеттерінде орындаушы топты белгілеңіз: {known}.",
        "Эту задачу никто не сможет взять: не указаны ни группа, ни человек. Отметьте в свойствах группу исполнителей: {known}.",
        "Nobody can take this task: it names neither a group nor a person. Tick a candidate group in its properties: {known}.",
    ),
    "unknown-group": Text(
        "«{what}» деген топ жоқ, тапсырма ешкімнің тізіміне түспейді. Мына топтардың бірін белгілеңіз: {known}.",
        "Группы «{what}» нет, задача ни к кому не попадёт. Отметьте одну из этих групп: {known}.",
        "There is no group “{what}”, so the task reaches nobody. Tick one of these: {known}.",
    ),
}
