"""A calendar that moves the last day tells it to whoever was promised the old one, and no other."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from case_walks import COMPLETE_PACKAGE, Walk
from databases import KINDS
from lent_storages import FreshStorage

from app.bootstrap.administering import admin_services
from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import simulation_world
from app.documents.service_words import texts_of_the_term
from app.domain.calendar_change import CalendarChange, MoveKind
from app.domain.identity import PersonId
from app.domain.task import UserTask
from app.settings import ROOT
from app.usecases.change_calendar import CalendarKeeping, DrawUpChange
from app.usecases.tell_term_change import tells_of_moves

ADMIN = PersonId("aizhan")
TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
OFF = date(2026, 12, 29)
AFTER_THE_TERM = date(2027, 1, 12)
MOVED = "term-moved"


@pytest.fixture(params=KINDS)
def walk(request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]) -> Iterator[Walk]:
    """The service as it is, with its receipt and what it tells applicants."""
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    world.deploy(read_folder(ROOT / "processes" / "personal-assistant"))
    yield Walk(world)
    world.close()


@pytest.fixture
def calendar(walk: Walk) -> CalendarKeeping:
    return admin_services(walk.world.qadam).calendar


def drawn_up(walk: Walk, calendar: CalendarKeeping, off: date = OFF) -> CalendarChange:
    made = calendar.draw_up(DrawUpChange(ADMIN, (off,), (), "№ 900 қаулы"))
    work(walk)
    return made


def work(walk: Walk) -> None:
    while walk.world.qadam.calendar_work.run_next():
        pass


def applied(walk: Walk, calendar: CalendarKeeping, made: CalendarChange) -> None:
    calendar.apply(ADMIN, made.id)
    walk.world.set_clock(walk.world.now() + timedelta(seconds=66))
    work(walk)
    walk.run_jobs()


def waiting(walk: Walk) -> UserTask:
    """A registered case; its applicant has the receipt that tells the last day."""
    walk.register()
    walk.run_jobs()
    return walk.task("intake/check_completeness")


def told(calendar: CalendarKeeping, made: CalendarChange) -> int:
    return sum(one.told for one in calendar.show(made.id, None).counts)


def news(walk: Walk) -> list[str]:
    return [one.text for one in walk.view().messages if one.message == MOVED]


def test_whoever_has_a_receipt_is_told_the_new_day_once(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    walk.complete(waiting(walk), COMPLETE_PACKAGE)
    walk.run_jobs()
    assert [one.template for one in walk.view().documents] == ["receipt"]

    made = drawn_up(walk, calendar)

    assert told(calendar, made) == 1
    [case] = calendar.show(made.id, None).cases
    assert [one.kind for one in case.moves if one.is_told] == [MoveKind.CASE]
    assert news(walk) == []

    applied(walk, calendar, made)

    assert told(calendar, made) == 1
    (text,) = news(walk)
    assert walk.numbers[-1] in text
    assert "11.01.2027" in text
    assert "900" not in text
    walk.run_jobs()
    assert len(news(walk)) == 1


def test_whoever_has_complained_was_promised_a_day_and_hears_that_it_moved() -> None:
    files = {file.path: file.content for file in read_folder(ROOT / "processes" / "complaint")}

    assert {"complaint-receipt", "complaint-registered"} <= texts_of_the_term(files)
    assert tells_of_moves(content for path, content in files.items() if path == "complaint.bpmn")


def test_before_any_day_was_told_nobody_hears_of_the_move_and_the_receipt_tells_the_new_one(
    walk: Walk, calendar: CalendarKeeping
) -> None:
    walk.register()
    assert walk.view().documents == []
    made = drawn_up(walk, calendar)
    assert told(calendar, made) == 0
    applied(walk, calendar, made)

    walk.complete(walk.task("intake/check_completeness"), COMPLETE_PACKAGE)
    walk.run_jobs()

    assert [one.template for one in walk.view().documents] == ["receipt"]
    assert news(walk) == []
    assert walk.view().case.term_due_on == date(2027, 1, 11)


def test_a_day_that_stays_is_not_told_again(walk: Walk, calendar: CalendarKeeping) -> None:
    walk.complete(waiting(walk), COMPLETE_PACKAGE)
    walk.run_jobs()
    made = drawn_up(walk, calendar, AFTER_THE_TERM)
    applied(walk, calendar, made)
    assert told(calendar, made) == 0
    assert news(walk) == []


def test_a_second_change_tells_the_next_new_day(walk: Walk, calendar: CalendarKeeping) -> None:
    walk.complete(waiting(walk), COMPLETE_PACKAGE)
    walk.run_jobs()
    applied(walk, calendar, drawn_up(walk, calendar))
    second = drawn_up(walk, calendar, date(2026, 12, 30))
    assert told(calendar, second) == 1
    applied(walk, calendar, second)
    assert ["12.01.2027" in text for text in news(walk)] == [False, True]
