import threading
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from stand_parts import AIGUL, TOKENS, Hand

from app.stand import PEOPLE, Stand, create_stand
from app.stand.people import DISTRICTS, birth_date_of, check_digit, iin_of, is_iin


def test_the_registry_holds_sixty_people_with_valid_and_different_numbers() -> None:
    assert len(PEOPLE) >= 60
    assert len({person.iin for person in PEOPLE}) == len(PEOPLE)
    assert len({person.phone for person in PEOPLE}) == len(PEOPLE)
    for person in PEOPLE:
        assert is_iin(person.iin)
        assert birth_date_of(person.iin) == person.birth_date
        assert person.phone.startswith("+770")
        assert person.phone[5:8] == "000"
        assert person.residence_code in {district.code for district in DISTRICTS.values()}
        assert (person.status == "alive") is (person.status_date is None)


def test_the_registry_holds_the_living_the_dead_and_the_departed() -> None:
    assert {person.status for person in PEOPLE} == {"alive", "dead", "departed"}
    assert (AIGUL.full_name, AIGUL.birth_date, AIGUL.status, AIGUL.residence_kk) == (
        "Қалиева Айгүл Серікқызы",
        date(1958, 4, 12),
        "alive",
        "Алматы қаласы, Бостандық ауданы",
    )


def test_the_seventh_digit_tells_century_and_sex() -> None:
    assert iin_of(date(1958, 4, 12), "f", 17)[6] == "4"
    assert iin_of(date(2001, 6, 3), "m", 17)[6] == "5"


def test_the_check_digit_uses_the_second_weights_where_the_first_give_ten() -> None:
    # 1·10 leaves 10 with the first weights; 1·1 leaves 1 with the second ones.
    assert check_digit("00000000010") == 1


def test_a_number_whose_both_sums_leave_ten_is_never_issued() -> None:
    assert check_digit("00000000281") is None


def test_another_last_digit_makes_no_number() -> None:
    right = int(AIGUL.iin[11])

    assert [is_iin(f"{AIGUL.iin[:11]}{digit}") for digit in range(10)] == [
        digit == right for digit in range(10)
    ]


@pytest.mark.parametrize("text", ["", "58041240017", "5804124001७4", "ABCDEFGHIJKL"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert not is_iin(text)


def test_a_change_of_a_known_person_keeps_the_rest(stand: Stand, clock: Hand) -> None:
    changed = stand.control.put_person({"iin": AIGUL.iin, "status": "dead"})

    assert (changed.status, changed.status_date) == ("dead", clock.now.date())
    assert stand.control.person(AIGUL.iin) == changed
    assert (changed.full_name, changed.phone) == (AIGUL.full_name, AIGUL.phone)


def test_a_person_who_lives_again_has_no_day_of_death(stand: Stand) -> None:
    stand.control.put_person({"iin": AIGUL.iin, "status": "dead", "status_date": "2026-10-01"})

    assert stand.control.put_person({"iin": AIGUL.iin, "status": "alive"}).status_date is None


def test_a_stranger_needs_a_number_alone(stand: Stand) -> None:
    iin = iin_of(date(1999, 12, 31), "m", 4000)

    stranger = stand.control.put_person({"iin": iin})

    assert (stranger.birth_date, stranger.status) == (date(1999, 12, 31), "alive")


@pytest.mark.parametrize(
    "wrong",
    [
        {"iin": AIGUL.iin[:11] + str((int(AIGUL.iin[11]) + 1) % 10)},
        {"iin": AIGUL.iin, "status": "asleep"},
        {"iin": AIGUL.iin, "birth_date": "12.04.1958"},
        {"iin": AIGUL.iin, "full_name": "Айгүл"},
        {"iin": AIGUL.iin, "residence_code": "75"},
        {"iin": AIGUL.iin, "shoe_size": "38"},
        {"full_name": "Қалиева Айгүл"},
    ],
)
def test_an_impossible_person_is_refused_and_nothing_changes(
    stand: Stand, wrong: Mapping[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        stand.control.put_person(wrong)

    assert stand.control.person(AIGUL.iin) == AIGUL


@pytest.mark.parametrize(
    ("system", "call", "kind", "more"),
    [
        ("gbdlf", "*", "slow", {}),
        ("gbdfl", "send", "slow", {}),
        ("gbdfl", "*", "lazy", {}),
        ("gbdfl", "*", "slow", {"times": 0}),
        ("gbdfl", "*", "down-until", {"until": datetime(2026, 12, 1)}),  # noqa: DTZ001 -- the point
    ],
)
def test_an_impossible_fault_is_refused(
    stand: Stand, system: str, call: str, kind: str, more: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        stand.control.set_fault(system, call, kind, **more)  # type: ignore[arg-type]  # wrong on purpose

    assert stand.control.faults() == []


def test_a_restart_keeps_people_messages_and_faults(tmp_path: Path, clock: Hand) -> None:
    def started() -> Stand:
        return create_stand(
            clock=clock, persons=PEOPLE[:3], tokens=TOKENS, store_path=tmp_path / "stand.sqlite"
        )

    first = started()
    first.control.put_person({"iin": AIGUL.iin, "status": "dead"})
    first.control.remove_person(PEOPLE[1].iin)
    first.control.accept_message(key="job-1", to="+77010001000", text="Сәлем")
    first.control.set_fault("sms", "*", "timeout", times=3, until=clock.now.replace(year=2027))
    before = (first.control.people(), first.control.sent_messages(), first.control.faults())
    first.control.close()

    second = started()

    after = (second.control.people(), second.control.sent_messages(), second.control.faults())
    second.control.close()
    assert after == before
    assert len(after[0]) == 2


def test_a_reset_brings_the_first_people_back(stand: Stand) -> None:
    stand.control.put_person({"iin": AIGUL.iin, "status": "dead"})
    stand.control.accept_message(key="job-1", to="+77010001000", text="Сәлем")
    stand.control.set_fault("sms", "*", "slow")

    stand.control.reset()

    assert stand.control.people() == list(PEOPLE)
    assert stand.control.sent_messages() == []
    assert stand.control.faults() == []


def test_threads_use_a_counted_fault_up_once(stand: Stand) -> None:
    stand.control.set_fault("sms", "send", "error-500", times=5)
    struck: list[bool] = []
    threads = [
        threading.Thread(
            target=lambda: struck.append(stand.control.strike("sms", "send") is not None)
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(struck) == [False] * 3 + [True] * 5


def test_a_system_without_a_token_does_not_start(clock: Hand) -> None:
    with pytest.raises(ValueError, match="sms"):
        create_stand(clock=clock, tokens={"gbdfl": "token"})
