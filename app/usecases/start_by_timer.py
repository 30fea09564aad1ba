"""Begin cases when the timers at the start of processes are due, each exactly once."""

from collections.abc import Callable, Sequence

from app.domain.identity import CaseNumber, OfficeId
from app.domain.models import Beginning
from app.domain.people import OfficeNotFound
from app.domain.refusals import DomainError, Unavailable
from app.domain.texts import Text
from app.domain.work import StartTimer
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, Surroundings
from app.ports.storage import BeginWork, ProcessVersion, UnitOfWork
from app.usecases.advance_story import SYSTEM
from app.usecases.advancing import NewId
from app.usecases.begin_case import NOBODY, BeginCase, Occasion
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion
from app.usecases.surroundings import before_a_case


def start_timers_of(
    service: ServiceVersion,
    version: ProcessVersion,
    *,
    uow: UnitOfWork,
    engine: ProcessEngine,
    rules: Rulebook,
) -> list[StartTimer]:
    """The timers of a new version, which is not written down yet.

    Looks at the offices that other starts name, too.

    Raises:
        DatesNotCounted: an expression gives no moment.
        OfficeNotFound: the model names an office that is not there.
        ScheduleUnknown: nobody has set the working hours of the office.
    """
    model, found = service.model, list[StartTimer]()
    named = (*model.message_starts.values(), *model.signal_starts.values())
    for at in (*named, *model.condition_starts):
        if at.office:
            rules.calendar(OfficeId(at.office), uow)
    for at in model.timer_starts:
        office = office_of_start(at, rules, uow)
        timer = StartTimer(
            process_key=service.key,
            version=service.version,
            element_id=at.element,
            event=at.event,
            office_id=office,
            since=version.deployed_at,
            round=0,
            due_at=version.deployed_at,
        )
        first = _following(timer, at, service, uow, engine, rules)
        if first is not None:
            found.append(first)
    return found


def start_due_cases(
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
    most: int,
    report: Callable[[StartTimer, Exception], None],
) -> int:
    """Begin the cases whose timers are due, one transaction each; returns how many began here.

    One that cannot begin its case holds no other back: why is kept for a supervisor, and it is
    tried again after a pause. `report` as for timers.
    """
    with begin() as uow:
        due = uow.start_timers.due(clock.now(), most)
    begun = 0
    for timer in due:
        try:
            number = start_case_by_timer(
                timer, begin=begin, engine=engine, rules=rules, clock=clock, new_id=new_id
            )
        except Unavailable:
            continue
        except Exception as error:  # whatever happens, the timers after this one must fire
            report(timer, error)
            _note_failure(timer, error, begin, clock)
        else:
            begun += number is not None
    return begun


_DEFECT = Text(
    "Жүйенің өз ақауы, ол журналда жазылған",
    "Сбой самой системы, он записан в журнале",
    "A fault of the system itself, which its log tells",
)


def _note_failure(timer: StartTimer, error: Exception, begin: BeginWork, clock: Clock) -> None:
    reason = type(error).title if isinstance(error, DomainError) else _DEFECT
    with begin() as uow:
        if uow.start_timers.put(timer.failed(reason, clock.now())):
            uow.commit()


def start_case_by_timer(
    timer: StartTimer,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> CaseNumber | None:
    """Begin the case of one round; None if somebody else has, or a newer version is there."""
    with begin() as uow:
        service = rules.service(timer.process_key, timer.version, uow)
        starts: Sequence[Beginning] = service.model.timer_starts
        at = next(s for s in starts if (s.element, s.event) == (timer.element_id, timer.event))
        following = _following(timer, at, service, uow, engine, rules)
        if not uow.start_timers.take(timer, following):
            return None
        occasion = Occasion(
            office=timer.office_id,
            applicant=NOBODY,
            variables={},
            actor=SYSTEM,
            action="begun-by-timer",
            facts={"element": timer.element_id, "round": str(timer.round)},
        )
        case = BeginCase(uow=uow, engine=engine, rules=rules, clock=clock, new_id=new_id)
        ground = case(service, at, occasion)
        uow.commit()
        return ground.case.number


def _following(
    timer: StartTimer,
    at: Beginning,
    service: ServiceVersion,
    uow: UnitOfWork,
    engine: ProcessEngine,
    rules: Rulebook,
) -> StartTimer | None:
    """The round after this one; None after the last."""
    around: Surroundings = before_a_case(rules.calendar(timer.office_id, uow), timer.since)
    due = engine.start_due(service.source, at, timer.since, timer.round + 1, around)
    return None if due is None else timer.following(due.round, due.due_at)


def office_of_start(at: Beginning, rules: Rulebook, uow: UnitOfWork) -> OfficeId:
    """The one that the model names; else the first that stands at the top of the tree."""
    offices = rules.offices(uow)
    if at.office:
        return offices.get(OfficeId(at.office)).id
    top = sorted(office.id for office in offices.all() if office.parent is None)
    if not top:
        raise OfficeNotFound(f"Expected an office for the cases that {at.element} begins")
    return top[0]
