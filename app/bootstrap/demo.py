"""Makes the demo's database: offices, people, and a few dozen cases in different states.

The cases are lived through by the real commands in virtual time, up to the present moment; nothing
is written past them. The database is made beside its place and moved there when it is finished, so
an interrupted making leaves nothing half done.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from app.bootstrap.composition import Qadam, compose
from app.bootstrap.demo_outside import DemoOutside
from app.bootstrap.demo_people import ALMALY, BOSTANDYK, OFFICES, PEOPLE
from app.bootstrap.demo_phones import DemoPhones
from app.bootstrap.deployments import deploy_folder, service_folders
from app.bootstrap.foundations import fill_calendar
from app.bootstrap.letters import InProcess
from app.bootstrap.state_systems import make_stand, stand_in_process
from app.clock import FixedClock
from app.domain.calendar import ZONE_NAME
from app.domain.identity import CommandId, OfficeId, PersonId, ProcessKey
from app.domain.people import Person
from app.settings import Settings
from app.stand.application import Stand
from app.stand.people import PEOPLE as REGISTRY
from app.stand.people import StandPerson
from app.storage import open_storage
from app.usecases.claim_user_task import ClaimUserTask
from app.usecases.complete_user_task import CompleteUserTask
from app.usecases.register_application import RegisterApplication

Say = Callable[[str], None]
PERSONAL_ASSISTANT = ProcessKey("personal-assistant")
CASES = 40
CLERKS = {BOSTANDYK: PersonId("zhanar"), ALMALY: PersonId("timur")}
SPECIALISTS = {BOSTANDYK: PersonId("asel"), ALMALY: PersonId("saltanat")}
NEEDS = (
    "Көшеге шығуға, емханаға баруға және құжат рәсімдеуге көмек керек",
    "Дәрігерге және дүкенге барғанда ілесіп жүретін адам керек",
    "Нужна помощь при посещении поликлиники и государственных учреждений",
    "Нужно сопровождение на лечебную физкультуру три раза в неделю",
)


def make_demo(settings: Settings, now: datetime, say: Say) -> None:
    """Make the demo's SQLite database at its place, with `say` told of the progress."""
    place = Path(settings.database.removeprefix("sqlite:///"))
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".unfinished")
    stand_store = settings.var / "stand.db"
    _clear(unfinished, stand_store, place)
    storage = open_storage(f"sqlite:///{unfinished}")
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
    fill_calendar(qadam.storage, qadam.clock.now())
    with qadam.storage.begin() as uow:
        uow.people.put_offices(OFFICES)
        for person in people:
            uow.people.put(person)
        uow.commit()
    qadam.rules.forget()


@dataclass(frozen=True, slots=True)
class Demo:
    qadam: Qadam
    clock: FixedClock
    stand: Stand
    chance: random.Random

    def command_id(self) -> CommandId:
        return CommandId(UUID(int=self.chance.getrandbits(128), version=4))


@dataclass(frozen=True, slots=True)
class Story:
    """How one demo case goes: when it comes in, and how far the office has got with it."""

    person: StandPerson
    office: OfficeId
    at: datetime
    ends: str
    """`granted`, `refused`, `not_accepted`: over. `deciding`, `checking`: waits for somebody free;
    `on_desk`, `claimed`: the same, but somebody has taken it. `incident`: the registry was down."""


def _live_through(demo: Demo, now: datetime, say: Say) -> None:
    stories = list(_stories(demo, now))

    def pass_time(span: timedelta) -> None:
        demo.clock.move_to(min(demo.clock.now() + span, now))

    phones = DemoPhones(demo.stand.control, demo.chance, pass_time)
    for count, story in enumerate(stories, start=1):
        _tell(demo, story, now)
        phones.tell()
        if count % 10 == 0 or count == len(stories):
            say(f"demo cases {count} / {len(stories)}")
    outside = DemoOutside(
        demo.stand.control, demo.clock.move_to, lambda: _run_jobs(demo, None), demo.command_id
    )
    outside.live_through(now, [story.person.iin for story in stories])
    phones.tell()
    demo.clock.move_to(now)
    demo.stand.control.clear_faults()
    while demo.qadam.fire_due_timers():
        pass


def _stories(demo: Demo, now: datetime) -> Iterator[Story]:
    """Oldest first: what came in long ago is mostly done, what came today is fresh."""
    ends = (
        ["granted"] * 8 + ["refused", "granted", "not_accepted", "granted", "granted"]
        + ["refused", "granted", "deciding", "granted", "on_desk", "granted", "deciding"]
        + ["on_desk", "granted", "on_desk", "deciding", "checking", "deciding", "on_desk"]
        + ["claimed", "refused", "deciding", "incident", "on_desk", "checking", "deciding"]
        + ["incident", "claimed", "checking", "on_desk", "checking", "checking"]
    )  # fmt: skip
    people = [person for person in REGISTRY if person.status != "departed"]
    demo.chance.shuffle(people)
    days = _working_days_back(demo, now, 22)
    for index, how in enumerate(ends[:CASES]):
        day = days[min(index * len(days) // CASES, len(days) - 1)]
        at = _moment(day, 9 + index % 8, 5 + index * 7 % 50)
        office = ALMALY if index % 4 == 3 else BOSTANDYK
        yield Story(people[index % len(people)], office, min(at, now - timedelta(minutes=5)), how)


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


def _tell(demo: Demo, story: Story, now: datetime) -> None:
    demo.clock.move_to(story.at)
    registered = demo.qadam.register_application(
        RegisterApplication(
            demo.command_id(),
            CLERKS[story.office],
            PERSONAL_ASSISTANT,
            story.office,
            "department_counter",
            _application(demo, story),
        )
    )
    if story.ends == "incident":
        demo.stand.control.set_fault("gbdfl", "person", "error-500")
    _later(demo, now, minutes=1)
    _run_jobs(demo, now if story.ends == "incident" else None)
    demo.stand.control.clear_faults()
    steps = {
        "granted": 2, "refused": 2, "not_accepted": 1, "deciding": 1, "on_desk": 1,
        "checking": 0, "claimed": 0, "incident": 0,
    }  # fmt: skip
    for _ in range(steps[story.ends] + 1):
        view = demo.qadam.storage.queries.case(registered.number)
        open_tasks = [task for task in view.tasks if task.is_open]
        if not open_tasks:
            return
        task = open_tasks[0]
        candidates = CLERKS if "clerk" in task.candidate_groups else SPECIALISTS
        who = candidates[story.office]
        is_last = task.element_id == "decide_application" or not steps[story.ends]
        if is_last and story.ends in ("deciding", "checking", "incident", "on_desk", "claimed"):
            if story.ends in ("on_desk", "claimed"):
                demo.qadam.claim_user_task(ClaimUserTask(demo.command_id(), task.id, who))
            return
        _later(demo, now, minutes=demo.chance.randrange(60, 1500))
        answers = _answers(str(task.element_id), story, demo)
        command = CompleteUserTask(demo.command_id(), task.id, who, answers)
        demo.qadam.complete_user_task(command)
        _run_jobs(demo, None)


def _later(demo: Demo, now: datetime, *, minutes: int) -> None:
    """Let time pass; people work in working hours alone."""
    calendar = demo.qadam.rules.calendar(BOSTANDYK)
    moment = calendar.next_working_moment(demo.clock.now() + timedelta(minutes=minutes))
    demo.clock.move_to(min(moment + timedelta(minutes=demo.chance.randrange(40)), now))


def _run_jobs(demo: Demo, until: datetime | None) -> None:
    """Run what is due; up to a moment, the clock moved to each next attempt."""
    while True:
        while demo.qadam.next_work() is not None:
            pass
        if until is None:
            return
        with demo.qadam.storage.begin() as uow:
            due = uow.jobs.next_due()
        if due is None or due > until:
            return
        demo.clock.move_to(due)


def _application(demo: Demo, story: Story) -> Mapping[str, object]:
    person = story.person
    is_russian = person.full_name.split()[0][-2:] in ("ов", "ва", "ин", "на", "ко")
    return {
        "applicant_iin": person.iin,
        "applicant_name": person.full_name,
        "phone": person.phone,
        "language": "ru" if is_russian else "kk",
        "representative": "no",
        "needs": NEEDS[(2 if is_russian else 0) + demo.chance.randrange(2)],
        "consent": True,
    }


def _answers(element: str, story: Story, demo: Demo) -> Mapping[str, object]:
    if element == "check_completeness":
        if story.ends == "not_accepted":
            return {
                "package_complete": "no",
                "acceptance_ground": demo.chance.choice(["NA-1", "NA-2"]),
                "missing_papers": "Жеке басты куәландыратын құжаттың мерзімі өткен",
            }
        return {
            "package_complete": "yes",
            "seen_application": True,
            "seen_identity": True,
        }
    if element == "confirm_registry_record":
        return {
            "registry_finding": "died",
            "registry_proof": "Қайтыс болу туралы куәлік көрсетілді",
        }
    if story.ends == "refused":
        return {
            "outcome": "refused",
            "refusal_ground": "RF-2",
            "reasoning": "Оңалтудың жеке бағдарламасында жеке көмекшінің қызметі белгіленбеген",
        }
    return {"outcome": "granted"}
