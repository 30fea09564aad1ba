"""An application becomes a case with a number and a statutory term."""

from datetime import date

import pytest
from case_walks import SPECIALIST, Walk, command_id

from app.domain.forms import FormInvalid
from app.domain.people import NotPermitted


def test_a_registered_case_has_a_number_and_the_term_of_its_edition(walk: Walk) -> None:
    registered = walk.register()

    case = walk.view().case
    assert registered.number == "ЖК-2026-000001"
    assert case.edition == "458-2021-demo"
    # 23-25, 28-31 December are seven working days; 1 and 2 January are holidays, the 4th is off
    # for the 2nd, the 7th is Christmas: 5, 6 and 8 January make ten.
    assert case.term_due_on == date(2027, 1, 8)


def test_numbers_follow_each_other_within_a_year(walk: Walk) -> None:
    assert [walk.register().number[-6:] for _ in range(3)] == ["000001", "000002", "000003"]


def test_a_repeated_registration_gets_the_first_number(walk: Walk) -> None:
    same = command_id()

    first, second = walk.register(command=same), walk.register(command=same)

    assert first == second
    assert walk.register().number == "ЖК-2026-000002"


def test_the_command_id_of_another_person_registers_an_application_of_ones_own(walk: Walk) -> None:
    same = command_id()
    walk.register(command=same)

    with pytest.raises(NotPermitted):
        walk.register(command=same, actor=SPECIALIST)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("applicant_iin", "580412400175", "Контрольная цифра ИИН не сходится"),
        ("applicant_iin", "", "Укажите ИИН"),
        ("phone", "12", "Напишите номер мобильного телефона"),
        ("applicant_name", "Қалиева", "Укажите фамилию и имя полностью"),
        ("favourite_colour", "blue", "В этой форме нет такого поля"),
    ],
)
def test_an_unfit_answer_is_named_and_nothing_is_registered(
    walk: Walk, field: str, typed: str, told: str
) -> None:
    with pytest.raises(FormInvalid) as refused:
        walk.register(**{field: typed})

    assert [(p.key, told in p.message.ru) for p in refused.value.problems] == [(field, True)]
    assert walk.register().number == "ЖК-2026-000001"


def test_a_specialist_registers_nothing(walk: Walk) -> None:
    with pytest.raises(NotPermitted):
        walk.register(actor=SPECIALIST)
