"""The page of a task, as a person without script uses it."""

import re
from uuid import uuid4

from desk_world import (
    CLERK,
    COMPLETE_PACKAGE,
    HERE,
    SPECIALIST,
    DeskWorld,
    as_form,
    told,
)

from app.domain.people import Role


def test_the_task_page_tells_why_that_date_and_what_comes_next(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    text = world.visitor(SPECIALIST, "kk").get(f"/tasks/{task.id}").text
    for words in ("Неліктен осы күн?", "есептелмейді", "Тірі; тіркелген жері", "Нәтиже"):
        assert words in text
    assert "580412400174" in text
    assert "№\u00a0458\u00a0бұйрық" in text


def test_wrong_answers_are_summed_up_first_and_nothing_typed_is_lost(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST)
    visitor.get(f"/tasks/{task.id}")
    answers = {"outcome": "refused", "internal_note": "Позвонить дочери"}
    answer = visitor.press(f"/tasks/{task.id}/complete", **as_form(answers))
    assert answer.status_code == 422
    summary = re.findall(r'<a href="#(f-\w+)">', answer.text)
    assert summary == ["f-refusal_ground", "f-reasoning"]
    assert all(f'id="{target}"' in answer.text for target in summary)
    assert "Позвонить дочери" in answer.text
    assert re.search(r'value="refused" checked', answer.text)


def test_an_unknown_field_is_refused_by_name(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    visitor.get(f"/tasks/{task.id}")
    sent = as_form({**COMPLETE_PACKAGE, "seen_passport": "on"})
    answer = visitor.press(f"/tasks/{task.id}/complete", **sent)
    assert answer.status_code == 422
    assert "В этой форме нет такого поля: seen_passport" in answer.text


def test_completing_leads_to_the_next_task_of_the_same_list(world: DeskWorld) -> None:
    first = world.open_task(world.register())
    second = world.open_task(world.register(applicant_name="Ахметова Зәуре Мұратқызы"))
    visitor = world.visitor(CLERK)
    visitor.get(f"/tasks/{first.id}?list=groups")
    path = f"/tasks/{first.id}/complete"
    answer = visitor.press(path, list="groups", **as_form(COMPLETE_PACKAGE))
    assert answer.location == f"/tasks/{second.id}?list=groups"
    text = visitor.get(answer.location).text
    assert re.search(r"Задача по делу ЖК-2026-\d+ завершена\.", told(text))
    assert "завершена" not in visitor.get(answer.location).text


def test_completing_the_last_one_leads_to_the_empty_list(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    visitor.get(f"/tasks/{task.id}")
    answer = visitor.press(f"/tasks/{task.id}/complete", **as_form(COMPLETE_PACKAGE))
    assert answer.location == "/tasks?list=mine"


def test_a_double_click_completes_once(world: DeskWorld) -> None:
    view = world.register()
    task = world.open_task(view)
    visitor = world.visitor(CLERK)
    visitor.get(f"/tasks/{task.id}")
    sent = {"command_id": str(uuid4()), **as_form(COMPLETE_PACKAGE)}
    first = visitor.post(f"/tasks/{task.id}/complete", sent)
    second = visitor.post(f"/tasks/{task.id}/complete", sent)
    assert (first.status_code, second.status_code) == (303, 303)
    done = [e for e in world.world.case(view.case.number).history if e.kind == "completed"]
    assert sum(event.element_id == task.element_id for event in done) == 1


def test_a_second_person_sees_who_has_the_task_and_cannot_write(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    owner = world.visitor(CLERK)
    owner.get("/tasks")
    owner.press(f"/tasks/{task.id}/claim")
    login = world.hire(Role.CLERK, HERE)
    other = world.visitor(login)
    text = other.get(f"/tasks/{task.id}").text
    assert "Эту задачу взял сотрудник: Жанар Оспанова" in text
    assert 'id="fields" disabled' in text
    assert "/complete" not in re.sub(r'action="[^"]+/complete" novalidate', "", text)
    answer = other.press(f"/tasks/{task.id}/complete", **as_form(COMPLETE_PACKAGE))
    assert answer.status_code == 409


def test_a_task_that_somebody_completed_says_who_and_when(world: DeskWorld) -> None:
    view = world.register()
    task = world.open_task(view)
    world.complete(task, CLERK, COMPLETE_PACKAGE)
    visitor = world.visitor(CLERK)
    text = visitor.get(f"/tasks/{task.id}").text
    assert "Задача завершена" in text
    assert "Жанар Оспанова" in text
    answer = visitor.press(f"/tasks/{task.id}/complete", **as_form(COMPLETE_PACKAGE))
    assert answer.status_code == 409
    assert "Задача завершена" in answer.text


def test_a_draft_comes_back_with_the_page(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST, "kk")
    visitor.get(f"/tasks/{task.id}")
    sent = as_form({"outcome": "refused", "reasoning": "Мерзімі өтіп\nкеткен"})
    answer = visitor.post(f"/tasks/{task.id}/draft", sent, Accept="application/json")
    assert {"message": answer.json["message"]} == {"message": "Қаралама 10:00-\u2060да сақталды"}
    text = visitor.get(f"/tasks/{task.id}").text
    assert "Мерзімі өтіп\nкеткен</textarea>" in text
    assert "Қаралама 10:00-\u2060да сақталды" in text


def test_a_draft_button_without_script_leads_back_to_the_form(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST)
    visitor.get(f"/tasks/{task.id}")
    answer = visitor.post(f"/tasks/{task.id}/draft", as_form({"internal_note": "x"}))
    assert answer.location == f"/tasks/{task.id}"
    assert world.draft_of(task.id, SPECIALIST) == {"internal_note": "x"}


def test_a_choice_shows_the_fields_that_follow_from_it(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST)
    visitor.get(f"/tasks/{task.id}")
    hidden = visitor.post(f"/tasks/{task.id}/fields", as_form({"outcome": "granted"})).text
    shown = visitor.post(f"/tasks/{task.id}/fields", as_form({"outcome": "refused"})).text
    assert "answers.reasoning" not in hidden
    assert "answers.reasoning" in shown
    assert "<html" not in shown
