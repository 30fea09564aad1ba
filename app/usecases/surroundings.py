"""What the expressions of a case may know: its platform variables and the domain functions."""

from datetime import date, datetime
from decimal import Decimal

from app.domain.calendar import WorkingCalendar
from app.domain.case import Case
from app.domain.identity import TermId
from app.domain.iin import Iin, age_at
from app.domain.standard import Edition
from app.domain.terms import Deadline, reckon
from app.feel import Builtin, Value
from app.ports.engine import Surroundings, Variables


def deadline_of(case: Case, term: TermId, edition: Edition, calendar: WorkingCalendar) -> Deadline:
    """A term of the case's edition, counted from its registration.

    Raises:
        ValueError: the edition has no such term.
    """
    if term not in edition.terms:
        raise ValueError(f"The service standard has no term {term}")
    return reckon(edition.term(term, case.channel), case.registered_at, calendar)


def around(
    case: Case, *, edition: Edition, calendar: WorkingCalendar, now: datetime
) -> Surroundings:
    """The surroundings of one command on the case."""
    return Surroundings(
        now=now,
        functions=_functions(case, edition, calendar),
        variables=platform_variables(case),
    )


def platform_variables(case: Case) -> Variables:
    """`case` and `applicant`, which a model reads and never writes."""
    described: dict[str, Value] = {
        "number": case.number,
        "service": case.process_key,
        "edition": case.edition,
        "channel": case.channel,
        "office": case.office_id,
        "registered_at": case.registered_at,
        "term_due_on": case.term_due_on,
    }
    applicant: dict[str, Value] = {
        "iin": case.applicant.iin,
        "full_name": case.applicant.full_name,
        "phone": case.applicant.phone,
        "language": case.applicant.language,
    }
    return {"case": described, "applicant": applicant}


def _functions(case: Case, edition: Edition, calendar: WorkingCalendar) -> dict[str, Builtin]:
    def deadline(term: str) -> date:
        return deadline_of(case, TermId(term), edition, calendar).due

    def whole(n: Decimal) -> int:
        if n != n.to_integral_value():
            raise ValueError(f"Expected a whole number of days or hours, found {n}")
        return int(n)

    def local(day: date) -> date:
        return calendar.local_date(day) if isinstance(day, datetime) else day

    functions = (
        Builtin("deadline", ("term id",), deadline, kinds=("string",)),
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
        Builtin(
            "age_at",
            ("iin", "d"),
            lambda iin, d: Decimal(age_at(Iin.parse(iin), local(d))),
            kinds=("string", "any"),
        ),
    )
    return {function.name: function for function in functions}
