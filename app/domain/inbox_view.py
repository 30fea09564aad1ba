"""How a person keeps the list of tasks: filters under a name, columns, an order of their own."""

from dataclasses import dataclass

from app.domain.identity import InboxViewId, OfficeId, PersonId
from app.domain.refusals import Conflict, Invalid, NotFound
from app.domain.texts import Text

COLUMNS = ("case_term", "holder", "received", "office")
"""Those that one may show or hide; what to do, the applicant and the due date always stand."""
FIRST_COLUMNS = ("case_term", "holder")
LONGEST_NAME = 40
MOST_FILTERS = 30


class SavedFilterNotFound(NotFound):
    code = "SavedFilterNotFound"
    title = Text("Мұндай сақталған сүзгі жоқ", "Такого отбора нет", "There is no such filter")


class FilterNameUnfit(Invalid):
    code = "FilterNameUnfit"
    title = Text(
        "Сүзгіге 40 таңбадан аспайтын атау беріңіз",
        "Дайте отбору название не длиннее 40 знаков",
        "Give the filter a name of at most 40 characters",
    )


class TooManyFilters(Conflict):
    code = "TooManyFilters"
    title = Text(
        "Сүзгі тым көп: алдымен керек емесін өшіріңіз",
        "Отборов слишком много: сначала удалите ненужный",
        "There are too many filters: delete one first",
    )


class FilterHoldsIin(Invalid):
    """A name for a filter is kept for long and shared: no place for somebody's IIN."""

    code = "FilterHoldsIin"
    title = Text(
        "Сүзгіде ЖСН сақталмайды: іздеу өрісінен ЖСН-ді өшіріп, тегін немесе нөмірін жазыңыз",
        "В отборе ИИН не сохраняется: уберите его из поиска, напишите фамилию или номер",
        "A filter does not keep an IIN: take it out of the search, type the surname or the number",
    )


@dataclass(frozen=True, slots=True)
class SavedFilter:
    id: InboxViewId
    owner: PersonId
    name: str
    query: str
    """Of the address of the list."""
    group: str = ""
    """Shared with everybody who belongs to this candidate group in the office; empty: one's own."""
    office: OfficeId | None = None


@dataclass(frozen=True, slots=True)
class InboxSetting:
    """How the list stands for a person before they ask for anything else."""

    columns: tuple[str, ...] = FIRST_COLUMNS
    order: str = "due"


@dataclass(frozen=True, slots=True)
class InboxViews:
    """What a person keeps, and what is shared with them."""

    setting: InboxSetting
    filters: tuple[SavedFilter, ...]
