"""One-time passwords, sessions of citizens, and the cases of a person."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from builders import NOW, OFFICE, a_case, an_instance, applicant, instance_id

from app.domain.case import Representative
from app.domain.citizens import Citizen, CitizenSession, OneTimePassword, PasswordId
from app.domain.identity import OfficeId
from app.domain.ratings import Rating
from app.storage import Storage

IIN, OTHER = "850101400123", "580412400174"


def a_password(asked_at: datetime = NOW, iin: str = IIN) -> OneTimePassword:
    expires = asked_at + timedelta(minutes=5)
    return OneTimePassword(
        PasswordId(uuid4()), iin, "sign-in", "kk", asked_at, expires, due_at=asked_at
    )


def kept(storage: Storage, *passwords: OneTimePassword) -> None:
    with storage.begin() as uow:
        for password in passwords:
            uow.one_time_passwords.add(password)
        uow.commit()


def test_a_password_comes_back_as_it_was_kept(storage: Storage) -> None:
    used = replace(a_password(), sent_at=NOW, used_at=NOW, tries_left=2, due_at=None)
    kept(storage, used)
    with storage.begin() as uow:
        assert uow.one_time_passwords.lock(used.id) == used


def test_a_due_password_is_claimed_once(storage: Storage) -> None:
    waiting = a_password()
    kept(storage, waiting)
    later = NOW + timedelta(seconds=30)
    with storage.begin() as uow:
        first = uow.one_time_passwords.claim_due(NOW, later)
        assert uow.one_time_passwords.claim_due(NOW, later) is None
        again = uow.one_time_passwords.claim_due(later, later + timedelta(seconds=30))
        uow.commit()
    assert first is not None
    assert first.id == waiting.id
    assert again is not None


def test_passwords_are_counted_by_person_and_time(storage: Storage) -> None:
    old = a_password(NOW - timedelta(minutes=20))
    kept(storage, old, a_password(), a_password(), a_password(iin=OTHER))
    with storage.begin() as uow:
        assert uow.one_time_passwords.asked_since(IIN, NOW - timedelta(minutes=15)) == 2


def test_old_passwords_and_sessions_are_forgotten(storage: Storage) -> None:
    old = a_password(NOW - timedelta(days=2))
    kept(storage, old)
    with storage.begin() as uow:
        uow.one_time_passwords.forget_before(NOW - timedelta(days=1))
        uow.citizen_sessions.add(CitizenSession("a", Citizen(IIN, "Қ"), NOW - timedelta(days=2)))
        uow.citizen_sessions.forget_before(NOW - timedelta(days=1))
        assert uow.one_time_passwords.lock(old.id) is None
        uow.commit()
    assert storage.queries.citizen_session("a") is None


def test_an_ended_session_is_nobodys(storage: Storage) -> None:
    session = CitizenSession("digest", Citizen(IIN, "Қалиева Айгүл"), NOW)
    with storage.begin() as uow:
        uow.citizen_sessions.add(session)
        uow.commit()
    assert storage.queries.citizen_session("digest") == session
    with storage.begin() as uow:
        uow.citizen_sessions.end("digest", NOW)
        uow.commit()
    assert storage.queries.citizen_session("digest") is None


def test_a_person_finds_cases_of_their_own_and_those_they_act_in(storage: Storage) -> None:
    acting = Representative("legal", IIN, "Қалиева Айгүл", "")
    with storage.begin() as uow:
        for number, made in (
            ("ЖК-2026-000001", {}),
            ("ЖК-2026-000002", {"applicant": applicant("Ким", OTHER), "representative": acting}),
            ("ЖК-2026-000003", {"applicant": applicant("Ким", OTHER)}),
        ):
            of = instance_id()
            uow.instances.add(an_instance(of))
            at = NOW + timedelta(minutes=int(number[-1]))
            uow.cases.add(a_case(of, number, registered_at=at, **made))
        uow.commit()
    found = storage.queries.citizen_cases(IIN, 10)
    assert found == ["ЖК-2026-000002", "ЖК-2026-000001"]
    assert storage.queries.citizen_cases(IIN, 1) == ["ЖК-2026-000002"]


def test_the_last_rating_of_a_case_counts_for_its_office(storage: Storage) -> None:
    of, other = instance_id(), instance_id()
    with storage.begin() as uow:
        for one, number in ((of, "ЖК-2026-000001"), (other, "ЖК-2026-000002")):
            uow.instances.add(an_instance(one))
            office = OFFICE if one == of else OfficeId("elsewhere")
            uow.cases.add(a_case(one, number, office_id=office))
        for stars in (2, 4):
            uow.ratings.put(Rating(of, stars, "Жақсы", NOW))
        uow.ratings.put(Rating(other, 1, "", NOW))
        uow.commit()
    page = storage.queries.ratings(frozenset({OFFICE}), 10)
    assert page.counts == {4: 1}
    assert [(row.number, row.rating.words) for row in page.rows] == [("ЖК-2026-000001", "Жақсы")]
    assert storage.queries.rating(of) == Rating(of, 4, "Жақсы", NOW)
    assert storage.queries.rating(instance_id()) is None
