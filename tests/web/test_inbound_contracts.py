"""The stand's senders and Qadam's own doors, each exchange held to `inbound-*.yaml`."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from openapi_contract import CONTRACTS, Contract

from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.bootstrap.web_services import page_settings, web_services
from app.settings import SENDERS
from app.stand import PEOPLE
from app.stand.control import StandControl
from app.stand.post import Answered, Letter
from app.web import create_web

AIGUL = PEOPLE[0]
MORNING = datetime.fromisoformat("2026-12-01T10:00:00+05:00")
OPERATIONS = [
    (name.name, path)
    for name in sorted(CONTRACTS.glob("inbound-*.yaml"))
    for _, path, _ in Contract(name.name).operations()
]


class Doors:
    """Qadam's pages; what passes them is held to the contract, whatever the answer is."""

    def __init__(self, world: SimulationWorld) -> None:
        settings = world.qadam.settings
        web = create_web(web_services(world.qadam), page_settings(settings))
        self._client = web.test_client()
        self._secrets = settings.inbound
        self.passed: set[str] = set()

    def __call__(self, system: str, path: str, body: Mapping[str, Any]) -> Answered:
        contract = Contract(f"inbound-{system}.yaml")
        where = f"/api/inbound{path}"
        secret = next(key for code, key in self._secrets.items() if code == system)
        answer = self.post(where, secret, body)
        asked = contract.faults_of_request(
            "post", where, headers={}, body=json.dumps(body).encode()
        )
        assert asked == [], f"{where}: the stand asks against the contract"
        self.held(contract, where, answer)
        self.passed.add(where)
        return Answered(answer.status_code, answer.get_json())

    def post(self, where: str, secret: str, body: object) -> Any:
        headers = {"Authorization": f"Bearer {secret}"}
        return self._client.post(where, json=body, headers=headers)

    def held(self, contract: Contract, where: str, answer: Any) -> None:
        told = contract.faults_of(
            "post",
            where,
            status=answer.status_code,
            content_type=answer.content_type,
            body=answer.get_data(),
        )
        assert told == [], f"{where}: Qadam answers against the contract"


@pytest.fixture
def world() -> Iterator[SimulationWorld]:
    made = simulation_world(MORNING)
    yield made
    made.close()


@pytest.fixture
def control(world: SimulationWorld) -> StandControl:
    return world._stand.control


@pytest.fixture
def doors(world: SimulationWorld, control: StandControl) -> Doors:
    made = Doors(world)
    control.post.carrier = made
    return made


def everything(control: StandControl) -> dict[str, Callable[[], Letter]]:
    """A letter to every door; no case waits for any of them."""
    case = {"number": "ЖК-2026-000041"}
    passed = control.receive(
        "aleumet", "pass", key="1", subject=AIGUL.iin, body={"case": case, "code": "x"}
    )
    opened = {"choose_until": "2027-01-30"}
    control.receive("aleumet", "open", key="2", subject=passed.id, body=opened)
    control.aleumet.choose_supplier(passed.id, bin="180440012346", name="«Қамқор» ЖШС")
    office = {"kk": "Бөлім", "ru": "Отдел", "en": "Department"}
    consent = control.consents.ask(
        key="1", iin=AIGUL.iin, case=case["number"], kinds=("identity-document",), method="sms",
        office=office,
    )  # fmt: skip
    message = control.accept_message(key="k", to=AIGUL.phone, text="Сәлем")
    send = control.senders
    signed = control.signed_request(AIGUL.iin, b"{}")
    return {
        "/api/inbound/gbdfl/events": lambda: send.person_event(
            "person-died", AIGUL.iin, date(2026, 11, 30)
        ),
        "/api/inbound/esobes/events": lambda: send.measure_found(
            PEOPLE[1].iin, "personal-assistant"
        ),
        **{
            f"/api/inbound/{system}/states": partial(
                send.entity_state, system, "supplier", "180440012346", {"free_places": 0}
            )
            for system in ("gbdfl", "esobes", "aleumet")
        },
        "/api/inbound/sms/replies": lambda: send.sms_reply("+77470000001", "Келемін"),
        "/api/inbound/sms/receipts": lambda: send.message_state(message, "read"),
        "/api/inbound/dds/consents": lambda: send.sms_reply(consent.phone if consent else "", "ИӘ"),
        "/api/inbound/aleumet/choices": lambda: send.supplier_chosen(passed.id),
        "/api/inbound/egov/requests": lambda: send.portal_request("r-1", AIGUL.iin, signed),
        "/api/inbound/egov/replies": lambda: send.cabinet_reply(
            case["number"], "hearing-reply", reply="attends"
        ),
    }


def test_every_door_of_the_contracts_is_knocked_at_and_answers_by_them(
    doors: Doors, control: StandControl
) -> None:
    letters = {path: write() for path, write in everything(control).items()}

    assert doors.passed == set(letters) == {path for _, path in OPERATIONS}
    states = {path: letter.state for path, letter in letters.items()}
    # Signed by the applicant, but it holds no application.
    assert states.pop("/api/inbound/egov/requests") == "refused"
    # Of no message of ours, or not yet: the gateway tells it again.
    assert states.pop("/api/inbound/sms/receipts") == "waiting"
    assert set(states.values()) == {"arrived"}


def test_nobody_is_let_in_without_the_systems_own_secret(
    doors: Doors, world: SimulationWorld
) -> None:
    for file, path in OPERATIONS:
        own = secret_of(world, file)
        others = [key for key in world.qadam.settings.inbound.values() if key != own]
        for secret in ("", "guess", *others):
            answer = doors.post(path, secret, {})

            assert answer.status_code == 401, path
            doors.held(Contract(file), path, answer)


def test_a_body_against_the_contract_is_refused_for_good(
    doors: Doors, world: SimulationWorld
) -> None:
    for file, path in OPERATIONS:
        for body in ({}, {"unknown": 1}, [], "text", 7):
            answer = doors.post(path, secret_of(world, file), body)

            assert answer.status_code in (400, 422), (path, body)
            doors.held(Contract(file), path, answer)


def secret_of(world: SimulationWorld, file: str) -> str:
    system = file.removeprefix("inbound-").removesuffix(".yaml")
    return next(key for code, key in world.qadam.settings.inbound.items() if code == system)


def test_every_sender_has_a_contract() -> None:
    assert {file for file, _ in OPERATIONS} == {f"inbound-{system}.yaml" for system in SENDERS}


def test_a_letter_that_was_taken_but_not_answered_changes_nothing_the_second_time(
    doors: Doors, control: StandControl
) -> None:
    everything(control)
    taken: list[Answered] = []

    def lost(system: str, path: str, body: Mapping[str, Any]) -> Answered:
        taken.append(doors(system, path, body))
        return Answered(0, {}) if len(taken) == 1 else taken[-1]

    control.post.carrier = lost
    letter = control.senders.cabinet_reply("ЖК-2026-000041", "hearing-reply", reply="attends")
    again = control.post.send(letter)

    assert (letter.state, again.state) == ("waiting", "arrived")
    assert [answered.status for answered in taken] == [201, 200]
    assert taken[0].body == taken[1].body


@pytest.mark.parametrize(
    "values",
    [
        {"a b": 1}, {"subject": "x"}, {"x": [1]}, {"x": {}}, {"x": "\0"}, {"x": "x" * 2001},
        {"x": float("nan")}, {"x": "\ud800"}, [], {f"x{n}": n for n in range(101)},
    ],
)  # fmt: skip
def test_values_that_no_expression_could_read_are_refused(
    doors: Doors, world: SimulationWorld, values: object
) -> None:
    told = {"event_id": "1", "entity": "supplier", "subject": "1", "at": MORNING.isoformat()}
    where, file = "/api/inbound/aleumet/states", "inbound-aleumet.yaml"
    answer = doors.post(where, secret_of(world, file), {**told, "values": values})

    assert answer.status_code == 422
    doors.held(Contract(file), where, answer)
