"""Bring many people in from a table: each row judged first, then written on its own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.administration import NameMissing, demand_keeper, demand_login
from app.domain.identity import OfficeId, PersonId
from app.domain.iin import IIN_DIGITS, Iin, IinInvalid
from app.domain.names import search_term
from app.domain.people import ROLE_NAMES, Offices, Person, Power, Role, offices_where
from app.domain.people_sheet import (
    LONGEST_CELL,
    PeopleSheet,
    SheetColumn,
    SheetRow,
)
from app.domain.refusals import DomainError
from app.domain.texts import LANGUAGES, Language, Text
from app.usecases.administer_people import AddPerson, PeopleKeeping, PersonFacts
from app.usecases.password_slips import PasswordSlips, Slip

SLIPS_AT_ONCE = 25
"""Slips of one press: a hash takes long on purpose."""
_CUT_DIGITS = 9
"""A spreadsheet drops the noughts that an IIN of the years 2000 to 2009 begins with."""
_LANGUAGE_NAMES: Mapping[str, Language] = {
    "қазақша": "kk", "қазақ": "kk", "казахский": "kk", "kazakh": "kk",
    "орысша": "ru", "орыс": "ru", "русский": "ru", "russian": "ru",
    "ағылшынша": "en", "английский": "en", "english": "en",
}  # fmt: skip

ROLE_MISSING = Text("Рөлін жазыңыз", "Укажите роль", "Give the role")
ROLE_UNKNOWN = Text(
    "«{told}» деген рөл жоқ", "Роли «{told}» нет", "There is no role «{told}»"
)  # fmt: skip
OFFICE_MISSING = Text("Бөлімін жазыңыз", "Укажите отдел", "Give the office")
OFFICE_UNKNOWN = Text(
    "«{told}» деген бөлім жоқ", "Отдела «{told}» нет", "There is no office «{told}»"
)  # fmt: skip
OFFICE_TWICE = Text(
    "«{told}» деген бірнеше бөлім бар: кодын жазыңыз",
    "Отделов «{told}» несколько: укажите код",
    "There are several offices «{told}»: give the code",
)
OFFICE_NOT_KEPT = Text(
    "«{told}» Сіздің қарауыңызда емес",
    "«{told}» не в вашем ведении",
    "«{told}» is not in your keeping",
)
LANGUAGE_UNKNOWN = Text(
    "«{told}» деген тіл жоқ: kk, ru немесе en",
    "Языка «{told}» нет: kk, ru или en",
    "There is no language «{told}»: kk, ru or en",
)
NAME_UNFIT = Text(
    "Аты-жөні әріптен басталуы керек",
    "Имя должно начинаться с буквы",
    "A name has to begin with a letter",
)
LETTERS_LOST = Text(
    "Қазақ әріптері жоғалған: кестені «CSV UTF-8» түрінде сақтаңыз",
    "Казахские буквы потеряны: сохраните таблицу как «CSV UTF-8»",
    "The Kazakh letters are lost: save the table as CSV UTF-8",
)
IIN_CUT = Text(
    "Excel ЖСН-ді санға айналдырған: ұяшықтың пішімін «Мәтін» етіңіз",
    "Excel превратил ИИН в число: задайте ячейкам формат «Текстовый»",
    "Excel has made the IIN a number: give its cells the format Text",
)
TOO_LONG = Text(
    f"Тым ұзын: {LONGEST_CELL} таңбадан аспауы керек",
    f"Слишком длинно: не больше {LONGEST_CELL} знаков",
    f"Too long: at most {LONGEST_CELL} characters",
)
TWICE_IN_TABLE = Text(
    "{line}-жолда да бар", "Уже есть в строке {line}", "Stands in line {line}, too"
)
KNOWN_BY_LOGIN = Text(
    "Бұл логинмен адам бар: {name}. Жазбасы өзгермейді",
    "С этим логином уже есть {name}. Запись не изменится",
    "This login has {name} already. The record stays as it is",
)
KNOWN_BY_IIN = Text(
    "Бұл ЖСН-мен адам бар: {name}, логині {login}. Жазбасы өзгермейді",
    "С этим ИИН уже есть {name}, логин {login}. Запись не изменится",
    "This IIN has {name} already, login {login}. The record stays as it is",
)


class RowState(StrEnum):
    FIT = "fit"
    KNOWN = "known"
    """The person is there already, and stays as they are."""
    WRONG = "wrong"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is to be mended, in which column."""

    column: SheetColumn
    message: Text


@dataclass(frozen=True, slots=True)
class JudgedRow:
    row: SheetRow
    state: RowState
    faults: tuple[Fault, ...] = ()
    command: AddPerson | None = None
    """Of a fit row: what would be done."""


@dataclass(frozen=True, slots=True)
class Slips:
    made: Sequence[Slip]
    refused: Sequence[PersonId]


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows are judged by."""

    by_login: Mapping[PersonId, Person]
    by_iin: Mapping[str, Person]
    offices: Offices
    kept: frozenset[OfficeId]
    names: Mapping[str, Sequence[OfficeId]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImport:
    keeping: PeopleKeeping
    slips: PasswordSlips

    def judge(self, actor: Person, sheet: PeopleSheet) -> Sequence[JudgedRow]:
        """What would become of each row; nothing is written.

        Raises:
            NotPermitted: the actor keeps no people.
        """
        known = self._known(actor)
        judged: list[JudgedRow] = []
        lines: dict[tuple[SheetColumn, str], int] = {}
        for row in sheet.rows:
            one = _judged(actor, row, known)
            twice = _twice(one, lines)
            if twice and one.state is not RowState.KNOWN:
                one = JudgedRow(row, RowState.WRONG, (*one.faults, *twice))
            judged.append(one)
        return judged

    def bring_in(self, actor: Person, sheet: PeopleSheet) -> Sequence[JudgedRow]:
        """Add whoever fits, each in a transaction of their own; the others are told why not.

        Harmless when repeated: whoever was added is known by then.
        """
        return [self._added(one) for one in self.judge(actor, sheet)]

    def make_slips(self, actor: PersonId, people: Sequence[PersonId]) -> Slips:
        """A slip for each; who is not in the actor's keeping, or gone, is left out."""
        made: list[Slip] = []
        refused: list[PersonId] = []
        for person in list(dict.fromkeys(people))[:SLIPS_AT_ONCE]:
            try:
                made.append(self.slips.make(actor, person))
            except DomainError:
                refused.append(person)
        return Slips(made, refused)

    def _added(self, one: JudgedRow) -> JudgedRow:
        if one.command is None:
            return one
        try:
            self.keeping.add(one.command)
        except DomainError as refused:
            # Somebody else was quicker: what was judged a moment ago no longer holds.
            fault = Fault(SheetColumn.LOGIN, refused.title)
            return JudgedRow(one.row, RowState.WRONG, (fault,))
        return JudgedRow(one.row, RowState.ADDED, command=one.command)

    def _known(self, actor: Person) -> _Known:
        with self.keeping.begin() as uow:
            people = uow.people.all()
            offices = self.keeping.rules.offices(uow)
        demand_keeper(actor, Power.KEEP_PEOPLE, (), offices)
        names: dict[str, list[OfficeId]] = defaultdict(list)
        for office in offices.all():
            told = {search_term(office.name.in_language(one)) for one in LANGUAGES}
            for name in told:
                names[name].append(office.id)
        return _Known(
            by_login={person.id: person for person in people},
            by_iin={person.iin: person for person in people if person.iin},
            offices=offices,
            kept=offices_where(actor.as_own(), Power.KEEP_PEOPLE, offices),
            names=names,
        )


def _judged(actor: Person, row: SheetRow, known: _Known) -> JudgedRow:
    faults: list[Fault] = []
    login = _login(row, faults)
    iin = _iin(row, faults)
    if told := _there_already(login, iin, known):
        return JudgedRow(row, RowState.KNOWN, (told,))
    facts = _facts(row, iin, faults)
    role, office = _role(row, faults), _office(row, known, faults)
    if faults or login is None or role is None or office is None:
        return JudgedRow(row, RowState.WRONG, tuple(faults))
    return JudgedRow(row, RowState.FIT, (), AddPerson(actor.id, login, facts, role, office))


def _there_already(login: PersonId | None, iin: str, known: _Known) -> Fault | None:
    if login is not None and (same := known.by_login.get(login)) is not None:
        return Fault(SheetColumn.LOGIN, _said(KNOWN_BY_LOGIN, name=same.full_name))
    if iin and (same := known.by_iin.get(iin)) is not None:
        told = _said(KNOWN_BY_IIN, name=same.full_name, login=same.id)
        return Fault(SheetColumn.IIN, told)
    return None


def _twice(one: JudgedRow, lines: dict[tuple[SheetColumn, str], int]) -> list[Fault]:
    """Faults of a row whose login or IIN an earlier line of the table has; the line is noted."""
    found = []
    for column in (SheetColumn.LOGIN, SheetColumn.IIN):
        told = one.row.told(column).lower()
        if not told:
            continue
        line = lines.setdefault((column, told), one.row.line)
        if line != one.row.line:
            found.append(Fault(column, _said(TWICE_IN_TABLE, line=str(line))))
    return found


def _login(row: SheetRow, faults: list[Fault]) -> PersonId | None:
    try:
        return demand_login(row.told(SheetColumn.LOGIN))
    except DomainError as refused:
        faults.append(Fault(SheetColumn.LOGIN, refused.title))
        return None


def _iin(row: SheetRow, faults: list[Fault]) -> str:
    told = row.told(SheetColumn.IIN)
    if not told:
        return ""
    digits = "".join(told.split())
    if digits.isdigit() and _CUT_DIGITS <= len(digits) < IIN_DIGITS:
        digits = digits.zfill(IIN_DIGITS)
    try:
        return Iin.parse(digits).digits
    except IinInvalid as refused:
        is_number = "e+" in told.lower()
        faults.append(Fault(SheetColumn.IIN, IIN_CUT if is_number else refused.reason))
        return ""


def _facts(row: SheetRow, iin: str, faults: list[Fault]) -> PersonFacts:
    name = row.told(SheetColumn.FULL_NAME)
    if not name:
        faults.append(Fault(SheetColumn.FULL_NAME, NameMissing.title))
    for column in (SheetColumn.FULL_NAME, SheetColumn.NAME_RU):
        if (told := row.told(column)) and not told[0].isalpha():
            faults.append(Fault(column, LETTERS_LOST if told[0] == "?" else NAME_UNFIT))
    for column, told in row.cells.items():
        if len(told) > LONGEST_CELL:
            faults.append(Fault(column, TOO_LONG))
        elif "?" in told[1:] and column in (SheetColumn.FULL_NAME, SheetColumn.POSITION_KK):
            faults.append(Fault(column, LETTERS_LOST))
    return PersonFacts(
        full_name=name,
        name_ru=row.told(SheetColumn.NAME_RU),
        position_kk=row.told(SheetColumn.POSITION_KK),
        position_ru=row.told(SheetColumn.POSITION_RU),
        language=_language(row, faults),
        iin=iin,
    )


def _language(row: SheetRow, faults: list[Fault]) -> Language:
    told = row.told(SheetColumn.LANGUAGE).lower()
    found = next((one for one in LANGUAGES if one == told), _LANGUAGE_NAMES.get(told))
    if found is None and told:
        faults.append(Fault(SheetColumn.LANGUAGE, _said(LANGUAGE_UNKNOWN, told=told)))
    return found or "kk"


def _role(row: SheetRow, faults: list[Fault]) -> Role | None:
    told = row.told(SheetColumn.ROLE)
    wanted = search_term(told)
    for role, name in ROLE_NAMES.items():
        names = (role.value, *(name.in_language(one) for one in LANGUAGES))
        if wanted and wanted in map(search_term, names):
            return role
    message = _said(ROLE_UNKNOWN, told=told) if told else ROLE_MISSING
    faults.append(Fault(SheetColumn.ROLE, message))
    return None


def _office(row: SheetRow, known: _Known, faults: list[Fault]) -> OfficeId | None:
    """By its code, or by its name in any language; two in one name are told apart by the code."""
    told = row.told(SheetColumn.OFFICE)
    if not told:
        faults.append(Fault(SheetColumn.OFFICE, OFFICE_MISSING))
        return None
    by_code = [one.id for one in known.offices.all() if one.id == told.lower()]
    found = by_code or known.names.get(search_term(told), ())
    kept = [one for one in found if one in known.kept]
    if len(kept) == 1:
        return kept[0]
    message = OFFICE_TWICE if kept else OFFICE_NOT_KEPT if found else OFFICE_UNKNOWN
    faults.append(Fault(SheetColumn.OFFICE, _said(message, told=told)))
    return None


def _said(text: Text, **told: str) -> Text:
    return Text(text.kk.format(**told), text.ru.format(**told), text.en.format(**told))
