"""Every client against the stand, each exchange held to its contract."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from openapi_contract import contracts
from state_system_clients import AIGUL, ALL_CALLS, CASE, MEASURE, UNKNOWN, Clients
from state_systems import MORNING, Reached

from app.domain.state_systems import SYSTEM_NAMES
from app.domain.texts import LANGUAGES, Text
from app.ports.outside import SystemUnavailable
from app.ports.state_systems import (
    ChosenSupplier,
    DisabilityRecord,
    ProgrammeMeasure,
    Receipt,
    SignedPaper,
)
from app.settings import SYSTEMS
from app.stand import PEOPLE
from app.stand.control import CALLS
from app.stand.store import FaultKind


@pytest.fixture
def to(systems: Reached) -> Iterator[Clients]:
    with ExitStack() as connections:
        yield Clients(lambda system: connections.enter_context(systems.connection(system)))


WRONG = "000000"
PAPER = SignedPaper("notice.pdf", b"%PDF-1.7", "5f" * 32, (b"cms",))


def test_every_system_of_the_settings_is_answered_by_the_stand_under_its_name() -> None:
    assert tuple(CALLS) == SYSTEMS == tuple(SYSTEM_NAMES)


def test_every_operation_of_every_contract_is_called_and_answered_by_it(
    systems: Reached, to: Clients
) -> None:
    to.pass_measure("first")
    to.ask_consent("first")
    calls = to.everything()
    assert sorted(calls) == sorted(ALL_CALLS)

    for call in calls.values():
        call()

    known = {f"{m} {path}" for contract in contracts() for m, path, _ in contract.operations()}
    assert systems.witness.seen == known - {"get /sms/v1/messages/{message}"}


def test_a_disability_is_read_with_group_reason_and_term(to: Clients) -> None:
    assert to.cbdi.disability(AIGUL.iin) == DisabilityRecord(
        iin=AIGUL.iin,
        full_name="Қалиева Айгүл Серікқызы",
        birth_date=date(1958, 4, 12),
        group=1,
        reason=Text("Жалпы ауру", "Общее заболевание"),
        since=date(2012, 3, 1),
        until=None,
        difficulty_moving=True,
        certificate="МСЭ-0112000",
    )


def test_a_programme_is_read_with_its_measures(to: Clients) -> None:
    programme = to.esobes.programme(AIGUL.iin)

    assert programme is not None
    assert (programme.number, programme.status, programme.group) == (
        "ОЖБ-2025-004100",
        "in_force",
        1,
    )
    assert list(programme.measures) == [
        ProgrammeMeasure(
            code="personal-assistant",
            name=Text("Жеке көмекшінің қызметі", "Услуги индивидуального помощника"),
            volume=Decimal(8),
            unit="hours_per_day",
            decision="needed",
            period_from=date(2025, 2, 3),
            period_until=None,
        )
    ]


def test_everybody_of_the_stand_is_read_from_every_registry(to: Clients) -> None:
    """Each exchange passes the witness of the contracts."""
    found: dict[str, int] = dict.fromkeys(("cbdi", "esobes", "mab", "egov"), 0)
    for person in PEOPLE:
        found["cbdi"] += to.cbdi.disability(person.iin) is not None
        found["esobes"] += to.esobes.programme(person.iin) is not None
        found["mab"] += to.mab.phone(person.iin) is not None
        found["egov"] += to.egov.registered_phone(person.iin) is not None

    assert all(len(PEOPLE) // 2 < count < len(PEOPLE) for count in found.values()), found


def test_what_a_registry_does_not_know_is_none(to: Clients) -> None:
    assert to.cbdi.disability(UNKNOWN) is None
    assert to.esobes.programme(UNKNOWN) is None
    assert to.mab.phone(UNKNOWN) is None
    assert to.egov.registered_phone(UNKNOWN) is None
    assert to.ask_consent(iin=UNKNOWN) is None


def test_a_programme_expires_and_is_withdrawn(systems: Reached, to: Clients) -> None:
    def status() -> str:
        found = to.esobes.programme(AIGUL.iin)
        return found.status if found else ""

    systems.stand.control.held.put_programme(AIGUL.iin, {"valid_until": "2026-11-20"})
    today = status()
    systems.clock.move(timedelta(days=1))
    tomorrow = status()
    systems.stand.control.held.put_programme(AIGUL.iin, {"withdrawn": True})

    assert (today, tomorrow, status()) == ("in_force", "expired", "withdrawn")


def test_a_status_reaches_the_cabinet_with_document_and_signature(
    systems: Reached, to: Clients
) -> None:
    receipt = to.show(paper=PAPER)

    (shown,) = systems.stand.control.received("egov", "status", AIGUL.iin)
    assert receipt == Receipt(shown.id, MORNING)
    assert (shown.body["status"], shown.body["text"]["ru"]) == ("granted", "Принято")
    assert shown.body["document"] == {
        "name": "notice.pdf",
        "media_type": "application/pdf",
        "sha256": "5f" * 32,
        "content": "JVBERi0xLjc=",
        "signatures": ["Y21z"],
    }


def test_monitoring_is_told_the_stage_and_nothing_of_the_person(
    systems: Reached, to: Clients
) -> None:
    to.report()

    (stage,) = systems.stand.control.received("monitoring", "stage", CASE.number)
    assert (stage.body["stage"], stage.body["outcome"]) == ("decided", "granted")
    assert AIGUL.iin not in json.dumps(stage.body)


def test_a_case_without_a_term_is_reported_without_one(systems: Reached, to: Clients) -> None:
    to.report(case=replace(CASE, due_on=None))

    (stage,) = systems.stand.control.received("monitoring", "stage", CASE.number)
    assert stage.body["case"]["due_on"] is None


def test_a_measure_is_passed_opened_and_a_supplier_chosen(systems: Reached, to: Clients) -> None:
    measure = to.pass_measure().id
    shut = systems.stand.control.aleumet.measure(measure)
    to.aleumet.open_ordering(measure, choose_until=date(2027, 1, 30), idempotency_key="job-2")
    before = to.aleumet.chosen_supplier(measure)
    systems.stand.control.aleumet.choose_supplier(measure, bin="180440012346", name="«Қамқор» ЖШС")

    opened = systems.stand.control.aleumet.measure(measure)
    assert shut is not None
    assert opened is not None
    assert (shut.choose_until, opened.choose_until) == (None, date(2027, 1, 30))
    assert shut.passed.body["volume_hours"] == 256
    assert before is None
    assert to.aleumet.chosen_supplier(measure) == ChosenSupplier(
        bin="180440012346",
        name="«Қамқор» ЖШС",
        chosen_on=date(2026, 11, 20),
        order_number="ТП-2026-000002",
    )


def test_a_measure_is_known_by_its_case_and_code_too(systems: Reached, to: Clients) -> None:
    name = f"{CASE.number}:{MEASURE.code}"
    to.aleumet.withdraw(name, reason="Өтініш кері алынды", idempotency_key="job-1")
    measure = to.pass_measure("job-2").id

    passed = systems.stand.control.aleumet.measure(measure)
    assert passed is not None
    assert passed.is_withdrawn
    assert to.aleumet.chosen_supplier(name) is None


def test_a_measure_that_the_portal_does_not_know_is_no_answer(to: Clients) -> None:
    with pytest.raises(SystemUnavailable, match="HTTP 404 instead of 202"):
        to.aleumet.open_ordering(
            "aleumet-7", choose_until=date(2027, 1, 30), idempotency_key="job-1"
        )


@pytest.mark.parametrize("kind", ["timeout", "malformed"])
@pytest.mark.parametrize(
    ("system", "call"),
    [("egov", "status"), ("monitoring", "stage"), ("aleumet", "pass")],
)
def test_what_was_handed_over_before_its_answer_got_lost_arrives_once(
    systems: Reached, to: Clients, system: str, call: str, kind: FaultKind
) -> None:
    hand_over = {"egov": to.show, "monitoring": to.report, "aleumet": to.pass_measure}[system]
    systems.stand.control.set_fault(system, call, kind, times=1)
    with pytest.raises(SystemUnavailable):
        hand_over()

    first, again = hand_over(), hand_over()

    assert first == again
    assert len(systems.stand.control.received(system, call)) == 1


def test_consent_by_sms_opens_the_documents_after_the_owners_yes(
    systems: Reached, to: Clients
) -> None:
    control = systems.stand.control
    consent = to.ask_consent()
    before = to.dds.documents(consent.id, password=None)
    (asked,) = control.sent_messages()
    control.consents.reply(asked.to, "иә")

    documents = to.dds.documents(consent.id, password=None)

    assert before == "waiting"
    assert asked.to == control.held.phone("egov", AIGUL.iin)
    assert consent.phone == f"+7 {asked.to[2:5]} ••• {asked.to[8:10]} {asked.to[10:]}"
    assert not isinstance(documents, str)
    assert [(d.kind, d.holder_name) for d in documents] == [
        ("identity-document", "Қалиева Айгүл Серікқызы")
    ]


@pytest.mark.parametrize("said", ["Жоқ", "НЕТ", "no."])
def test_consent_that_the_owner_refuses_opens_nothing(
    systems: Reached, to: Clients, said: str
) -> None:
    consent = to.ask_consent()
    systems.stand.control.consents.reply(systems.stand.control.sent_messages()[0].to, said)

    assert to.dds.documents(consent.id, password=None) == "refused"


def test_consent_by_password_wants_the_one_that_was_sent(systems: Reached, to: Clients) -> None:
    consent = to.ask_consent(method="password")
    (asked,) = systems.stand.control.sent_messages()
    password = next(word for word in asked.text.replace(".", " ").split() if word.isdigit())

    wrong = to.dds.documents(consent.id, password=WRONG)
    right = to.dds.documents(consent.id, password=password)

    assert wrong == "password_wrong"
    assert not isinstance(right, str)


@pytest.mark.parametrize(
    ("method", "life"), [("sms", timedelta(hours=24)), ("password", timedelta(minutes=15))]
)
def test_consent_expires(systems: Reached, to: Clients, method: str, life: timedelta) -> None:
    consent = to.ask_consent(method=method)
    assert consent.expires_at == MORNING + life

    systems.clock.move(life)

    assert to.dds.documents(consent.id, password=WRONG) == "expired"


def test_consent_is_asked_once_however_often_the_job_runs(systems: Reached, to: Clients) -> None:
    systems.stand.control.set_fault("dds", "ask", "timeout", times=1)
    with pytest.raises(SystemUnavailable):
        to.ask_consent()

    assert to.ask_consent() == to.ask_consent()
    assert len(systems.stand.control.sent_messages()) == 1


def test_the_name_of_every_system_is_told_in_three_languages() -> None:
    for name in SYSTEM_NAMES.values():
        assert len({name.in_language(language) for language in LANGUAGES}) == 3
