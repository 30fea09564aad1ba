"""What the case page says of papers nobody signs, and of a verification that is not over."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from desk_world import (
    APPLICATION,
    CLERK,
    COMPLETE_PACKAGE,
    HERE,
    SECRET,
    SPECIALIST,
    TUESDAY,
    DeskWorld,
    told,
)
from signing_service import signing_service

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import simulation_world
from app.bootstrap.web_services import web_services
from app.domain.identity import CaseNumber, CommandId, PersonId, ProcessKey
from app.domain.models import ModelFile
from app.ports.storage import StoredDocument
from app.ports.views import CaseView
from app.simulation.systems import RecordChange
from app.simulation.world import Start
from app.stand.authority import PIN
from app.stand.portal_form import checked
from app.stand.post import Letter
from app.usecases.change_term import SuspendTerm
from app.web import WebSettings, create_web
from app.web.papers.paper import read_paper

SERVICE = Path(__file__).parents[2] / "processes" / "personal-assistant"
AWAITED, NOT_SIGNED, BY_HAND = "Ждёт подписи", "Подпись не требуется", "Подписывается на бумаге"
OUTLINE = ("Регистрация заявления", "Проверка документов", "Проверка по системам", "Решение")
UNIT = "Мемлекеттік корпорация бөлімшесі, Бостандық ауданы"
HEARD = {
    "attendance": "attended",
    "participants": "Қалиева А. С., Сейітқызы Ә.",
    "said_position": "Келіспеймін",
    "new_papers": False,
}


def _world(static: Path, files: tuple[ModelFile, ...]) -> Iterator[DeskWorld]:
    world = simulation_world(TUESDAY)
    world.deploy(files)
    services = web_services(world.qadam)
    yield DeskWorld(world, create_web(services, WebSettings(SECRET, static=static)), services)
    world.close()


@pytest.fixture(scope="module")
def office(static: Path) -> Iterator[DeskWorld]:
    """The service as it stands in `processes/`."""
    yield from _world(static, read_folder(SERVICE))


@pytest.fixture
def office_of_days(static: Path) -> Iterator[DeskWorld]:
    """The same, for one test: time passes in it."""
    yield from _world(static, read_folder(SERVICE))


@pytest.fixture(scope="module")
def signing_office(static: Path) -> Iterator[DeskWorld]:
    """A service whose only paper waits for the head's signature."""
    yield from _world(static, signing_service())


def paper_of(office: DeskWorld, view: CaseView, template: str) -> StoredDocument:
    """The case's paper of that template."""
    rows = office.world.case(view.case.number).documents
    with office.world.qadam.storage.begin() as uow:
        found = uow.documents.get(next(row.id for row in rows if row.template == template))
    assert found is not None
    return found


def items_of(paper: StoredDocument, language: str) -> tuple[str, ...]:
    """The entries of the lists in its words of that language."""
    body = next(one for one in read_paper(paper.words).bodies if one.language == language)
    return tuple(entry for block in body.blocks for entry in block.items)


def invite(office: DeskWorld, view: CaseView) -> None:
    """Decide against the applicant and set a hearing for the 24th at eleven."""
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)
    refused = {"outcome": "refused", "refusal_ground": "RF-2", "reasoning": "II топ"}
    office.complete(office.open_task(view), SPECIALIST, refused)
    invited = {"hearing_date": "2026-12-24", "hearing_time": "11:00:00"}
    place = {"hearing_method": "in_person", "hearing_place": "105-бөлме"}
    office.complete(office.open_task(view), SPECIALIST, {**invited, **place})


def handed_to_the_state_corporation(office: DeskWorld) -> CaseNumber:
    """A case taken in by the State Corporation, whose result was given to it."""
    world = office.world
    answers = {**APPLICATION, "phone": "+77010001000", "representative": "no"}
    start = Start(
        ProcessKey("personal-assistant"),
        0,
        channel="state_corporation",
        office=HERE,
        answers=answers,
    )
    number = world.start(start)
    office.run_jobs()
    unit = {"handed_to": UNIT}
    for answers in (COMPLETE_PACKAGE, {"outcome": "granted"}, {"document_read": True}, unit):
        task = next(task for task in world.case(number).tasks if task.is_open)
        if "document_read" in answers:
            world.sign(task.id, None)
        world.complete(task.id, None, answers)
        office.run_jobs()
    return number


def test_a_receipt_waits_for_no_signature(office: DeskWorld) -> None:
    visitor = office.visitor(CLERK)
    page = visitor.get(f"/cases/{office.register().case.number}").text

    assert "Расписка о приёме документов" in page
    assert AWAITED not in page
    assert NOT_SIGNED in page
    (receipt,) = set(re.findall(r"/documents/([0-9a-f-]{36})(?!\.pdf)", page))
    paper = visitor.get(f"/documents/{receipt}").text
    assert AWAITED not in paper
    assert NOT_SIGNED in paper


def test_a_paper_that_a_task_asks_to_sign_waits_for_its_signature(
    signing_office: DeskWorld,
) -> None:
    visitor = signing_office.visitor("bauyrzhan")
    page = visitor.get(f"/cases/{signing_office.register().case.number}").text

    assert AWAITED in page
    (notice,) = set(re.findall(r"/documents/([0-9a-f-]{36})(?!\.pdf)", page))
    assert AWAITED in visitor.get(f"/documents/{notice}").text


def test_a_refusal_to_accept_lists_what_is_missing_in_both_languages(office: DeskWorld) -> None:
    view = office.register()
    missing = {"missing_documents": ["DOC-2", "DOC-3"], "missing_papers": "Мерзімі 01.12 бітті"}
    refused = {"package_complete": "no", "acceptance_grounds": ["NA-1", "NA-2"], **missing}
    office.complete(office.open_task(view), CLERK, refused)

    paper = paper_of(office, view, "acceptance-refusal")

    assert items_of(paper, "kk")[-2:] == (
        "Жеке басты куәландыратын құжат",
        "Мүгедектігі бар адамнан сенімхат",
    )
    assert items_of(paper, "ru")[-2:] == (
        "Документ, удостоверяющий личность",
        "Доверенность от лица с инвалидностью",
    )
    assert "Мерзімі 01.12 бітті" in paper.words.decode()


def test_an_invitation_says_the_hour_that_was_typed(office: DeskWorld) -> None:
    view = office.register(phone="+77010001000")
    invite(office, view)

    words = paper_of(office, view, "hearing-notice").words.decode().replace("\u00a0", " ")

    assert "24 декабря 2026 года, 11:00" in words
    office.complete(office.open_task(view), CLERK, {"postal_number": "RR100200300KZ"})
    assert "24.12.2026 11:00" in office.world.case(view.case.number).messages[-1].text


def test_beside_a_task_stand_the_documents_and_messages_of_its_case(
    office_of_days: DeskWorld,
) -> None:
    office = office_of_days
    view = office.register(phone="+77010001000")
    invite(office, view)
    office.complete(office.open_task(view), CLERK, {"postal_number": "RR100200300KZ"})
    office.pass_time(days=3)
    office.world.fire_due_timers()
    office.run_jobs()
    page = office.visitor(SPECIALIST).get(f"/tasks/{office.open_task(view).id}").text
    papers = page.partition('id="files"')[2].partition("</details>")[0]
    receipt = next(one for one in view.documents if one.template == "receipt")
    assert f'href="/documents/{receipt.id}">Расписка о приёме документов</a>' in papers
    sent = page.partition('id="messages"')[2].partition("</details>")[0]
    assert "24.12.2026 11:00" in sent
    assert re.search(r"SMS, \+7.701.•••", sent)


def test_a_notification_tells_the_volume_and_the_period(office: DeskWorld) -> None:
    view = office.register(phone="+77010001000")
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)
    office.complete(office.open_task(view), SPECIALIST, {"outcome": "granted"})

    words = paper_of(office, view, "notice").words.decode().replace("\u00a0", " ")

    assert "до 31 декабря 2026 года" in words
    assert re.search(r"до 8 ч в день, всего не более \d+ ч", words)


def test_a_notification_tells_the_hours_that_the_programme_gives(office: DeskWorld) -> None:
    fewer = {"measures": [{"code": "personal-assistant", "volume": 4, "unit": "hours_per_day"}]}
    office.world.put_record(RecordChange("esobes", "programmes", "580412400174", fewer, 1))
    view = office.register(phone="+77010001000")
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)
    office.complete(office.open_task(view), SPECIALIST, {"outcome": "granted"})

    words = paper_of(office, view, "notice").words.decode().replace("\u00a0", " ")

    assert "күніне 4 сағатқа дейін" in words
    assert "до 4 ч в день" in words


def test_a_suspended_term_is_told_by_a_paper_and_an_sms_without_names(office: DeskWorld) -> None:
    view = office.register(phone="+77010001000")
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)
    case = office.world.case(view.case.number).case

    office.world.qadam.change_term(
        SuspendTerm(
            command_id=CommandId(uuid4()),
            actor=PersonId("bauyrzhan"),
            number=case.number,
            first=date(2026, 12, 23),
            last=date(2026, 12, 31),
            reason="МӘС бөлімінің жауабы күтілуде",
            norm="ӘРПК 76-бап",
        )
    )
    office.run_jobs()

    paper = paper_of(office, view, "term-change")
    words = paper.words.decode().replace("\u00a0", " ")
    assert "с 23 декабря 2026 года по 31 декабря 2026 года" in words
    assert "2026 жылғы 23 желтоқсаннан 2026 жылғы 31 желтоқсанға дейін" in words
    assert "не позднее 19 января 2027 года" in words
    assert paper.number.startswith("Х-")
    (sms,) = office.world.case(view.case.number).messages
    assert "19.01.2027" in sms.text
    assert not {"Қалиева", "көмекші", "Көмекші"} & set(re.findall(r"\w+", sms.text))


def test_an_act_names_the_unit_in_the_language_of_its_words(office: DeskWorld) -> None:
    number = handed_to_the_state_corporation(office)

    words = paper_of(office, office.world.case(number), "handover-act").words.decode()

    assert UNIT in words
    assert "Отделение Государственной корпорации" in words


def test_what_the_systems_answered_stays_on_the_case_after_its_examination(
    office: DeskWorld,
) -> None:
    number = handed_to_the_state_corporation(office)
    page = office.visitor(SPECIALIST).get(f"/cases/{number}").text.replace("\u00a0", " ")
    assert "В живых; место регистрации" in page
    assert "I группа, бессрочно" in page
    assert "Программа № ОЖБ" in told(page)


def test_minutes_are_signed_on_paper(office: DeskWorld) -> None:
    view = office.register(phone="+77010001000")
    invite(office, view)
    office.complete(office.open_task(view), CLERK, {"postal_number": "RR100200300KZ"})
    office.world.message("hearing-reply", view.case.number, {"reply": "attends", "position": "Жоқ"})
    office.pass_time(days=2, hours=1)
    office.run_jobs()
    office.complete(office.open_task(view), SPECIALIST, HEARD)
    kept = {"hearing_outcome": "kept", "hearing_reason": "Бағдарлама өзгермеген"}
    office.complete(office.open_task(view), SPECIALIST, kept)

    page = office.visitor(SPECIALIST).get(f"/cases/{view.case.number}").text

    assert "Протокол заслушивания" in page
    assert BY_HAND in page


def test_answers_of_the_systems_are_told_while_the_others_are_asked(office: DeskWorld) -> None:
    died = {"status": "dead", "status_date": "2026-11-30"}
    office.world.put_record(RecordChange("gbdfl", "persons", "580412400174", died, 1))
    view = office.register()
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)

    page = office.visitor(SPECIALIST).get(f"/cases/{view.case.number}").text

    assert "I группа" in page
    assert office.open_task(view).element_id.endswith("verification/confirm_registry_record")


def test_the_stages_stand_in_the_order_in_which_the_case_came_to_them(office: DeskWorld) -> None:
    view = office.register(phone="+77010001000")
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)

    page = office.visitor(SPECIALIST).get(f"/cases/{view.case.number}").text

    places = [page.index(f"<strong>{name}</strong>") for name in OUTLINE]
    assert places == sorted(places)


def send_through_the_portal(office: DeskWorld, name: str, content: bytes) -> Letter:
    """Fill a request in on the stand's portal with one file; it is carried over at once."""
    control = office.world._stand.control
    person = control.person("580412400174")
    assert person is not None
    typed = {"iin": person.iin, "phone": person.phone, "language": "kk", "needs": "Көмек"}
    form = checked({**typed, "consent": "yes", "signer": "applicant", "pin": PIN}, person)
    request_id, files = str(uuid4()), [(name, content)]
    signed = control.signed_request(
        person.iin, form.content(request_id, person, office.world.now(), files)
    )
    return control.senders.portal_request(request_id, person.iin, signed, (content,))


def test_a_file_of_a_portal_request_is_seen_on_the_case_and_in_its_task(office: DeskWorld) -> None:
    letter = send_through_the_portal(office, "сенімхат.pdf", b"%PDF-1.7 scan")
    office.run_jobs()

    assert letter.state == "arrived"
    view = office.world.case(letter.answer["number"])
    visitor = office.visitor(SPECIALIST)
    for path in (f"/cases/{view.case.number}", f"/tasks/{view.tasks[0].id}"):
        page = visitor.get(path).text
        assert "сенімхат.pdf" in page
        assert "через портал «электронного правительства»" in page
    (address,) = set(re.findall(r"/uploads/[0-9a-f-]{36}", visitor.get(path).text))
    assert visitor.get(address).headers["Content-Disposition"].startswith("attachment")


def test_a_program_sent_as_a_paper_is_refused_with_a_message(office: DeskWorld) -> None:
    letter = send_through_the_portal(office, "сенімхат.pdf", b"MZ program")

    assert (letter.state, letter.status) == ("refused", 422)
    assert "PDF, JPEG" in letter.answer["title"]


def test_who_may_only_look_is_offered_no_upload(office: DeskWorld) -> None:
    task = office.open_task(office.register())

    assert "data-upload-url" in office.visitor(CLERK).get(f"/tasks/{task.id}").text
    assert "data-upload-url" not in office.visitor(SPECIALIST).get(f"/tasks/{task.id}").text
