"""Look a person up in the registry by IIN, so that nobody types what the state knows."""

from dataclasses import dataclass

from app.domain.audit import AuditEntry
from app.domain.identity import PersonId, UserTaskId
from app.domain.iin import Iin
from app.domain.people import Power, own_office
from app.domain.refusals import NotFound, Unavailable
from app.domain.task import UserTaskNotOpen
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.outside import PersonRecord, PersonRegistry, SystemUnavailable
from app.ports.storage import BeginWork
from app.usecases.acting import acting
from app.usecases.candidates import demand_candidate
from app.usecases.rulebook import Rulebook


class PersonUnknown(NotFound):
    code = "PersonUnknown"
    title = Text(
        "Тізілімде мұндай ЖСН жоқ. Цифрларын тексеріңіз",
        "В реестре нет такого ИИН. Проверьте цифры",
        "The registry does not know this IIN. Check the digits",
    )


class RegistryAway(Unavailable):
    code = "RegistryAway"
    title = Text(
        "Тізілім қазір жауап бермейді. Деректерді өзіңіз жазыңыз, жүйе оларды кейін салыстырады",
        "Реестр сейчас не отвечает. Введите данные сами, система сверит их позже",
        "The registry does not answer now. Type the data in, the system compares them later",
    )


@dataclass(frozen=True, slots=True)
class LookPersonUp:
    actor: PersonId
    iin: str
    """As typed."""
    task: UserTaskId | None = None
    """The task whose form asks for the person; None at the counter."""


def look_person_up(
    command: LookPersonUp,
    *,
    begin: BeginWork,
    registry: PersonRegistry,
    rules: Rulebook,
    clock: Clock,
) -> PersonRecord:
    """What the registry of natural persons says; that it was asked is recorded first.

    Raises:
        IinInvalid: no IIN can look so.
        NotPermitted: the person registers no applications.
        UserTaskNotFound, UserTaskNotOpen, NotACandidate: the task is none that the person works.
        PersonUnknown, RegistryAway: the registry knows nobody, or does not answer.
    """
    iin = Iin.parse(command.iin)
    with begin() as uow:
        actor = acting(uow, command.actor, rules)
        facts = {"iin": iin.digits}
        if command.task is None:
            office = own_office(actor, Power.REGISTER_APPLICATION)
        else:
            task = uow.user_tasks.get(command.task)
            demand_candidate(actor, task, rules.offices(uow))
            if not task.is_open:
                raise UserTaskNotOpen(f"Expected user task {task.id} open, but it is {task.state}")
            office, facts["task"] = task.office_id, str(task.id)
        # Whose data were asked for is what the record is for: only auditors read it.
        asked = AuditEntry(clock.now(), actor.id, "person-looked-up", facts)
        uow.audit.append_to(f"office:{office}", asked)
        uow.commit()
    try:
        found = registry.person(iin.digits)
    except SystemUnavailable as away:
        raise RegistryAway(str(away)) from away
    if found is None:
        raise PersonUnknown("Expected a person of that IIN in the registry")
    return found
