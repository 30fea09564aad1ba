"""What the linter tells of the duties towards people: norms, candidates, a second person."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

DUTY_MESSAGES: Mapping[str, Text] = {
    "four-eyes-unknown": Text(
        "fourEyes қасиеті адам тапсырмасында тұрып, осы үдерістің басқа адам тапсырмасын атауы керек; «{what}» ондай емес, сондықтан екінші адам талап етілмес еді. Id-ді түзетіңіз.",
        "Свойство fourEyes стоит у задачи человека и называет другую задачу человека того же процесса; «{what}» – не такая, и второго человека никто бы не потребовал. Исправьте id.",
        "“fourEyes” stands on a user task and names another user task of the same process; “{what}” is none, so that nobody would ask for a second person. Mend the id.",
    ),
    "norm-missing": Text(
        "Элементтің құқықтық негізі (norm қасиеті) көрсетілмеген: заңгер де, қызметкер де ереженің қайдан шыққанын көрмейді. Нормасын немесе practice деп жазыңыз.",
        "У элемента не указана норма (свойство norm): ни юрист, ни сотрудник не увидят, откуда правило. Укажите норму или practice.",
        "The element names no legal ground (property norm), so neither lawyer nor official sees where its rule comes from. Give the norm, or practice.",
    ),
    "task-for-nobody": Text(
        "Бұл тапсырманы ешкім ала алмайды: рөл де, адам да көрсетілмеген. candidateGroups беріңіз: {known}.",
        "Эту задачу никто не сможет взять: не указаны ни роль, ни человек. Задайте candidateGroups: {known}.",
        "Nobody can take this task: it names neither a role nor a person. Give candidateGroups: {known}.",
    ),
    "unknown-group": Text(
        "«{what}» деген рөл жоқ, тапсырма ешкімнің тізіміне түспейді. Белгілі рөлдер: {known}.",
        "Роли «{what}» нет, задача ни к кому не попадёт. Известные роли: {known}.",
        "There is no role “{what}”, so the task reaches nobody. Known roles: {known}.",
    ),
}
