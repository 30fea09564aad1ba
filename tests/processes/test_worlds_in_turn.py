"""Worlds share what is dear to build; nothing of one is seen in the next."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap.lent_stands import LentStand, lend_stand
from app.bootstrap.shared_renderer import LaidOutOnce
from app.bootstrap.simulation import SCENARIO, simulation_world
from app.settings import Settings, read_settings
from app.stand.people import PEOPLE

MORNING = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
SOMEBODY = PEOPLE[0]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({**SCENARIO, "QADAM_VAR": str(tmp_path)})


def test_a_stand_that_was_given_back_is_as_new(settings: Settings) -> None:
    first = lend_stand(settings, lambda: MORNING)
    control = first.stand.control
    control.put_person({"iin": SOMEBODY.iin, "status": "dead"})
    control.accept_message(key="job-1", to="+77010001000", text="Сәлем")
    control.set_fault("sms", "*", "timeout")
    control.key_for(SOMEBODY.iin, SOMEBODY.full_name)
    control.delivers_after = timedelta(seconds=1)
    first.give_back()

    second = lend_stand(settings, lambda: MORNING + timedelta(days=1))

    control = second.stand.control
    assert second is first
    assert control.person(SOMEBODY.iin) == SOMEBODY
    assert (control.sent_messages(), control.faults()) == ([], [])
    assert control.authority.certificate(SOMEBODY.iin, MORNING) is None
    assert (control.delivers_after, control.post.carrier) == (None, None)
    assert control.now() == MORNING + timedelta(days=1)
    second.give_back()


def test_a_stand_that_is_given_back_twice_is_lent_to_one_only(settings: Settings) -> None:
    closed = lend_stand(settings, lambda: MORNING)
    closed.give_back()
    closed.give_back()

    one, other = _lent(settings), _lent(settings)

    assert one is not other
    one.give_back()
    other.give_back()


def test_worlds_of_two_years_have_the_calendars_of_their_years() -> None:
    fifths = []
    for moment in (MORNING, MORNING.replace(year=2030)):
        world = simulation_world(moment)
        fifths.append(world.calendar().working_days_after(moment.date(), 5).isoformat())
        world.close()

    assert fifths == ["2026-12-29", "2030-12-27"]


def test_equal_papers_are_laid_out_once(settings: Settings) -> None:
    layout = b"#set document(title: [T])\n#set page(width: 5cm)\n= #sys.inputs.document"
    renderer = LaidOutOnce(settings.static / "build" / "fonts-pdf")
    try:
        papers = [
            renderer.lay_out({"number": number}, MORNING.date(), layout) for number in (1, 2, 1)
        ]

        assert papers[0] == papers[2] != papers[1]
        assert renderer._presses[0].orders == 2
    finally:
        renderer.close()


def _lent(settings: Settings) -> LentStand:
    return lend_stand(settings, lambda: MORNING)
