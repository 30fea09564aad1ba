"""People who work in Qadam: offices, roles per office, and what each role may do there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from app.domain.identity import OfficeId, PersonId
from app.domain.names import sort_key
from app.domain.refusals import Conflict, Forbidden, Invalid, NotFound
from app.domain.texts import NO_TEXT, Language, Text


class NotPermitted(Forbidden):
    code = "NotPermitted"
    title = Text(
        "Осы бөлімдегі рөліңіз бұл құқықты бермейді",
        "Ваша роль в этом отделе не даёт этого права",
        "Your role in this office does not allow this",
    )


class SignInRefused(Invalid):
    code = "SignInRefused"
    title = Text(
        "Логин немесе құпиясөз қате", "Неверный логин или пароль", "Wrong login or password"
    )


class OfficeNotFound(NotFound):
    code = "OfficeNotFound"
    title = Text("Мұндай бөлім жоқ", "Такого отдела нет", "There is no such office")


class ScheduleUnknown(Conflict):
    """An office whose working hours nobody has set: no term can be counted for it."""

    code = "ScheduleUnknown"
    title = Text(
        "Бөлімнің жұмыс кестесі белгісіз: оны әкімші көрсетуі керек",
        "График работы отдела не задан: его должен указать администратор",
        "The working hours of the office are not set: an administrator has to give them",
    )


class Role(StrEnum):
    CLERK = "clerk"
    SPECIALIST = "specialist"
    HEAD = "head"
    OPERATOR = "operator"
    """Of a State Corporation unit: takes papers in and hands results over."""
    QUALITY_OFFICER = "quality_officer"
    """Of the body that assesses and controls the quality of state services: reviews complaints."""
    SUPERVISOR = "supervisor"
    DESIGNER = "designer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_NAMES: Mapping[Role, Text] = MappingProxyType(
    {
        Role.CLERK: Text("Кеңсе қызметкері", "Сотрудник канцелярии", "Clerk"),
        Role.SPECIALIST: Text("Маман", "Специалист", "Specialist"),
        Role.HEAD: Text("Басшы", "Руководитель", "Head"),
        Role.OPERATOR: Text("Оператор", "Оператор", "Operator"),
        Role.QUALITY_OFFICER: Text(
            "Сапаны бақылау қызметкері", "Сотрудник контроля качества", "Quality officer"
        ),
        Role.SUPERVISOR: Text("Бақылаушы", "Контролёр", "Supervisor"),
        Role.DESIGNER: Text("Үдеріс дизайнері", "Дизайнер процессов", "Process designer"),
        Role.ADMINISTRATOR: Text("Әкімші", "Администратор", "Administrator"),
        Role.AUDITOR: Text("Аудитор", "Аудитор", "Auditor"),
    }
)


class Power(StrEnum):
    """What a route or command demands."""

    WORK_TASKS = "work_tasks"
    REGISTER_APPLICATION = "register_application"
    ASSIGN_TASKS = "assign_tasks"
    """Give a task to another person, or take it from one who cannot finish it."""
    SEE_CASE = "see_case"
    SEE_INSTANCES = "see_instances"
    MEND_INSTANCES = "mend_instances"
    CHANGE_TERMS = "change_terms"
    """Suspend, resume and extend terms of cases."""
    KEEP_SUBSTITUTIONS = "keep_substitutions"
    """Say who stands in for others."""
    KEEP_PEOPLE = "keep_people"
    """Add people, give and take their roles, block them, hand out one-time passwords."""
    KEEP_OFFICES = "keep_offices"
    """Add offices and change what is known of them."""
    KEEP_CALENDAR = "keep_calendar"
    """Change the working calendar, which moves terms."""
    SEE_AUDIT = "see_audit"
    SEE_MODELS = "see_models"
    DESIGN_SERVICES = "design_services"


POWERS: Mapping[Role, frozenset[Power]] = MappingProxyType(
    {
        Role.CLERK: frozenset({Power.WORK_TASKS, Power.REGISTER_APPLICATION, Power.SEE_CASE}),
        Role.SPECIALIST: frozenset({Power.WORK_TASKS, Power.SEE_CASE}),
        Role.HEAD: frozenset(
            {
                *(Power.WORK_TASKS, Power.ASSIGN_TASKS, Power.SEE_CASE),
                *(Power.SEE_INSTANCES, Power.CHANGE_TERMS),
            }
        ),
        Role.OPERATOR: frozenset({Power.WORK_TASKS, Power.REGISTER_APPLICATION, Power.SEE_CASE}),
        Role.QUALITY_OFFICER: frozenset({Power.WORK_TASKS, Power.SEE_CASE}),
        Role.SUPERVISOR: frozenset(
            {
                *(Power.WORK_TASKS, Power.ASSIGN_TASKS, Power.SEE_CASE, Power.SEE_INSTANCES),
                *(Power.MEND_INSTANCES, Power.CHANGE_TERMS),
            }
        ),
        Role.DESIGNER: frozenset({Power.SEE_MODELS, Power.DESIGN_SERVICES}),
        # No sight of cases: who says what people may do does not read what they do it with.
        Role.ADMINISTRATOR: frozenset(
            {
                *(Power.SEE_MODELS, Power.KEEP_SUBSTITUTIONS, Power.KEEP_PEOPLE),
                *(Power.KEEP_OFFICES, Power.KEEP_CALENDAR),
            }
        ),
        Role.AUDITOR: frozenset({Power.SEE_CASE, Power.SEE_INSTANCES, Power.SEE_AUDIT}),
    }
)


DEPARTMENT, STATE_CORPORATION = "department", "state_corporation"
"""Kinds of office where applications are handed in: the one that decides, and the front office."""
QUALITY_BODY = "quality_body"
"""Kind of office that complaints about the others are passed on to."""


@dataclass(frozen=True, slots=True)
class Office:
    """A unit of the tree country, region, district."""

    id: OfficeId
    parent: OfficeId | None
    kind: str
    """`region`, `department`, `state_corporation` …"""
    name: Text
    schedule: str
    """Id of its work schedule, such as `CAL-ED-A`."""
    kato: str = ""
    """Code of the district it serves."""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in an office; it holds in the offices below, too."""

    role: Role
    office_id: OfficeId
    stands_for: PersonId | None = None
    """Whose grant it is while they are away; None: one's own."""
    powers: frozenset[Power] | None = None
    """What of the role is given; None: all."""

    def gives(self, power: Power) -> bool:
        return power in POWERS[self.role] and (self.powers is None or power in self.powers)


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonId
    full_name: str
    language: Language
    password_hash: str
    """argon2, or empty: no sign-in by password (demo people)."""
    grants: tuple[Grant, ...]
    iin: str = ""
    """Whose certificate is theirs; empty where nobody has entered it."""
    name_ru: str = ""
    """As Russian papers write it; empty: as `full_name`."""
    position: Text = NO_TEXT
    blocked_at: datetime | None = None
    """Since when the person may do nothing here (aware); None: they work."""
    signed_out_at: datetime | None = None
    """Sessions begun before this moment are over (aware)."""
    one_time_until: datetime | None = None
    """The password is that of a slip: it counts until then, and has to be changed first (aware)."""

    @property
    def is_blocked(self) -> bool:
        return self.blocked_at is not None

    def name_in(self, language: Language) -> str:
        return self.name_ru if language == "ru" and self.name_ru else self.full_name

    @property
    def substituted(self) -> frozenset[PersonId]:
        """Whose tasks the person works while they are away."""
        return frozenset(
            grant.stands_for
            for grant in self.grants
            if grant.stands_for is not None and grant.gives(Power.WORK_TASKS)
        )

    def as_own(self) -> "Person":
        """Without what is done for others."""
        own = tuple(grant for grant in self.grants if grant.stands_for is None)
        return replace(self, grants=own)

    def as_substitute_of(self, absent: PersonId) -> "Person":
        """With what is done for this one alone."""
        return replace(self, grants=tuple(g for g in self.grants if g.stands_for == absent))


class Offices:
    """The tree of units, asked who stands under whom."""

    def __init__(self, offices: Iterable[Office]) -> None:
        by_name = sorted(offices, key=lambda one: (sort_key(one.name.kk), one.id))
        self._by_id = {office.id: office for office in by_name}
        self._children: dict[OfficeId | None, list[OfficeId]] = {}
        for office in self._by_id.values():
            self._children.setdefault(office.parent, []).append(office.id)

    def get(self, office_id: OfficeId) -> Office:
        """Raises OfficeNotFound."""
        found = self._by_id.get(office_id)
        if found is None:
            raise OfficeNotFound(f"Expected an office {office_id}")
        return found

    def all(self) -> tuple[Office, ...]:
        """By their Kazakh names, in the Kazakh alphabet."""
        return tuple(self._by_id.values())

    def above(self, *units: OfficeId) -> frozenset[OfficeId]:
        """The units themselves and all above them: a grant in one of these reaches one of those."""
        found, queue = set[OfficeId](), [*units]
        while queue:
            unit = queue.pop()
            if unit not in found:
                found.add(unit)
                parent = self._by_id[unit].parent if unit in self._by_id else None
                queue += [] if parent is None else [parent]
        return frozenset(found)

    def under(self, office_id: OfficeId) -> frozenset[OfficeId]:
        """The unit itself and all below it."""
        found, queue = set[OfficeId](), [office_id]
        while queue:
            unit = queue.pop()
            if unit not in found:
                found.add(unit)
                queue += self._children.get(unit, [])
        return frozenset(found)


def offices_where(person: Person, power: Power, offices: Offices) -> frozenset[OfficeId]:
    """The offices in which the person's roles give the power; none for one who is blocked."""
    found: set[OfficeId] = set()
    if person.is_blocked:
        return frozenset()
    for grant in person.grants:
        if grant.gives(power):
            found |= offices.under(grant.office_id)
    return frozenset(found)


def is_operator(person: Person, offices: Offices) -> bool:
    """Whether the person takes applications in at a State Corporation unit and nowhere else."""
    places = [
        offices.get(grant.office_id).kind
        for grant in person.grants
        if grant.gives(Power.REGISTER_APPLICATION)
    ]
    return bool(places) and all(kind == STATE_CORPORATION for kind in places)


def own_office(person: Person, power: Power) -> OfficeId:
    """The unit of the person's first grant that gives the power: its clock and hours are theirs.

    Raises:
        NotPermitted: no grant gives it.
    """
    for grant in person.grants:
        if grant.gives(power):
            return grant.office_id
    raise NotPermitted(f"Expected {person.id} to hold {power} in some office")


def demand(person: Person, power: Power, office: OfficeId, offices: Offices) -> None:
    """Raise NotPermitted unless the person has the power in the office."""
    if office not in offices_where(person, power, offices):
        raise NotPermitted(f"Expected {person.id} to hold {power} in {office}")


def demand_in_any(
    person: Person, power: Power, units: Sequence[OfficeId], offices: Offices
) -> None:
    """Raise NotPermitted unless the person has the power in one of the offices."""
    if offices_where(person, power, offices).isdisjoint(units):
        raise NotPermitted(f"Expected {person.id} to hold {power} in {', '.join(units)}")


def groups_by_office(person: Person, offices: Offices) -> Mapping[str, frozenset[OfficeId]]:
    """Candidate group (a role's name) to the offices in which the person belongs to it."""
    found: dict[str, set[OfficeId]] = {}
    if person.is_blocked:
        return {}
    for grant in person.grants:
        if grant.stands_for is not None and not grant.gives(Power.WORK_TASKS):
            continue
        found.setdefault(grant.role.value, set()).update(offices.under(grant.office_id))
    return {group: frozenset(units) for group, units in found.items()}


def by_name(people: Iterable[Person]) -> list[Person]:
    """In the order of the Kazakh alphabet, as lists of people are read."""
    return sorted(people, key=lambda one: sort_key(one.full_name))
