"""An application at the State Corporation's counter: its papers, its unit, its term."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from case_walks import APPLICATION, CLERK, HERE, Walk, command_id

from app.domain.identity import CaseNumber, OfficeId, PersonId, ProcessKey
from app.domain.people import NotPermitted
from app.usecases.register_application import (
    ChannelUnknown,
    PapersMissing,
    RegisterApplication,
)

OPERATOR, UNIT = PersonId("gulnar"), OfficeId("sc-almaty-bostandyk")
FOREIGN_OPERATOR = PersonId("daniyar")
SATURDAY = datetime.fromisoformat("2026-12-19T11:00:00+05:00")
AT_THE_COUNTER = RegisterApplication(
    command_id=command_id(),
    actor=OPERATOR,
    process=ProcessKey("personal-assistant"),
    office=HERE,
    channel="state_corporation",
    answers=APPLICATION,
    taken_in_at=UNIT,
    papers=("DOC-1", "DOC-2"),
)


def register(walk: Walk, **changed: object) -> CaseNumber:
    command = replace(AT_THE_COUNTER, command_id=command_id(), **changed)  # type: ignore[arg-type]
    return walk.world.qadam.register_application(command).number


def test_the_department_decides_what_the_state_corporation_takes_in(walk: Walk) -> None:
    case = walk.world.case(register(walk)).case

    assert (case.office_id, case.taken_in_at, case.registered_by) == (HERE, UNIT, OPERATOR)


def test_saturday_is_a_day_of_intake_and_the_term_begins_on_monday(walk: Walk) -> None:
    walk.world.set_clock(SATURDAY)

    case = walk.world.case(register(walk)).case

    # 21-25 and 28-31 December are nine working days; 5 January 2027 is the tenth.
    assert case.term_due_on == date(2027, 1, 5)


def test_the_process_knows_what_the_receipt_says(walk: Walk) -> None:
    intake = walk.world.case(register(walk)).variables["intake"]

    assert isinstance(intake, dict)
    assert intake["papers_ru"] == ["Заявление", "Документ, удостоверяющий личность"]
    assert (intake["taken_by"], intake["unit"]) == (
        "Гүлнар Әбілова",
        "Мемлекеттік корпорация бөлімшесі, Бостандық ауданы",
    )


def test_at_the_departments_own_counter_the_application_at_least_was_handed_in(walk: Walk) -> None:
    walk.register()

    intake = walk.view().variables["intake"]
    assert isinstance(intake, dict)
    assert intake["paper_ids"] == ["DOC-1"]


def test_a_package_without_a_needed_paper_is_not_taken(walk: Walk) -> None:
    attorney = {
        **APPLICATION,
        "representative": "yes",
        "representative_name": "Сейітов Марат Асанұлы",
        "representative_iin": "850101300124",
        "power_of_attorney": "№ 12, 01.12.2026",
    }
    with pytest.raises(PapersMissing) as refused:
        register(walk, papers=("DOC-1",), answers=attorney)

    assert [paper.id for paper in refused.value.missing] == ["DOC-2", "DOC-3"]


@pytest.mark.parametrize("actor", [CLERK, FOREIGN_OPERATOR])
def test_only_operators_of_the_unit_take_papers_there(walk: Walk, actor: PersonId) -> None:
    with pytest.raises(NotPermitted):
        register(walk, actor=actor)


def test_an_operator_cannot_decide_by_naming_the_own_unit(walk: Walk) -> None:
    with pytest.raises(NotPermitted):
        register(walk, office=UNIT)


def test_the_counter_of_a_department_is_no_channel_of_the_state_corporation(walk: Walk) -> None:
    with pytest.raises(ChannelUnknown):
        register(walk, channel="department_counter")


def test_the_unit_sees_the_cases_it_took_in_and_no_others(walk: Walk) -> None:
    desk, number = walk.world.qadam.desk, register(walk)
    with walk.world.qadam.storage.begin() as uow:
        own, foreign = uow.people.get(OPERATOR), uow.people.get(FOREIGN_OPERATOR)
    assert own is not None
    assert foreign is not None

    assert desk.case(own, number).view.case.number == number
    with pytest.raises(NotPermitted):
        desk.case(foreign, number)
    elsewhere = walk.register().number
    with pytest.raises(NotPermitted):
        desk.case(own, elsewhere)
