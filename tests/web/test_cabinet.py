"""The cabinet over HTTP: the way in, what is shown to whom, and what stays apart from staff."""

import re

import pytest
from cabinet_walks import AIGUL, YERLAN, citizen
from desk_world import APPLICATION, CLERK, SPECIALIST, SUPERVISOR, DeskWorld


def test_a_citizen_comes_in_and_sees_their_case_in_plain_words(world: DeskWorld) -> None:
    number = world.register().case.number
    visitor = citizen(world)
    page = visitor.get("/cabinet").text
    assert "Қалиева Айгүл Серікқызы" in page
    assert number in page
    page = visitor.get(f"/cabinet/cases/{number}").text
    assert "Проверяем ваши документы" in page
    assert re.search(r"Осталось\W10\Wрабочих\Wдней", page)
    assert "Выходные и праздники не считаются" in page


def test_a_page_of_the_cabinet_asked_for_before_opens_after_the_sign_in(world: DeskWorld) -> None:
    number = world.register().case.number
    visitor = world.visitor()
    answer = visitor.get(f"/cabinet/cases/{number}")
    assert answer.status_code == 303
    assert answer.location.startswith("/cabinet/sign-in?next=/cabinet/cases/")


def test_the_unknown_are_answered_as_the_known_are(world: DeskWorld) -> None:
    pages = []
    for iin in (AIGUL, "710305390001"):
        visitor = world.visitor()
        visitor.get("/cabinet/sign-in")
        answer = visitor.press("/cabinet/sign-in", iin=iin)
        page = visitor.get(answer.location).text
        pages.append((answer.status_code, re.sub(r'value="\w+"', "", page)))
    assert pages[0] == pages[1]


def test_a_wrong_password_is_told_politely(world: DeskWorld) -> None:
    visitor = world.visitor()
    visitor.get("/cabinet/sign-in")
    visitor.press("/cabinet/sign-in", iin=AIGUL)
    visitor.get("/cabinet/sign-in/password")
    answer = visitor.post("/cabinet/sign-in/password", {"password": "1"})
    assert answer.status_code == 422
    assert "Пароль неверен или устарел" in answer.text


def test_an_impossible_iin_is_told_and_kept_in_its_field(world: DeskWorld) -> None:
    visitor = world.visitor()
    visitor.get("/cabinet/sign-in")
    answer = visitor.press("/cabinet/sign-in", iin="5804124")
    assert answer.status_code == 422
    assert "Проверьте цифры" in answer.text
    assert 'value="5804124"' in answer.text


def test_a_case_of_somebody_else_is_as_one_that_is_not_there(world: DeskWorld) -> None:
    view = world.decided()
    other = citizen(world, YERLAN)
    paths = [
        f"/cabinet/cases/{view.case.number}",
        f"/cabinet/cases/{view.case.number}/readers",
        f"/cabinet/documents/{view.documents[0].id}",
        f"/cabinet/documents/{view.documents[0].id}.pdf",
    ]
    assert [other.get(path).status_code for path in paths] == [404] * 4
    assert view.case.number not in other.get("/cabinet").text


def test_a_representative_sees_the_case_of_the_person_they_act_for(world: DeskWorld) -> None:
    acting = {
        "representative": "yes",
        "representative_iin": YERLAN,
        "representative_name": "Досжанов Ерлан Маратұлы",
        "power_of_attorney": "№ 12, 02.03.2026",
    }
    number = world.register(**acting).case.number
    page = citizen(world, YERLAN).get(f"/cabinet/cases/{number}").text
    assert "Вы действуете за: Қалиева Айгүл Серікқызы" in page


def test_a_session_of_staff_opens_no_page_of_the_cabinet(world: DeskWorld) -> None:
    number = world.register().case.number
    clerk = world.visitor(CLERK)
    assert clerk.get("/cabinet").location.startswith("/cabinet/sign-in")
    assert clerk.get(f"/cabinet/cases/{number}").status_code == 303


def test_a_session_of_a_citizen_opens_no_page_of_staff(world: DeskWorld) -> None:
    number = world.register().case.number
    visitor = citizen(world)
    for path in ("/", "/tasks", f"/cases/{number}", "/instances", "/registers"):
        assert visitor.get(path).location.startswith("/sign-in"), path


def test_staff_and_a_citizen_in_one_browser_stay_two_people(world: DeskWorld) -> None:
    visitor = citizen(world)
    visitor.get("/sign-in")
    visitor.post("/sign-in/demo", {"person": CLERK})
    assert "Жанар Оспанова" in visitor.get("/tasks").text
    page = visitor.get("/cabinet").text
    assert "Жанар Оспанова" not in page
    assert "Қалиева Айгүл Серікқызы" in page


def test_the_cookie_tells_nothing_of_the_person(world: DeskWorld) -> None:
    visitor = citizen(world)
    cookie = visitor.client.get_cookie("qadam-cabinet")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert AIGUL not in cookie.value


def test_a_form_token_of_another_sign_in_is_refused(world: DeskWorld) -> None:
    visitor = world.visitor()
    token = visitor.token
    number = world.register().case.number
    inside = citizen(world)
    inside.get(f"/cabinet/cases/{number}")
    assert inside.post("/cabinet/sign-out", {"csrf_token": token}).status_code == 403


def test_signing_out_ends_a_copied_cookie_too(world: DeskWorld) -> None:
    visitor = citizen(world)
    copied = visitor.client.get_cookie("qadam-cabinet")
    assert copied is not None
    assert visitor.post("/cabinet/sign-out", {}).location == "/cabinet/sign-in"
    visitor.client.set_cookie("qadam-cabinet", copied.value)
    assert visitor.get("/cabinet").status_code == 303


@pytest.mark.parametrize(("minutes", "status"), [(19, 200), (21, 303)])
def test_a_session_rests_for_twenty_minutes_at_most(
    world: DeskWorld, minutes: int, status: int
) -> None:
    visitor = citizen(world)
    world.pass_time(minutes=minutes)
    assert visitor.get("/cabinet").status_code == status


def test_a_session_ends_after_two_hours_however_busy(world: DeskWorld) -> None:
    visitor = citizen(world)
    for _ in range(8):
        assert visitor.get("/cabinet").status_code == 200
        world.pass_time(minutes=15, seconds=1)
    assert visitor.get("/cabinet").status_code == 303


def test_the_citizen_reads_who_opened_their_case_by_office_role_and_reason(
    world: DeskWorld,
) -> None:
    view = world.register()
    world.visitor(SUPERVISOR).get(f"/cases/{view.case.number}")
    world.visitor(CLERK).get(f"/tasks/{world.open_task(view).id}")
    page = citizen(world).get(f"/cabinet/cases/{view.case.number}/readers").text
    assert "Контролёр, Управление социального благосостояния города Алматы" in page
    assert "Сотрудник канцелярии, Отдел занятости" in page
    assert "Работа: Проверить полноту документов" in page
    assert "Жанар" not in page
    assert "Бақыт" not in page


def test_looking_again_within_the_minute_is_told_once(world: DeskWorld) -> None:
    number = world.register().case.number
    visitor = citizen(world)
    for _ in range(3):
        visitor.get(f"/cabinet/cases/{number}")
    page = visitor.get(f"/cabinet/cases/{number}/readers").text
    assert page.count(">Просмотр в личном кабинете</td>") == 1


def test_staff_read_that_the_applicant_looked(world: DeskWorld) -> None:
    number = world.register().case.number
    citizen(world).get(f"/cabinet/cases/{number}")
    page = world.visitor(SPECIALIST).get(f"/cases/{number}").text
    assert re.search(r"<td>Заявитель</td><td>Личный кабинет</td>", page)


def test_the_applicant_reads_and_takes_a_finished_paper(world: DeskWorld) -> None:
    paper = world.decided().documents[0]
    visitor = citizen(world)
    assert paper.title.ru in visitor.get(f"/cabinet/documents/{paper.id}").text
    answer = visitor.get(f"/cabinet/documents/{paper.id}.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_no_name_of_staff_and_no_incident_stands_on_the_page(world: DeskWorld) -> None:
    world.world.fail_next_job("request-person", "down", 0)  # type: ignore[arg-type]
    number = world.register().case.number
    page = citizen(world).get(f"/cabinet/cases/{number}").text
    assert "Есть техническая задержка" in page
    assert "Жанар" not in page
    assert "нцидент" not in page


def test_too_many_requests_for_one_person_have_to_wait(world: DeskWorld) -> None:
    visitor = world.visitor()
    for _ in range(5):
        visitor.get("/cabinet/sign-in")
        assert visitor.press("/cabinet/sign-in", iin=AIGUL).status_code == 303
    visitor.get("/cabinet/sign-in")
    answer = visitor.press("/cabinet/sign-in", iin=AIGUL)
    assert answer.status_code == 429
    assert "через пятнадцать минут" in answer.text


def test_the_demo_offers_people_to_be(world: DeskWorld) -> None:
    world.register()
    page = world.visitor().get("/cabinet/sign-in").text
    assert 'name="iin"' in page
    assert APPLICATION["applicant_iin"] in page
    assert "Заявление рассматривают" in page
