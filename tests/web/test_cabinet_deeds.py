"""What a citizen does in the cabinet reaches the case, and nobody else's."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import pytest
from cabinet_walks import AIGUL, YERLAN, citizen
from desk_world import HERE, SUPERVISOR, DeskWorld, Visitor, as_form, desk_world

from app.bootstrap.deployments import read_folder
from app.domain.identity import CaseNumber, CommandId, PersonId, ProcessKey
from app.ports.views import CaseView
from app.stand.authority import PIN
from app.usecases.complete_user_task import CompleteUserTask
from app.usecases.register_application import RegisterApplication
from app.usecases.sign_document import SignWithDemoKey

PROCESSES = Path(__file__).parents[2] / "processes"
COMPLAINT = {
    "against": "department",
    "matter": "inaction",
    "complaint_text": "Өтінішім қаралмай жатыр",
    "demand": "Қарауды аяқтау",
    "answer_way": "in_person",
}
PDF = b"%PDF-1.7 a certificate"


@dataclass
class Office:
    """An office with the real services, and one citizen who is signed in."""

    desk: DeskWorld
    aigul: Visitor
    numbers: list[CaseNumber] = field(default_factory=list)

    def apply(self) -> CaseNumber:
        number = self.desk.world.qadam.register_application(
            RegisterApplication(
                CommandId(uuid4()),
                PersonId("zhanar"),
                ProcessKey("personal-assistant"),
                HERE,
                "department_counter",
                {
                    "applicant_iin": AIGUL,
                    "applicant_name": "Қалиева Айгүл Серікқызы",
                    "phone": "+77010001000",
                    "language": "kk",
                    "representative": "no",
                    "consent": True,
                },
            )
        ).number
        self.desk.run_jobs()
        return number

    def at_the_hearing(self) -> CaseNumber:
        """A case whose applicant is invited to a hearing tomorrow at eleven."""
        number = self.apply()
        complete = {"package_complete": "yes", "seen_application": True, "seen_identity": True}
        self.work(number, "intake/check_completeness", "zhanar", complete)
        refused = {"outcome": "refused", "refusal_ground": "RF-2", "reasoning": "Белгіленбеген"}
        self.work(number, "examination/decision/decide_application", "asel", refused)
        day = {"hearing_date": "2026-12-23", "hearing_time": "11:00:00"}
        place = {"hearing_method": "in_person", "hearing_place": "214-кабинет"}
        self.work(number, "examination/hearing/invite_to_hearing", "asel", {**day, **place})
        posted = {"postal_number": "RR123456789KZ"}
        self.work(number, "examination/hearing/post_hearing_notice", "zhanar", posted)
        return number

    def work(self, number: CaseNumber, element: str, who: str, told: Mapping[str, object]) -> None:
        task = next(t for t in self.view(number).tasks if t.is_open and t.element_id == element)
        self.desk.world.qadam.complete_user_task(
            CompleteUserTask(CommandId(uuid4()), task.id, PersonId(who), told)
        )
        self.desk.run_jobs()

    def sign(
        self, number: CaseNumber, element: str, who: str, field: str = "result_signature"
    ) -> None:
        task = next(t for t in self.view(number).tasks if t.is_open and t.element_id == element)
        self.desk.world.qadam.signing.sign_with_demo_key(
            SignWithDemoKey(CommandId(uuid4()), task.id, field, PersonId(who), PIN)
        )

    def view(self, number: CaseNumber) -> CaseView:
        return self.desk.world.case(number)


@pytest.fixture(scope="module")
def office(static: Path) -> Iterator[Office]:
    with desk_world(static, service=PROCESSES / "personal-assistant") as desk:
        desk.world.deploy(read_folder(PROCESSES / "complaint"))
        yield Office(desk, citizen(desk))


def test_the_page_asks_for_an_answer_and_the_answer_reaches_the_hearing(office: Office) -> None:
    number = office.at_the_hearing()
    page = office.aigul.get(f"/cabinet/cases/{number}").text
    assert "Придёте на заслушивание?" in page
    assert "214-кабинет" in page
    assert re.search(r"23\Wдекабря,\W11:00", page)
    assert "Результат оформлен" not in page
    assert "Белгіленбеген" in page

    path = f"/cabinet/cases/{number}/hearing"
    answer = office.aigul.press(path, reply="attends_remotely", position="Келіспеймін")
    assert answer.status_code == 303
    office.desk.run_jobs()
    page = office.aigul.get(f"/cabinet/cases/{number}").text
    assert "Ваш ответ принят" in page
    assert "Придёте на заслушивание?" not in page
    assert "Когда и где заслушивание" in page
    assert "214-кабинет" in page
    assert re.search(r"23\Wдекабря,\W11:00", page)
    asel = office.desk.world.qadam.storage.queries.person(PersonId("asel"))
    assert asel is not None
    hearing = office.desk.world.qadam.desk.case(asel, number).inside
    assert hearing["reply"] == "attends_remotely"
    assert hearing["position"] == "Келіспеймін"


def test_who_objects_in_writing_has_to_write_something(office: Office) -> None:
    number = office.at_the_hearing()
    office.aigul.get(f"/cabinet/cases/{number}")
    answer = office.aigul.press(f"/cabinet/cases/{number}/hearing", reply="objects", position=" ")
    assert answer.status_code == 422
    assert "Напишите своё мнение" in answer.text
    assert 'value="objects" checked' in answer.text


def test_nobody_is_taken_to_have_answered_what_they_did_not_choose(office: Office) -> None:
    number = office.at_the_hearing()
    assert (
        'name="reply" value="attends" checked'
        not in office.aigul.get(f"/cabinet/cases/{number}").text
    )

    answer = office.aigul.press(f"/cabinet/cases/{number}/hearing", position="Келіспеймін")

    assert answer.status_code == 422
    assert "Выберите ответ" in answer.text
    assert "Келіспеймін</textarea>" in answer.text


def test_a_refusal_that_is_agreed_to_needs_no_hearing(office: Office) -> None:
    number = office.at_the_hearing()
    office.aigul.get(f"/cabinet/cases/{number}")
    office.aigul.press(f"/cabinet/cases/{number}/hearing", reply="agrees", position="Согласна")
    office.desk.run_jobs()
    page = office.aigul.get(f"/cabinet/cases/{number}").text
    assert "Заслушивание не понадобилось" in page
    assert "Заслушивание завершено" not in page
    assert "Когда и где заслушивание" not in page


def test_a_hearing_is_answered_once(office: Office) -> None:
    number = office.at_the_hearing()
    office.aigul.get(f"/cabinet/cases/{number}")
    path = f"/cabinet/cases/{number}/hearing"
    assert office.aigul.press(path, reply="declines").status_code == 303
    assert office.aigul.press(path, reply="attends").status_code == 409


def test_an_application_is_taken_back_for_a_reason(office: Office) -> None:
    number = office.apply()
    path = f"/cabinet/cases/{number}/withdrawal"
    assert "Дело прекратят, решения не будет" in office.aigul.get(path).text
    assert office.aigul.press(path, reason="  ").status_code == 422
    assert office.view(number).ended_at is None
    assert office.aigul.press(path, reason="Ауырып қалдым").status_code == 303
    office.desk.run_jobs()
    assert office.view(number).ended_element.endswith("application_withdrawn")


def test_a_file_is_with_the_case_and_says_who_added_it(office: Office) -> None:
    number = office.apply()
    office.aigul.get(f"/cabinet/cases/{number}")
    sent = {"command_id": str(uuid4()), "file": (BytesIO(PDF), "анықтама.pdf")}
    answer = office.aigul.post(f"/cabinet/cases/{number}/files", sent)
    assert answer.status_code == 303
    (file,) = office.view(number).files
    assert (file.file_name, file.uploaded_by) == ("анықтама.pdf", "applicant")
    assert office.aigul.get(f"/cabinet/uploads/{file.id}").data == PDF
    page = office.desk.visitor("asel").get(f"/cases/{number}").text
    assert "загрузил(а): Заявитель" in page


def test_a_file_of_another_kind_is_refused_in_words(office: Office) -> None:
    number = office.apply()
    office.aigul.get(f"/cabinet/cases/{number}")
    for content, words in ((b"MZ a program", "загрузите PDF"), (b"", "Выберите файл")):
        sent = {"command_id": str(uuid4()), "file": (BytesIO(content), "x.pdf")}
        answer = office.aigul.post(f"/cabinet/cases/{number}/files", sent)
        assert answer.status_code == 422
        assert words in answer.text
    assert office.view(number).files == []


def test_a_complaint_is_filed_without_a_chancellery(office: Office) -> None:
    number = office.apply()
    path = f"/cabinet/cases/{number}/complaint"
    assert "Подать жалобу" in office.aigul.get(path).text
    answer = office.aigul.press(path, **as_form(COMPLAINT))
    assert answer.status_code == 303
    office.desk.run_jobs()
    page = office.aigul.get(answer.location).text
    assert "Жалоба зарегистрирована" in page
    assert str(number) in page
    filed = CaseNumber(unquote(answer.location.rpartition("/")[2]))
    assert office.view(filed).case.channel == "cabinet"
    assert office.view(filed).case.applicant.iin == AIGUL
    assert office.view(filed).documents[0].template == "complaint-receipt"


def test_a_complaint_that_lacks_something_keeps_what_was_typed(office: Office) -> None:
    number = office.apply()
    path = f"/cabinet/cases/{number}/complaint"
    office.aigul.get(path)
    answer = office.aigul.press(path, **as_form({**COMPLAINT, "demand": ""}))
    assert answer.status_code == 422
    assert COMPLAINT["complaint_text"] in answer.text
    answer = office.aigul.press(path, **as_form({**COMPLAINT, "against": "corporation"}))
    assert "не через Государственную корпорацию" in answer.text


def test_a_service_is_rated_after_its_result_and_the_supervisor_reads_it(office: Office) -> None:
    number = office.apply()
    path = f"/cabinet/cases/{number}/rating"
    office.aigul.get(f"/cabinet/cases/{number}")
    assert office.aigul.post(path, {"stars": "5", "words": ""}).status_code == 409

    office.aigul.press(f"/cabinet/cases/{number}/withdrawal", reason="Ауырып қалдым")
    office.desk.run_jobs()
    office.aigul.get(f"/cabinet/cases/{number}")
    assert office.aigul.post(path, {"words": "Баяу"}).status_code == 422
    assert office.aigul.post(path, {"stars": "2", "words": "Баяу"}).status_code == 303
    assert office.aigul.post(path, {"stars": "4", "words": "Жақсы"}).status_code == 303
    page = office.desk.visitor(SUPERVISOR).get("/ratings").text
    assert "Всего 1, средняя оценка 4,0" in page
    assert "Жақсы" in page
    assert str(number) in page


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("hearing", {"reply": "attends"}),
        ("withdrawal", {"reason": "x"}),
        ("files", {"file": (BytesIO(PDF), "x.pdf")}),
        ("complaint", as_form(COMPLAINT)),
        ("rating", {"stars": "1"}),
    ],
)
def test_nobody_does_anything_in_the_case_of_somebody_else(
    office: Office, deed: str, told: dict[str, object]
) -> None:
    number = office.numbers[0] if office.numbers else office.at_the_hearing()
    office.numbers[:] = [number]
    other = citizen(office.desk, YERLAN)
    command = {} if deed == "rating" else {"command_id": str(uuid4())}
    before = len(office.view(number).history)
    assert other.post(f"/cabinet/cases/{number}/{deed}", {**command, **told}).status_code == 404
    assert len(office.view(number).history) == before


def test_a_supplier_is_ordered_on_the_portal_and_the_case_hears_of_it(office: Office) -> None:
    number = office.apply()
    complete = {"package_complete": "yes", "seen_application": True, "seen_identity": True}
    office.work(number, "intake/check_completeness", "zhanar", complete)
    office.work(number, "examination/decision/decide_application", "asel", {"outcome": "granted"})
    office.sign(number, "examination/result/sign_result", "bauyrzhan")
    office.work(number, "examination/result/sign_result", "bauyrzhan", {"document_read": True})
    issued = {"issued_to": "Қалиева Айгүл", "identity_checked": True}
    office.work(number, "issue/issue_result", "zhanar", issued)
    page = office.aigul.get(f"/cabinet/cases/{number}").text
    assert "Выберите, кто окажет услугу" in page

    path = f"/cabinet/cases/{number}/supplier"
    assert "«Қамқор» ЖШС" in office.aigul.get(path).text
    assert office.aigul.press(path).status_code == 422
    assert office.aigul.press(path, supplier="000000000000").status_code == 422
    assert office.aigul.press(path, supplier="180440012346").status_code == 303
    office.desk.run_jobs()
    assert office.view(number).ended_element == "service_granted"
    assert office.aigul.press(path, supplier="180440012346").status_code == 409


def test_at_a_hearing_no_outline_says_that_the_result_is_drawn_up(office: Office) -> None:
    number = office.at_the_hearing()
    page = office.desk.visitor("asel").get(f"/cases/{number}").text
    outline = re.findall(r"<li([^>]*)>(?:<svg.*?</svg>)?<strong>([^<]*)</strong>", page)
    assert ([' aria-current="step"', "Заслушивание"]) in [list(line) for line in outline]
    assert [' class="is-next"', "Результат"] in [list(line) for line in outline]


def test_a_complaint_is_taken_back_while_its_addressee_considers_it(office: Office) -> None:
    number = office.apply()
    office.aigul.get(f"/cabinet/cases/{number}/complaint")
    filed = office.aigul.press(f"/cabinet/cases/{number}/complaint", **as_form(COMPLAINT)).location
    office.desk.run_jobs()
    assert "Отозвать жалобу" in office.aigul.get(filed).text

    assert "обжалуемый документ останется в силе" in office.aigul.get(f"{filed}/withdrawal").text
    answer = office.aigul.press(f"{filed}/withdrawal", reason="Түсіндірмеге қанағаттандым")
    assert answer.status_code == 303
    office.desk.run_jobs()
    page = office.aigul.get(filed).text
    assert "Жалоба отозвана." in page
    assert "Отозвать жалобу" not in page
    assert "отозвана" in office.aigul.get(f"/cabinet/cases/{number}").text


def test_a_signed_answer_to_a_complaint_is_said_to_be_ready(office: Office) -> None:
    number = office.apply()
    office.aigul.get(f"/cabinet/cases/{number}/complaint")
    filed = office.aigul.press(f"/cabinet/cases/{number}/complaint", **as_form(COMPLAINT)).location
    office.desk.run_jobs()
    complaint = CaseNumber(unquote(filed.rpartition("/")[2]))
    met = {"outcome": "satisfied", "reasoning": "Қарау аяқталды", "effect": "kept"}
    office.work(complaint, "consideration/consider_complaint", "bauyrzhan", met)
    signing = "consideration/draw_up_satisfaction/sign_answer"
    assert "Готовим ответ" in office.aigul.get(filed).text
    office.sign(complaint, signing, "bauyrzhan", "answer_signature")
    office.work(complaint, signing, "bauyrzhan", {"document_read": True})
    page = office.aigul.get(filed).text
    assert "Ответ на вашу жалобу готов" in page
    assert "Ответ на жалобу" in page
