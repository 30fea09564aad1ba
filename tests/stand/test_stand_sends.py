"""What the stand's systems send: by the inbound contracts, until it arrives, once."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_contract import Contract
from stand_parts import AIGUL, Hand

from app.stand import PEOPLE, Stand, create_stand
from app.stand.carrier import HttpCarrier
from app.stand.control import CALLS
from app.stand.post import Answered, Letter
from app.stand.senders import REGISTRIES
from app.stand.store import MESSAGE_STATES

PHONE = "+77010001000"
DEAD = next(person for person in PEOPLE if person.status == "dead")


class Qadam:
    """Takes letters as told, and holds each to its contract."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        """What it says next; 201 when empty."""
        self.taken: list[tuple[str, str, Mapping[str, Any]]] = []

    def __call__(self, system: str, path: str, body: Mapping[str, Any]) -> Answered:
        contract = Contract(f"inbound-{system}.yaml")
        written = json.dumps(body).encode()
        unfit = contract.faults_of_request("post", f"/api/inbound{path}", headers={}, body=written)
        assert unfit == [], f"{path}: against the contract"
        self.taken.append((system, path, body))
        return Answered(self.answers.pop(0) if self.answers else 201, {"number": "ЖК-1"})


@pytest.fixture
def qadam(stand: Stand) -> Qadam:
    taken = Qadam()
    stand.control.post.carrier = taken
    return taken


def measure(stand: Stand) -> str:
    """A measure that was passed and may be ordered."""
    control = stand.control
    body = {"code": "personal-assistant", "case": {"number": "ЖК-2026-000041"}}
    passed = control.receive("aleumet", "pass", key="1", subject=AIGUL.iin, body=body)
    until = {"choose_until": "2027-01-30"}
    control.receive("aleumet", "open", key="2", subject=passed.id, body=until)
    return passed.id


def send_everything(stand: Stand) -> list[Letter]:
    control, senders = stand.control, stand.control.senders
    consent = control.consents.ask(
        key="1", iin=AIGUL.iin, case="ЖК-2026-000041", kinds=("identity-document",),
        method="sms", office={"kk": "Бөлім", "ru": "Отдел", "en": "Department"},
    )  # fmt: skip
    assert consent is not None
    chosen = measure(stand)
    control.aleumet.choose_supplier(chosen, bin="180440012346", name="«Қамқор» ЖШС")
    message = control.accept_message(key="k", to=PHONE, text="Сәлем")
    return [
        senders.sms_reply(consent.phone, "ИӘ"),
        senders.sms_reply(PHONE, "Келемін"),
        *(senders.message_state(message, state) for state in MESSAGE_STATES),
        senders.measure_found(AIGUL.iin, "personal-assistant"),
        senders.supplier_chosen(chosen),
        senders.cabinet_reply("ЖК-1", "hearing-reply", reply="attends", position="Келемін"),
        senders.cabinet_reply("ЖК-1", "application-withdrawn", reason="Қажет емес"),
        senders.portal_request("request-1", AIGUL.iin, b"cms"),
        senders.person_event("person-left", PEOPLE[1].iin, date(2026, 11, 2), "Германия"),
        senders.person_event("person-died", AIGUL.iin, date(2026, 11, 19)),
        *(
            senders.entity_state(
                system, "supplier", "180440012346", {"free_places": 0}, "751510000"
            )
            for system in REGISTRIES
        ),
    ]


def test_every_letter_keeps_its_contract_and_arrives(stand: Stand, qadam: Qadam) -> None:
    letters = send_everything(stand)

    assert {letter.state for letter in letters} == {"arrived"}
    sent = {f"post /api/inbound{path}" for _, path, _ in qadam.taken}
    known = set()
    for file in Path(__file__).parents[2].joinpath("docs/contracts").glob("inbound-*.yaml"):
        known |= {f"{method} {path}" for method, path, _ in Contract(file.name).operations()}
    assert sent == known


def test_a_reply_that_answers_a_question_for_consent_is_the_consent(
    stand: Stand, qadam: Qadam
) -> None:
    yes, other = send_everything(stand)[:2]

    assert (yes.path, yes.body["given"], yes.body["number"]) == (
        "/dds/consents",
        True,
        "ЖК-2026-000041",
    )
    assert (other.path, other.body["text"]) == ("/sms/replies", "Келемін")


def test_every_letter_has_an_id_that_no_other_has(stand: Stand, qadam: Qadam) -> None:
    send_everything(stand)
    names = ("event_id", "reply_id", "request_id")
    ids = [
        next(body[name] for name in names if name in body)
        for _, path, body in qadam.taken
        if path != "/sms/receipts"
    ]

    assert len(ids) == len(set(ids)) > 8


def test_a_letter_that_does_not_arrive_is_sent_again_with_growing_pauses(
    stand: Stand, qadam: Qadam, clock: Hand
) -> None:
    qadam.answers = [0, 503, 401, 404]
    letter = stand.control.senders.sms_reply(PHONE, "Келемін")

    attempts = [letter.attempts]
    for minutes in (1, 2, 4, 8):
        clock.move(timedelta(minutes=minutes, seconds=-1))
        assert not stand.control.post.send_due()
        clock.move(timedelta(seconds=1))
        assert stand.control.post.send_due()
        attempts.append(stand.control.post.letters()[0].attempts)

    assert attempts == [1, 2, 3, 4, 5]
    assert stand.control.post.letters()[0].state == "arrived"
    bodies = [body for _, _, body in qadam.taken]
    assert all(body == bodies[0] for body in bodies)
    assert not stand.control.post.send_due()


@pytest.mark.slow
def test_three_days_of_silence_lose_nothing_and_repeat_nothing(
    stand: Stand, qadam: Qadam, clock: Hand
) -> None:
    qadam.answers = [503] * 100
    for number in range(5):
        stand.control.senders.sms_reply(PHONE, f"Жауап {number}")
    came_back = clock.now + timedelta(days=3)
    while (due := stand.control.post.next_due()) is not None and due < came_back:
        clock.now = max(due, clock.now)
        qadam.answers = [503]
        stand.control.post.send_due()
    qadam.answers, qadam.taken = [], []

    clock.now = came_back + timedelta(hours=1)
    while stand.control.post.send_due():
        pass

    assert [body["text"] for _, _, body in qadam.taken] == [f"Жауап {n}" for n in range(5)]
    assert {letter.state for letter in stand.control.post.letters()} == {"arrived"}


@pytest.mark.parametrize("status", [400, 409, 413, 422])
def test_a_letter_that_is_refused_is_not_sent_again(
    stand: Stand, qadam: Qadam, clock: Hand, status: int
) -> None:
    qadam.answers = [status]
    letter = stand.control.senders.sms_reply(PHONE, "Келемін")
    clock.move(timedelta(days=1))

    assert (letter.state, letter.status) == ("refused", status)
    assert not stand.control.post.send_due()


def test_a_letter_that_never_arrives_is_given_up_after_a_week(
    stand: Stand, qadam: Qadam, clock: Hand
) -> None:
    qadam.answers = [404] * 2
    stand.control.senders.sms_reply(PHONE, "Келемін")
    clock.move(timedelta(days=7))

    assert stand.control.post.send_due()
    assert stand.control.post.letters()[0].state == "refused"


def test_letters_wait_while_nobody_carries_them_and_outlive_a_restart(
    tmp_path: Path, clock: Hand
) -> None:
    def opened() -> Stand:
        tokens = dict.fromkeys(CALLS, "t")
        return create_stand(
            clock=clock, persons=PEOPLE, tokens=tokens, store_path=tmp_path / "stand.db"
        )

    first = opened()
    first.control.senders.sms_reply(PHONE, "Келемін")
    first.control.close()
    second = opened()
    second.control.post.carrier = Qadam()

    assert second.control.post.send_due()
    assert second.control.post.letters()[0].state == "arrived"
    second.control.close()


def test_an_event_changes_the_registry_before_it_is_told(stand: Stand, qadam: Qadam) -> None:
    stand.control.senders.person_event("person-died", AIGUL.iin, date(2026, 11, 19))

    person = stand.control.person(AIGUL.iin)
    assert person is not None
    assert (person.status, person.status_date) == ("dead", date(2026, 11, 19))


def test_what_cannot_have_happened_is_not_told(stand: Stand, qadam: Qadam) -> None:
    senders = stand.control.senders
    stand.control.held.put_programme(AIGUL.iin, {"measures": ["wheelchair"]})
    for impossible in (
        lambda: senders.person_event("person-died", "000000000000", date(2026, 11, 1)),
        lambda: senders.person_event("person-died", AIGUL.iin, date(2027, 11, 1)),
        lambda: senders.measure_found(AIGUL.iin, "personal-assistant"),
        lambda: senders.measure_found("000000000000", "personal-assistant"),
        lambda: senders.measure_found(DEAD.iin, "personal-assistant"),
        lambda: senders.sms_reply(PHONE, "  "),
        lambda: senders.supplier_chosen("aleumet-1"),
        lambda: stand.control.aleumet.choose_supplier("aleumet-1", bin="1", name="x"),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            impossible()

    assert qadam.taken == []


def test_the_carrier_proves_each_system_by_its_own_secret_and_never_raises() -> None:
    asked: list[tuple[str, str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        secret = request.headers["Authorization"]
        asked.append((request.url.path, secret, json.loads(request.content)))
        if len(asked) == 1:
            return httpx.Response(201, json={"number": None})
        if len(asked) == 2:
            return httpx.Response(502, text="<html>")
        raise httpx.ReadTimeout("late", request=request)

    carrier = HttpCarrier("http://qadam", {"sms": "s3cret"}, httpx.MockTransport(answer))
    told = [carrier("sms", "/sms/replies", {"text": "ИӘ"}) for _ in range(3)]
    carrier.close()

    assert told == [Answered(201, {"number": None}), Answered(502, {}), Answered(0, {})]
    assert asked[0] == ("/api/inbound/sms/replies", "Bearer s3cret", {"text": "ИӘ"})
