"""What holds whoever keeps people and offices: not their own rights, not those of who has more."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from app.domain.identity import OfficeId, PersonId
from app.domain.people import (
    DEPARTMENT,
    QUALITY_BODY,
    STATE_CORPORATION,
    NotPermitted,
    Offices,
    Person,
    Power,
    offices_where,
)
from app.domain.refusals import Conflict, Forbidden, Invalid, NotFound
from app.domain.texts import Text

SLIP_COUNTS = timedelta(hours=72)
"""How long the password of a slip lets its person in."""
LOGIN = r"[a-z][a-z0-9._-]{1,49}"
OFFICE_ID = r"[a-z][a-z0-9-]{1,59}"
KATO = r"[0-9]{2,9}"


class PersonNotFound(NotFound):
    code = "PersonNotFound"
    title = Text("Мұндай қызметкер жоқ", "Такого сотрудника нет", "There is no such person")


class OwnRights(Forbidden):
    """Somebody changed what they themselves may do."""

    code = "OwnRights"
    title = Text(
        "Өзіңіздің жазбаңызды өзгерте алмайсыз: мұны басқа әкімші жасайды",
        "Свою запись менять нельзя: это делает другой администратор",
        "Your own record is changed by another administrator",
    )


class LoginTaken(Conflict):
    code = "LoginTaken"
    title = Text("Бұл логин бос емес", "Этот логин уже занят", "This login is taken")


class LoginUnfit(Invalid):
    code = "LoginUnfit"
    title = Text(
        "Логинді латын әріптерімен жазыңыз: алғашқысы әріп, әрі қарай әріп, цифр, нүкте, сызықша",
        "Напишите логин латинскими буквами: первой – буква, дальше буквы, цифры, точка, дефис",
        "Write the login in Latin letters: a letter first, then letters, figures, dots, dashes",
    )


class NameMissing(Invalid):
    code = "NameMissing"
    title = Text("Тегі мен атын жазыңыз", "Укажите фамилию и имя", "Give the full name")


class RoleMissing(Invalid):
    code = "RoleMissing"
    title = Text("Рөлін таңдаңыз", "Выберите роль", "Choose a role")


class OfficeMissing(Invalid):
    code = "OfficeMissing"
    title = Text("Бөлімін таңдаңыз", "Выберите отдел", "Choose an office")


class ReasonMissing(Invalid):
    code = "ReasonMissing"
    title = Text(
        "Себебін жазыңыз: ол аудит журналында сақталады",
        "Укажите причину: она сохранится в журнале аудита",
        "Give the reason: it is kept in the audit log",
    )


class OfficeUnfit(Invalid):
    """What was typed of an office does not fit the tree."""

    code = "OfficeUnfit"
    title = Text(
        "Бөлімнің түрі мен жұмыс уақытын тізімнен таңдаңыз",
        "Выберите вид и часы работы отдела из списка",
        "Choose the kind and the working hours of the office from the lists",
    )


class OfficeCodeUnfit(OfficeUnfit):
    code = "OfficeCodeUnfit"
    title = Text(
        "Бөлім кодын латын әріптерімен жазыңыз: алғашқысы әріп, әрі қарай әріп, цифр, сызықша",
        "Напишите код отдела латинскими буквами: первой – буква, дальше буквы, цифры, дефис",
        "Write the code in Latin letters: a letter first, then letters, figures, dashes",
    )


class OfficeCodeMissing(OfficeUnfit):
    code = "OfficeCodeMissing"
    title = Text("Бөлім кодын жазыңыз", "Укажите код отдела", "Give the code of the office")


class OfficeCodeTaken(OfficeUnfit):
    code = "OfficeCodeTaken"
    title = Text(
        "Бұл код басқа бөлімде тұр", "Этот код уже занят", "This code is another office's already"
    )


class OfficeNameMissing(OfficeUnfit):
    code = "OfficeNameMissing"
    title = Text(
        "Бөлімнің атауын қазақша жазыңыз",
        "Укажите название отдела по-казахски",
        "Give the name of the office in Kazakh",
    )


class OfficeRussianNameMissing(OfficeUnfit):
    code = "OfficeRussianNameMissing"
    title = Text(
        "Бөлімнің атауын орысша жазыңыз",
        "Укажите название отдела по-русски",
        "Give the name of the office in Russian",
    )


class KatoUnfit(OfficeUnfit):
    code = "KatoUnfit"
    title = Text(
        "ӘАОЖ коды 2–9 цифрдан тұрады",
        "Код КАТО состоит из 2–9 цифр",
        "A code KATO has two to nine figures",
    )


class OfficeBelowItself(OfficeUnfit):
    code = "OfficeBelowItself"
    title = Text(
        "Бөлім өзінің немесе өз құрамындағы бөлімнің құрамына кірмейді",
        "Отдел не может входить в себя или в отдел, который стоит под ним",
        "An office cannot stand below itself or below an office that is part of it",
    )


OFFICE_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "region": Text("Облыс, қала деңгейі", "Уровень области, города", "Region, city level"),
        DEPARTMENT: Text("Аудандық бөлім", "Районный отдел", "District department"),
        STATE_CORPORATION: Text(
            "Мемлекеттік корпорация бөлімшесі",
            "Отделение Государственной корпорации",
            "State Corporation unit",
        ),
        QUALITY_BODY: Text(
            "Сапаны бақылау органы", "Орган контроля качества", "Quality control body"
        ),
    }
)

POWER_NAMES: Mapping[Power, Text] = MappingProxyType(
    {
        Power.WORK_TASKS: Text("тапсырмаларды орындайды", "выполняет задачи", "works tasks"),
        Power.REGISTER_APPLICATION: Text(
            "өтініш пен шағымды тіркейді",
            "регистрирует заявления и жалобы",
            "registers applications and complaints",
        ),
        Power.ASSIGN_TASKS: Text(
            "тапсырмаларды басқаларға береді",
            "передаёт задачи другим",
            "gives tasks to others",
        ),
        Power.SEE_CASE: Text(
            "істерді, құжаттарды, журналдарды көреді",
            "видит дела, документы и журналы",
            "sees cases, papers and registers",
        ),
        Power.SEE_INSTANCES: Text(
            "істердің тізімі мен бақылауды көреді",
            "видит список дел и контроль",
            "sees the list of cases and the control room",
        ),
        Power.MEND_INSTANCES: Text(
            "тоқтап қалған істерді түзетеді",
            "исправляет остановившиеся дела",
            "mends cases that are stuck",
        ),
        Power.CHANGE_TERMS: Text(
            "мерзімді тоқтата тұрады, ұзартады",
            "приостанавливает и продлевает сроки",
            "suspends and extends terms",
        ),
        Power.KEEP_SUBSTITUTIONS: Text(
            "басқалардың алмастыруын белгілейді",
            "назначает замещения за других",
            "sets substitutions for others",
        ),
        Power.KEEP_PEOPLE: Text(
            "қызметкерлерді, рөлдерді, құпиясөздерді жүргізеді",
            "ведёт сотрудников, роли и пароли",
            "keeps people, roles and passwords",
        ),
        Power.KEEP_OFFICES: Text("бөлімдерді жүргізеді", "ведёт отделы", "keeps offices"),
        Power.KEEP_CALENDAR: Text(
            "жұмыс күнтізбесін өзгертеді",
            "меняет рабочий календарь",
            "changes the working calendar",
        ),
        Power.SEE_AUDIT: Text("аудитті оқиды", "читает аудит", "reads the audit"),
        Power.SEE_MODELS: Text(
            "үдерістердің үлгілерін көреді", "видит модели процессов", "sees process models"
        ),
        Power.DESIGN_SERVICES: Text(
            "үдерістерді сызып, жариялайды",
            "рисует и публикует процессы",
            "draws and publishes processes",
        ),
    }
)
"""What each power lets a person do, as it continues a sentence."""


def demand_keeper(actor: Person, power: Power, units: Iterable[OfficeId], offices: Offices) -> None:
    """The actor has the power in every one of the offices, by their own roles.

    In all of them, not in one: who keeps a district could else take over, by a new password, the
    account of somebody who has more to say elsewhere. Therefore, and because nobody changes their
    own rights, an office that has an administrator always keeps one: the actor.

    Raises:
        NotPermitted: in one of them they have not, or have it nowhere.
    """
    kept = offices_where(actor.as_own(), power, offices)
    missing = sorted(set(units) - kept)
    if missing or not kept:
        raise NotPermitted(f"Expected {actor.id} to hold {power} in {missing}")


def demand_other(actor: PersonId, person: PersonId) -> None:
    """Raises OwnRights."""
    if actor == person:
        raise OwnRights(f"Expected {actor} not to change their own rights")


def demand_login(login: str) -> PersonId:
    """Raises LoginUnfit."""
    told = login.strip().lower()
    if not re.fullmatch(LOGIN, told):
        raise LoginUnfit(f"Expected a login, found {login!r}")
    return PersonId(told)


def demand_reason(reason: str) -> str:
    """The reason in one line. Raises ReasonMissing."""
    told = " ".join(reason.split())
    if not told:
        raise ReasonMissing
    return told
