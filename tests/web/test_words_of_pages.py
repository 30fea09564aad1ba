"""How deadlines, norms and histories are told."""

from datetime import date, datetime, timedelta

import pytest
from desk_world import SPECIALIST, SUPERVISOR, TUESDAY, DeskWorld
from flask import Flask, session

from app.domain.identity import Topic
from app.domain.norms import norm_words
from app.domain.terms import reckon
from app.domain.texts import Language
from app.web.dues import bar_of, due_of, steps_of
from app.web.page_context import notice


def test_a_number_is_kept_in_one_piece_and_what_stands_beside_it_is_escaped(
    world: DeskWorld,
) -> None:
    whole = world.app.jinja_env.filters["whole"]
    kept = '<span class="q-nowrap">ЖК-2026-000041</span>'
    assert whole("№ ЖК-2026-000041 <b>") == f"№ {kept} &lt;b&gt;"
    assert whole("18-2-тармақ, 2026-12-31") == "18-2-тармақ, 2026-12-31"


@pytest.mark.parametrize(
    ("norm", "kk", "ru"),
    [
        ("practice", "Қалыптасқан тәжірибе", "Сложившаяся практика"),
        (
            "458/std-1 r.9(2)",
            "№ 458 бұйрық, стандарттың 9-жолы, 2) тармақша",
            "Приказ № 458, стандарт, строка 9, подпункт 2)",
        ),
        (
            "458/R1 p.18-2; 458/std-1 r.5",
            "№ 458 бұйрық, қағидалардың 18-2-тармағы; № 458 бұйрық, стандарттың 5-жолы",
            "Приказ № 458, правила, пункт 18-2; Приказ № 458, стандарт, строка 5",
        ),
        (
            "458/std-1 r.3(2), r.3(3)",
            "№ 458 бұйрық, стандарттың 3-жолы, 2) тармақша; "
            "№ 458 бұйрық, стандарттың 3-жолы, 3) тармақша",
            "Приказ № 458, стандарт, строка 3, подпункт 2); "
            "Приказ № 458, стандарт, строка 3, подпункт 3)",
        ),
        ("АППК, ст. 73", "АППК, ст. 73", "АППК, ст. 73"),
    ],
)
def test_a_norm_is_said_for_people(norm: str, kk: str, ru: str) -> None:
    assert (norm_words(norm).kk, norm_words(norm).ru) == (kk, ru)


def _steps(world: DeskWorld, later: timedelta, language: Language) -> str:
    view = world.register()
    desk = world.world.qadam.desk.case(_person(world), view.case.number)
    calendar = world.world.calendar()
    words = steps_of(desk.deadline, TUESDAY + later, calendar, language).words
    return words.replace("\u00a0", " ").replace("\u2060", "")


@pytest.mark.parametrize(
    ("days", "kk", "ru"),
    [
        (0, "10 күн, ертеңнен басталады", "10 дней, с завтрашнего дня"),
        (1, "10 күннің 1-і", "1-й день из 10"),
        (7, "10 күннің 5-і", "5-й день из 10"),
        (40, "10 күндік мерзім өтті", "срок 10 дн. истёк"),
    ],
)
def test_the_small_bar_tells_which_day_of_the_term_it_is(
    world: DeskWorld, days: int, kk: str, ru: str
) -> None:
    later = timedelta(days=days)
    assert _steps(world, later, "kk") == kk
    assert _steps(world, later, "ru") == ru


def test_a_due_date_of_today_is_told_in_hours(world: DeskWorld) -> None:
    calendar = world.world.calendar()
    due = due_of(date(2026, 12, 22), None, TUESDAY, calendar, "kk")
    assert due.tag.words == "7\u00a0жұмыс сағаты қалды"
    assert due.line == "бүгін, 18:00-\u2060ге дейін"
    assert due.row_class == "is-today"


def test_today_after_closing_is_not_late_yet(world: DeskWorld) -> None:
    evening = datetime.fromisoformat("2026-12-22T19:30:00+05:00")
    due = due_of(date(2026, 12, 22), None, evening, world.world.calendar(), "kk")
    assert due.tag.words == "Бүгін аяқталады"


@pytest.mark.parametrize(
    ("language", "words", "line"),
    [
        ("kk", "Мерзімі өтті", "бүгін, 18:00-\u2060де"),
        ("ru", "Срок истёк", "сегодня в 18:00"),
        ("en", "Overdue", "today at 18:00"),
    ],
)
def test_past_its_hour_of_today_a_task_is_told_as_overdue(
    world: DeskWorld, language: Language, words: str, line: str
) -> None:
    calendar, evening = world.world.calendar(), TUESDAY.replace(hour=19)
    closed = calendar.closes_at(TUESDAY.date())
    due = due_of(TUESDAY.date(), closed, evening, calendar, language)
    assert (due.tag.words, due.line) == (words, line)
    assert (due.tag.color, due.row_class) == ("danger", "is-overdue")


def test_the_bar_of_an_ended_case_stands_still(world: DeskWorld) -> None:
    view = world.register()
    desk = world.world.qadam.desk.case(_person(world), view.case.number)
    calendar = world.world.calendar()
    much_later = TUESDAY + timedelta(days=90)
    bar = bar_of(desk.deadline, much_later, calendar, "ru", date(2026, 12, 24))
    assert bar.headline.startswith("Срок соблюдён, последний день")
    assert not bar.has_breached
    assert not any(cell.is_today for cell in bar.cells)
    late = bar_of(desk.deadline, much_later, calendar, "ru", desk.deadline.due + timedelta(days=3))
    assert late.headline.startswith("Позже срока на 1\u00a0рабочий день, последний")


def test_the_small_bar_of_a_term_that_was_met_stands_still(world: DeskWorld) -> None:
    view = world.register()
    desk = world.world.qadam.desk.case(_person(world), view.case.number)
    calendar, due = world.world.calendar(), desk.deadline.due
    much_later = TUESDAY + timedelta(days=90)

    in_time = steps_of(desk.deadline, much_later, calendar, "kk", due)
    late = steps_of(desk.deadline, much_later, calendar, "kk", due + timedelta(days=4))
    on_saturday = steps_of(desk.deadline, much_later, calendar, "kk", due + timedelta(days=1))

    assert in_time.words == "Мерзімі сақталды"
    assert not any("is-breached" in cell.classes for cell in in_time.cells)
    assert late.words == "Мерзімінен 2\u00a0жұмыс күні кеш"
    assert sum("is-breached" in cell.classes for cell in late.cells) == 2
    assert on_saturday.words == "Мерзімінен кеш"


def test_an_open_bar_counts_only_days_after_today_as_left(world: DeskWorld) -> None:
    view = world.register()
    desk = world.world.qadam.desk.case(_person(world), view.case.number)
    term = desk.edition.terms[view.case.term]
    deadline = reckon(term, view.case.registered_at, world.world.calendar())
    assert bar_of(deadline, TUESDAY, world.world.calendar(), "kk").summary == ""
    bar = bar_of(deadline, TUESDAY + timedelta(days=1), world.world.calendar(), "kk")
    assert bar.headline.startswith("9\u00a0жұмыс күні қалды")
    assert sum(cell.classes in ("q-day", "q-day after-gap") for cell in bar.cells) == 8
    assert bar.cells[-1].classes.startswith("q-day is-last")


def test_failures_in_a_row_are_one_line(world: DeskWorld) -> None:
    topic = Topic("request-person")
    for _ in range(2):
        world.world.fail_next_job(topic, "down", None)
    view = world.register()
    world.pass_time(minutes=30)
    world.run_jobs()
    world.pass_time(hours=2)
    world.run_jobs()
    text = world.visitor(SPECIALIST).get(f"/cases/{view.case.number}").text
    assert text.count("неудачные попытки") == 1
    assert "2\u00a0неудачные попытки" in text


def test_a_supervisor_can_retry_from_the_case(world: DeskWorld) -> None:
    world.world.fail_next_job(Topic("request-person"), "down", 0)
    view = world.register()
    path = f"/incidents/{view.incidents[0].id}/retry"
    assert path in world.visitor(SUPERVISOR).get(f"/cases/{view.case.number}").text
    assert path not in world.visitor(SPECIALIST).get(f"/cases/{view.case.number}").text


def _person(world: DeskWorld) -> object:
    with world.world.qadam.storage.begin() as uow:
        return uow.people.get(SPECIALIST)  # type: ignore[arg-type]


def test_of_notices_that_no_page_has_shown_the_latest_three_are_kept() -> None:
    app = Flask("trial")
    app.secret_key = app.name
    with app.test_request_context():
        for number in "12345":
            notice("task.completed", number=number)
        assert [line["values"]["number"] for line in session["notices"]] == ["3", "4", "5"]
