"""Citizens come into their cabinet by a password that the state's systems know where to send."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from case_walks import AIGUL, Walk, command_id

from app.domain.citizens import PasswordId, PasswordWrong, TooManyPasswords
from app.domain.iin import IinInvalid
from app.usecases.enter_cabinet import CabinetEntered, EnterCabinet
from app.usecases.one_time_passwords import AskPassword

NOBODY = "710305390001"
"""An IIN that can exist, of somebody whom no system knows a phone of."""
HOUR = timedelta(hours=1)


def ask(walk: Walk, iin: str = AIGUL) -> PasswordId:
    asked = walk.world.qadam.ask_password(AskPassword(command_id(), iin, "sign-in", "ru"))
    walk.run_jobs()
    return asked.id


def passwords(walk: Walk) -> list[tuple[str, str]]:
    """Number and password of each SMS."""
    sent = walk.world._stand.control.sent_messages()
    found = [(one.to, re.search(r"\b\d{6}\b", one.text)) for one in sent]
    return [(to, word[0]) for to, word in found if word is not None]


def enter(walk: Walk, asked: PasswordId, password: str) -> CabinetEntered:
    return walk.world.qadam.enter_cabinet(EnterCabinet(asked, password))


def test_the_password_comes_by_sms_and_opens_the_cabinet_under_the_registrys_name(
    walk: Walk,
) -> None:
    asked = ask(walk)
    ((to, password),) = passwords(walk)
    entered = enter(walk, asked, f" {password[:3]} {password[3:]} ")
    assert to == walk.world._stand.control.held.phone("egov", AIGUL)
    assert entered.citizen.full_name == "Қалиева Айгүл Серікқызы"
    assert walk.world.qadam.present_citizen(entered.token, HOUR) == entered.citizen


def test_the_number_of_the_mobile_citizens_base_is_taken_where_egov_knows_none(walk: Walk) -> None:
    walk.world._stand.control.held.put_phone("egov", AIGUL, None)
    walk.world._stand.control.held.put_phone("mab", AIGUL, "+77059990011")
    ask(walk)
    assert [to for to, _password in passwords(walk)] == ["+77059990011"]


def test_nothing_tells_whether_a_person_is_known(walk: Walk) -> None:
    asked = ask(walk, NOBODY)
    assert passwords(walk) == []
    with pytest.raises(PasswordWrong):
        enter(walk, asked, "000000")


def test_an_iin_that_cannot_exist_is_refused_at_once(walk: Walk) -> None:
    with pytest.raises(IinInvalid):
        ask(walk, "123456789012")


def test_a_password_opens_once(walk: Walk) -> None:
    asked = ask(walk)
    ((_to, password),) = passwords(walk)
    enter(walk, asked, password)
    with pytest.raises(PasswordWrong):
        enter(walk, asked, password)


def test_a_password_is_over_after_five_wrong_tries(walk: Walk) -> None:
    asked = ask(walk)
    ((_to, password),) = passwords(walk)
    wrong = f"{(int(password) + 1) % 10**6:06}"
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            enter(walk, asked, wrong)
    with pytest.raises(PasswordWrong):
        enter(walk, asked, password)


def test_a_password_is_over_after_five_minutes(walk: Walk) -> None:
    asked = ask(walk)
    ((_to, password),) = passwords(walk)
    walk.world.set_clock(walk.world.now() + timedelta(minutes=5))
    with pytest.raises(PasswordWrong):
        enter(walk, asked, password)


def test_a_password_of_another_request_does_not_fit(walk: Walk) -> None:
    ask(walk)
    ((_to, password),) = passwords(walk)
    with pytest.raises(PasswordWrong):
        enter(walk, PasswordId(uuid4()), password)


def test_five_passwords_in_a_quarter_of_an_hour_are_enough_also_for_the_unknown(
    walk: Walk,
) -> None:
    for iin in (AIGUL, NOBODY):
        for _ in range(5):
            ask(walk, iin)
        with pytest.raises(TooManyPasswords):
            ask(walk, iin)
    walk.world.set_clock(walk.world.now() + timedelta(minutes=15))
    ask(walk)


def test_a_gateway_that_is_down_is_asked_again_for_the_same_password(walk: Walk) -> None:
    control = walk.world._stand.control
    control.set_fault("sms", "send", "error-500")
    asked = ask(walk)
    assert passwords(walk) == []
    control.clear_faults()
    walk.world.set_clock(walk.world.now() + timedelta(seconds=30))
    walk.run_jobs()
    ((_to, password),) = passwords(walk)
    assert enter(walk, asked, password).citizen.iin == AIGUL


def test_a_registry_that_is_down_keeps_nobody_out(walk: Walk) -> None:
    asked = ask(walk)
    walk.world._stand.control.set_fault("gbdfl", "person", "error-500")
    ((_to, password),) = passwords(walk)
    assert enter(walk, asked, password).citizen.full_name == ""


def test_nobody_comes_in_for_the_dead(walk: Walk) -> None:
    asked = ask(walk)
    walk.world._stand.control.put_person(
        {"iin": AIGUL, "status": "dead", "status_date": "2026-12-01"}
    )
    ((_to, password),) = passwords(walk)
    with pytest.raises(PasswordWrong):
        enter(walk, asked, password)


def test_a_session_ends_by_leaving_and_by_age(walk: Walk) -> None:
    asked = ask(walk)
    ((_to, password),) = passwords(walk)
    qadam = walk.world.qadam
    entered = enter(walk, asked, password)
    walk.world.set_clock(walk.world.now() + HOUR + timedelta(seconds=1))
    assert qadam.present_citizen(entered.token, HOUR) is None
    assert qadam.present_citizen(entered.token, 2 * HOUR) is not None
    qadam.leave_cabinet(entered.token)
    assert qadam.present_citizen(entered.token, 2 * HOUR) is None


def test_the_audit_names_sessions_and_no_people(walk: Walk) -> None:
    asked = ask(walk)
    ((_to, password),) = passwords(walk)
    enter(walk, asked, password)
    with walk.world.qadam.storage.queries.audit_trail() as trail:
        rows = [row.entry for row in trail.rows if row.chain == "citizens"]
    assert [row.action for row in rows] == ["citizen-entered"]
    assert AIGUL not in str(rows)
