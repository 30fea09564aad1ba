"""Choose in the cabinet who provides a granted service: ordered on the social services portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.case import CaseNotFound
from app.domain.citizens import Citizen
from app.domain.identity import CaseNumber, CommandId, PersonId
from app.domain.refusals import Conflict, Forbidden, Unavailable
from app.domain.texts import Text
from app.ports.outside import SystemUnavailable
from app.ports.state_systems import OfferedSupplier, SocialServicesPortal
from app.ports.views import CaseView, Queries
from app.usecases.acting import own_command
from app.usecases.answer_in_cabinet import Awaited, case_at_hand
from app.usecases.tell_case import NotAwaited

CHOICE: Awaited = "supplier-chosen"


class ChoiceRefused(Conflict):
    code = "ChoiceRefused"
    title = Text(
        "Бұл ұйымды қазір таңдау мүмкін емес. Басқасын таңдаңыз немесе 1414 нөміріне хабарласыңыз",
        "Сейчас эту организацию выбрать нельзя. Выберите другую или позвоните 1414",
        "This supplier cannot be chosen now. Choose another one, or call 1414",
    )


class AttorneyMayNotOrder(Forbidden):
    """Guardians and trustees take part in the portal, attorneys do not (379 p.2(10), 458/G-61)."""

    code = "AttorneyMayNotOrder"
    title = Text(
        "Сенімхат бойынша өкіл ұйым таңдай алмайды: ұйымды қызмет алушының өзі таңдайды",
        "Представитель по доверенности не может выбирать: выбирает сам получатель",
        "An attorney may not choose: the recipient does",
    )


class PortalAway(Unavailable):
    code = "PortalAway"
    title = Text(
        "Ұйымдар тізімі қазір ашылмайды. Бір сағаттан кейін қайталаңыз, таңдау құқығыңыз сақталады",
        "Список организаций сейчас не открывается. Повторите через час, право выбора сохранится",
        "The list of suppliers does not open now. Please try again in an hour, no time is lost",
    )


@dataclass(frozen=True, slots=True)
class ChooseSupplier:
    command_id: CommandId
    citizen: Citizen
    number: CaseNumber
    supplier: str
    """BIN of the one that is chosen."""


def suppliers_for(
    citizen: Citizen, number: CaseNumber, *, queries: Queries, portal: SocialServicesPortal
) -> Sequence[OfferedSupplier]:
    """Who may be chosen in the case.

    Raises:
        CaseNotFound, NotAwaited, AttorneyMayNotOrder, PortalAway: as they say.
    """
    measure = _measure(citizen, number, queries)
    try:
        return portal.suppliers(measure)
    except SystemUnavailable as away:
        raise PortalAway(str(away)) from away


def choose_supplier(
    command: ChooseSupplier, *, queries: Queries, portal: SocialServicesPortal
) -> None:
    """Order it; the portal tells the case by the message that its model waits for.

    Idempotent by `command_id`: the portal drops a repeated key.

    Raises:
        ChoiceRefused: ordering is shut, or nobody of this BIN is offered.
        CaseNotFound, NotAwaited, AttorneyMayNotOrder, PortalAway: as they say.
    """
    measure = _measure(command.citizen, command.number, queries)
    key = own_command(command.command_id, PersonId(command.citizen.iin))
    try:
        is_ordered = portal.order(
            measure, supplier=command.supplier, idempotency_key=f"choice {key}"
        )
    except SystemUnavailable as away:
        raise PortalAway(str(away)) from away
    if not is_ordered:
        raise ChoiceRefused(f"Expected a supplier of {measure} that may be chosen")


def may_choose(citizen: Citizen, view: CaseView) -> bool:
    """Whether the citizen may choose in a case of theirs."""
    acting = view.case.representative
    is_attorney = acting is not None and acting.kind == "attorney"
    return citizen.part_in(view.case) == "applicant" or not is_attorney


def _measure(citizen: Citizen, number: CaseNumber, queries: Queries) -> str:
    """The id of the measure on the portal."""
    view = queries.case(number)
    if citizen.part_in(view.case) is None:
        raise CaseNotFound(f"Expected {number} to be a case of the citizen")
    if not may_choose(citizen, view):
        raise AttorneyMayNotOrder(f"Expected the recipient or a legal representative of {number}")
    case = case_at_hand(queries, citizen, number, CHOICE)
    measures = case.variables.get("measures")
    measure = measures.get("id") if isinstance(measures, Mapping) else None
    if not isinstance(measure, str):
        raise NotAwaited(f"Expected {number} to know its measure")
    return measure
