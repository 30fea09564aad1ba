"""A country at work: departments with their people, and more open tasks than commands could make.

Every figure comes from one seed, so that two runs meet the same offices, names and terms.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from app.bench.material import PROCESS, Bench
from app.domain.calendar import WorkingCalendar
from app.domain.case import Applicant, Case
from app.domain.identity import (
    CaseNumber,
    ElementId,
    InstanceId,
    OfficeId,
    PersonId,
    TokenId,
    UserTaskId,
)
from app.domain.iin import control_digit
from app.domain.models import Element
from app.domain.people import DEPARTMENT, Grant, Office, Person, Role
from app.domain.task import NORMAL, URGENT, TaskState, UserTask
from app.domain.texts import Text
from app.storage.case_copies import CaseCopy, bring_to_rest, copy_case

SEED = 458
COUNTRY = OfficeId("bench-country")
REGION_OFFICES = 10
"""Departments under one region."""
OFFICE_TASKS = 5_000
"""Open tasks of one department."""
DAYS_BACK, DAYS_AHEAD = 60, 30
"""Working days in which cases came in and fall due."""
CLICKING = 20
"""Departments whose people may sign in."""
UNUSED = "!"
"""As a hash: no password gives it."""
STAFF = ((Role.CLERK, 4), (Role.SPECIALIST, 5), (Role.HEAD, 1))
"""Of a department."""
_SURNAMES = (
    *("Қалиев", "Әбенов", "Сүлейменов", "Жұмабеков", "Оспанов", "Нұрланов", "Ғабдуллин", "Өтеев"),
    *("Тұрсынов", "Мұқанов", "Бекмұратов", "Ысқақов", "Хасенов", "Сәрсенов", "Досжанов", "Ермеков"),
    *("Иванов", "Ким", "Рахимов", "Жақсыбеков", "Смағұлов", "Ахметов", "Төлегенов", "Қасымов"),
)
_GIVEN = (
    *("Айгүл", "Әсел", "Гүлнар", "Зәуреш", "Қарлығаш", "Меруерт", "Назгүл", "Салтанат"),
    *("Бауыржан", "Ғалым", "Данияр", "Ерлан", "Нұрлан", "Өмірбек", "Серік", "Тимур"),
)
_FATHERS = ("Серік", "Бақыт", "Марат", "Қайрат", "Әли", "Жеңіс", "Сайлау", "Талғат")
_STEPS = ("check_completeness", "decide_application", "confirm_registry_record")
_SHARES = (40, 40, 20)
"""Of a hundred tasks, how many stand at each step."""


@dataclass(frozen=True, slots=True)
class Population:
    """Who was made, and how much waits for them."""

    departments: Sequence[OfficeId]
    regions: Sequence[OfficeId]
    staff: Mapping[OfficeId, Sequence[Person]]
    country: Person
    """Supervises all of it, and what was there before."""
    tasks: int
    instances: int


@dataclass(frozen=True, slots=True)
class _Made:
    """What every case is made of."""

    original: Case
    elements: Mapping[str, Element]
    chance: random.Random
    days: Sequence[date]
    """Working days in order; the present one stands at `DAYS_BACK`."""
    closes_at: Mapping[date, datetime]
    now: datetime
    people: Population


def populate(
    bench: Bench, now: datetime, tasks: int, instances: int, say: Callable[[str], None]
) -> Population:
    """Fill the database with running instances and their open tasks, and bring it to rest.

    Args:
        bench: an installation with demo people alone.
        now: the present moment.
        tasks: how many are open in all.
        instances: among how many cases they are shared out; at most as many as tasks.
        say: is told of the progress.
    """
    roots = [office.id for office in bench.rules.offices().all() if office.parent is None]
    people = _people(tasks, instances, roots)
    with bench.storage.begin() as uow:
        uow.people.put_offices(_offices(people))
        for person in (people.country, *(one for some in people.staff.values() for one in some)):
            uow.people.put(person)
        uow.commit()
    bench.rules.forget()
    prepared = bench.prepared()
    with bench.storage.begin() as uow:
        original = uow.cases.get(prepared.instance_id)
    made = _made(bench, original, people, now)
    copy_case(bench.storage, original.instance_id, _told(_cases(made), instances, say))
    bring_to_rest(bench.storage)
    return people


def _told(
    copies: Iterator[CaseCopy], instances: int, say: Callable[[str], None]
) -> Iterator[CaseCopy]:
    for number, copy in enumerate(copies, start=1):
        if number % 50_000 == 0 or number == instances:
            say(f"  {number:,} of {instances:,} cases")
        yield copy


def _people(tasks: int, instances: int, roots: Sequence[OfficeId]) -> Population:
    count = max(1, round(tasks / OFFICE_TASKS))
    departments = [OfficeId(f"bench-department-{n}") for n in range(count)]
    regions = [OfficeId(f"bench-region-{n}") for n in range(-(-count // REGION_OFFICES))]
    chance = random.Random(SEED)  # noqa: S311  # believable, not secret
    staff = {
        office: [
            _person(f"{role.value}-{place}-{number}", chance, role, office, _password(place))
            for role, size in STAFF
            for number in range(size)
        ]
        for place, office in enumerate(departments)
    }
    country = _person("country", chance, Role.SUPERVISOR, COUNTRY)
    country = replace(
        country, grants=tuple(Grant(Role.SUPERVISOR, top) for top in (COUNTRY, *roots))
    )
    return Population(departments, regions, staff, country, tasks, instances)


def _password(place: int) -> str:
    """The people of the first departments alone stand on the demo's page of sign-in."""
    return "" if place < CLICKING else UNUSED


def _person(
    login: str, chance: random.Random, role: Role, office: OfficeId, password: str = ""
) -> Person:
    name = f"{chance.choice(_GIVEN)} {chance.choice(_SURNAMES)}"
    return Person(PersonId(f"bench-{login}"), name, "kk", password, (Grant(role, office),))


def _offices(people: Population) -> list[Office]:
    def office(office_id: OfficeId, parent: OfficeId | None, kind: str, number: int) -> Office:
        words = {"department": "бөлім", "region": "өңір", "country": "комитет"}
        name = f"{number + 1}-{words[kind]}"
        return Office(office_id, parent, kind, Text(name, name, name), "CAL-ED-A")

    regions = [office(key, COUNTRY, "region", n) for n, key in enumerate(people.regions)]
    departments = [
        office(key, people.regions[n // REGION_OFFICES], DEPARTMENT, n)
        for n, key in enumerate(people.departments)
    ]
    return [office(COUNTRY, None, "country", 0), *regions, *departments]


def _made(bench: Bench, original: Case, people: Population, now: datetime) -> _Made:
    calendar = bench.rules.calendar(bench.office)
    days = _working_days(calendar, calendar.local_date(now))
    elements = bench.rules.latest(PROCESS).model.elements
    return _Made(
        original=original,
        elements={step: elements[ElementId(step)] for step in _STEPS},
        chance=random.Random(SEED),  # noqa: S311  # believable, not secret
        days=days,
        closes_at={day: calendar.closes_at(day) for day in days},
        now=now,
        people=people,
    )


def _working_days(calendar: WorkingCalendar, today: date) -> list[date]:
    day = calendar.working_days_before(today, DAYS_BACK)
    days = [day]
    while len(days) <= DAYS_BACK + DAYS_AHEAD:
        day = calendar.working_days_after(day, 1)
        days.append(day)
    return days


def _cases(made: _Made) -> Iterator[CaseCopy]:
    people = made.people
    for number in range(people.instances):
        first = number * people.tasks // people.instances
        last = (number + 1) * people.tasks // people.instances
        case = _case(made, number)
        tasks = [_task(made, case) for _ in range(last - first)]
        yield CaseCopy(case, tasks)


def _case(made: _Made, number: int) -> Case:
    chance = made.chance
    # Most came in lately; a few wait for long.
    age = min(int(chance.expovariate(1 / 8)), DAYS_BACK)
    day = made.days[DAYS_BACK - age]
    registered_at = made.closes_at[day] - timedelta(minutes=chance.randrange(10, 520))
    due_on = made.days[DAYS_BACK - age + 10]
    office = made.people.departments[number % len(made.people.departments)]
    prefix = made.original.number.rsplit("-", 1)[0]
    return replace(
        made.original,
        instance_id=InstanceId(_key(chance)),
        number=CaseNumber(f"{prefix}-{number + 1_000_000}"),
        office_id=office,
        registered_at=min(registered_at, made.now),
        registered_by=made.people.staff[office][0].id,
        applicant=_applicant(chance, number),
        term_due_on=due_on,
        term_closes_at=made.closes_at[due_on],
    )


def _applicant(chance: random.Random, number: int) -> Applicant:
    name = f"{chance.choice(_SURNAMES)} {chance.choice(_GIVEN)} {chance.choice(_FATHERS)}ұлы"
    phone = f"+7701{number % 10_000_000:07}"
    return Applicant(_iin(chance), name, phone, chance.choice(("kk", "ru")))


def _iin(chance: random.Random) -> str:
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(21_900))
    while True:
        eleven = f"{born:%y%m%d}{chance.choice('34')}{chance.randrange(10_000):04}"
        digit = control_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"


def _task(made: _Made, case: Case) -> UserTask:
    chance = made.chance
    (step,) = chance.choices(_STEPS, _SHARES)
    element = made.elements[step]
    # One in twelve is late; the rest fall due within six weeks.
    ahead = -chance.randrange(1, 20) if chance.random() < 1 / 12 else chance.randrange(DAYS_AHEAD)
    due_on = made.days[DAYS_BACK + ahead]
    role = Role(element.candidate_groups[0])
    staff = [one for one in made.people.staff[case.office_id] if one.grants[0].role is role]
    holder = chance.choice(staff).id if chance.random() < 0.4 else None
    sets_aside = holder is not None and ahead > 1 and chance.random() < 0.05
    return UserTask(
        id=UserTaskId(TokenId(_key(chance))),
        instance_id=case.instance_id,
        element_id=element.id,
        name=element.name,
        form=element.form,
        office_id=case.office_id,
        candidate_groups=element.candidate_groups,
        candidate_users=(),
        state=TaskState.OPEN if holder is None else TaskState.CLAIMED,
        assignee=holder,
        created_at=min(case.registered_at + timedelta(hours=chance.randrange(3)), made.now),
        due_on=due_on,
        due_at=made.closes_at[due_on],
        priority=URGENT if chance.random() < 0.05 else NORMAL,
        delegated_by=chance.choice(staff).id if holder and chance.random() < 0.02 else None,
        follow_up_at=made.closes_at[made.days[DAYS_BACK + 1]] if sets_aside else None,
    )


def _key(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
