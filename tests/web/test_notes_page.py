"""Internal notes on a case: written for colleagues, told to whom they name, kept from others."""

from desk_world import CLERK, SPECIALIST, DeskWorld

from app.domain.words import NBSP
from app.settings import ROOT

TEMPLATES = ROOT / "app" / "web" / "templates"
WORDS = "Позвонила заявителю:\nсправку принесёт <завтра>"


def test_a_note_stands_beside_the_task_and_tells_whom_it_names(world: DeskWorld) -> None:
    view = world.register()
    task, number = world.open_task(view), view.case.number
    clerk, specialist = world.visitor(CLERK), world.visitor(SPECIALIST)
    page = clerk.get(f"/cases/{number}/notes").text
    assert "По этому делу заметок нет." in page
    assert f'value="{SPECIALIST}"' in page
    assert 'value="timur"' not in page

    kept = clerk.press(f"/cases/{number}/notes", text=WORDS, mentions=[SPECIALIST])

    assert "Заметка сохранена." in clerk.get(kept.location).text
    for address in (f"/tasks/{task.id}", f"/cases/{number}", f"/cases/{number}/notes"):
        page = specialist.get(address).text
        assert "справку принесёт &lt;завтра&gt;" in page
        assert "кому: Әсел Сейітқызы" in page.replace(NBSP, " ")
    assert "Для вас 1 новое уведомление." in specialist.get("/tasks").text.replace(NBSP, " ")
    assert "новое уведомление" not in clerk.get("/tasks").text.replace(NBSP, " ")
    news = specialist.get("/tasks/news?list=mine&known=0&seen=0")
    assert "Для вас 1 новое уведомление." in news.text.replace(NBSP, " ")
    known = specialist.get("/tasks/news?list=mine&known=0&seen=1")
    assert "уведомление." not in known.text
    again = "/tasks/news?list=mine&known=0&seen=1"
    assert specialist.get(again, If_None_Match=known.headers["ETag"]).status_code == 304
    notices = specialist.get("/notices").text
    assert number in notices
    assert "справку" not in notices
    assert specialist.post("/notices/seen", {}).status_code == 303
    assert "новое" not in specialist.get("/notices").text
    assert "новое уведомление" not in specialist.get("/tasks").text.replace(NBSP, " ")


def test_from_a_note_one_comes_back_to_the_task_beside_which_it_is_written(
    world: DeskWorld,
) -> None:
    view = world.register()
    task, number = world.open_task(view), view.case.number
    back = f'<a href="/tasks/{task.id}">Проверить полноту документов</a>'
    clerk = world.visitor(CLERK)
    assert f"/notes?task={task.id}" in clerk.get(f"/tasks/{task.id}").text
    assert back in clerk.get(f"/cases/{number}/notes?task={task.id}").text

    kept = clerk.press(f"/cases/{number}/notes?task={task.id}", text=WORDS)

    assert back in clerk.get(kept.location).text
    assert "/tasks/" not in clerk.get(f"/cases/{number}/notes?task=another").text.split("</nav>")[1]


def test_what_cannot_be_kept_is_refused_in_words_and_stays_in_the_form(world: DeskWorld) -> None:
    number = world.register().case.number
    visitor = world.visitor(CLERK)
    visitor.get(f"/cases/{number}/notes")
    empty = visitor.press(f"/cases/{number}/notes", text="  ", mentions=[SPECIALIST])
    assert empty.status_code == 422
    assert "Напишите текст заметки" in empty.text
    assert f'value="{SPECIALIST}" checked' in empty.text
    foreign = visitor.press(f"/cases/{number}/notes", text=WORDS, mentions=["timur"])
    assert foreign.status_code == 422
    assert "не может видеть это дело" in foreign.text.replace(NBSP, " ")
    assert "&lt;завтра&gt;</textarea>" in foreign.text


def test_no_page_of_the_applicant_takes_notes() -> None:
    pages = [*(TEMPLATES / "cabinet").rglob("*.html"), TEMPLATES / "verify.html"]
    assert len(pages) > 5
    for page in pages:
        assert "notes" not in page.read_text(encoding="utf-8"), page.name
