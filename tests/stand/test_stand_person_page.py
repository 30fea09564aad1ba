"""The records of one person on the stand: changed, removed, and what happens to somebody."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from stand_parts import AIGUL, page, post

from app.stand import Stand
from app.stand.people import iin_of


def test_records_of_a_person_are_changed_and_removed(stand: Stand) -> None:
    at = f"/people/{AIGUL.iin}"
    post(
        stand,
        f"{at}/disability",
        {
            "has": "yes", "group": "2", "reason": "work-injury", "since": "2020-01-15",
            "until": "2027-01-15", "difficulty": "unknown", "certificate": "МСЭ-1",
        },
    )  # fmt: skip
    post(
        stand,
        f"{at}/programme",
        {
            "has": "yes", "number": "ОЖБ-7", "developed_on": "2026-01-10", "valid_until": "",
            "programme_group": "2", "measures": "wheelchair",
        },
    )  # fmt: skip
    post(stand, f"{at}/phones", {"egov": "", "mab": "+77010005555"})

    disability, programme = (
        stand.control.held.disability(AIGUL.iin),
        stand.control.held.programme(AIGUL.iin),
    )
    assert disability is not None
    assert programme is not None
    assert (disability.group, disability.until, disability.difficulty_moving) == (
        2, date(2027, 1, 15), None,
    )  # fmt: skip
    assert (programme.number, [m.code for m in programme.measures]) == ("ОЖБ-7", ["wheelchair"])
    assert (
        stand.control.held.phone("egov", AIGUL.iin),
        stand.control.held.phone("mab", AIGUL.iin),
    ) == (
        None,
        "+77010005555",
    )
    post(stand, f"{at}/disability", {})
    post(stand, f"{at}/programme", {})
    assert stand.control.held.disability(AIGUL.iin) is None
    assert stand.control.held.programme(AIGUL.iin) is None


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("disability", {"has": "yes", "group": "4", "since": "soon"}),
        ("programme", {"has": "yes", "measures": "dog"}),
        ("phones", {"egov": "8701"}),
        ("events", {"kind": "person-died", "on": "2027-01-01"}),
        ("events", {"kind": "measure-found", "measure": "wheelchair"}),
    ],
)
def test_records_and_events_that_cannot_be_are_told_and_change_nothing(
    stand: Stand, sent: list[object], what: str, form: Mapping[str, str]
) -> None:
    before = (stand.control.held.disability(AIGUL.iin), stand.control.held.programme(AIGUL.iin))

    answer = post(stand, f"/people/{AIGUL.iin}/{what}", form)

    assert "wrong=" in answer.location
    assert 'role="alert"' in page(stand, answer.location)
    assert (
        stand.control.held.disability(AIGUL.iin),
        stand.control.held.programme(AIGUL.iin),
    ) == before
    assert sent == []


@pytest.mark.parametrize(
    ("form", "path"),
    [
        ({"kind": "person-died", "on": "2026-11-19"}, "/gbdfl/events"),
        ({"kind": "person-left", "on": "", "where": "Германия"}, "/gbdfl/events"),
        ({"kind": "measure-found", "measure": "personal-assistant"}, "/esobes/events"),
    ],
)
def test_an_event_of_a_person_is_told(
    stand: Stand, sent: list[tuple[str, Mapping[str, Any]]], form: Mapping[str, str], path: str
) -> None:
    post(stand, f"/people/{AIGUL.iin}/events", form)

    assert [(where, body["iin"]) for where, body in sent] == [(path, AIGUL.iin)]


def test_a_newcomer_is_known_to_those_who_write(stand: Stand) -> None:
    newcomer = {
        "iin": iin_of(date(1999, 12, 31), "m", 4000), "full_name": "Сынақов Сынақ",
        "birth_date": "1999-12-31",
        "status": "alive", "status_date": "", "district": "751710000", "phone": "+77010009999",
    }  # fmt: skip
    post(stand, "/people", newcomer)

    assert stand.control.held.phone("egov", newcomer["iin"]) == "+77010009999"
