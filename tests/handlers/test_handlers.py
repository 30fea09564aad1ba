from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from case_folder import CaseFolder, Typewriter

from app.domain.identity import JobId, Topic
from app.domain.texts import Text
from app.integrations import GbdFlClient, SmsClient
from app.ports.outside import BusinessError, DocumentNotRendered, SystemUnavailable
from app.stand import PEOPLE, Stand
from handlers import HANDLERS
from handlers.conversion import InputsUnfit

JOB = JobId(UUID(int=7))
AIGUL = PEOPLE[0]
DEAD = next(person for person in PEOPLE if person.status == "dead")
DEPARTED = next(person for person in PEOPLE if person.status == "departed")

request_person = HANDLERS[Topic("request-person")]
render_document = HANDLERS[Topic("render-document")]
send_sms = HANDLERS[Topic("send-sms")]


def test_a_living_person_becomes_a_variable(registry: GbdFlClient) -> None:
    outputs = request_person.bind({"registry": registry})(JOB, {"iin": AIGUL.iin})

    assert outputs == {
        "person": {
            "iin": AIGUL.iin,
            "full_name": "Қалиева Айгүл Серікқызы",
            "birth_date": date(1958, 4, 12),
            "status": "alive",
            "status_date": None,
            "residence_code": "751410000",
            "residence": "Алматы қаласы, Бостандық ауданы",
            "residence_ru": "город Алматы, Бостандыкский район",
        }
    }


def test_a_departed_person_is_a_fact_for_the_model_to_judge(registry: GbdFlClient) -> None:
    outputs = request_person.bind({"registry": registry})(JOB, {"iin": DEPARTED.iin})

    person = outputs["person"]
    assert isinstance(person, dict)
    assert (person["status"], person["status_date"]) == ("departed", DEPARTED.status_date)


def test_a_dead_person_is_a_business_error_that_tells_when(registry: GbdFlClient) -> None:
    with pytest.raises(BusinessError) as raised:
        request_person.bind({"registry": registry})(JOB, {"iin": DEAD.iin})

    person = raised.value.facts["person"]
    assert raised.value.code == "person_died"
    assert isinstance(person, dict)
    assert person["status_date"] == DEAD.status_date


def test_an_unknown_person_is_a_business_error(registry: GbdFlClient) -> None:
    with pytest.raises(BusinessError) as raised:
        request_person.bind({"registry": registry})(JOB, {"iin": "000000000000"})

    assert (raised.value.code, raised.value.facts) == ("person_not_found", {})


def test_a_registry_that_is_down_is_no_business_error(stand: Stand, registry: GbdFlClient) -> None:
    stand.control.set_fault("gbdfl", "person", "timeout")

    with pytest.raises(SystemUnavailable):
        request_person.bind({"registry": registry})(JOB, {"iin": AIGUL.iin})


def test_a_document_is_filled_laid_out_and_kept() -> None:
    folder = CaseFolder()
    run = render_document.bind({"case_file": folder, "renderer": Typewriter()})

    outputs = run(JOB, {"template": "reasoned-refusal", "values": {"reason": "себебі"}})

    document, pdf = folder.documents[JOB]
    assert pdf == "layout: себебі".encode()
    assert document.template == "reasoned-refusal"
    assert outputs["document_template"] == "reasoned-refusal"
    assert outputs["document_number"] == "Х-15/2026"
    assert UUID(str(outputs["document_id"]))


def test_a_document_without_a_template_is_refused() -> None:
    run = render_document.bind({"case_file": CaseFolder(), "renderer": Typewriter()})

    with pytest.raises(DocumentNotRendered):
        run(JOB, {"template": "no-such-template"})


def test_a_message_is_sent_and_recorded_in_the_chosen_language(
    stand: Stand, sms: SmsClient
) -> None:
    folder = CaseFolder()
    run = send_sms.bind({"case_file": folder, "sms": sms})

    outputs = run(
        JOB,
        {
            "message": "result-granted",
            "phone": "+77010001000",
            "language": "ru",
            "values": {"room": "214"},
        },
    )

    (sent,) = stand.control.sent_messages()
    assert (sent.to, sent.text) == ("+77010001000", "result-granted/ru/214")
    assert outputs == {"sms_receipt": sent.id}
    assert folder.messages[JOB][:3] == ("result-granted", sent.to, sent.text)


def test_a_repeated_job_sends_one_message(stand: Stand, sms: SmsClient) -> None:
    run = send_sms.bind({"case_file": CaseFolder(), "sms": sms})
    inputs = {"message": "result-granted", "phone": "+77010001000"}

    first, second = run(JOB, inputs), run(JOB, inputs)

    assert first == second
    assert len(stand.control.sent_messages()) == 1


def test_a_message_whose_sending_failed_is_not_recorded(stand: Stand, sms: SmsClient) -> None:
    folder = CaseFolder()
    stand.control.set_fault("sms", "send", "error-500")

    with pytest.raises(SystemUnavailable):
        send_sms.bind({"case_file": folder, "sms": sms})(
            JOB, {"message": "result-granted", "phone": "+77010001000"}
        )

    assert folder.messages == {}


def test_inputs_that_do_not_fit_name_every_field_and_no_value(sms: SmsClient) -> None:
    run = send_sms.bind({"case_file": CaseFolder(), "sms": sms})

    with pytest.raises(InputsUnfit) as refused:
        run(
            JOB,
            {
                "phone": Decimal(77010001000),
                "language": "de",
                "values": {"n": True},
                "tone": "x",
            },
        )

    assert refused.value.problems == (
        "tone is unknown",
        "message is missing",
        "phone has to be str, found Decimal",
        "language has to be one of kk, ru, en, found str",
        "values.n has to be one of str, date, datetime, Decimal, tuple[str, ...], found bool",
    )


def test_what_failed_and_why_are_one_sentence() -> None:
    registry = Text("«ЖТ» МДҚ", "ГБД ФЛ", "State database")
    down = SystemUnavailable(registry, Text("Қатемен жауап берді", "Ответила ошибкой", "SMTP 550"))
    assert down.words == Text(
        "«ЖТ» МДҚ: қатемен жауап берді", "ГБД ФЛ: ответила ошибкой", "State database: SMTP 550"
    )
