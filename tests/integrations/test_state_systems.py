"""Every client against the stand, each exchange held to its contract."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from openapi_contract import contracts
from state_systems import MORNING, TOKENS, Reached

from app.domain.state_systems import SYSTEM_NAMES, SystemCode
from app.domain.texts import LANGUAGES, Text
from app.integrations import (
    AleumetClient,
    CbdiClient,
    DdsClient,
    EgovClient,
    ESobesClient,
    GbdFlClient,
    MabClient,
    MonitoringClient,
    SmsClient,
    answers,
    http_client,
)
from app.ports.outside import SystemUnavailable
from app.ports.state_systems import (
    CaseReference,
    ChosenSupplier,
    DisabilityRecord,
    MeasureToPass,
    ProgrammeMeasure,
    Receipt,
    SignedPaper,
)
from app.settings import SYSTEMS
from app.stand import PEOPLE
from app.stand.control import CALLS
from app.stand.store import FaultKind

AIGUL = PEOPLE[0]
UNKNOWN = "000000000000"
WRONG = "000000"
CASE = CaseReference(
    number="ЖК-2026-000041",
    service="personal-assistant",
    service_name=Text("Жеке көмекші", "Индивидуальный помощник", "Personal assistant"),
    office="almaty-bostandyk",
    office_name=Text("Бостандық бөлімі", "Отдел Бостандык", "Bostandyk department"),
    channel="egov_portal",
    applicant_iin=AIGUL.iin,
    registered_at=datetime(2026, 11, 17, 5, tzinfo=UTC),
    due_on=date(2026, 12, 1),
)
MEASURE = MeasureToPass(
    iin=AIGUL.iin,
    programme_number="ОЖБ-2025-004117",
    code="personal-assistant",
    name=Text("Жеке көмекшінің қызметі", "Услуги индивидуального помощника"),
    hours_per_day=8,
    volume_hours=256,
    period_from=date(2026, 11, 30),
    period_until=date(2026, 12, 31),
)
PAPER = SignedPaper("notice.pdf", b"%PDF-1.7", "5f" * 32, (b"cms",))
WORDS = Text("Қабылданды", "Принято", "Accepted")


class Clients:
    def __init__(self, connect: Callable[[str], httpx.Client]) -> None:
        self.gbdfl = GbdFlClient(connect("gbdfl"))
        self.cbdi = CbdiClient(connect("cbdi"))
        self.esobes = ESobesClient(connect("esobes"))
        self.mab = MabClient(connect("mab"))
        self.egov = EgovClient(connect("egov"))
        self.dds = DdsClient(connect("dds"))
        self.sms = SmsClient(connect("sms"))
        self.monitoring = MonitoringClient(connect("monitoring"))
        self.aleumet = AleumetClient(connect("aleumet"))

    def ask_consent(self, key: str = "job-1", iin: str = AIGUL.iin, method: str = "sms") -> Any:
        return self.dds.ask(
            iin=iin,
            case=CASE.number,
            kinds=("identity-document",),
            method="sms" if method == "sms" else "password",
            office=CASE.office_name,
            idempotency_key=key,
        )

    def show(self, key: str = "job-1", paper: SignedPaper | None = None) -> Receipt:
        return self.egov.put_status(
            case=CASE, iin=AIGUL.iin, status="granted", text=WORDS, paper=paper, at=MORNING,
            idempotency_key=key,
        )  # fmt: skip

    def report(self, key: str = "job-1", case: CaseReference = CASE) -> Receipt:
        return self.monitoring.report(
            case=case, stage="decided", outcome="granted", at=MORNING, idempotency_key=key
        )

    def pass_measure(self, key: str = "job-1") -> Receipt:
        return self.aleumet.pass_measure(MEASURE, case=CASE, idempotency_key=key)

    def everything(self) -> dict[str, Callable[[], object]]:
        """A call of each operation, by system and call."""
        return {
            "gbdfl.person": lambda: self.gbdfl.person(AIGUL.iin),
            "cbdi.disability": lambda: self.cbdi.disability(AIGUL.iin),
            "esobes.programme": lambda: self.esobes.programme(AIGUL.iin),
            "mab.phone": lambda: self.mab.phone(AIGUL.iin),
            "egov.phone": lambda: self.egov.registered_phone(AIGUL.iin),
            "egov.status": lambda: self.show(),
            "dds.ask": lambda: self.ask_consent(),
            "dds.documents": lambda: self.dds.documents("dds-1", password=None),
            "sms.send": lambda: self.sms.send(to=AIGUL.phone, text="Сәлем", idempotency_key="k"),
            "monitoring.stage": lambda: self.report(),
            "aleumet.pass": lambda: self.pass_measure(),
            "aleumet.open": lambda: self.aleumet.open_ordering(
                "aleumet-1", choose_until=date(2027, 1, 30), idempotency_key="open"
            ),
            "aleumet.withdraw": lambda: self.aleumet.withdraw(
                "aleumet-1", reason="Қызмет көрсетілмейді", idempotency_key="withdraw"
            ),
            "aleumet.choice": lambda: self.aleumet.chosen_supplier("aleumet-1"),
            "aleumet.suppliers": lambda: self.aleumet.suppliers("aleumet-1"),
            "aleumet.order": lambda: self.aleumet.order(
                "aleumet-1", supplier="180440012346", idempotency_key="order"
            ),
        }


ALL_CALLS = [f"{system}.{call}" for system in SYSTEMS for call in CALLS[system] if call != "state"]


@pytest.fixture
def to(systems: Reached) -> Iterator[Clients]:
    with ExitStack() as connections:
        yield Clients(lambda system: connections.enter_context(systems.connection(system)))


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


FAULTS: Mapping[FaultKind, Text] = {
    "timeout": answers.NO_ANSWER_IN_TIME,
    "error-500": answers.FAILED,
    "malformed": answers.AGAINST_CONTRACT,
    "down-until": answers.DOWN,
}


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("call", ALL_CALLS)
def test_every_fault_of_every_call_is_told_in_words_and_without_personal_data(
    systems: Reached,
    to: Clients,
    call: str,
    kind: FaultKind,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    to.pass_measure("first")
    to.ask_consent("first")
    system, _, name = call.partition(".")
    systems.stand.control.set_fault(system, name, kind)

    with pytest.raises(SystemUnavailable) as refused:
        to.everything()[call]()

    code: SystemCode = next(known for known in SYSTEMS if known == system)
    assert (refused.value.system, refused.value.reason) == (SYSTEM_NAMES[code], FAULTS[kind])
    told = f"{refused.value}{refused.value.__cause__}{caplog.text}"
    for secret in (AIGUL.iin, AIGUL.phone, "Қалиева", CASE.number):
        assert secret not in told


@pytest.mark.parametrize("call", ALL_CALLS)
def test_a_slow_answer_is_an_answer_and_a_refused_token_is_told(
    systems: Reached, to: Clients, call: str
) -> None:
    to.pass_measure("first")
    to.ask_consent("first")
    system, _, name = call.partition(".")
    systems.stand.control.set_fault(system, name, "slow")
    to.everything()[call]()

    with ExitStack() as stack:
        stale = Clients(lambda code: stack.enter_context(systems.connection(code, "stale")))
        with pytest.raises(SystemUnavailable) as refused:
            stale.everything()[call]()

    assert refused.value.reason == answers.TOKEN_REFUSED


Reply = Callable[[httpx.Response], Clients]


@pytest.fixture
def asked() -> Iterator[Reply]:
    """Systems that give one prepared answer: what a stand never says."""
    with ExitStack() as stack:

        def prepared(response: httpx.Response) -> Clients:
            transport = httpx.MockTransport(lambda _: response)
            return Clients(
                lambda system: stack.enter_context(
                    http_client("http://state", TOKENS[system], timedelta(seconds=5), transport)
                )
            )

        yield prepared


DISABILITY = {
    "iin": AIGUL.iin, "full_name": "Қалиева Айгүл", "birth_date": "1958-04-12", "group": 1,
    "reason": {"kk": "Жалпы ауру", "ru": "Общее заболевание"}, "since": "2012-03-01",
    "until": None, "difficulty_moving": None, "certificate": "МСЭ-1",
}  # fmt: skip
PROGRAMME = {
    "iin": AIGUL.iin, "full_name": "Қалиева Айгүл", "number": "ОЖБ-1", "group": 1,
    "developed_on": "2025-02-03", "valid_from": "2025-02-03", "valid_until": None,
    "status": "in_force", "measures": [],
}  # fmt: skip
M = {
    "code": "x", "name": {"kk": "а", "ru": "б"}, "volume": 8, "unit": "hours", "decision": "needed",
    "period_from": "2025-02-03", "period_until": None,
}  # fmt: skip
PHONE = {"iin": AIGUL.iin, "phone": AIGUL.phone}
CONSENT = {
    "id": "dds-1", "phone": "+7 701 ••• 10 00", "asked_at": "2026-11-20T05:44:00+00:00",
    "expires_at": "2026-11-21T05:44:00+00:00",
}  # fmt: skip
CHOICE = {
    "measure": "aleumet-1",
    "supplier": {
        "bin": "180440012346", "name": "Қамқор", "chosen_on": "2026-11-20", "order_number": "1",
    },
}  # fmt: skip
DOCUMENT = {
    "kind": "identity-document", "number": "1", "holder_iin": AIGUL.iin, "holder_name": "Қ",
    "issued_on": "2020-01-01", "valid_until": None, "issued_by": {"kk": "а", "ru": "б"},
    "principal_iin": None,
}  # fmt: skip
RECEIPT = {"id": "x-1", "accepted_at": "2026-11-20T05:44:00+00:00"}
NOT_FOUND = {"status": 404, "code": "route-unknown", "title": "?"}


@pytest.mark.parametrize(
    ("call", "body", "status", "detail"),
    [
        ("cbdi.disability", DISABILITY | {"group": 4}, 200, "wrong or missing: group"),
        ("cbdi.disability", DISABILITY | {"group": "1"}, 200, "wrong or missing: group"),
        ("cbdi.disability", DISABILITY | {"since": "01.03.2012"}, 200, "wrong or missing: since"),
        ("cbdi.disability", DISABILITY | {"reason": {"kk": "а"}}, 200, "wrong or missing: reason"),
        ("cbdi.disability", DISABILITY | {"difficulty_moving": "no"}, 200,
         "wrong or missing: difficulty_moving"),
        ("cbdi.disability", DISABILITY | {"iin": UNKNOWN}, 200, "the answer is of another person"),
        ("cbdi.disability", NOT_FOUND, 404, "HTTP 404 without disability-unknown"),
        ("cbdi.disability", [DISABILITY], 200, "wrong or missing: _schema"),
        ("esobes.programme", PROGRAMME | {"status": "maybe"}, 200, "wrong or missing: status"),
        ("esobes.programme", PROGRAMME | {"measures": None}, 200, "wrong or missing: measures"),
        ("esobes.programme", PROGRAMME | {"measures": [M | {"volume": 0}]}, 200,
         "wrong or missing: measures"),
        ("esobes.programme", PROGRAMME | {"measures": [M | {"volume": "NaN"}]}, 200,
         "wrong or missing: measures"),
        ("esobes.programme", PROGRAMME | {"iin": UNKNOWN}, 200, "the answer is of another person"),
        ("esobes.programme", NOT_FOUND, 404, "HTTP 404 without programme-unknown"),
        ("mab.phone", PHONE | {"phone": "87010001000"}, 200, "wrong or missing: phone"),
        ("mab.phone", PHONE | {"iin": UNKNOWN}, 200, "the answer is of another person"),
        ("mab.phone", NOT_FOUND, 404, "HTTP 404 without phone-unknown"),
        ("egov.phone", PHONE | {"phone": None}, 200, "wrong or missing: phone"),
        ("egov.phone", PHONE | {"iin": UNKNOWN}, 200, "the answer is of another person"),
        ("egov.phone", NOT_FOUND, 404, "HTTP 404 without phone-not-registered"),
        ("egov.status", RECEIPT, 200, "HTTP 200 instead of 202"),
        ("egov.status", RECEIPT | {"id": ""}, 202, "wrong or missing: id"),
        ("monitoring.stage", RECEIPT | {"accepted_at": "2026-11-20T05:44:00"}, 202,
         "wrong or missing: accepted_at"),
        ("monitoring.stage", {}, 202, "wrong or missing: accepted_at, id"),
        ("aleumet.pass", RECEIPT, 409, "HTTP 409 instead of 202"),
        ("aleumet.choice", CHOICE | {"measure": "aleumet-2"}, 200,
         "the answer is of another measure"),
        ("aleumet.choice", CHOICE | {"supplier": {}}, 200, "wrong or missing: supplier"),
        ("aleumet.suppliers", {"measure": "aleumet-2", "suppliers": []}, 200,
         "the answer is of another measure"),
        ("aleumet.suppliers", {"measure": "aleumet-1", "suppliers": [{"bin": "1"}]}, 200,
         "wrong or missing: suppliers"),
        ("aleumet.order", NOT_FOUND, 409, "HTTP 409 without choice-refused"),
        ("dds.ask", CONSENT | {"phone": AIGUL.phone}, 202, "wrong or missing: phone"),
        ("dds.ask", NOT_FOUND, 422, "HTTP 422 without phone-not-registered"),
        ("dds.documents", NOT_FOUND, 409, "HTTP 409 instead of 200"),
        ("dds.documents", {"documents": [DOCUMENT | {"kind": "passport"}]}, 200,
         "wrong or missing: documents"),
        ("dds.documents", {"documents": [DOCUMENT | {"principal_iin": "1"}]}, 200,
         "wrong or missing: documents"),
    ],
)  # fmt: skip
def test_an_answer_against_the_contract_is_no_answer(
    asked: Reply, call: str, body: object, status: int, detail: str
) -> None:
    clients = asked(httpx.Response(status, json=body))

    with pytest.raises(SystemUnavailable) as refused:
        clients.everything()[call]()

    assert refused.value.reason == answers.AGAINST_CONTRACT
    assert str(refused.value) == detail


@pytest.mark.parametrize("call", ALL_CALLS)
def test_a_page_that_is_no_system_is_no_answer(asked: Reply, call: str) -> None:
    clients = asked(httpx.Response(200, text="<html>Кіру</html>"))

    with pytest.raises(SystemUnavailable) as refused:
        clients.everything()[call]()

    assert refused.value.reason == answers.AGAINST_CONTRACT


def test_the_name_of_every_system_is_told_in_three_languages() -> None:
    for name in SYSTEM_NAMES.values():
        assert len({name.in_language(language) for language in LANGUAGES}) == 3
