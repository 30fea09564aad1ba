"""Makes the demo's database: offices, people, and a few dozen cases in different states.

The cases are lived through by the real commands in virtual time, side by side, up to the present
moment: timers fire on their way, and registers count in the order of the days. The database is
made beside its place and moved there when it is finished, so an interrupted making leaves nothing
half done.
"""

import heapq
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from app.bootstrap.composition import Qadam, compose
from app.bootstrap.demo_outside import DemoOutside
from app.bootstrap.demo_people import ALMALY, BOSTANDYK, OFFICES, PEOPLE
from app.bootstrap.demo_phones import DemoPhones
from app.bootstrap.demo_stories import (
    AGAINST,
    CHECK,
    DECIDE,
    OPEN_ENDS,
    RESOLVE,
    STEPS,
    UNTOLD,
    Demo,
    Story,
    answers_of,
    application_of,
    complaint_of,
)
from app.bootstrap.deployments import deploy_folder, service_folders
from app.bootstrap.foundations import fill_calendar
from app.bootstrap.letters import InProcess
from app.bootstrap.state_systems import make_stand, stand_in_process
from app.clock import FixedClock
from app.domain.calendar import ZONE_NAME
from app.domain.identity import CaseNumber, PersonId, ProcessKey
from app.domain.people import Person
from app.domain.task import UserTask
from app.domain.work import JobState
from app.feel import to_value
from app.settings import Settings, index_key
from app.stand.authority import PIN
from app.stand.demo_records import held_of
from app.stand.people import PEOPLE as REGISTRY
from app.stand.people import StandPerson
from app.storage import Storage, open_storage
from app.usecases.claim_user_task import ClaimUserTask
from app.usecases.complete_user_task import CompleteUserTask
from app.usecases.correlate_message import CorrelateMessage
from app.usecases.file_complaint import FileComplaint
from app.usecases.register_application import RegisterApplication
from app.usecases.sign_document import SignWithDemoKey

Say = Callable[[str], None]
PERSONAL_ASSISTANT = ProcessKey("personal-assistant")
CASES = 40
CLERKS = {BOSTANDYK: PersonId("zhanar"), ALMALY: PersonId("timur")}
SPECIALISTS = {BOSTANDYK: PersonId("asel"), ALMALY: PersonId("saltanat")}
HEAD = PersonId("bauyrzhan")
PACE: Mapping[str, tuple[int, int]] = MappingProxyType({"hearing": (30, 90)})
"""Minutes between two steps where the office hurries: the hearing is to lie ahead."""
SIGNATURES: Mapping[str, str] = MappingProxyType(
    {
        "examination/result/sign_result": "result_signature",
        "intake/sign_acceptance_refusal": "acceptance_refusal_signature",
    }
)
"""Tasks at which a paper is signed, and the field that takes the signature."""


def make_demo(settings: Settings, now: datetime, say: Say) -> None:
    """Make the demo's SQLite database at its place, with `say` told of the progress."""
    place = Path(settings.database.removeprefix("sqlite:///"))
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".unfinished")
    stand_store = settings.var / "stand.db"
    _clear(unfinished, stand_store, place)
    storage = open_storage(f"sqlite:///{unfinished}", index_key=index_key(settings))
    clock = FixedClock(now)
    stand = make_stand(settings, clock.now, stand_store)
    try:
        storage.migrate()
        systems = stand_in_process(settings, stand)
        qadam = compose(
            settings, storage=storage, clock=clock, systems=systems.ports(), trust=systems.trust
        )
        fill_foundations(qadam, PEOPLE)
        for folder in service_folders(settings.processes):
            deploy_folder(qadam, folder, "system")
        stand.control.post.carrier = InProcess(qadam)
        _live_through(Demo(qadam, clock, stand, random.Random(458)), now, say)  # noqa: S311  # believable, not secret
    except BaseException:  # Ctrl+C, too
        storage.close()
        _clear(unfinished)
        raise
    finally:
        stand.control.close()
    storage.close()
    unfinished.replace(place)


def _clear(*databases: Path) -> None:
    """Remove databases with their logs: SQLite would play an orphaned log into the next one."""
    for database in databases:
        for end in ("", "-wal", "-shm"):
            Path(f"{database}{end}").unlink(missing_ok=True)


def fill_foundations(qadam: Qadam, people: tuple[Person, ...]) -> None:
    """Calendar, offices and people."""
    lay_foundations(qadam.storage, qadam.clock.now(), people)
    qadam.rules.forget()


def lay_foundations(storage: Storage, now: datetime, people: tuple[Person, ...]) -> None:
    """The same, where nobody has read them yet."""
    fill_calendar(storage, now)
    with storage.begin() as uow:
        uow.people.put_offices(OFFICES)
        for person in people:
            uow.people.put(person)
        uow.commit()


def _live_through(demo: Demo, now: datetime, say: Say) -> None:
    stories = list(_stories(demo, now))

    def pass_time(span: timedelta) -> None:
        demo.clock.move_to(min(demo.clock.now() + span, now))

    phones = DemoPhones(demo.stand.control, demo.chance, pass_time)
    outside = DemoOutside(demo.stand.control, lambda: _run_jobs(demo), demo.command_id)
    lives = [(story.at, _life(demo, story, now)) for story in stories]
    lives.append((min(story.at for story in stories), outside.life(now, _iins(stories))))
    diary = [(at, order, life) for order, (at, life) in enumerate(lives)]
    heapq.heapify(diary)
    demo.clock.move_to(diary[0][0])
    told = 0
    while diary:
        at, order, life = heapq.heappop(diary)
        _until(demo, at)
        following = next(life, None)
        phones.tell()
        if following is not None:
            heapq.heappush(diary, (following, order, life))
        elif order < len(stories):
            told += 1
            if told % 10 == 0 or told == len(stories):
                say(f"demo cases {told} / {len(stories)}")
    _until(demo, now)


def _iins(stories: Iterable[Story]) -> list[str]:
    return [story.person.iin for story in stories]


def _until(demo: Demo, moment: datetime) -> None:
    """Let time pass, each timer fire when it is due, and the system do what follows."""
    while (due := _next_timer(demo)) is not None and due <= moment:
        demo.clock.move_to(max(due, demo.clock.now()))
        demo.qadam.fire_due_timers()
        _run_jobs(demo)
    demo.clock.move_to(max(moment, demo.clock.now()))


def _next_timer(demo: Demo) -> datetime | None:
    with demo.qadam.storage.begin() as uow:
        return uow.timers.next_due()


def _stories(demo: Demo, now: datetime) -> Iterator[Story]:
    """Oldest first: what came in long ago is mostly done, what came today is fresh."""
    ends = (
        ["granted"] * 8 + ["refused", "granted", "not_accepted", "granted", "choosing"]
        + ["contested", "choosing", "deciding", "granted", "on_desk", "choosing", "deciding"]
        + ["on_desk", "granted", "on_desk", "deciding", "checking", "deciding", "on_desk"]
        + ["claimed", "checking", "deciding", "incident", "on_desk", "checking", "deciding"]
        + ["incident", "claimed", "checking", "on_desk", "hearing", "checking"]
    )  # fmt: skip
    sound, others = _people(demo.chance)
    days = _working_days_back(demo, now, 22)
    for index, how in enumerate(ends[:CASES]):
        day = days[min(index * len(days) // CASES, len(days) - 1)]
        at = _moment(day, 9 + index % 8, 5 + index * 7 % 50)
        office = ALMALY if index % 4 == 3 and how in OPEN_ENDS else BOSTANDYK
        people = others if how in AGAINST else sound
        person = people[index % len(people)]
        yield Story(person, office, min(at, now - timedelta(minutes=5)), how)


def _people(chance: random.Random) -> tuple[list[StandPerson], list[StandPerson]]:
    """Those whom the systems' data entitle to the service without a doubt, and all others."""
    alive = {person.iin: person for person in REGISTRY if person.status == "alive"}
    entitled = [
        held.iin
        for held in held_of(REGISTRY)
        if held.disability is not None
        and (held.disability.group, held.disability.difficulty_moving) == (1, True)
        and held.programme is not None
        and held.programme.group == 1
        and any(measure.code == PERSONAL_ASSISTANT for measure in held.programme.measures)
    ]
    sound = [person for iin, person in alive.items() if iin in entitled]
    others = [person for iin, person in alive.items() if iin not in entitled]
    chance.shuffle(sound)
    return sound, others


def _working_days_back(demo: Demo, now: datetime, count: int) -> list[date]:
    """The last working days up to today, oldest first."""
    calendar = demo.qadam.rules.calendar(BOSTANDYK)
    day = calendar.local_date(now)
    days = [day] if calendar.is_working_day(day) else []
    while len(days) < count:
        day = calendar.working_days_before(day, 1)
        days.append(day)
    return sorted(days)


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(ZONE_NAME)).astimezone(UTC)


def _life(demo: Demo, story: Story, now: datetime) -> Iterator[datetime]:
    """Lives through a story from its beginning on; yields the moment of each next step."""
    number = demo.qadam.register_application(
        RegisterApplication(
            demo.command_id(),
            CLERKS[story.office],
            PERSONAL_ASSISTANT,
            story.office,
            "department_counter",
            application_of(demo, story),
        )
    ).number
    yield _later(demo, now, minutes=1)
    _run_jobs(demo)
    for element in STEPS[story.ends]:
        if (doubt := _open_task(demo, number, RESOLVE)) is not None:
            _work(demo, story, doubt)
            _run_jobs(demo)
        if element == "examination/hearing/hold_hearing":
            yield _hearing_of(demo, number, now)
        task = _open_task(demo, number, element)
        if task is None:  # the present moment came before this step
            return
        yield _later(demo, now, minutes=demo.chance.randrange(*PACE.get(story.ends, (60, 1200))))
        if story.ends == "incident":
            yield from _work_while_the_registry_is_down(demo, story, task, now)
        else:
            _work(demo, story, task)
            _run_jobs(demo)
    if story.ends in ("on_desk", "claimed"):
        waiting = DECIDE if story.ends == "on_desk" else CHECK
        if (task := _open_task(demo, number, waiting)) is not None:
            demo.qadam.claim_user_task(ClaimUserTask(demo.command_id(), task.id, _who(story, task)))
    if story.ends == "granted":
        yield _later(demo, now, minutes=demo.chance.randrange(600, 3000))
        _choose_supplier(demo, number)
    if story.ends == "contested":
        yield max(demo.clock.now(), min(_moment(_working_days_back(demo, now, 2)[0], 10, 20), now))
        _complain(demo, story, number)
    yield from _tell_otherwise(demo, story, number, now)


def _tell_otherwise(
    demo: Demo, story: Story, number: CaseNumber, now: datetime
) -> Iterator[datetime]:
    """The clerk sees to whom no SMS has come."""
    yield _later(demo, now, minutes=60)
    if (task := _open_task(demo, number, UNTOLD)) is not None:
        yield _later(demo, now, minutes=demo.chance.randrange(60, 300))
        if demo.clock.now() < now:
            _work(demo, story, task)
            _run_jobs(demo)


def _work_while_the_registry_is_down(
    demo: Demo, story: Story, task: UserTask, now: datetime
) -> Iterator[datetime]:
    """Until every attempt has failed; the registry answers everybody else."""
    registry = demo.stand.control
    registry.set_fault("gbdfl", "person", "error-500")
    _work(demo, story, task)
    _run_jobs(demo)
    registry.clear_faults()
    while (due := _next_attempt(demo, task)) is not None and due <= now:
        yield due
        registry.set_fault("gbdfl", "person", "error-500")
        _run_jobs(demo)
        registry.clear_faults()


def _next_attempt(demo: Demo, task: UserTask) -> datetime | None:
    """Of the earliest job of the task's case that will be tried again."""
    with demo.qadam.storage.begin() as uow:
        jobs = uow.jobs.open_of(task.instance_id)
    return min((job.due_at for job in jobs if job.state is JobState.DUE), default=None)


def _open_task(demo: Demo, number: CaseNumber, element: str) -> UserTask | None:
    tasks = demo.qadam.storage.queries.case(number).tasks
    return next((task for task in tasks if task.is_open and task.element_id == element), None)


def _who(story: Story, task: UserTask) -> PersonId:
    if "head" in task.candidate_groups:
        return HEAD
    return (CLERKS if "clerk" in task.candidate_groups else SPECIALISTS)[story.office]


def _work(demo: Demo, story: Story, task: UserTask) -> None:
    who = _who(story, task)
    if (key := SIGNATURES.get(task.element_id)) is not None:
        demo.qadam.signing.sign_with_demo_key(
            SignWithDemoKey(demo.command_id(), task.id, key, who, PIN)
        )
    answers = answers_of(str(task.element_id), story, demo)
    demo.qadam.complete_user_task(CompleteUserTask(demo.command_id(), task.id, who, answers))


def _hearing_of(demo: Demo, number: CaseNumber, now: datetime) -> datetime:
    """The hour of the hearing; the moment at hand where it is still ahead of the present."""
    timers = demo.qadam.storage.queries.case(number).timers
    due = [t.due_at for t in timers if t.element_id == "examination/hearing/hearing_time_came"]
    return due[-1] if due and due[-1] <= now else demo.clock.now()


def _choose_supplier(demo: Demo, number: CaseNumber) -> None:
    supplier = to_value({"bin": "180440012346", "name": "«Қамқор» қоғамдық бірлестігі"})
    payload = {"supplier": supplier, "order_number": f"Т-{demo.chance.randrange(100, 999)}"}
    demo.qadam.correlate_message(
        CorrelateMessage(
            command_id=demo.command_id(),
            sender="aleumet",
            name="supplier-chosen",
            key=str(number),
            payload=payload,
            office=BOSTANDYK,
        )
    )


def _complain(demo: Demo, story: Story, number: CaseNumber) -> None:
    demo.qadam.file_complaint(
        FileComplaint(
            demo.command_id(), CLERKS[story.office], number, "chancellery", complaint_of(story)
        )
    )
    _run_jobs(demo)


def _later(demo: Demo, now: datetime, *, minutes: int) -> datetime:
    """So many minutes on; people work in working hours alone, and nobody beyond the present."""
    calendar = demo.qadam.rules.calendar(BOSTANDYK)
    moment = calendar.next_working_moment(demo.clock.now() + timedelta(minutes=minutes))
    return min(moment + timedelta(minutes=demo.chance.randrange(40)), now)


def _run_jobs(demo: Demo) -> None:
    while demo.qadam.next_work() is not None:
        pass
