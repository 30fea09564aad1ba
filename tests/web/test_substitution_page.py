"""Substitution on its page: set, used at the desk, refused in words, ended."""

from desk_world import CLERK, SPECIALIST, DeskWorld

DAYS = {"first_day": "22.12.2026", "last_day": "24.12.2026"}


def test_a_substitute_works_the_desk_of_the_absent_person_until_it_is_ended(
    world: DeskWorld,
) -> None:
    task = world.open_task(world.register())
    absent, substitute = world.visitor(CLERK), world.visitor(SPECIALIST)
    page = absent.get("/substitutions").text
    assert "Замещений нет." in page
    assert "Выполнять задачи и подписывать" in page

    kept = absent.press("/substitutions", substitute=SPECIALIST, powers=["work_tasks"], **DAYS)

    page = absent.get(kept.location).text
    assert "Замещение назначено." in page
    assert "Әсел Сейітқызы – вместо: Жанар Оспанова" in page
    assert str(task.id) in substitute.get("/tasks?list=groups").text
    absent.press(f"/tasks/{task.id}/claim")
    assert "У меня, вместо: Жанар Оспанова" in substitute.get("/tasks").text
    held = substitute.get(f"/tasks/{task.id}").text
    assert "вы замещаете" in held
    assert f'action="/tasks/{task.id}/complete"' in held
    address = page.partition('action="/substitutions/')[2].partition('"')[0]
    assert absent.post(f"/substitutions/{address}", {}).status_code == 303
    assert str(task.id) not in substitute.get("/tasks").text


def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    visitor.get("/substitutions")
    late = {"first_day": "когда-нибудь", "last_day": "24.12.2026"}
    refused = visitor.press("/substitutions", substitute=SPECIALIST, powers=["work_tasks"], **late)
    assert refused.status_code == 422
    assert "Укажите дату в виде 20.11.2026" in refused.text
    assert 'value="когда-нибудь"' in refused.text
    never = {**DAYS, "last_day": "31.02.2027"}
    refused = visitor.press("/substitutions", substitute=SPECIALIST, powers=["work_tasks"], **never)
    assert "Такого дня нет: проверьте дату" in refused.text
    nothing = visitor.press("/substitutions", substitute=SPECIALIST, **DAYS)
    assert "Отметьте хотя бы одно из прав" in nothing.text
    foreign = visitor.press("/substitutions", substitute="timur", powers=["work_tasks"], **DAYS)
    assert "Замещать может другой сотрудник того же отдела" in foreign.text


def test_who_keeps_no_substitutions_sees_those_of_nobody_else(world: DeskWorld) -> None:
    assert world.visitor(CLERK).get(f"/substitutions?person={SPECIALIST}").status_code == 403
