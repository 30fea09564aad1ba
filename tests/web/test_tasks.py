"""The inbox, as a person without script uses it."""

import re
from dataclasses import replace

from desk_world import (
    CLERK,
    COMPLETE_PACKAGE,
    HERE,
    SERVICE,
    SPECIALIST,
    DeskWorld,
    as_form,
)

from app.bootstrap.deployments import read_folder
from app.domain.people import Role
from app.domain.words import NBSP

_OFFER = re.compile(
    r'form="claim" formaction="([^"]+)" name="command_id" value="([^"]+)"'
    r' aria-label="Взять задачу ([^":]+): [^"]+"'
)


def plain(page: str) -> str:
    return page.replace(NBSP, " ")


def test_a_free_task_stands_in_the_list_of_its_group(world: DeskWorld) -> None:
    view = world.register()
    page = world.visitor(CLERK).get("/tasks?list=groups")
    assert view.case.number in page.text
    assert "Қалиева Айгүл Серікқызы" in page.text
    assert "580412\u00a0••••••" in page.text
    assert "580412400174" not in page.text


def test_a_task_of_another_office_does_not(world: DeskWorld) -> None:
    view = world.register()
    assert view.case.number not in world.visitor("timur").get("/tasks?list=groups").text


def test_the_due_tag_says_days_and_date_in_words(world: DeskWorld) -> None:
    world.to_decision()
    text = world.visitor(SPECIALIST, "kk").get("/tasks?list=groups").text
    assert "10\u00a0күннің 1-\u2060і" not in text
    assert re.search(r"\d+\u00a0жұмыс күні қалды", text)
    assert "2027\u00a0ж." in text


def test_the_page_says_that_a_task_is_for_a_second_person(world: DeskWorld) -> None:
    said = b'<camunda:property name="fourEyes" value="check_completeness" />'
    files = read_folder(SERVICE)
    (diagram,) = (file for file in files if file.path == "personal-assistant.bpmn")
    before, mark, own = diagram.content.partition(b'<bpmn:userTask id="decide_application"')
    own = own.replace(b'"specialist"', b'"clerk,specialist"', 1)
    own = own.replace(b"<camunda:properties>", b"<camunda:properties>" + said, 1)
    drawn = replace(diagram, content=before + mark + own)
    world.world.deploy([*(file for file in files if file is not diagram), drawn])
    task = world.open_task(world.to_decision())

    clerk, specialist = world.visitor(CLERK), world.visitor(SPECIALIST)
    page = clerk.get(f"/tasks/{task.id}").text
    assert "Предыдущую задачу (Проверить полноту документов) выполнили вы" in plain(page)
    assert f"/tasks/{task.id}/claim" not in page
    refused = clerk.press(f"/tasks/{task.id}/claim")
    assert refused.status_code == 403
    assert "её делает другой человек" in plain(refused.text)
    page = specialist.get(f"/tasks/{task.id}").text
    assert "Нужен второй человек" in plain(page)
    assert f"/tasks/{task.id}/claim" in page


def test_a_task_that_is_late_says_by_how_much(world: DeskWorld) -> None:
    world.to_decision()
    world.pass_time(days=30)
    text = world.visitor(SPECIALIST, "kk").get("/tasks?list=groups").text
    assert re.search(r"\d+\u00a0жұмыс күніне кешікті", text)
    assert 'class="is-overdue"' in text


def test_the_list_is_filtered_by_name_and_by_urgency(world: DeskWorld) -> None:
    view = world.register()
    visitor = world.visitor(CLERK)
    assert view.case.number in visitor.get("/tasks?list=groups&text=калиева").text
    empty = visitor.get("/tasks?list=groups&text=Ахметова").text
    assert view.case.number not in empty
    assert "По этому отбору задач нет." in empty
    assert view.case.number not in visitor.get("/tasks?list=groups&due=overdue").text


def test_all_that_is_open_in_ones_office_is_listed_with_its_holder(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    visitor = world.visitor(SPECIALIST)
    assert "Исполнителя нет" in visitor.get("/tasks?list=all").text
    clerk = world.visitor(CLERK)
    clerk.get("/tasks")
    clerk.press(f"/tasks/{task.id}/claim")
    page = visitor.get("/tasks?list=all&order=applicant&text=kalieva").text
    assert str(task.id) in page
    assert "Жанар Оспанова" in page


def test_the_list_is_narrowed_by_stage(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    page = visitor.get("/tasks?list=groups&stage=completeness&order=received").text
    assert str(task.id) in page
    assert '<option value="completeness" selected>' in page
    assert str(task.id) not in visitor.get("/tasks?list=groups&stage=decision").text
    assert visitor.get("/tasks?order=unheard").status_code == 422


def test_many_tasks_are_taken_at_once_after_a_look_and_a_while(world: DeskWorld) -> None:
    tasks = [world.open_task(world.register()).id for _ in range(2)]
    visitor = world.visitor(CLERK)
    page = visitor.get("/tasks?list=groups&chosen=all").text
    listed = page.partition('id="views"')[0]
    assert listed.count('form="batch" name="task"') == listed.count(" checked>") == 2
    chosen = "&".join(f"task={task}" for task in tasks)
    seen = visitor.get(f"/tasks/batch?deed=claim&list=groups&{chosen}").text.replace(NBSP, " ")
    assert "Можно для 2 из 2." in seen
    begun = visitor.press("/tasks/batch", deed="claim", task=tasks)
    assert "Выполнение начнётся через" in visitor.get(begun.location).text
    world.pass_time(seconds=20)
    while world.world.qadam.batches.run_next():
        pass
    assert "выполнено 2 из 2." in visitor.get(begun.location).text.replace(NBSP, " ")
    stopped = visitor.post(f"{begun.location.partition('?')[0]}/stop", {})
    assert "отменить нельзя" in visitor.get(stopped.location).text


def test_filled_in_tasks_are_completed_together_and_the_others_lead_to_what_is_missing(
    world: DeskWorld,
) -> None:
    filled_in, untouched = (world.open_task(world.register()).id for _ in range(2))
    visitor = world.visitor(CLERK)
    for task in (filled_in, untouched):
        visitor.get(f"/tasks/{task}")
        visitor.press(f"/tasks/{task}/claim")
    visitor.press(f"/tasks/{filled_in}/draft", **as_form(COMPLETE_PACKAGE))
    assert 'value="complete"' in visitor.get("/tasks?list=mine").text
    address = f"/tasks/batch?deed=complete&list=mine&task={filled_in}&task={untouched}"
    seen = visitor.get(address).text.replace(NBSP, " ")
    assert "Можно для 1 из 2." in seen
    assert "Сначала откройте задачу и заполните её" in seen
    assert f'href="/tasks/{untouched}?list=mine"' in seen
    begun = visitor.press("/tasks/batch", deed="complete", task=[filled_in, untouched])
    world.pass_time(seconds=20)
    while world.world.qadam.batches.run_next():
        pass
    assert "выполнено 1 из 2." in visitor.get(begun.location).text.replace(NBSP, " ")
    left = visitor.get("/tasks?list=mine").text
    assert str(untouched) in left
    assert str(filled_in) not in left


def test_a_batch_is_undone_while_it_waits(world: DeskWorld) -> None:
    task = world.open_task(world.register()).id
    visitor = world.visitor(CLERK)
    visitor.get("/tasks")
    begun = visitor.press("/tasks/batch", deed="claim", task=[task])
    visitor.post(f"{begun.location.partition('?')[0]}/stop", {})
    assert "Отменено: ничего не изменилось." in visitor.get(begun.location).text


def test_without_a_chosen_task_the_list_says_so(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    answer = visitor.get("/tasks/batch?deed=claim&list=groups")
    assert "Ни одна задача не отмечена." in visitor.get(answer.location).text


def test_a_task_is_set_aside_delegated_and_made_urgent_on_its_page(world: DeskWorld) -> None:
    world.hire(Role.CLERK, HERE)
    task = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    visitor.get("/tasks")
    visitor.press(f"/tasks/{task.id}/claim")
    late = visitor.press(f"/tasks/{task.id}/aside", until="31.12.2030")
    assert late.status_code == 422
    assert "Задачу нельзя отложить дальше её срока" in late.text
    assert 'value="31.12.2030"' in late.text
    unread = visitor.press(f"/tasks/{task.id}/aside", until="когда-нибудь")
    assert unread.status_code == 422
    assert "Укажите дату в виде 20.11.2026" in unread.text
    never = visitor.press(f"/tasks/{task.id}/aside", until="31.02.2027")
    assert "Такого дня нет: проверьте дату" in never.text
    aside = visitor.press(f"/tasks/{task.id}/aside", until="23.12.2026")
    assert "Задача отложена, вернётся" in visitor.get(aside.location).text
    assert str(task.id) not in visitor.get("/tasks").text
    assert "вернётся 23" in visitor.get("/tasks?list=away").text.replace(NBSP, " ")
    visitor.press(f"/tasks/{task.id}/aside", until="")
    given = visitor.press(f"/tasks/{task.id}/delegate", person=f"clerk-{HERE}")
    told = visitor.get(given.location).text
    assert "Задача поручена:" in told
    assert "Пока не возьмёте её обратно" in told
    assert str(task.id) in visitor.get("/tasks?list=delegated").text
    visitor.press(f"/tasks/{task.id}/take-back")
    supervisor = world.visitor("bakyt")
    supervisor.get("/tasks")
    supervisor.press(f"/tasks/{task.id}/priority", priority="75")
    assert "Срочно" in visitor.get("/tasks?urgent=1").text


def test_whoever_holds_no_task_is_told_so(world: DeskWorld) -> None:
    assert "На руках у вас задач нет." in world.visitor(CLERK).get("/tasks").text


def test_a_claimed_task_moves_to_ones_own_list(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    visitor.get("/tasks?list=groups")
    assert visitor.press(f"/tasks/{task.id}/claim", list="groups").status_code == 303
    assert str(task.id) in visitor.get("/tasks").text
    assert str(task.id) not in visitor.get("/tasks?list=groups").text


def test_each_row_offers_its_own_task_with_a_command_of_its_own(world: DeskWorld) -> None:
    numbers = [world.register().case.number for _ in range(2)]
    page = world.visitor(CLERK).get("/tasks?list=groups").text
    offers = _OFFER.findall(page)
    assert {number for *_, number in offers} == set(numbers)
    assert len({address for address, *_ in offers}) == len({each for _, each, _ in offers}) == 2
    assert page.count('<form id="claim" method="post">') == 1


def test_a_returned_task_goes_back_to_its_group(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    visitor.get("/tasks")
    visitor.press(f"/tasks/{task.id}/claim")
    answer = visitor.press(f"/tasks/{task.id}/return", list="mine")
    assert "Задача возвращена в группу." in visitor.get(answer.location).text
    assert str(task.id) in visitor.get("/tasks?list=groups").text


def test_a_supervisor_gives_a_task_to_one_of_its_role_and_office(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    world.hire(Role.CLERK, HERE)
    visitor = world.visitor("bakyt")
    page = visitor.get(f"/tasks/{task.id}").text
    offered = re.findall(
        r'<option value="([^"]*)"', page.partition('name="person"')[2].partition("</select>")[0]
    )
    assert offered == ["", "zhanar", f"clerk-{HERE}"]
    assert "Вы можете сменить исполнителя и срочность." in page

    answer = visitor.press(f"/tasks/{task.id}/assign", person="zhanar")

    assert "Задача передана: Жанар Оспанова." in visitor.get(answer.location).text
    assert str(task.id) in world.visitor(CLERK).get("/tasks").text
    back = visitor.press(f"/tasks/{task.id}/assign", person="")
    assert "Задача возвращена в группу." in visitor.get(back.location).text
    assert str(task.id) in world.visitor(CLERK).get("/tasks?list=groups").text


def test_one_who_may_not_do_the_task_is_refused_in_words(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    visitor = world.visitor("bakyt")
    visitor.get(f"/tasks/{task.id}")

    refused = visitor.press(f"/tasks/{task.id}/assign", person="timur")

    assert refused.status_code == 422
    assert "не подходит роль или отдел" in refused.text


def test_nobody_else_is_asked_who_is_to_do_a_task(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    assert 'name="person"' not in world.visitor(CLERK).get(f"/tasks/{task.id}").text


def test_the_page_is_told_only_once_of_new_tasks(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    page = visitor.get("/tasks?list=groups").text
    address = re.search(r'data-poll-url="([^"]+)"', page)
    assert address is not None
    news = address[1].replace("&amp;", "&")
    assert visitor.get(news).text.strip() == ""
    world.register()
    answer = visitor.get(news)
    assert "1\u00a0новая задача" in answer.text
    again = visitor.get(news, If_None_Match=answer.headers["ETag"])
    assert again.status_code == 304
    assert again.data == b""
