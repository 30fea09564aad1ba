"""Coming in, staying in and leaving."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_world import CLERK, SECRET, DeskWorld

from app.bootstrap.web_services import web_services
from app.domain.identity import PersonId
from app.integrations.passwords import Argon2Passwords
from app.web import WebSettings, create_web


def test_demo_people_are_buttons_in_demo_mode(world: DeskWorld) -> None:
    page = world.visitor().get("/sign-in")
    assert f'name="person" value="{CLERK}"' in page.text
    assert "Жанар Оспанова" in page.text


def test_a_demo_person_comes_in_without_a_password(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    assert visitor.get("/tasks").status_code == 200


def test_a_page_asked_for_before_signing_in_opens_after_it(world: DeskWorld) -> None:
    visitor = world.visitor()
    answer = visitor.get("/tasks?list=groups")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/tasks?list%3Dgroups"
    visitor.get(answer.location)
    answer = visitor.post("/sign-in/demo", {"person": CLERK, "next": "/tasks?list=groups"})
    assert answer.location == "/tasks?list=groups"


@pytest.mark.parametrize(
    "address", ["https://evil.kz/", "//evil.kz", "/\\evil.kz", "javascript:alert(1)", "/\nx"]
)
def test_a_way_out_of_the_site_leads_to_the_first_page(world: DeskWorld, address: str) -> None:
    answer = world.visitor().post("/sign-in/demo", {"person": CLERK, "next": address})
    assert answer.location == "/"


def test_a_wrong_password_is_told_without_saying_what_was_wrong(world: DeskWorld) -> None:
    answer = world.visitor().post("/sign-in", {"login": "nobody", "password": "x"})
    assert answer.status_code == 422
    assert "Неверный логин или пароль" in answer.text
    assert 'value="nobody"' in answer.text


def test_a_person_with_a_password_comes_in_with_it(world: DeskWorld) -> None:
    _give_password(world, "correct horse")
    visitor = world.visitor()
    answer = visitor.post("/sign-in", {"login": CLERK, "password": "correct horse"})
    assert answer.status_code == 303
    assert visitor.get("/tasks").status_code == 200


def test_a_person_with_a_password_is_no_demo_button(world: DeskWorld) -> None:
    _give_password(world, "correct horse")
    visitor = world.visitor()
    assert f'value="{CLERK}"' not in visitor.get("/sign-in").text
    assert visitor.post("/sign-in/demo", {"person": CLERK}).status_code == 422


def test_too_many_wrong_passwords_for_one_login_have_to_wait(world: DeskWorld) -> None:
    visitor = world.visitor()
    for _ in range(5):
        assert visitor.post("/sign-in", {"login": "zh", "password": "x"}).status_code == 422
    answer = visitor.post("/sign-in", {"login": "ZH ", "password": "x"})
    assert answer.status_code == 429
    assert "Повторите через минуту" in answer.text
    assert visitor.post("/sign-in", {"login": "other", "password": "x"}).status_code == 422


def test_the_session_gets_a_new_id_at_each_sign_in(world: DeskWorld) -> None:
    visitor = world.visitor()
    with visitor.client.session_transaction() as before:
        anonymous = before["id"]
    visitor.post("/sign-in/demo", {"person": CLERK})
    with visitor.client.session_transaction() as after:
        assert after["id"] != anonymous


def test_a_token_of_the_session_before_is_refused(world: DeskWorld) -> None:
    visitor = world.visitor()
    old = visitor.token
    visitor.post("/sign-in/demo", {"person": CLERK})
    assert visitor.post("/sign-out", {"csrf_token": old}).status_code == 403


def test_signing_out_ends_the_session(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    visitor.get("/tasks")
    assert visitor.post("/sign-out", {}).location == "/sign-in"
    assert visitor.get("/tasks").status_code == 303


def test_a_session_that_rested_for_two_hours_has_ended(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    world.pass_time(hours=1, minutes=59)
    assert visitor.get("/tasks").status_code == 200
    world.pass_time(hours=2, minutes=1)
    assert visitor.get("/tasks").status_code == 303


def test_questions_of_the_page_itself_do_not_keep_a_session_awake(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    for _ in range(3):
        world.pass_time(minutes=39)
        visitor.get("/tasks/news?known=0")
    world.pass_time(minutes=10)
    assert visitor.get("/tasks").status_code == 303


def test_a_session_ends_after_twelve_hours_of_work(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    for _ in range(12):
        assert visitor.get("/tasks").status_code == 200
        world.pass_time(hours=1)
    world.pass_time(minutes=1)
    assert visitor.get("/tasks").status_code == 303


def test_a_form_sent_after_the_session_ended_is_told_so(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    visitor.get("/tasks")
    world.pass_time(hours=3)
    answer = visitor.press("/tasks/00000000-0000-4000-8000-000000000000/claim")
    assert answer.status_code == 401
    assert "Войдите снова" in answer.text


def test_a_person_who_was_dismissed_is_out_at_once(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    _dismiss(world)
    assert visitor.get("/tasks").status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(world: DeskWorld) -> None:
    answer = world.visitor().post("/sign-in/demo", {"person": CLERK})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("qadam-session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_over_https_the_cookie_is_bound_to_the_host(world: DeskWorld, static: Path) -> None:
    settings = WebSettings(SECRET, https=True, static=static)
    app = create_web(web_services(world.world.qadam), settings)
    answer = app.test_client().get("/sign-in", base_url="https://qadam.kz")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-qadam=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_a_short_key_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="32 characters"):
        WebSettings("short")


def test_the_language_is_kept_through_sign_in(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK, language="en")
    assert "<h1>Tasks</h1>" in visitor.get("/tasks").text
    answer = visitor.get("/language?language=kk&next=/tasks")
    assert answer.location == "/tasks"
    assert "<h1>Тапсырмалар</h1>" in visitor.get("/tasks").text


def _give_password(world: DeskWorld, password: str) -> None:
    _change(world, password_hash=Argon2Passwords().hash(password))


def _dismiss(world: DeskWorld) -> None:
    _change(world, grants=())


def _change(world: DeskWorld, **changed: object) -> None:
    with world.world.qadam.storage.begin() as uow:
        person = uow.people.get(PersonId(CLERK))
        assert person is not None
        uow.people.put(replace(person, **changed))
        uow.commit()
