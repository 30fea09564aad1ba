import html
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from stand_parts import AIGUL, Hand
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from app.stand import PEOPLE, Stand
from app.stand.people import iin_of
from app.stand.words import LANGUAGES, WORDS

OWN = {"Origin": "http://localhost"}
TEMPLATES = Path(__file__).parents[2] / "app/stand/templates"
NEWCOMER = {
    "iin": iin_of(date(1999, 12, 31), "m", 4000),
    "full_name": "Сынақов Сынақ",
    "birth_date": "1999-12-31",
    "status": "alive",
    "status_date": "",
    "district": "751710000",
    "phone": "+77010009999",
}


def page(stand: Stand, path: str = "/") -> str:
    answer = stand.test_client().get(path)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def post(
    stand: Stand, path: str, form: Mapping[str, str], headers: Mapping[str, str] = OWN
) -> TestResponse:
    return stand.test_client().post(path, data=form, headers=headers)


@pytest.mark.parametrize("path", ["/", "/journal", "/people/new", f"/people/{AIGUL.iin}"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_comes_in_every_language(stand: Stand, path: str, language: str) -> None:
    shown = page(stand, f"{path}?lang={language}")

    assert f'<html lang="{language}">' in shown


def test_every_word_has_three_languages_that_differ() -> None:
    same = {"stand", "phone", "journal", "esobes", "monitoring-page"}

    for key, words in WORDS.items():
        assert all(words)
        assert words[0] != words[1] or key in same


def test_pages_are_guarded_and_hold_nothing_that_a_strict_policy_refuses(stand: Stand) -> None:
    answer = stand.test_client().get("/")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for template in TEMPLATES.glob("*.html"):
        text = template.read_text()
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", text)


def test_the_header_is_violet_and_the_stylesheet_is_the_stands_own(stand: Stand) -> None:
    assert 'href="/stand.css"' in page(stand)

    answer = stand.test_client().get("/stand.css")
    assert answer.mimetype == "text/css"
    assert "#3a2a57" in answer.get_data(as_text=True)


def test_links_stay_below_the_mount(stand: Stand) -> None:
    client = Client(DispatcherMiddleware(stand.wsgi_app, {"/stand": stand}))

    shown = client.get("/stand/?lang=ru").get_data(as_text=True)

    targets = set(re.findall(r'(?:href|action)="(/[^"]*)"', shown))
    assert {target for target in targets if not target.startswith("/stand/")} == {"/"}
    assert "/stand/faults?lang=ru" in targets


def test_a_phone_shows_its_owner_and_messages_in_order(stand: Stand, clock: Hand) -> None:
    stand.control.accept_message(key="1", to=AIGUL.phone, text="Бірінші <b>")
    clock.move(timedelta(minutes=1))
    stand.control.accept_message(key="2", to=AIGUL.phone, text="Екінші")

    shown = page(stand)

    assert shown.index("Бірінші <b>") < shown.index("Екінші")
    assert "20.11.2026 10:45" in shown
    assert "+7 701 000 10 00" in shown
    assert "<b>" not in stand.test_client().get("/").get_data(as_text=True).split("Бірінші")[1][:9]


@pytest.mark.parametrize(
    ("switch", "kinds"),
    [("works", []), ("slow", ["slow"]), ("error", ["error-500"]), ("off", ["down-until"])],
)
def test_a_switch_sets_the_fault_of_its_system(stand: Stand, switch: str, kinds: list[str]) -> None:
    answer = post(stand, "/faults?lang=ru", {"gbdfl": switch, "sms": "works"})

    assert (answer.status_code, answer.location) == (303, "/?lang=ru&saved=1")
    assert [fault.kind for fault in stand.control.faults()] == kinds


def test_a_switch_that_was_not_touched_keeps_a_counted_fault(stand: Stand) -> None:
    stand.control.set_fault("gbdfl", "person", "timeout", times=3)
    before = stand.control.faults()

    post(stand, "/faults", {"gbdfl": "error", "sms": "works"})

    assert stand.control.faults() == before


def test_one_button_switches_everything_on(stand: Stand) -> None:
    stand.control.set_fault("gbdfl", "*", "slow")
    stand.control.set_fault("sms", "send", "timeout")

    post(stand, "/faults", {"gbdfl": "slow", "sms": "error", "all": "1"})

    assert stand.control.faults() == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://elsewhere"}, {"Origin": "null"}, {"Referer": "http://elsewhere/"}],
)
@pytest.mark.parametrize("path", ["/faults", "/reset", "/people", f"/people/{AIGUL.iin}"])
def test_a_form_of_another_site_changes_nothing(
    stand: Stand, path: str, headers: Mapping[str, str]
) -> None:
    stand.control.accept_message(key="1", to=AIGUL.phone, text="Сәлем")

    answer = post(stand, path, NEWCOMER | {"gbdfl": "off"}, headers)

    assert answer.status_code == 403
    assert stand.control.faults() == []
    assert stand.control.people() == list(PEOPLE)
    assert len(stand.control.sent_messages()) == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [("калиева айгул", {AIGUL.iin}), (AIGUL.iin[:8], {AIGUL.iin}), ("жоқ адам", set())],
)
def test_people_are_found_without_kazakh_letters_and_by_number(
    stand: Stand, asked: str, found: set[str]
) -> None:
    shown = page(stand, f"/?q={asked}")

    assert set(re.findall(r"/people/(\d{12})", shown)) == found


def test_a_person_is_changed_by_the_form(stand: Stand) -> None:
    typed = NEWCOMER | {
        "full_name": AIGUL.full_name,
        "birth_date": "1958-04-12",
        "status": "dead",
        "status_date": "2026-11-01",
        "district": AIGUL.residence_code,
    }

    answer = post(stand, f"/people/{AIGUL.iin}", typed)

    changed = stand.control.person(AIGUL.iin)
    assert answer.status_code == 303
    assert changed is not None
    assert (changed.status, changed.status_date, changed.phone) == (
        "dead",
        date(2026, 11, 1),
        "+77010009999",
    )
    assert stand.control.person(NEWCOMER["iin"]) is None


def test_a_person_is_added_by_the_form(stand: Stand) -> None:
    post(stand, "/people", NEWCOMER)

    added = stand.control.person(NEWCOMER["iin"])
    assert added is not None
    assert (added.full_name, added.residence_ru) == (
        "Сынақов Сынақ",
        "город Алматы, Медеуский район",
    )


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("iin", "123", "wrong.iin"),
        ("iin", AIGUL.iin, "wrong.iin-taken"),
        ("full_name", "Сынақ", "wrong.full_name"),
        ("birth_date", "1999-12-30", "wrong.birth_date"),
        ("status", "asleep", "wrong.status"),
        ("status_date", "2026-11-21", "wrong.status_date"),
        ("status_date", "1990-01-01", "wrong.status_date"),
        ("district", "123456789", "wrong.district"),
        ("phone", "8 701 000 99 99", "wrong.phone"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_typed_is_lost(
    stand: Stand, field: str, value: str, word: str
) -> None:
    answer = post(stand, "/people?lang=ru", NEWCOMER | {field: value})

    shown = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert shown.count(WORDS[word][1]) == 2
    assert "Сынақ" in shown
    assert stand.control.people() == list(PEOPLE)


def test_the_journal_shows_the_answers(stand: Stand) -> None:
    stand.control.log("gbdfl", "person", subject=AIGUL.iin, status=0, fault="timeout")

    shown = page(stand, "/journal")

    assert AIGUL.iin in shown
    assert "жауап келмейді" in shown


def test_a_person_nobody_knows_has_no_page(stand: Stand) -> None:
    assert stand.test_client().get("/people/000000000000").status_code == 404
    assert post(stand, "/people/000000000000", NEWCOMER).status_code == 404


def test_a_reset_by_the_page_brings_the_start_back(stand: Stand) -> None:
    stand.control.remove_person(AIGUL.iin)

    post(stand, "/reset", {})

    assert stand.control.people() == list(PEOPLE)
