"""What the expressions of a case may know: its platform variables and the domain functions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from app.domain.calendar import WorkingCalendar
from app.domain.case import Case, Representative
from app.domain.identity import TermId
from app.domain.iin import Iin, age_at
from app.domain.standard import Edition
from app.domain.terms import Deadline, changes_of, reckon, reckon_back
from app.domain.texts import Text
from app.feel import Builtin, Value
from app.ports.engine import FindDecision, FindModel, Surroundings, Variables

TAKEN_UP = Text(
    "іс қайта қарала бастаған күн",
    "день возобновления дела",
    "the day the case was taken up again",
)
"""What a term counts from in a case that a complaint has opened again."""


def deadline_of(
    case: Case,
    term: TermId,
    edition: Edition,
    calendar: WorkingCalendar,
    event: datetime | None = None,
) -> Deadline:
    """A term of the case's edition with all that was decided on it.

    Args:
        case: whose term it is.
        term: its id in the service standard.
        edition: the one the case was taken in under.
        calendar: of the case's office.
        event: the moment it counts from (aware); None: the registration of the case, or the moment
            at which it was taken up again.

    Raises:
        ValueError: the edition has no such term, or the term counts from another event than the
            registration, or is counted back and was given an event.
    """
    if term not in edition.terms:
        raise ValueError(f"The service standard has no term {term}")
    declared = edition.term(term, case.channel)
    if declared.before is not None:
        if event is not None:
            raise ValueError(f"{term} is counted back from the end of {declared.before}")
        end = deadline_of(case, declared.before, edition, calendar)
        return reckon_back(declared, end, calendar)
    if event is None:
        registration = edition.at_registration
        if registration and declared.counts_from not in registration:
            raise ValueError(f"{term} counts from {declared.counts_from}: give its moment")
        event = case.terms_from
        if case.taken_up_at is not None:
            declared = replace(declared, event=TAKEN_UP)
    suspensions, extensions = changes_of(term, case.term_changes)
    return reckon(declared, event, calendar, suspensions, extensions)


def around(
    case: Case,
    *,
    edition: Edition,
    calendar: WorkingCalendar,
    now: datetime,
    decisions: FindDecision,
    find_model: FindModel,
) -> Surroundings:
    """The surroundings of one command on the case."""
    return Surroundings(
        now=now,
        functions=_functions(case, edition, calendar),
        variables=platform_variables(case),
        decisions=decisions,
        find_model=find_model,
    )


def before_a_case(calendar: WorkingCalendar, now: datetime) -> Surroundings:
    """What the expression of a timer may know that begins a case."""
    return Surroundings(now=now, functions=_named(_calendar_functions(calendar)), variables={})


def platform_variables(case: Case) -> Variables:
    """`case`, `applicant` and `representative`, which a model reads and never writes."""
    described: dict[str, Value] = {
        "number": case.number,
        "service": case.process_key,
        "edition": case.edition,
        "channel": case.channel,
        "office": case.office_id,
        "registered_at": case.registered_at,
        "term_due_on": case.term_due_on,
        "taken_in_at": case.taken_in_at or "",
        "passed_on_to": case.passed_on_to or "",
        "taken_up_at": case.taken_up_at,
    }
    applicant: dict[str, Value] = {
        "iin": case.applicant.iin,
        "full_name": case.applicant.full_name,
        "phone": case.applicant.phone,
        "language": case.applicant.language,
    }
    return {
        "case": described,
        "applicant": applicant,
        "representative": _described(case.representative),
    }


def _described(representative: Representative | None) -> Value:
    if representative is None:
        return None
    return {
        "kind": representative.kind,
        "iin": representative.iin,
        "full_name": representative.full_name,
        "authority": representative.authority,
    }


def _functions(case: Case, edition: Edition, calendar: WorkingCalendar) -> dict[str, Builtin]:
    def deadline(term: str, event: date | None = None) -> date:
        return deadline_of(case, TermId(term), edition, calendar, moment(event)).due

    def moment(event: date | None) -> datetime | None:
        if event is None or isinstance(event, datetime):
            return event
        return calendar.opens_at(event)

    def local(day: date) -> date:
        return calendar.local_date(day) if isinstance(day, datetime) else day

    return _named(
        (
            Builtin(
                "deadline", ("term id", "event"), deadline, required=1, kinds=("string", "any")
            ),
            *_calendar_functions(calendar),
            Builtin(
                "age_at",
                ("iin", "d"),
                lambda iin, d: Decimal(age_at(Iin.parse(iin), local(d))),
                kinds=("string", "any"),
            ),
        )
    )


def _named(functions: Iterable[Builtin]) -> dict[str, Builtin]:
    return {function.name: function for function in functions}


def _calendar_functions(calendar: WorkingCalendar) -> tuple[Builtin, ...]:
    def whole(n: Decimal) -> int:
        if n != n.to_integral_value():
            raise ValueError(f"Expected a whole number of days or hours, found {n}")
        return int(n)

    def local(day: date) -> date:
        return calendar.local_date(day) if isinstance(day, datetime) else day

    return (
        Builtin(
            "working_days_after",
            ("start", "n"),
            lambda start, n: calendar.working_days_after(local(start), whole(n)),
        ),
        Builtin(
            "working_days_before",
            ("end", "n"),
            lambda end, n: calendar.working_days_before(local(end), whole(n)),
        ),
        Builtin(
            "working_hours_after",
            ("start", "n"),
            lambda start, n: calendar.working_hours_after(start, whole(n)),
        ),
        Builtin("is_working_day", ("d",), lambda d: calendar.is_working_day(local(d))),
    )
