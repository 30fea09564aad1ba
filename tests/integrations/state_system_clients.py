"""The client of every state system, and every call with something to ask."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
from state_systems import MORNING

from app.domain.texts import Text
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
)
from app.ports.state_systems import (
    CaseReference,
    MeasureToPass,
    Receipt,
    SignedPaper,
)
from app.settings import SYSTEMS
from app.stand import PEOPLE
from app.stand.control import CALLS

AIGUL = PEOPLE[0]
UNKNOWN = "000000000000"
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
Reply = Callable[[httpx.Response], Clients]
