"""The administration's pages: people, roles, blocking, slips with passwords, offices."""

import html
import re
from dataclasses import replace

import pytest
from desk_world import CLERK, ELSEWHERE, HERE, SPECIALIST, DeskWorld, Visitor
from werkzeug.test import TestResponse

from app.domain.identity import OfficeId, PersonId
from app.domain.people import Grant, Person, Role
from app.domain.words import NBSP, WORD_JOINER
from app.storage import count_statements

ADMIN = "aizhan"
NEW = {
    "login": "aliya",
    "full_name": "Алия Төлегенқызы",
    "position_kk": "бас маман",
    "language": "ru",
    "role": "clerk",
    "office": HERE,
}
NEW_OFFICE = {
    "id": "almaty-test",
    "kind": "department",
    "schedule": "CAL-ED-A",
    "name_kk": "Алатау ауданы",
    "name_ru": "Алатауский район",
    "parent": "almaty",
    "kato": "751210000",
}


def _person(world: DeskWorld, login: str) -> Person:
    with world.world.qadam.storage.begin() as uow:
        found = uow.people.get(PersonId(login))
    assert found is not None
    return found


def _slip(world: DeskWorld, login: str) -> str:
    """The password on a slip that the administrator has just made."""
    admin = world.visitor(ADMIN)
    admin.get(f"/admin/people/{login}")
    page = admin.post(f"/admin/people/{login}/slip", {})
    assert page.status_code == 200
    found = re.search(r'<code class="q-strong">([a-z0-9-]+)</code>', page.text)
    assert found
    return found[1]


def _sign_in(world: DeskWorld, login: str, password: str) -> tuple[Visitor, TestResponse]:
    visitor = world.visitor()
    return visitor, visitor.post("/sign-in", {"login": login, "password": password})


def test_an_administrator_begins_at_the_administration_and_sees_no_case(world: DeskWorld) -> None:
    view, admin = world.register(), world.visitor(ADMIN)
    assert admin.get("/").location == "/admin"
    assert "Администратор не видит дел" in admin.get("/admin").text
    for closed in ("/tasks", "/cases", f"/cases/{view.case.number}", "/registers", "/instances"):
        assert admin.get(closed).status_code == 403, closed
    assert "раздаёт" not in admin.get("/admin/roles").text
    assert "выполняет задачи" in admin.get("/admin/roles").text


def test_a_new_person_comes_in_by_a_slip_and_chooses_a_password_before_anything_else(
    world: DeskWorld,
) -> None:
    admin = world.visitor(ADMIN)
    admin.get("/admin/people/new")
    assert admin.post("/admin/people", NEW).location == "/admin/people/aliya"
    password = _slip(world, "aliya")
    assert password not in _person(world, "aliya").password_hash

    visitor, entered = _sign_in(world, "aliya", password)

    assert entered.status_code == 303
    assert visitor.get("/tasks").location == "/password"
    assert visitor.post("/tasks/columns", {}).status_code == 403
    page = visitor.get("/password")
    assert "одноразовому паролю" in page.text
    short = visitor.post("/password", {"new": "short", "again": "short"})
    assert "Пароль слишком короткий" in short.text
    assert 'aria-describedby="new-hint new-error"' in short.text
    same = visitor.post("/password", {"new": password, "again": password})
    assert "должен отличаться" in same.text
    chosen = {"new": "a long and own one", "again": "a long and own one"}
    assert visitor.post("/password", chosen).status_code == 303
    assert visitor.get("/tasks").status_code == 200
    assert _sign_in(world, "aliya", password)[1].status_code == 422
    assert _sign_in(world, "aliya", "a long and own one")[1].status_code == 303


def test_everything_that_a_new_person_lacks_is_told_at_once_and_nothing_is_chosen_for_them(
    world: DeskWorld,
) -> None:
    admin = world.visitor(ADMIN)
    form = admin.get("/admin/people/new").text
    assert "selected" not in form[form.index('id="role"') :]

    refused = admin.post("/admin/people", dict.fromkeys(NEW, ""))

    assert refused.status_code == 422
    for field in ("login", "full_name", "role", "office"):
        assert f'href="#{field}"' in refused.text
        assert f'id="{field}-error"' in refused.text


def test_a_role_is_given_and_a_person_moved_only_to_an_office_that_was_chosen(
    world: DeskWorld,
) -> None:
    admin = world.visitor(ADMIN)
    admin.get(f"/admin/people/{CLERK}")

    given = admin.post(f"/admin/people/{CLERK}/roles", {"role": "clerk", "office": ""})
    moved = {"source": HERE, "target": "", "reason": "приказ"}
    away = admin.post(f"/admin/people/{CLERK}/office", moved)

    assert (given.status_code, 'id="give-office-error"' in given.text) == (422, True)
    assert (away.status_code, 'id="move-office-error"' in away.text) == (422, True)


def test_a_slip_counts_for_three_days(world: DeskWorld) -> None:
    password = _slip(world, CLERK)
    world.pass_time(hours=72)
    refused = _sign_in(world, CLERK, password)[1]
    assert refused.status_code == 422
    assert "Срок одноразового пароля истёк" in refused.text


def test_a_new_slip_ends_the_sessions_and_the_slip_before(world: DeskWorld) -> None:
    clerk = world.visitor(CLERK)
    assert clerk.get("/tasks").status_code == 200
    world.pass_time(seconds=5)
    first, second = _slip(world, CLERK), _slip(world, CLERK)
    assert clerk.get("/tasks").location.startswith("/sign-in")
    assert _sign_in(world, CLERK, first)[1].status_code == 422
    assert _sign_in(world, CLERK, second)[1].status_code == 303


def test_a_role_that_is_given_brings_its_tasks_at_the_next_look(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    designer = world.visitor("madina")
    assert designer.get("/tasks").status_code == 403
    admin = world.visitor(ADMIN)
    admin.get("/admin/people/madina")

    admin.post("/admin/people/madina/roles", {"role": "clerk", "office": HERE})

    assert str(task.id) in designer.get("/tasks?list=groups").text
    taken = {"grant": f"clerk@{HERE}"}
    refused = admin.post("/admin/people/madina/roles/taken", taken)
    assert refused.status_code == 422
    assert 'href="#take-reason"' in refused.text
    admin.post("/admin/people/madina/roles/taken", {**taken, "reason": "бұйрық № 5"})
    assert designer.get("/tasks?list=groups").status_code == 403
    page = admin.get("/admin/people/madina").text
    assert "Причина: бұйрық № 5" in page.replace(NBSP, " ")
    assert "(прежде: Дизайнер процессов, " in page


def test_a_blocked_person_is_out_at_once_and_their_tasks_go_back(world: DeskWorld) -> None:
    task = world.open_task(world.register())
    clerk, admin = world.visitor(CLERK), world.visitor(ADMIN)
    clerk.get("/tasks")
    clerk.press(f"/tasks/{task.id}/claim")
    preview = admin.get(f"/admin/people/{CLERK}/block").text
    assert "На руках 1\N{NO-BREAK SPACE}задача" in preview
    assert world.cases == [] or world.cases[0].number not in preview
    without = admin.post(f"/admin/people/{CLERK}/block", {"reason": " "})
    assert without.status_code == 422
    assert "Укажите причину" in without.text

    done = admin.post(f"/admin/people/{CLERK}/block", {"reason": "уволена", "to": ""})

    assert "возвращено группам: 1" in admin.get(done.location).text
    assert clerk.get("/tasks").location.startswith("/sign-in")
    assert world.visitor().post("/sign-in/demo", {"person": CLERK}).status_code == 422
    with world.world.qadam.storage.begin() as uow:
        assert uow.user_tasks.get(task.id).assignee is None
    world.pass_time(seconds=5)
    admin.post(f"/admin/people/{CLERK}/unblock", {})
    assert clerk.get("/tasks").location.startswith("/sign-in"), "the session before stays ended"
    assert world.visitor(CLERK).get("/tasks").status_code == 200


def test_what_was_changed_of_a_person_is_told_in_words(world: DeskWorld) -> None:
    admin = world.visitor(ADMIN)
    role = {"role": "specialist", "office": HERE}
    admin.get("/admin/people/zhanar")
    admin.post("/admin/people/zhanar/roles", role)
    admin.post("/admin/people/zhanar/slip", {})
    admin.post("/admin/people/zhanar/block", {"reason": "Приказ № 7", "to": ""})

    page = html.unescape(admin.get("/admin/people/zhanar").text).replace(NBSP, " ")

    changes = page[page.index("changes-title") : page.index("roles-title")]
    clerk = "Сотрудник канцелярии, Отдел занятости, Бостандыкский район"
    assert f"(прежде: {clerk})" in changes
    assert "Специалист, Отдел занятости, Бостандыкский район" in changes
    assert "Причина: Приказ № 7" in changes
    for raw in ("aizhan", "@almaty", "before", "role.", "T10:"):
        assert raw not in changes


def test_tasks_of_a_blocked_person_go_to_whom_they_fit(world: DeskWorld) -> None:
    second = world.hire(Role.CLERK, HERE)
    task, view = None, world.register()
    task = world.open_task(view)
    clerk, admin = world.visitor(CLERK), world.visitor(ADMIN)
    clerk.get("/tasks")
    clerk.press(f"/tasks/{task.id}/claim")
    page = admin.get(f"/admin/people/{CLERK}/block").text
    assert f'<option value="{second}"' in page

    admin.post(f"/admin/people/{CLERK}/block", {"reason": "демалыс", "to": second})

    with world.world.qadam.storage.begin() as uow:
        assert uow.user_tasks.get(task.id).assignee == second
    told = world.world.case(view.case.number).history
    assert any(event.kind == "assigned" and event.actor == ADMIN for event in told)


def test_a_blocked_person_is_nobodys_substitute_and_gets_no_task(world: DeskWorld) -> None:
    admin, clerk = world.visitor(ADMIN), world.visitor(CLERK)
    admin.get(f"/admin/people/{SPECIALIST}/block")
    assert "Әсел Сейітқызы" in clerk.get("/substitutions").text
    admin.post(f"/admin/people/{SPECIALIST}/block", {"reason": "уволена"})
    assert "Әсел Сейітқызы" not in clerk.get("/substitutions").text


def test_nobody_changes_their_own_rights_or_those_of_who_has_more(world: DeskWorld) -> None:
    admin = world.visitor(ADMIN)
    admin.get("/admin/people")
    own = f"/admin/people/{ADMIN}"
    assert admin.post(f"{own}/roles", {"role": "head", "office": HERE}).status_code == 403
    assert admin.post(f"{own}/block", {"reason": "x"}).status_code == 403
    assert admin.post(f"{own}/slip", {}).status_code == 403
    deputy = world.visitor(world.hire(Role.ADMINISTRATOR, OfficeId("almaty")))
    deputy.get("/admin/people")
    assert deputy.post(f"{own}/block", {"reason": "x"}).status_code == 403, "has more elsewhere"


def _put(world: DeskWorld, *people: Person) -> None:
    with world.world.qadam.storage.begin() as uow:
        for person in people:
            uow.people.put(person)
        uow.commit()


def _as_administrator_of(world: DeskWorld, login: str, offices: tuple[str, ...]) -> Person:
    like = _person(world, ADMIN)
    grants = tuple(Grant(Role.ADMINISTRATOR, OfficeId(office)) for office in offices)
    return replace(like, id=PersonId(login), grants=grants)


def test_an_administrator_of_a_district_keeps_its_people_alone(world: DeskWorld) -> None:
    district = world.visitor(world.hire(Role.ADMINISTRATOR, ELSEWHERE))
    listed = district.get("/admin/people").text
    assert "Жанар Оспанова" not in listed
    assert district.get(f"/admin/people/{CLERK}").status_code == 403
    assert district.post(f"/admin/people/{CLERK}/slip", {}).status_code == 403
    assert district.post("/admin/people", NEW).status_code == 403
    named = {"name_kk": "x", "name_ru": "y"}
    assert district.post(f"/admin/offices/{HERE}", named).status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("text=сейиткызы", ["Әсел Сейітқызы"]),
        ("text=bauyrzhan", ["Бауыржан Нұрланов"]),
        ("role=auditor", ["Сәуле Ермекова"]),
        ("standing=blocked", []),
        (f"office={ELSEWHERE}", []),
    ],
)
def test_people_are_found_by_what_is_known_of_them(
    world: DeskWorld, asked: str, found: list[str]
) -> None:
    page = world.visitor(ADMIN).get(f"/admin/people?{asked}").text
    names = re.findall(r'<td><a href="/admin/people/[\w-]+">([^<]+)</a>', page)
    assert names == found


def test_a_list_of_many_people_is_turned_page_by_page(world: DeskWorld) -> None:
    _put(world, *[_as_administrator_of(world, f"p{number}", ("almaty",)) for number in range(120)])
    admin, seen = world.visitor(ADMIN), list[str]()
    address = "/admin/people?role=administrator"
    while address:
        with count_statements(world.world.qadam.storage) as counted:
            page = admin.get(address).text
        assert counted.count <= 12
        seen += re.findall(r'<td><a href="/admin/people/([\w-]+)">', page)
        following = re.search(r'href="([^"]+)">(?:(?!</a>).)*Следующая', page, re.DOTALL)
        address = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == 121


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"id": ""}, "id", "Укажите код отдела"),
        ({"id": "Алматы"}, "id", "Напишите код отдела латинскими буквами"),
        ({"id": HERE}, "id", "Этот код уже занят"),
        ({"name_kk": " "}, "name_kk", "Укажите название отдела по-казахски"),
        ({"name_ru": ""}, "office_name_ru", "Укажите название отдела по-русски"),
        ({"kato": "KZ"}, "kato", "Код КАТО состоит из"),
    ],
)
def test_what_is_wrong_with_a_new_office_stands_beside_its_field(
    world: DeskWorld, changed: dict[str, str], field: str, told: str
) -> None:
    admin = world.visitor(ADMIN)
    admin.get("/admin/offices/new")

    refused = admin.post("/admin/offices", {**NEW_OFFICE, **changed})

    assert refused.status_code == 422
    assert f'<a href="#{field}">{told}' in refused.text.replace(NBSP, " ")
    assert f'id="{field}-error"' in refused.text
    assert f'value="{NEW_OFFICE["kato"] if field != "kato" else NEW_OFFICE["id"]}"' in refused.text


def test_an_office_is_added_and_changed_and_stands_in_its_tree(world: DeskWorld) -> None:
    admin = world.visitor(ADMIN)
    admin.get("/admin/offices/new?parent=almaty")
    assert admin.post("/admin/offices", NEW_OFFICE).status_code == 303
    below = {"name_kk": "Алматы", "name_ru": "Алматы", "parent": "almaty-test"}
    misplaced = admin.post("/admin/offices/almaty", below)
    assert misplaced.status_code == 422
    assert '<a href="#parent">' in misplaced.text
    changed = {k: v for k, v in NEW_OFFICE.items() if k not in ("id", "kind", "schedule")}
    admin.post("/admin/offices/almaty-test", {**changed, "phone": "+7 727 000 00 00"})
    listed = admin.get("/admin/offices").text
    assert "Алатауский район" in listed
    assert "+7 727 000 00 00" in listed
    told = world.world.qadam.storage.queries.latest_entries("office:almaty-test", 5)
    assert [entry.action for entry in told] == ["office-changed", "office-added"]
    assert told[0].facts == {"phone.before": "", "phone.after": "+7 727 000 00 00"}


def test_a_decree_is_drawn_up_looked_at_and_applied(world: DeskWorld) -> None:
    number, admin = world.register().case.number, world.visitor(ADMIN)
    page = admin.get("/admin/calendar?year=2026").text
    assert "День Республики" in page
    assert "Трудовой кодекс, статья 85" in page
    assert "бап" not in page
    sent = {"off": "29.12.2026", "worked": "", "act": "Қаулы № 900"}
    for wrong, told in (
        ({"off": "27.12.2026"}, "Укажите сегодняшний или будущий рабочий день"),
        ({"off": "завтра"}, "Укажите дату в виде 20.11.2026"),
        ({"worked": "28.12.2026, 31.02.2027"}, "Такого дня нет: проверьте дату"),
        ({"off": "", "worked": "28.12.2026"}, "Укажите завтрашний или более поздний выходной день"),
        ({"act": ""}, "Укажите акт"),
    ):
        refused = admin.post("/admin/calendar", {**sent, **wrong})
        assert refused.status_code == 422
        assert told in refused.text

    drawn = admin.post("/admin/calendar", sent)
    while world.world.qadam.calendar_work.run_next():
        pass

    preview = admin.get(drawn.location).text
    assert number in preview
    assert "8 января 2027" in preview.replace("\N{NO-BREAK SPACE}", " ")
    assert "11 января 2027" in preview.replace("\N{NO-BREAK SPACE}", " ")
    assert "Қалиева" not in preview
    assert f'href="/cases/{number}"' not in preview
    assert admin.post(f"{drawn.location}/apply", {}).status_code == 303
    assert "через минуту" in admin.get(drawn.location).text
    world.pass_time(seconds=66)
    while world.world.qadam.calendar_work.run_next():
        pass
    assert "Применено" in admin.get(f"{drawn.location}/progress").text
    case = world.visitor(CLERK).get(f"/cases/{number}").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Изменился рабочий календарь (Қаулы № 900)" in case
    assert "29.12.2026 дополнительный выходной (Қаулы № 900)" in case


def test_an_office_tells_its_hours_and_break(world: DeskWorld) -> None:
    page = world.visitor(ADMIN).get("/admin/offices").text.replace(NBSP, " ")
    page = page.replace(WORD_JOINER, "")
    assert re.search(r"пн–пт 9:00–1[89]:[03]0, перерыв 13:00–1[45]:[03]0", page)
