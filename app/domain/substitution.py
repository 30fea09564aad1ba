"""Substitution: who stands in for whom, from which day to which, with which powers.

Nothing is handed over: tasks stay where they are, and whoever substitutes sees and works them as
long as it lasts. When it ends, everything is as if the absent person had never been away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from app.domain.identity import PersonId, SubstitutionId
from app.domain.people import Person, Power
from app.domain.refusals import Conflict, Invalid, NotFound
from app.domain.texts import Text

GIVEN: Mapping[Power, Text] = MappingProxyType(
    {
        Power.WORK_TASKS: Text(
            "Тапсырмаларды орындау және қол қою",
            "Выполнять задачи и подписывать",
            "Work tasks and sign",
        ),
        Power.REGISTER_APPLICATION: Text(
            "Өтініштерді тіркеу", "Регистрировать заявления", "Register applications"
        ),
        Power.ASSIGN_TASKS: Text(
            "Тапсырмаларды бөлу", "Распределять задачи", "Give tasks to people"
        ),
        Power.CHANGE_TERMS: Text("Мерзімдерді өзгерту", "Изменять сроки", "Change terms"),
    }
)
"""Powers that one may leave to another while away."""
_SUPERVISING = frozenset({Power.ASSIGN_TASKS, Power.CHANGE_TERMS})
MOST_DAYS = 366


class SubstitutionNotFound(NotFound):
    code = "SubstitutionNotFound"
    title = Text("Мұндай алмастыру жоқ", "Такого замещения нет", "There is no such substitution")


class SubstitutionUnfit(Invalid):
    code = "SubstitutionUnfit"
    title = Text(
        "Алмастыратын адам сол бөлімнің басқа қызметкері болуы керек",
        "Замещать может другой сотрудник того же отдела",
        "Somebody else of the same office has to substitute",
    )


class SubstitutionDaysUnfit(Invalid):
    code = "SubstitutionDaysUnfit"
    title = Text(
        "Күндерді тексеріңіз: соңғы күн бірінші күннен ерте не өтіп кеткен болмауы, ұзақтығы "
        "бір жылдан аспауы керек",
        "Проверьте дни: последний не раньше первого и не в прошлом, не дольше года",
        "Check the days: the last is not before the first nor in the past, at most a year",
    )


class SubstitutionPowersUnfit(Invalid):
    code = "SubstitutionPowersUnfit"
    title = Text(
        "Алмастырылатын қызметкерде бар құқықтардың кемінде бірін белгілеңіз",
        "Отметьте хотя бы одно из прав, которые есть у отсутствующего",
        "Choose at least one of the powers that the absent person has",
    )


class SubstitutionCycle(Conflict):
    code = "SubstitutionCycle"
    title = Text(
        "Бұл адамды осы күндері Сіз өзіңіз немесе Сіздің орныңыздағы адам алмастырады",
        "Этого сотрудника в те же дни замещаете вы сами или тот, кто замещает вас",
        "In these days that person is substituted by the absent one, or by whoever stands in",
    )


@dataclass(frozen=True, slots=True)
class Substitution:
    id: SubstitutionId
    absent: PersonId
    substitute: PersonId
    first_day: date
    last_day: date
    """In the office's zone; it holds on this day still."""
    powers: frozenset[Power]
    set_by: PersonId
    set_at: datetime
    ended_at: datetime | None = None
    """When it was ended before its last day."""

    def is_on(self, day: date) -> bool:
        return self.ended_at is None and self.first_day <= day <= self.last_day

    def overlaps(self, other: "Substitution") -> bool:
        apart = self.last_day < other.first_day or other.last_day < self.first_day
        return not apart and self.ended_at is None and other.ended_at is None


def standing_in(person: Person, known: Sequence[tuple[Substitution, Person]], day: date) -> Person:
    """The person with what they may do for others on the day.

    A chain counts: whoever stands in for somebody who stands in for a third does the third's work,
    with no more powers than every link gave. No power is given twice, so a circle ends.
    """
    given: dict[PersonId, frozenset[Power]] = {}
    people = {absent.id: absent for _, absent in known}
    ahead: list[tuple[PersonId, frozenset[Power]]] = [(person.id, frozenset(GIVEN))]
    while ahead:
        who, most = ahead.pop(0)
        for substitution, absent in known:
            if substitution.substitute != who or not substitution.is_on(day):
                continue
            had = given.get(absent.id, frozenset())
            new = (substitution.powers & most) - had
            if new and absent.id != person.id:
                given[absent.id] = had | new
                ahead.append((absent.id, new))
    found = [
        replace(grant, stands_for=absent, powers=_with_sight(powers))
        for absent, powers in given.items()
        for grant in people[absent].grants
    ]
    return replace(person, grants=(*person.grants, *found))


def substitutes_of(
    absent: PersonId, known: Sequence[Substitution], day: date
) -> tuple[PersonId, ...]:
    """Who works the person's tasks on the day, near ones first: the converse of `standing_in`.

    A chain counts as far as each link gave the work on; a circle ends where it began.
    """
    reached, ahead = [absent], [absent]
    while ahead:
        who = ahead.pop(0)
        for one in known:
            works = one.absent == who and one.is_on(day) and Power.WORK_TASKS in one.powers
            if works and one.substitute not in reached:
                reached.append(one.substitute)
                ahead.append(one.substitute)
    return tuple(reached[1:])


def _with_sight(powers: frozenset[Power]) -> frozenset[Power]:
    """Nobody works what they may not see; cases as a whole are for those who give orders."""
    seeing = {Power.SEE_CASE}
    if powers & _SUPERVISING:
        seeing.add(Power.SEE_INSTANCES)
    return powers | seeing


def closes_a_circle(new: Substitution, known: Sequence[Substitution]) -> bool:
    """Whether the absent person would come to stand in for themselves."""
    ahead, reached = [new.substitute], {new.substitute}
    while ahead:
        who = ahead.pop()
        if who == new.absent:
            return True
        for one in known:
            if one.absent == who and one.overlaps(new) and one.substitute not in reached:
                reached.add(one.substitute)
                ahead.append(one.substitute)
    return False
