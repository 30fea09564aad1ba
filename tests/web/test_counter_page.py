"""The counter page: checklists, limits of the queue, receipts of the day, results to hand over."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from desk_world import CLERK, COMPLETE_PACKAGE, HERE, SPECIALIST, DeskWorld, desk_world

from app.domain.identity import CaseNumber, ProcessKey
from app.simulation.world import Start

SERVICE = Path(__file__).parents[2] / "processes" / "personal-assistant"
SATURDAY = datetime.fromisoformat("2026-11-28T12:00:00+05:00")
OPERATOR = "gulnar"
APPLICATION = {
    "applicant_iin": "580412400174",
    "applicant_name": "Қалиева Айгүл Серікқызы",
    "phone": "+77010001000",
    "language": "kk",
    "representative": "no",
    "consent": True,
}


@pytest.fixture
def office(static: Path) -> Iterator[DeskWorld]:
    with desk_world(static, SATURDAY, SERVICE) as world:
        yield world


def taken_in(office: DeskWorld) -> CaseNumber:
    """An application handed in at the unit of the operator."""
    start = Start(
        ProcessKey("personal-assistant"),
        0,
        channel="state_corporation",
        office=HERE,
        answers=APPLICATION,
    )
    number = office.world.start(start)
    office.run_jobs()
    return number


def work(office: DeskWorld, number: CaseNumber, *tasks: tuple[str, dict[str, object]]) -> None:
    """Complete the tasks of these elements, signed where one asks for it."""
    for element, answers in tasks:
        view = office.world.case(number)
        task = next(t for t in view.tasks if t.is_open and t.element_id.endswith(element))
        office.world.sign(task.id, None)
        office.world.complete(task.id, None, answers)
        office.run_jobs()


def to_the_unit(office: DeskWorld) -> CaseNumber:
    """A case whose result lies at the unit, to be handed to the applicant."""
    number = taken_in(office)
    work(
        office,
        number,
        ("check_completeness", dict(COMPLETE_PACKAGE)),
        ("decide_application", {"outcome": "granted"}),
        ("sign_result", {"document_read": True}),
        ("hand_over_result", {"handed_to": "Мемлекеттік корпорация бөлімшесі"}),
        ("receive_result", {"result_received": True}),
    )
    return number


def shown(office: DeskWorld, person: str = OPERATOR) -> str:
    answer = office.visitor(person).get("/counter")
    assert answer.status_code == 200
    return answer.text.replace("\u00a0", " ").replace("\u2060", "")


def test_each_kind_of_applicant_has_a_list_of_papers(office: DeskWorld) -> None:
    page = shown(office)

    lists = re.findall(r'<p class="q-label">(.*?)</p>\s*<ul class="q-list">(.*?)</ul>', page, re.S)
    papers = {kind: re.findall(r"<li>([^<]+)", told) for kind, told in lists}
    own = ["Заявление", "Документ, удостоверяющий личность"]
    assert papers["Если пришёл сам получатель"] == own
    assert papers["Если пришло лицо с доверенностью"] == [
        *own,
        "Доверенность от лица с инвалидностью",
    ]
    assert len(papers["Если пришёл законный представитель"]) == 3


@pytest.mark.parametrize(("person", "minutes"), [(OPERATOR, 15), (CLERK, 30)])
def test_the_limits_of_the_queue_are_figures_of_the_standard(
    office: DeskWorld, person: str, minutes: int
) -> None:
    page = shown(office, person)

    assert page.count(f"не более {minutes} минут") == 2
    assert "Приказ № 458, стандарт, строка 3" in page


def test_a_receipt_of_today_can_be_printed(office: DeskWorld) -> None:
    number = taken_in(office)

    page = shown(office)

    receipt = re.search(r'href="(/documents/[0-9a-f-]{36}\.pdf)">Распечатать расписку', page)
    assert number in page
    assert receipt is not None
    assert office.visitor(OPERATOR).get(receipt[1]).data.startswith(b"%PDF")
    assert "Распечатать расписку" not in shown(office, CLERK), "taken in at another counter"

    office.pass_time(days=1)
    assert "Распечатать расписку" not in shown(office), "registered yesterday"


def test_a_result_at_the_unit_is_shown_with_the_last_day_of_its_storage(office: DeskWorld) -> None:
    number = to_the_unit(office)

    page = shown(office)

    assert "Выдать результат" in page
    assert number in page
    assert "28 декабря 2026 г." in page
    assert "1 месяц" in page
    assert "1 рабочий день" in page


def test_a_result_that_went_back_can_be_asked_for_again(office: DeskWorld) -> None:
    number = to_the_unit(office)
    assert "Результатов, которые хранятся в отделе" in shown(office)
    office.pass_time(days=31, hours=1)
    office.world.fire_due_timers()
    office.run_jobs()
    work(office, number, ("return_result", {"result_returned": True}))

    page = shown(office)

    assert "запросите результат снова на странице дела" in page
    assert f"/cases/{number}" in page.replace("%D0%96%D0%9A", "ЖК")
    assert number not in shown(office, CLERK)


def test_who_takes_no_applications_in_has_no_counter(office: DeskWorld) -> None:
    assert office.visitor(SPECIALIST).get("/counter").status_code == 403


def test_an_operator_begins_at_the_counter_and_a_clerk_in_the_inbox(office: DeskWorld) -> None:
    assert office.visitor(OPERATOR).get("/").location == "/counter"
    assert office.visitor(CLERK).get("/").location == "/tasks"
    assert 'href="/counter"' in office.visitor(CLERK).get("/cases/new").text
