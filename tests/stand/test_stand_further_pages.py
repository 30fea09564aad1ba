"""Portal, cabinet, services portal, monitoring and letters."""

import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from stand_parts import AIGUL, REQUEST, Hand, page, post

from app.stand import Stand
from app.stand.control import AUTHORITY_CALLS
from app.stand.post import Answered
from app.stand.shapes import STATUSES
from app.stand.words import LANGUAGES, WORDS

STAND = Path(__file__).parents[2] / "app" / "stand"
PATHS = (
    "/portal",
    "/cabinet",
    "/services",
    "/monitoring",
    "/mail",
    "/letters",
    f"/people/{AIGUL.iin}",
)
CASE = {
    "number": "ЖК-2026-000041",
    "service": "personal-assistant",
    "service_name": {"kk": "Жеке көмекші", "ru": "Помощник", "en": "Assistant"},
    "office": "almaty-bostandyk",
    "office_name": {"kk": "Бөлім", "ru": "Отдел", "en": "Department"},
    "channel": "egov_portal",
    "registered_at": "2026-11-17T05:00:00+00:00",
    "due_on": "2026-12-01",
}


def show(
    stand: Stand, status: str, *, key: str = "1", document: object = None, day: int = 20
) -> str:
    body = {
        "iin": AIGUL.iin,
        "case": CASE,
        "status": status,
        "text": {"kk": "Мәтін", "ru": "Текст", "en": "Text"},
        "at": f"2026-11-{day}T05:00:00+00:00",
        "document": document,
    }
    return stand.control.receive("egov", "status", key=key, subject=AIGUL.iin, body=body).id


def passed(stand: Stand) -> str:
    body = {
        "iin": AIGUL.iin,
        "programme_number": "ОЖБ-1",
        "code": "personal-assistant",
        "name": {"kk": "Жеке көмекшінің қызметі", "ru": "Услуги помощника"},
        "hours_per_day": 8,
        "volume_hours": 256,
        "period_from": "2026-11-30",
        "period_until": "2026-12-31",
        "case": CASE,
    }
    return stand.control.receive("aleumet", "pass", key="1", subject=AIGUL.iin, body=body).id


def test_an_invitation_stands_while_the_term_is_suspended_and_runs_on(stand: Stand) -> None:
    show(stand, "hearing")
    show(stand, "suspended", key="2", day=21)
    show(stand, "in_review", key="3", day=22)
    assert 'value="hearing-reply"' in page(stand, "/cabinet")

    show(stand, "refused", key="4", day=23)
    assert 'value="hearing-reply"' not in page(stand, "/cabinet")


def test_a_status_that_came_late_stands_where_it_belongs(stand: Stand) -> None:
    show(stand, "closed", day=23)
    show(stand, "accepted", key="2", day=21)

    shown = page(stand, "/cabinet?lang=en")

    assert re.findall(r"<b>([^<]+)</b>", shown)[-2:] == ["Accepted", "Closed"]
    assert "Withdraw the application" not in shown


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_of_the_contract_has_its_words(status: str) -> None:
    assert all(WORDS[f"status-{status}"])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_comes_in_every_language_empty_and_filled(
    stand: Stand, sent: list[object], path: str, language: str
) -> None:
    empty = page(stand, f"{path}?lang={language}")
    show(stand, "hearing")
    passed(stand)
    told = {"case": CASE, "stage": "decided", "outcome": "granted", "at": CASE["registered_at"]}
    stand.control.receive("monitoring", "stage", key="1", subject="x", body=told)
    stand.control.senders.sms_reply("+77010001000", "Келемін")
    post(stand, "/portal", REQUEST)
    mail = b"Subject: x\r\nMessage-ID: <1@x>\r\n\r\nhttps://qadam.example.kz/tasks/1\r\n"
    assert stand.control.mailroom.take(mail, ["aigul@example.kz"]) == "250 OK"

    filled = page(stand, f"{path}?lang={language}")

    assert f'<html lang="{language}">' in filled
    assert filled != empty or path.startswith("/people/")


def test_what_was_written_last_stands_first_whichever_was_kept_first(
    stand: Stand, sent: list[object], clock: Hand
) -> None:
    told = {"stage": "decided", "outcome": "granted", "at": CASE["registered_at"]}
    for hours, number in ((0, "ЖК-2026-000002"), (-3, "ЖК-2026-000001")):
        clock.move(timedelta(hours=hours))
        stand.control.senders.sms_reply("+77010001000", "Келемін")
        body = {**told, "case": {**CASE, "number": number}}
        stand.control.receive("monitoring", "stage", key=number, subject="x", body=body)

    first, second = stand.control.post.letters()
    monitoring = page(stand, "/monitoring?lang=ru")

    assert first.written_at - second.written_at == timedelta(hours=3)
    assert monitoring.index("000002") < monitoring.index("000001")
    assert "Показаны последние" not in monitoring


def test_the_monitoring_says_that_it_shows_the_newest_alone(stand: Stand) -> None:
    told = {"case": CASE, "stage": "decided", "outcome": "granted", "at": CASE["registered_at"]}
    for number in range(201):
        stand.control.receive("monitoring", "stage", key=str(number), subject="x", body=told)

    monitoring = page(stand, "/monitoring?lang=ru")

    assert "Показаны последние записи, не больше 200" in monitoring
    assert monitoring.count("<tr>") == 201


@pytest.mark.parametrize(
    "path",
    [
        "/portal", "/phones", "/phones/state", "/cabinet/reply", "/services/choice",
        "/services/places", "/letters/again", f"/people/{AIGUL.iin}/disability",
        f"/people/{AIGUL.iin}/programme",
        f"/people/{AIGUL.iin}/phones", f"/people/{AIGUL.iin}/events",
    ],
)  # fmt: skip
def test_a_form_of_another_site_is_refused(stand: Stand, path: str) -> None:
    answer = post(stand, path, REQUEST | {"kind": "person-died"}, {"Origin": "http://elsewhere"})

    assert answer.status_code == 403
    assert stand.control.post.letters() == []


def test_a_phone_shows_what_came_and_what_was_answered(
    stand: Stand, sent: list[tuple[str, Mapping[str, Any]]], clock: Hand
) -> None:
    stand.control.accept_message(key="1", to=AIGUL.phone, text="Тыңдауға келіңіз")
    clock.move(timedelta(minutes=5))

    post(stand, "/phones", {"phone": AIGUL.phone, "text": " Келемін "})

    shown = page(stand, "/")
    assert shown.index("Тыңдауға келіңіз") < shown.index("Келемін</p>")
    assert sent[0][1]["text"] == "Келемін"


@pytest.mark.parametrize("form", [{"phone": "", "text": "x"}, {"phone": AIGUL.phone, "text": " "}])
def test_an_sms_without_phone_or_text_is_not_sent(
    stand: Stand, sent: list[object], form: Mapping[str, str]
) -> None:
    answer = post(stand, "/phones", form)

    assert "wrong=" in answer.location
    assert 'role="alert"' in page(stand, answer.location)
    assert sent == []


def test_an_sms_is_marked_read_and_the_gateway_tells_it(
    stand: Stand, sent: list[tuple[str, Mapping[str, Any]]]
) -> None:
    message = stand.control.accept_message(key="1", to=AIGUL.phone, text="Сәлем")

    post(stand, "/phones/state", {"message": message.id, "state": "read"})

    assert sent == [
        (
            "/sms/receipts",
            {"receipt_id": "sms-1", "state": "read", "at": "2026-11-20T05:44:00+00:00"},
        )
    ]
    assert 'value="read"' not in page(stand, "/")
    assert post(stand, "/phones/state", {"message": "sms-9", "state": "read"}).status_code == 404


def test_the_cabinet_shows_statuses_papers_and_signatures(stand: Stand) -> None:
    document = {
        "name": "notice.pdf",
        "media_type": "application/pdf",
        "sha256": "0" * 64,
        "content": b64encode(b"%PDF-1.7").decode(),
        "signatures": [b64encode(b"cms").decode()],
    }
    number = show(stand, "granted", document=document)
    client = stand.test_client()

    shown = page(stand, "/cabinet?lang=ru")
    paper = client.get(f"/cabinet/papers/{number}")
    signature = client.get(f"/cabinet/papers/{number}/1.p7s")

    assert "Услуга оказана" in shown
    assert "Текст" in shown
    assert (paper.data, paper.headers["Content-Disposition"]) == (
        b"%PDF-1.7",
        f'attachment; filename="{number}.pdf"',
    )
    assert signature.data == b"cms"
    for missing in (f"/cabinet/papers/{number}/2.p7s", "/cabinet/papers/egov-99"):
        assert client.get(missing).status_code == 404


def test_a_citizen_answers_an_invitation_and_withdraws(
    stand: Stand, sent: list[tuple[str, Mapping[str, Any]]]
) -> None:
    show(stand, "hearing")
    said = {"kind": "hearing-reply", "reply": "attends", "position": "Дұрыс"}

    post(stand, "/cabinet/reply", {"number": "ЖК-2026-000041", **said})
    post(
        stand,
        "/cabinet/reply",
        {"number": "ЖК-2026-000041", "kind": "application-withdrawn", "reason": "Қажет емес"},
    )

    names = ("kind", "reply", "position", "reason")
    assert [tuple(body[name] for name in names) for _, body in sent] == [
        ("hearing-reply", "attends", "Дұрыс", ""),
        ("application-withdrawn", "", "", "Қажет емес"),
    ]


def test_a_reply_without_a_choice_or_about_no_application_is_not_sent(
    stand: Stand, sent: list[object]
) -> None:
    show(stand, "hearing")

    unchosen = post(stand, "/cabinet/reply", {"number": "ЖК-2026-000041", "kind": "hearing-reply"})
    foreign = post(stand, "/cabinet/reply", {"number": "ЖК-1", "kind": "hearing-reply"})

    assert "wrong=reply" in unchosen.location
    assert foreign.status_code == 404
    assert sent == []


def test_a_supplier_is_chosen_only_while_ordering_is_open(
    stand: Stand, sent: list[tuple[str, Mapping[str, Any]]]
) -> None:
    number = passed(stand)
    shut = post(stand, "/services/choice", {"measure": number, "supplier": "180440012346"})
    until = {"choose_until": "2026-11-20"}
    stand.control.receive("aleumet", "open", key="2", subject=number, body=until)
    opened = post(stand, "/services/choice", {"measure": number, "supplier": "180440012346"})

    assert "wrong=choice" in shut.location
    assert "saved" in opened.location
    ((path, body),) = sent
    assert (path, body["number"], body["supplier"]) == (
        "/aleumet/choices",
        CASE["number"],
        {"bin": "180440012346", "name": "«Қамқор» ЖШС"},
    )
    assert "«Қамқор» ЖШС" in page(stand, "/services")


def test_the_free_places_of_a_supplier_are_told(
    stand: Stand, sent: list[tuple[str, Mapping[str, Any]]]
) -> None:
    unread = post(stand, "/services/places", {"supplier": "180440012346", "places": "none"})
    told = post(stand, "/services/places", {"supplier": "180440012346", "places": "0"})

    assert "wrong=places" in unread.location
    assert "saved" in told.location
    ((path, body),) = sent
    assert (path, body["entity"], body["subject"]) == (
        "/aleumet/states",
        "supplier",
        "180440012346",
    )
    assert body["values"] == {"name": "«Қамқор» ЖШС", "free_places": 0}


def test_a_letter_that_waits_is_sent_again_by_hand(stand: Stand) -> None:
    stand.control.senders.sms_reply("+77010001000", "Келемін")
    (letter,) = stand.control.post.letters()
    stand.control.post.carrier = lambda system, path, body: Answered(201, {})

    post(stand, "/letters/again", {"letter": str(letter.id)})

    assert stand.control.post.letters()[0].state == "arrived"
    assert post(stand, "/letters/again", {"letter": "77"}).status_code == 404


@pytest.mark.parametrize(
    ("switch", "kind"), [("nonsense", "malformed"), ("three-days", "down-until")]
)
def test_a_system_may_talk_nonsense_or_be_down_for_three_days(
    stand: Stand, clock: Hand, switch: str, kind: str
) -> None:
    post(stand, "/faults", {"egov": switch})

    (fault,) = stand.control.faults()
    assert (fault.system, fault.kind) == ("egov", kind)
    assert fault.until == (clock.now + timedelta(days=3) if switch == "three-days" else None)
    post(stand, "/faults", {"egov": switch})
    assert stand.control.faults() == [fault]


def test_every_word_is_used_and_every_word_that_is_used_is_there() -> None:
    sources = [*STAND.rglob("*.html"), *(p for p in STAND.glob("*.py") if "words" not in p.name)]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    made = ("message-", "letter-", "status-", "reply-", "stage-", "outcome-", "kind-", "signer-")

    unused = [
        key
        for key in WORDS
        if not re.search(rf"""["']{re.escape(key)}["']""", text)
        and not key.startswith((*made, "wrong.", "/"))
        and key not in AUTHORITY_CALLS
        and not key.endswith(".about")
    ]

    assert unused == []
    assert [
        key for key in re.findall(r"\bt\([\"']([\w.-]+)[\"']\)", text) if key not in WORDS
    ] == []
