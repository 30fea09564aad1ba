"""Registering an application, the case page, its papers, and the control room."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from desk_world import (
    APPLICATION,
    CLERK,
    HERE,
    SERVICE,
    SPECIALIST,
    SUPERVISOR,
    DeskWorld,
    Visitor,
    as_form,
    told,
)
from trial_models import TRIP
from werkzeug.test import TestResponse

from app.bootstrap.deployments import read_folder
from app.domain.identity import IncidentId, PersonId, ProcessKey, Topic
from app.domain.models import ModelFile
from app.domain.work import UNDELIVERED, Incident
from app.simulation.systems import RecordChange
from app.simulation.world import Start
from app.usecases.undelivered import WORDS

HEAD = {"process": "personal-assistant", "office": HERE, "channel": "department_counter"}


def _apply(visitor: Visitor, **changed: object) -> TestResponse:
    assert visitor.get("/cases/new").status_code == 200
    return visitor.press("/cases/new", **HEAD, **as_form({**APPLICATION, **changed}))


def test_an_application_gets_its_number_and_term_at_once(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    answer = _apply(visitor)
    assert answer.status_code == 303
    text = visitor.get(answer.location).text
    assert re.search(r"Заявление зарегистрировано под номером ЖК-2026-\d{6}\.", told(text))
    assert "последний день" in text


def test_a_wrong_iin_is_told_at_its_field_and_registers_nothing(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    answer = _apply(visitor, applicant_iin="580412400175")
    assert answer.status_code == 422
    assert "Контрольная цифра ИИН не сходится" in answer.text
    assert '<a href="#f-applicant_iin">' in answer.text
    assert 'value="580412400175"' in answer.text
    assert "Қалиева Айгүл Серікқызы" in answer.text
    assert world.world.qadam.instances.page(_supervisor(world)).total == 0


def test_a_double_click_registers_once(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    visitor.get("/cases/new")
    command = "3f2b8a34-6a43-4a56-9a8e-0d5be8f1a111"
    sent = {"command_id": command, **HEAD, **as_form(APPLICATION)}
    first, second = visitor.post("/cases/new", sent), visitor.post("/cases/new", sent)
    assert first.location == second.location
    assert world.world.qadam.instances.page(_supervisor(world)).total == 1


def test_a_representative_brings_fields_of_their_own(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    visitor.get("/cases/new")
    fields = {**HEAD, **as_form({**APPLICATION, "representative": "yes"})}
    assert "answers.representative_iin" in visitor.post("/cases/new/fields", fields).text
    answer = _apply(visitor, representative="yes")
    assert answer.status_code == 422
    assert '<a href="#f-representative_iin">' in answer.text


def test_the_case_page_tells_deadline_stages_and_who_looked(world: DeskWorld) -> None:
    view = world.to_decision()
    visitor = world.visitor(SPECIALIST, "kk")
    visitor.get(f"/cases/{view.case.number}")
    text = visitor.get(f"/cases/{view.case.number}").text
    assert "<h1" in text
    assert "Қалиева Айгүл Серікқызы" in text
    assert re.search(r"10\u00a0жұмыс күні қалды, соңғы күні", text)
    assert 'aria-current="step"><strong>Шешім</strong>' in text
    assert "Әсел Сейітқызы" in text
    assert "күшін жойған" in text
    assert f"/tasks/{world.open_task(view).id}" in text


def test_an_applicant_who_is_dead_in_the_registry_stands_out(world: DeskWorld) -> None:
    died = {"status": "dead", "status_date": "2026-11-30"}
    world.world.put_record(RecordChange("gbdfl", "persons", "580412400174", died, 1))
    task = world.open_task(world.register())
    text = world.visitor(SPECIALIST).get(f"/tasks/{task.id}").text
    assert '<li class="is-danger">' in text
    assert "Числится умершим, 30\u00a0ноября\u00a02026\u00a0г." in text


def test_a_granted_case_shows_its_paper_and_its_message(world: DeskWorld) -> None:
    view = world.decided()
    visitor = world.visitor(SPECIALIST)
    text = visitor.get(f"/cases/{view.case.number}").text
    assert "Завершено" in text
    assert "+7\u00a0701\u00a0•••\u00a048\u00a012" in text
    assert re.search(r'<span class="is-sent">.*?отправлено</span>', text)
    (paper,) = set(re.findall(r"/documents/([0-9a-f-]{36})(?!\.pdf)", text))
    page = visitor.get(f"/documents/{paper}").text
    assert '<section class="q-panel" lang="kk"' in page
    assert '<section class="q-panel" lang="ru"' in page
    pdf = visitor.get(f"/documents/{paper}.pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert pdf.headers["Content-Disposition"].startswith("inline")


def test_a_refusal_is_never_red(world: DeskWorld) -> None:
    view = world.decided(outcome="refused", refusal_ground="RF-2", reasoning="II топ")
    text = world.visitor(SPECIALIST).get(f"/cases/{view.case.number}").text
    tag = re.search(r'<span class="ds-tag" data-color="(\w+)">.*?Отказано', text)
    assert tag is not None
    assert tag[1] == "neutral"


def test_the_diagram_comes_with_where_the_case_stands(world: DeskWorld) -> None:
    view = world.to_decision()
    visitor = world.visitor(SPECIALIST)
    bpmn = visitor.get(f"/cases/{view.case.number}/diagram.bpmn")
    assert b"<bpmn:definitions" in bpmn.data
    state = visitor.get(f"/cases/{view.case.number}/diagram.json").json
    assert state["current"]["decide_application"] == 1
    assert "check_completeness" in state["passed"]
    assert state["incidents"] == []


def test_a_number_in_the_search_opens_the_case(world: DeskWorld) -> None:
    view = world.register()
    visitor = world.visitor(CLERK)
    found = visitor.get(f"/search?text={view.case.number.lower()}")
    assert visitor.get(found.location).status_code == 200
    assert visitor.get("/search?text=калиева").location.startswith("/tasks?list=all")
    assert world.visitor(SUPERVISOR).get("/search?text=к").location.startswith("/cases?")


def test_the_control_room_names_the_cause_and_retries(world: DeskWorld) -> None:
    world.world.fail_next_job(Topic("request-person"), "down", 0)
    view = world.register()
    (incident,) = view.incidents
    visitor = world.visitor(SUPERVISOR)
    page = visitor.get("/instances").text
    assert incident.reason.ru in page
    assert f"/incidents/{incident.id}/retry" in page
    answer = visitor.press(f"/incidents/{incident.id}/retry")
    assert "Действие повторяется." in visitor.get(answer.location).text
    world.run_jobs()
    assert "Остановленных дел нет." in visitor.get("/instances").text


def test_cases_that_stand_for_one_cause_are_tried_again_together(world: DeskWorld) -> None:
    incidents = []
    for _ in range(2):
        world.world.fail_next_job(Topic("request-person"), "down", 0)
        (incident,) = world.register().incidents
        incidents.append(str(incident.id))
    visitor = world.visitor(SUPERVISOR)
    assert "Повторить все: 2" in visitor.get("/instances").text

    sent = {"incident": [*incidents, str(uuid4())]}
    answer = visitor.press("/incidents/retry", **sent)

    assert "Повторяется 2\N{NO-BREAK SPACE}из 3" in visitor.get(answer.location).text
    world.run_jobs()
    assert "Остановленных дел нет." in visitor.get("/instances").text


def test_what_no_retry_mends_is_closed_with_a_note(world: DeskWorld) -> None:
    view = world.register()
    job = view.jobs[0]
    visitor = world.visitor(SUPERVISOR)
    steering = f"/cases/{view.case.number}/steering"
    visitor.get(f"/cases/{view.case.number}")
    visitor.press(steering, deed="cancelled", reason="Қате ашылған")
    ident, now = IncidentId(uuid4()), world.world.now()
    incident = Incident(
        ident, job.instance_id, job.element_id, UNDELIVERED, WORDS, "failed", now, job.id
    )
    with world.world.qadam.storage.begin() as uow:
        uow.incidents.add(incident)
        uow.commit()
    path = f"/incidents/{ident}/closing"
    for page in ("/instances", f"/cases/{view.case.number}"):
        text = visitor.get(page).text
        assert WORDS.ru in text
        assert path in text
        assert f"/incidents/{ident}/retry" not in text
        assert "Дело стоит" not in text
        assert "Остановлено" not in text

    assert visitor.press(path, note=" ").status_code == 422
    answer = visitor.press(path, note="По телефону, 22.12.2026")

    assert "Инцидент закрыт" in visitor.get(answer.location).text
    assert "По телефону, 22.12.2026" in visitor.get(f"/cases/{view.case.number}").text


def test_who_may_not_mend_sees_no_retry(world: DeskWorld) -> None:
    world.world.fail_next_job(Topic("request-person"), "down", 0)
    (incident,) = world.register().incidents
    assert f"/incidents/{incident.id}/retry" not in world.visitor("saule").get("/instances").text


def test_the_list_of_cases_pages_by_filter(world: DeskWorld) -> None:
    view = world.register()
    visitor = world.visitor(SUPERVISOR)
    assert view.case.number in visitor.get("/cases").text
    assert view.case.number in visitor.get("/cases?show=active&text=қалиева").text
    assert view.case.number not in visitor.get("/cases?show=ended").text


PATHS = ("/sign-in", "/about", "/tasks", "/cases/new", "/no-such-page")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(shared_world: DeskWorld, path: str) -> None:
    answer = shared_world.visitor(CLERK).get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_without_its_token_is_refused(shared_world: DeskWorld) -> None:
    visitor = shared_world.visitor(CLERK)
    assert visitor.post("/cases/new", {"csrf_token": ""}).status_code == 403
    assert visitor.post("/cases/new", {"csrf_token": "0" * 64}).status_code == 403
    assert visitor.post("/cases/new", {}, X_CSRF_Token="0" * 64).status_code == 403


def test_assets_are_kept_for_a_year(shared_world: DeskWorld) -> None:
    answer = shared_world.visitor().get("/static/build/qadam.css")
    assert "immutable" in answer.headers["Cache-Control"]


def test_health_is_told_without_signing_in(shared_world: DeskWorld) -> None:
    assert shared_world.app.test_client().get("/healthz").json == {"status": "ok"}


def _supervisor(world: DeskWorld) -> object:
    with world.world.qadam.storage.begin() as uow:
        return uow.people.get(SUPERVISOR)  # type: ignore[arg-type]


def test_a_case_whose_term_was_met_is_nowhere_shown_as_overdue(world: DeskWorld) -> None:
    term = b"        amount: 10\n        counts_from: application_registered\n"
    met = b"        met_by: [check_completeness]\n"
    world.world.deploy(
        [
            replace(file, content=file.content.replace(term, term + met, 1))
            if file.path == "service.yaml"
            else file
            for file in read_folder(SERVICE)
        ]
    )
    number = world.to_decision().case.number
    world.pass_time(days=40)

    chief, specialist = world.visitor(SUPERVISOR), world.visitor(SPECIALIST)
    active = chief.get("/instances?show=active").text
    assert number in active
    assert "Срок соблюдён" in active
    assert number not in chief.get("/instances?show=overdue").text
    assert "Срок соблюдён" in specialist.get("/tasks?list=groups").text
    assert "Срок соблюдён, последний день" in specialist.get(f"/cases/{number}").text


def test_the_case_page_tells_what_was_undone(world: DeskWorld) -> None:
    world.world.deploy([ModelFile("trip.bpmn", TRIP.encode())])
    answers = {"iin": APPLICATION["applicant_iin"]}
    number = world.world.start(Start(ProcessKey("trip"), 1, answers=answers))
    for _ in range(2):
        (task,) = [task for task in world.world.case(number).tasks if task.is_open]
        world.world.complete(task.id, PersonId(CLERK), {})
    visitor = world.visitor(SUPERVISOR)
    assert "is-undone" not in visitor.get(f"/cases/{number}").text
    world.run_jobs()
    page = visitor.get(f"/cases/{number}").text
    assert "Отменено сделанное: Запросить" in page.replace("\u00a0", " ")
    assert "is-undone" in page
    state = visitor.get(f"/cases/{number}/diagram.json").json
    assert state is not None
    assert (state["undone"], state["current"]) == (["ask"], {"release": 1})
