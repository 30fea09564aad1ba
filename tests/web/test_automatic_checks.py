"""The answers of state systems, told in plain words: what contradicts stands first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from desk_world import CLERK, DeskWorld

from app.domain.identity import PersonId
from app.feel import Value
from app.usecases.read_desk import CaseDesk
from app.web.checks import checks_of

FACTS: dict[str, Value] = {
    "person": {
        "status": "alive",
        "residence": "Алматы",
        "residence_ru": "Алматы",
        "full_name": "Қалиева Айгүл Серікқызы",
    },
    "disability": {"group": Decimal(1), "until": None},
    "programme": {
        "number": "77-12",
        "measures": [
            {"name": "Жеке көмекші", "name_ru": "Индивидуальный помощник", "decision": "needed"},
            {"name": "Кресло-арба", "name_ru": "Кресло-коляска", "decision": "not_needed"},
        ],
    },
    "phone": "+77010001000",
    "phone_source": "egov",
}


@pytest.fixture(scope="module")
def desk(shared_world: DeskWorld) -> CaseDesk:
    number = shared_world.register().case.number
    with shared_world.world.qadam.storage.begin() as uow:
        person = uow.people.get(PersonId(CLERK))
    assert person is not None
    return shared_world.world.qadam.desk.case_in_hand(person, number)


def told(desk: CaseDesk, **variables: Value) -> list[tuple[str, str]]:
    """Look and answer of each check of a case with these variables alone, in Russian."""
    view = replace(desk.view, variables=variables, jobs=())
    checks = checks_of(replace(desk, view=view), "ru")
    return [(check.look, check.answer.replace("\u00a0", " ")) for check in checks]


def test_every_system_has_a_line_of_its_own(desk: CaseDesk) -> None:
    assert told(desk, facts=FACTS) == [
        ("", "В живых; место регистрации: Алматы"),
        ("", "I группа, бессрочно"),
        ("", "Программа № 77-12: Индивидуальный помощник"),
        ("", "+7 701 ••• 10 00 зарегистрирован"),
    ]


def test_what_contradicts_stands_first_in_the_readers_language(desk: CaseDesk) -> None:
    against: Value = [
        {"system": "cbdi", "text": "Топ басқа", "text_ru": "Группа другая", "text_en": "x"}
    ]

    assert told(desk, facts=FACTS, discrepancies=against)[0] == ("is-danger", "Группа другая")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("disability", None, "Сведений об установлении инвалидности нет"),
        ("programme", None, "Индивидуальной программы реабилитации нет"),
        ("programme", {"number": "1", "measures": []}, "В программе нет назначенных мероприятий"),
        ("phone", None, "Номер телефона нигде не зарегистрирован"),
    ],
)
def test_a_system_that_knows_of_nothing_is_told_as_such(
    desk: CaseDesk, name: str, value: Value, expected: str
) -> None:
    assert told(desk, **{name: value}) == [("is-danger", expected)]


def test_a_limited_disability_has_its_last_day(desk: CaseDesk) -> None:
    limited: Value = {"group": Decimal(2), "until": date(2028, 6, 30)}

    assert told(desk, disability=limited) == [("", "II группа, срок до 30 июня 2028 г.")]


def test_a_task_tells_what_its_stage_keeps_to_itself(desk: CaseDesk) -> None:
    view = replace(desk.view, variables={}, jobs=())
    seen: dict[str, Value] = {"person": {"status": "dead", "status_date": None}}

    checks = checks_of(replace(desk, view=view), "ru", seen)

    assert [check.look for check in checks] == ["is-danger"]


def test_the_task_after_an_sms_that_did_not_arrive_says_to_whom_and_what(desk: CaseDesk) -> None:
    letter: Value = {"message": "notice", "to": "+77010001000", "text": "Құжаттар ресімделді"}
    view = replace(desk.view, variables={}, jobs=())

    (check,) = checks_of(replace(desk, view=view), "en", {"undelivered": letter})

    assert (check.look, check.system) == ("is-danger", "SMS gateway")
    assert check.answer == "The SMS to +77010001000 was not delivered: “Құжаттар ресімделді”"
