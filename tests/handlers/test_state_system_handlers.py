"""The handlers of state systems, each over its real client and the stand."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from case_folder import REACHED_AT, CaseFolder
from state_systems import MORNING

from app.domain.identity import JobId, Topic
from app.feel import Value
from app.ports.outside import BusinessError, DocumentNotRendered, SystemUnavailable
from app.stand import PEOPLE, Stand
from handlers import HANDLERS
from handlers.conversion import InputsUnfit

JOB = JobId(UUID(int=7))
LATER = JobId(UUID(int=8))
AIGUL = PEOPLE[0]
NAME = "Қалиева Айгүл Серікқызы"
UNKNOWN = "000000000000"
Run = Callable[..., Mapping[str, Value]]


@pytest.fixture
def folder() -> CaseFolder:
    return CaseFolder()


@pytest.fixture
def run(ports: Mapping[str, object], folder: CaseFolder) -> Run:
    """Runs the job of a topic with these inputs."""

    def handle(topic: str, job: JobId = JOB, **inputs: Value) -> Mapping[str, Value]:
        return HANDLERS[Topic(topic)].bind({**ports, "case_file": folder})(job, inputs)

    return handle


def test_a_disability_becomes_a_variable(run: Run) -> None:
    assert run("request-disability", iin=AIGUL.iin, full_name=NAME) == {
        "disability": {
            "group": Decimal(1),
            "is_child": False,
            "reason": "Жалпы ауру",
            "reason_ru": "Общее заболевание",
            "since": date(2012, 3, 1),
            "until": None,
            "indefinite": True,
            "difficulty_moving": True,
            "certificate": "МСЭ-0112000",
        },
        "disability_discrepancies": [],
    }


def test_a_person_without_a_disability_is_no_error(run: Run) -> None:
    assert run("request-disability", iin=UNKNOWN) == {
        "disability": None,
        "disability_discrepancies": [],
    }


def test_a_child_has_a_disability_without_a_group(run: Run, stand: Stand) -> None:
    stand.control.held.put_disability(AIGUL.iin, {"group": None, "reason": "from-childhood"})

    disability = run("request-disability", iin=AIGUL.iin)["disability"]

    assert isinstance(disability, dict)
    assert (disability["group"], disability["is_child"]) == (None, True)


def test_another_name_and_birth_date_are_told_to_a_clerk_in_three_languages(
    run: Run, stand: Stand
) -> None:
    stand.control.held.put_disability(
        AIGUL.iin, {"full_name": "Қалиева Айгүл Сериковна", "birth_date": "1958-12-04"}
    )

    told = run("request-disability", iin=AIGUL.iin, full_name=NAME, birth_date=AIGUL.birth_date)[
        "disability_discrepancies"
    ]

    assert isinstance(told, list)
    assert [(t["field"], t["found"], t["known"]) for t in told if isinstance(t, dict)] == [
        ("full_name", "Қалиева Айгүл Сериковна", NAME),
        ("birth_date", "04.12.1958", "12.04.1958"),
    ]
    assert told[1] == {
        "field": "birth_date",
        "system": "cbdi",
        "found": "04.12.1958",
        "known": "12.04.1958",
        "text": "Туған күні: істе «12.04.1958», жүйеде «04.12.1958» "
        "(Мүгедектігі бар адамдардың орталықтандырылған деректер банкі)",
        "text_ru": "Дата рождения: в деле «12.04.1958», в системе «04.12.1958» "
        "(Централизованный банк данных лиц с инвалидностью)",
        "text_en": "Birth date: “12.04.1958” in the case, “04.12.1958” in the system "
        "(Central databank of persons with disabilities)",
    }


def test_a_name_typed_without_kazakh_letters_is_the_same_name(run: Run) -> None:
    told = run("request-disability", iin=AIGUL.iin, full_name="КАЛИЕВА  Айгул Сериккызы")

    assert told["disability_discrepancies"] == []


def test_a_programme_becomes_a_variable(run: Run) -> None:
    answer = run(
        "request-rehabilitation-programme", iin=AIGUL.iin, full_name=NAME, group=Decimal(1)
    )

    assert answer == {
        "programme": {
            "number": "ОЖБ-2025-004100",
            "developed_on": date(2025, 2, 3),
            "valid_from": date(2025, 2, 3),
            "valid_until": None,
            "status": "in_force",
            "group": Decimal(1),
            "measures": [
                {
                    "code": "personal-assistant",
                    "name": "Жеке көмекшінің қызметі",
                    "name_ru": "Услуги индивидуального помощника",
                    "volume": Decimal(8),
                    "unit": "hours_per_day",
                    "decision": "needed",
                    "period_from": date(2025, 2, 3),
                    "period_until": None,
                }
            ],
        },
        "programme_discrepancies": [],
    }


def test_a_group_that_the_programme_has_otherwise_is_told(run: Run, stand: Stand) -> None:
    stand.control.held.put_programme(AIGUL.iin, {"group": 2})

    (told,) = run("request-rehabilitation-programme", iin=AIGUL.iin, group=Decimal(1))[
        "programme_discrepancies"
    ]

    assert (told["field"], told["system"], told["found"], told["known"]) == (
        "group", "esobes", "2", "1",
    )  # fmt: skip


def test_no_programme_is_no_error(run: Run) -> None:
    assert run("request-rehabilitation-programme", iin=UNKNOWN)["programme"] is None


@pytest.mark.parametrize(
    ("egov", "mab", "stated", "phone", "source", "differing"),
    [
        ("+77010000001", "+77010000002", None, "+77010000001", "egov", []),
        (None, "+77010000002", "+77010000003", "+77010000002", "mab", ["mab"]),
        (None, None, "+77010000003", "+77010000003", "application", []),
        (None, None, None, None, None, []),
        ("+77010000001", "+77010000002", "+77010000003", "+77010000001", "egov", ["egov", "mab"]),
        ("+77010000001", "+77010000001", "+77010000001", "+77010000001", "egov", []),
    ],
)
def test_the_number_is_the_portals_then_the_bases_then_the_applications(
    run: Run,
    stand: Stand,
    egov: str | None,
    mab: str | None,
    stated: str | None,
    phone: str | None,
    source: str | None,
    differing: list[str],
) -> None:
    stand.control.held.put_phone("egov", AIGUL.iin, egov)
    stand.control.held.put_phone("mab", AIGUL.iin, mab)

    answer = run("request-phone", iin=AIGUL.iin, stated=stated)

    assert (answer["phone"], answer["phone_source"]) == (phone, source)
    assert [told["system"] for told in answer["phone_discrepancies"]] == differing


def test_digital_documents_come_after_the_owners_consent(run: Run, stand: Stand) -> None:
    asked = run("ask-digital-consent", iin=AIGUL.iin, documents=["identity-document"])
    consent = asked["digital_consent"]
    with pytest.raises(BusinessError) as waiting:
        run("request-digital-documents", consent=consent["id"])
    stand.control.consents.reply(stand.control.sent_messages()[0].to, "ДА")

    (document,) = run("request-digital-documents", consent=consent["id"])["digital_documents"]

    assert waiting.value.code == "consent_waiting"
    assert (consent["method"], consent["asked_at"]) == ("sms", MORNING)
    assert (document["kind"], document["holder_iin"], document["issued_by"]) == (
        "identity-document",
        AIGUL.iin,
        "ҚР Ішкі істер министрлігі",
    )


def test_a_refused_consent_and_a_wrong_password_are_business_errors(run: Run, stand: Stand) -> None:
    by_sms = run("ask-digital-consent", iin=AIGUL.iin, documents=["identity-document"])
    by_password = run(
        "ask-digital-consent",
        job=LATER,
        iin=AIGUL.iin,
        documents=["identity-document"],
        method="password",
    )
    stand.control.consents.reply(stand.control.sent_messages()[0].to, "нет")

    with pytest.raises(BusinessError, match="consent_refused"):
        run("request-digital-documents", consent=by_sms["digital_consent"]["id"])
    with pytest.raises(BusinessError, match="password_wrong"):
        run(
            "request-digital-documents",
            consent=by_password["digital_consent"]["id"],
            password="000000",  # noqa: S106 -- to be refused
        )


def test_nobody_is_asked_who_registered_no_number(run: Run, stand: Stand) -> None:
    stand.control.held.put_phone("egov", AIGUL.iin, None)

    with pytest.raises(BusinessError, match="phone_not_registered"):
        run("ask-digital-consent", iin=AIGUL.iin, documents=["identity-document"])


def test_a_document_nobody_keeps_is_refused_with_its_name(run: Run) -> None:
    with pytest.raises(InputsUnfit, match="documents"):
        run("ask-digital-consent", iin=AIGUL.iin, documents=["passport"])


def test_the_cabinet_shows_status_words_and_signed_document(
    run: Run, stand: Stand, folder: CaseFolder
) -> None:
    answer = run("update-cabinet", status="granted", message="result", document_id="result")

    (shown,) = stand.control.received("egov", "status", AIGUL.iin)
    assert answer == {"cabinet_receipt": shown.id}
    assert shown.body["status"] == "granted"
    assert shown.body["text"] == {"kk": "result/kk/", "ru": "result/ru/", "en": "result/en/"}
    assert shown.body["at"] == REACHED_AT.isoformat()
    assert (shown.body["document"]["name"], len(shown.body["document"]["signatures"])) == (
        "notice.pdf",
        1,
    )
    assert folder.messages[JOB][:3] == ("result", AIGUL.iin, "result/ru/")
    assert folder.messages[JOB][4] == "cabinet"


def test_the_cabinet_of_another_person_may_be_told(run: Run, stand: Stand) -> None:
    other = PEOPLE[1].iin

    run("update-cabinet", status="registered", message="m", iin=other)

    assert [shown.subject for shown in stand.control.received("egov", "status")] == [other]


def test_a_document_that_the_case_has_not_goes_nowhere(run: Run, stand: Stand) -> None:
    with pytest.raises(DocumentNotRendered):
        run("update-cabinet", status="granted", message="result", document_id="somebody's")

    assert stand.control.received("egov", "status") == []


def test_a_status_that_the_cabinet_does_not_know_is_refused(run: Run) -> None:
    with pytest.raises(InputsUnfit, match="status has to be one of registered"):
        run("update-cabinet", status="lost", message="m")


def test_a_stage_is_told_as_of_the_moment_it_was_reached(run: Run, stand: Stand) -> None:
    run("report-stage", stage="decided", outcome="refused")

    (told,) = stand.control.received("monitoring", "stage", "ЖК-2026-000041")
    assert (told.body["stage"], told.body["outcome"], told.body["at"]) == (
        "decided",
        "refused",
        REACHED_AT.isoformat(),
    )


PASSED = {
    "iin": AIGUL.iin,
    "programme_number": "ОЖБ-2025-004117",
    "measure_code": "personal-assistant",
    "measure_name": "Жеке көмекшінің қызметі",
    "hours_per_day": Decimal(8),
    "period_from": date(2026, 12, 1),
}


def test_a_measure_goes_to_the_portal_with_its_hours_to_the_end_of_the_year(
    run: Run, stand: Stand
) -> None:
    answer = run("pass-measures", **PASSED, period_until=date(2028, 6, 30))["measures"]

    (passed,) = stand.control.aleumet.measures()
    assert answer == {
        "id": passed.passed.id,
        "volume_hours": Decimal(8 * 31),
        "period_from": date(2026, 12, 1),
        "period_until": date(2026, 12, 31),
        "passed_at": MORNING,
    }
    assert (passed.passed.body["volume_hours"], passed.choose_until) == (248, None)


def test_a_programme_that_is_over_passes_no_measure(run: Run) -> None:
    with pytest.raises(InputsUnfit, match="2026-12-01"):
        run("pass-measures", **PASSED, period_until=date(2026, 11, 30))


def test_ordering_opens_a_supplier_is_chosen_and_a_measure_is_withdrawn(
    run: Run, stand: Stand
) -> None:
    measure = run("pass-measures", **PASSED)["measures"]["id"]
    run("open-ordering", measures=measure, choose_until=date(2027, 1, 30))
    before = run("request-supplier-choice", measures=measure)
    stand.control.aleumet.choose_supplier(measure, bin="180440012346", name="«Қамқор» ЖШС")
    after = run("request-supplier-choice", measures=measure)
    run("withdraw-measures", measures=measure, reason="Қызмет тоқтатылды")

    assert before == {"supplier": None}
    assert after["supplier"]["name"] == "«Қамқор» ЖШС"
    withdrawn = stand.control.aleumet.measure(measure)
    assert withdrawn is not None
    assert withdrawn.is_withdrawn


@pytest.mark.parametrize(
    ("topic", "system", "inputs"),
    [
        ("request-disability", "cbdi", {"iin": AIGUL.iin}),
        ("request-rehabilitation-programme", "esobes", {"iin": AIGUL.iin}),
        ("request-phone", "mab", {"iin": AIGUL.iin}),
        ("request-phone", "egov", {"iin": AIGUL.iin}),
        ("ask-digital-consent", "dds", {"iin": AIGUL.iin, "documents": ["identity-document"]}),
        ("request-digital-documents", "dds", {"consent": "dds-1"}),
        ("update-cabinet", "egov", {"status": "ready", "message": "m"}),
        ("report-stage", "monitoring", {"stage": "closed"}),
        ("pass-measures", "aleumet", PASSED),
        ("open-ordering", "aleumet", {"measures": "aleumet-1", "choose_until": date(2027, 1, 1)}),
        ("withdraw-measures", "aleumet", {"measures": "aleumet-1", "reason": "…"}),
        ("request-supplier-choice", "aleumet", {"measures": "aleumet-1"}),
    ],
)
def test_a_system_that_is_down_fails_the_job_and_records_nothing(
    run: Run, stand: Stand, folder: CaseFolder, topic: str, system: str, inputs: dict[str, Value]
) -> None:
    stand.control.set_fault(system, "*", "down-until")

    with pytest.raises(SystemUnavailable):
        run(topic, **inputs)

    assert folder.messages == {}


@pytest.mark.parametrize(
    ("topic", "system", "call", "inputs"),
    [
        ("update-cabinet", "egov", "status", {"status": "ready", "message": "m"}),
        ("report-stage", "monitoring", "stage", {"stage": "closed"}),
        ("pass-measures", "aleumet", "pass", PASSED),
    ],
)
def test_a_repeated_job_hands_over_once(
    run: Run, stand: Stand, topic: str, system: str, call: str, inputs: dict[str, Value]
) -> None:
    assert run(topic, **inputs) == run(topic, **inputs)
    assert len(stand.control.received(system, call)) == 1
