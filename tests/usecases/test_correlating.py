"""Messages reach the case that waits for them, once; those that come early wait for it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from databases import KINDS
from lent_storages import FreshStorage
from message_models import COMPLAINT, HEARING, Hearings
from test_races import at_once

from app.bootstrap.simulation import simulation_world
from app.domain.case import InstanceStatus
from app.domain.identity import CommandId
from app.usecases.called_processes import elements_of
from app.usecases.case_diagram import diagram_state
from app.usecases.correlate_message import MessageUnfit
from app.usecases.verify_audit import verify_audit

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
IIN = "580412400174"


@pytest.fixture(params=KINDS)
def hearings(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[Hearings]:
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    found = Hearings(world)
    found.deploy(HEARING, COMPLAINT)
    yield found
    world.close()


def test_a_message_reaches_the_case_of_its_key_and_no_other(hearings: Hearings) -> None:
    other, number = hearings.waiting(), hearings.waiting()

    told = hearings.tell("hearing-reply", number, attends=True)

    assert (told.outcome, told.numbers) == ("delivered", (number,))
    case = hearings.case(number)
    assert (case.status, case.ended_element) == (InstanceStatus.COMPLETED, "heard")
    assert case.variables["attends"] is True
    assert hearings.case(other).status is InstanceStatus.ACTIVE


def test_a_message_that_is_sent_again_gets_the_first_answer(hearings: Hearings) -> None:
    number, same = hearings.waiting(), CommandId(uuid4())

    first = hearings.tell("hearing-reply", number, command=same)
    again = hearings.tell("hearing-reply", number, command=same)

    assert again == first
    hearings.settle()
    assert hearings.case(number).ended_element == "heard"


def test_a_message_that_comes_early_waits_for_its_receiver(hearings: Hearings) -> None:
    number = hearings.start()

    assert hearings.tell("hearing-reply", number, attends=False).outcome == "kept"
    assert hearings.settle() == 0
    hearings.invite(number)
    assert hearings.case(number).status is InstanceStatus.ACTIVE
    hearings.settle()

    case = hearings.case(number)
    assert (case.ended_element, case.variables["attends"]) == ("heard", False)
    assert [event.kind for event in case.history if event.element_id == "reply_wait"] == [
        "completed"
    ]
    assert hearings.settle() == 0


def test_a_message_whose_time_is_over_is_not_delivered(hearings: Hearings) -> None:
    number = hearings.start()
    hearings.tell("hearing-reply", number, live_for=timedelta(days=1))

    hearings.world.set_clock(TUESDAY + timedelta(days=1))
    hearings.invite(number)
    hearings.settle()

    assert hearings.case(number).status is InstanceStatus.ACTIVE
    with hearings.world.qadam.storage.begin() as uow:
        assert uow.kept_messages.first_due() is None


def test_a_message_that_is_kept_sweeps_those_whose_time_is_over(hearings: Hearings) -> None:
    number, old = hearings.start(), CommandId(uuid4())
    hearings.tell("hearing-reply", number, command=old, live_for=timedelta(days=1))

    hearings.world.set_clock(TUESDAY + timedelta(days=2))
    hearings.tell("hearing-reply", "ЖК-1999-000001")

    with hearings.world.qadam.storage.begin() as uow:
        uow.kept_messages.wake("hearing-reply", number)
        assert uow.kept_messages.held(old) is None


def test_a_message_without_a_name_or_key_is_refused(hearings: Hearings) -> None:
    with pytest.raises(MessageUnfit):
        hearings.tell("hearing-reply", "")
    with pytest.raises(MessageUnfit):
        hearings.tell("", "ЖК-2026-000001")


def test_news_reach_every_case_of_a_person(hearings: Hearings) -> None:
    one, two, other = hearings.waiting(), hearings.start(), hearings.start("900101300123")

    told = hearings.tell("person-died", IIN, to_all=True, on="2026-12-20")

    assert sorted(told.numbers) == [one, two]
    hearings.settle()
    ends = [hearings.case(number).ended_element for number in (one, two, other)]
    assert ends == ["closed", "closed", ""]


def test_news_that_concern_nobody_are_not_kept(hearings: Hearings) -> None:
    assert hearings.tell("person-died", IIN, to_all=True).outcome == "nobody"
    assert hearings.settle() == 0


def test_a_message_begins_a_case_about_the_one_it_names(hearings: Hearings) -> None:
    about = hearings.waiting()

    told = hearings.tell("complaint-filed", about, grounds="too late")

    assert told.outcome == "started"
    complaint = hearings.case(told.numbers[0])
    assert complaint.case.office_id == hearings.case(about).case.office_id
    assert complaint.case.applicant == hearings.case(about).case.applicant
    assert [task.element_id for task in complaint.tasks] == ["answer"]
    assert complaint.variables["grounds"] == "too late"


def test_a_message_that_would_begin_a_case_about_nothing_is_kept(hearings: Hearings) -> None:
    assert hearings.tell("complaint-filed", "ЖК-1999-000001").outcome == "kept"


def test_two_messages_at_once_are_delivered_once(hearings: Hearings) -> None:
    number = hearings.waiting()

    answers = at_once(*[lambda: hearings.tell("hearing-reply", number).outcome] * 4)

    assert sorted(map(str, answers)) == ["delivered", "kept", "kept", "kept"]
    passed = [e for e in hearings.case(number).history if e.element_id == "reply_wait"]
    assert len(passed) == 1


def test_one_message_sent_twice_at_once_is_one(hearings: Hearings) -> None:
    number, same = hearings.waiting(), CommandId(uuid4())

    answers = at_once(*[lambda: hearings.tell("hearing-reply", number, command=same)] * 3)

    assert len(set(map(str, answers))) == 1


def test_a_message_beside_the_timer_of_its_wait_takes_one_way(hearings: Hearings) -> None:
    number = hearings.waiting()
    hearings.world.set_clock(TUESDAY + timedelta(days=2))

    told, fired = at_once(
        lambda: hearings.tell("hearing-reply", number).outcome, hearings.world.fire_due_timers
    )

    ended = hearings.case(number).ended_element
    assert (told, fired, ended) in {("delivered", 0, "heard"), ("kept", 1, "silent")}


def test_a_message_beside_the_opening_of_its_wait_is_not_lost(hearings: Hearings) -> None:
    for _ in range(5):
        number = hearings.start()
        at_once(
            lambda number=number: hearings.tell("hearing-reply", number),  # type: ignore[misc]  # bound now
            lambda number=number: hearings.invite(number),  # type: ignore[misc]
        )
        hearings.settle()
        assert hearings.case(number).ended_element == "heard"
    assert not verify_audit(queries=hearings.world.qadam.storage.queries).flaws


def test_a_restart_loses_no_wait_and_no_early_message(hearings: Hearings) -> None:
    number = hearings.start()
    hearings.tell("hearing-reply", number)
    hearings.world.restart()
    hearings.invite(number)
    hearings.world.restart()
    hearings.settle()
    assert hearings.case(number).ended_element == "heard"


def test_the_diagram_and_the_case_tell_what_is_awaited_and_not_what_may_happen(
    hearings: Hearings,
) -> None:
    view = hearings.case(hearings.waiting())
    rules = hearings.world.qadam.rules
    elements = elements_of(rules.service(view.case.process_key, view.version), rules)

    assert diagram_state(view, elements).current == {"reply_wait": 1}
    waiting = {token.element_id for token in view.tokens if token.kind == "message"}
    assert waiting == {"reply_wait", "died_at"}
