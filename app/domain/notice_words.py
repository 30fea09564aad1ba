"""The words of notices: number, step, last day and a link, and nothing of an applicant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from urllib.parse import quote

from app.domain.identity import CaseNumber
from app.domain.letters import Words
from app.domain.notices import Channel, Notice, NoticeKind
from app.domain.texts import Language, Text
from app.domain.words import long_date, numeric_date

MOST_TASKS = 20
"""Of a digest by e-mail, the most urgent first."""
SUBJECTS: Mapping[NoticeKind, Text] = MappingProxyType(
    {
        NoticeKind.MENTIONED: Text(
            "Сізге ескертпе қалдырылды: {number} ісі",
            "Вас упомянули в деле {number}",
            "You are mentioned in case {number}",
        ),
        NoticeKind.ASSIGNED: Text(
            "Сізге тапсырма берілді: {number}",
            "Вам передана задача: {number}",
            "A task is given to you: {number}",
        ),
        NoticeKind.DUE_TODAY: Text(
            "Тапсырманың мерзімі бүгін аяқталады: {number}",
            "Срок задачи истекает сегодня: {number}",
            "A task is due today: {number}",
        ),
        NoticeKind.OVERDUE: Text(
            "Тапсырманың мерзімі өтіп кетті: {number}",
            "Задача просрочена: {number}",
            "A task is overdue: {number}",
        ),
        NoticeKind.RETURNED: Text(
            "Кейінге қалдырылған тапсырма қайтып келді: {number}",
            "Отложенная задача вернулась: {number}",
            "A task that was set aside is back: {number}",
        ),
        NoticeKind.NEW_WORK: Text(
            "Топтарыңыздағы жаңа тапсырмалар саны: {count}",
            "Новых задач в ваших группах: {count}",
            "New tasks in your groups: {count}",
        ),
        NoticeKind.SUBSTITUTION: Text(
            "Алмастыру: {by}, {days}", "Замещение: {by}, {days}", "Substitution: {by}, {days}"
        ),
    }
)
"""Also what the page of notices says."""
FOR_OTHERS = Text(
    "Сіз алмастыратын қызметкерге тапсырма берілді: {number}",
    "Передана задача тому, кого вы замещаете: {number}",
    "A task is given to whom you stand in for: {number}",
)
"""In place of the subject that says that it is given to the reader."""
FOR = Text("{name} үшін", "За {name}", "For {name}")
STEP = Text("Тапсырма: {step}", "Задача: {step}", "Task: {step}")
BY = Text("Кімнен: {by}", "От кого: {by}", "From: {by}")
LAST_DAY = Text("Соңғы күні: {day}", "Последний день: {day}", "Last day: {day}")
_DIGEST = Text("Тапсырмаларыңыз: {day}", "Ваши задачи: {day}", "Your tasks: {day}")
_FIGURES = (
    Text("Қолыңыздағы тапсырмалар: {n}", "Задач у вас: {n}", "Tasks in your hands: {n}"),
    Text("Мерзімі өткені: {n}", "Просрочено: {n}", "Overdue: {n}"),
    Text("Бүгін бітуі керек: {n}", "Срок сегодня: {n}", "Due today: {n}"),
    Text("Топтарыңыздағы жаңасы: {n}", "Новых в ваших группах: {n}", "New in your groups: {n}"),
)
"""In the order of the figures of `DigestFacts`."""
_COUNTED: Mapping[NoticeKind, Text] = MappingProxyType(
    {
        NoticeKind.MENTIONED: Text(
            "Сізге арналған ескертпелер: {n}", "Упоминаний вас: {n}", "Notes that name you: {n}"
        ),
        NoticeKind.ASSIGNED: Text(
            "Сізге берілген тапсырмалар: {n}",
            "Передано вам задач: {n}",
            "Tasks given to you: {n}",
        ),
        NoticeKind.RETURNED: Text(
            "Қайтып келген тапсырмалар: {n}", "Вернулось отложенных: {n}", "Back from aside: {n}"
        ),
        NoticeKind.SUBSTITUTION: Text(
            "Алмастыру туралы хабарландырулар: {n}",
            "Уведомлений о замещении: {n}",
            "Notices of substitution: {n}",
        ),
    }
)
"""What a digest counts of notices that wait for it; the figures tell the other kinds."""
_CODE = (
    Text("Растау коды", "Код подтверждения", "Confirmation code"),
    Text(
        "Qadam хабарландыруларына арналған код: {code}. 15 минут жарамды. Оны ешкімге айтпаңыз",
        "Код для уведомлений Qadam: {code}. Действует 15 минут. Никому его не сообщайте",
        "Code for notices from Qadam: {code}. Valid for 15 minutes. Tell it to nobody",
    ),
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom words are for, and where Qadam is."""

    language: Language
    channel: Channel
    public_url: str

    def day(self, day: date) -> str:
        """In an SMS in figures, as there is no room."""
        if self.channel is Channel.SMS:
            return numeric_date(day)
        return long_date(day, self.language)

    def say(self, text: Text, **values: object) -> str:
        return text.in_language(self.language).format(**values)

    @property
    def settings(self) -> str:
        return f"{self.public_url}/notices/settings"


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A line of a digest."""

    number: CaseNumber
    step: Text
    due_on: date | None
    stands_for: str = ""
    """Whose it is, where the reader stands in for them."""


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """How a person's work stands at the hour of the digest."""

    day: date
    mine: int
    overdue: int
    today: int
    new_work: int
    waiting: Mapping[NoticeKind, int]
    """Notices since the last digest, of the kinds that wait for it."""
    tasks: Sequence[OpenTask]
    """Overdue and due today, the most urgent first."""

    @property
    def is_empty(self) -> bool:
        return not (self.mine or self.new_work or self.waiting)


def subject_of(notice: Notice, to: Addressed) -> str:
    days = ""
    if notice.first_day is not None and notice.last_day is not None:
        days = f"{to.day(notice.first_day)} – {to.day(notice.last_day)}"
    values = {"number": notice.number, "count": notice.count, "by": notice.by, "days": days}
    is_for_another = notice.stands_for and notice.kind is NoticeKind.ASSIGNED
    return to.say(FOR_OTHERS if is_for_another else SUBJECTS[notice.kind], **values)


def path_of(notice: Notice) -> str:
    """Where in Qadam the notice leads to."""
    match notice.kind:
        case NoticeKind.MENTIONED:
            return f"/cases/{quote(notice.number)}/notes#note-{notice.note_id}"
        case NoticeKind.SUBSTITUTION:
            return "/substitutions"
        case NoticeKind.NEW_WORK:
            return "/tasks?list=groups"
        case _:
            return f"/tasks/{notice.task_id}"


def lines_of(notice: Notice, to: Addressed) -> tuple[str, ...]:
    """What follows the subject: for whom, the step and its last day, or who wrote."""
    lines = []
    if notice.stands_for:
        lines.append(to.say(FOR, name=notice.stands_for))
    if notice.step.kk:
        lines.append(to.say(STEP, step=notice.step.in_language(to.language)))
    if notice.by and notice.kind is not NoticeKind.SUBSTITUTION:
        lines.append(to.say(BY, by=notice.by))
    if notice.due_on is not None:
        lines.append(to.say(LAST_DAY, day=to.day(notice.due_on)))
    return tuple(lines)


def words_of_notice(notice: Notice, to: Addressed) -> Words:
    link = to.public_url + path_of(notice)
    return Words(subject_of(notice, to), lines_of(notice, to), link, to.settings)


def words_of_digest(facts: DigestFacts, to: Addressed) -> Words:
    figures = (facts.mine, facts.overdue, facts.today, facts.new_work)
    lines = [to.say(text, n=n) for text, n in zip(_FIGURES, figures, strict=True)]
    lines += [
        to.say(text, n=facts.waiting[kind])
        for kind, text in _COUNTED.items()
        if kind in facts.waiting
    ]
    if to.channel is not Channel.SMS:
        lines += [_line_of(task, to) for task in facts.tasks[:MOST_TASKS]]
    subject = to.say(_DIGEST, day=to.day(facts.day))
    return Words(subject, tuple(lines), f"{to.public_url}/tasks", to.settings)


def words_of_code(code: str, to: Addressed) -> Words:
    subject, line = (to.say(text, code=code) for text in _CODE)
    return Words(subject, (line,), "")


def _line_of(task: OpenTask, to: Addressed) -> str:
    step = task.step.in_language(to.language)
    last = "" if task.due_on is None else f" · {to.say(LAST_DAY, day=to.day(task.due_on))}"
    whose = f" · {to.say(FOR, name=task.stands_for)}" if task.stands_for else ""
    return f"{task.number} · {step}{last}{whose}"
