"""One form with every component: drawn, typed into without script, kept, and stored by type."""
# ruff: noqa: E501  answers stand side by side

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from databases import KINDS, FreshUrl
from desk_world import CLERK, HERE, DeskWorld, Visitor, as_form, built_front_end, desk_world
from every_component import every_component_service, form, translated

from app.domain.identity import CaseNumber
from app.domain.models import ModelFile
from app.domain.people import Role
from app.domain.task import UserTask
from app.feel import Value, from_value

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
GOOD = {
    "title": "Арба", "email": "a@mysal.kz", "code": "AB-123", "story": "бір\r\nекі", "price": "2,5",
    "account": "007", "day": "25.12.2026", "hour": "9:15", "moment": "25.12.2026 09:15", "room": "102",
    "way": "home", "address": "Абай 1", "agreed": "on", "needs": ["ramp", "car"], "tags": ["sign"],
    "person.iin": "580412400174", "person.name": "Қалиева Айгүл", "items": "2",
    "items[0].what": "Доңғалақ", "items[0].count": "4", "items[1].what": "Белдік", "items[1].count": "1",
}  # fmt: skip
ASKED = {*(re.split(r"[.\[]", key)[0] for key in GOOD), "total", "office", "scans"}
FORGED = {
    "total": "1", "items[0].sum": "1", "office": "Медеу", "old_note": "жаңа", "supplies_table": "1",
}  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def office(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    fresh_urls: dict[str, FreshUrl],
) -> Iterator[DeskWorld]:
    static = built_front_end(tmp_path_factory.mktemp("static"))
    database = fresh_urls[request.param]()
    with desk_world(static, files=every_component_service(), database=database) as found:
        yield found


@pytest.fixture
def number(office: DeskWorld) -> CaseNumber:
    return office.register().case.number


@pytest.fixture
def task(office: DeskWorld, number: CaseNumber) -> UserTask:
    return office.open_task(office.world.case(number))


@pytest.fixture
def clerk(office: DeskWorld, task: UserTask) -> Visitor:
    visitor = office.visitor(CLERK)
    visitor.get(f"/tasks/{task.id}")
    return visitor


def variables(office: DeskWorld, number: CaseNumber) -> dict[str, Value]:
    return dict(office.world.case(number).variables)


def drawn(visitor: Visitor, task: UserTask) -> str:
    page = visitor.get(f"/tasks/{task.id}").text
    _, found, rest = page.partition('id="fields"')
    assert found
    return rest[: rest.index("q-actions")]


def value_of(page: str, key: str) -> str:
    found = re.search(rf'name="answers\.{re.escape(key)}" value="([^"]*)"', page)
    assert found is not None, key
    return found[1]


def test_all_answers_are_stored_in_their_types_and_none_is_taken_that_was_not_asked_for(
    office: DeskWorld, number: CaseNumber, task: UserTask, clerk: Visitor
) -> None:
    done = clerk.press(f"/tasks/{task.id}/complete", **as_form({**GOOD, **FORGED}))
    assert done.status_code == 303, done.text
    kept = {key: from_value(value) for key, value in variables(office, number).items()}
    assert {key: kept[key] for key in ASKED} == {
        "account": "007", "address": "Абай 1", "agreed": True, "code": "AB-123", "day": "2026-12-25",
        "email": "a@mysal.kz", "hour": "09:15:00",
        "items": [{"what": "Доңғалақ", "count": 4, "sum": 10}, {"what": "Белдік", "count": 1, "sum": 2.5}],
        "moment": "2026-12-25T09:15:00+05:00", "needs": ["ramp", "car"], "office": "Бостандық",
        "person": {"iin": "580412400174", "name": "Қалиева Айгүл"}, "price": 2.5, "room": 102, "scans": [],
        "story": "бір\r\nекі", "tags": ["sign"], "title": "Арба", "total": 12.5, "way": "home",
    }  # fmt: skip
    assert not {"old_note", "supplies_table", "papers"} & set(kept)


def test_what_was_stored_can_be_read_by_the_next_task(
    office: DeskWorld, number: CaseNumber, task: UserTask, clerk: Visitor
) -> None:
    clerk.press(f"/tasks/{task.id}/complete", **as_form(GOOD))
    following = office.open_task(office.world.case(number))
    assert following.element_id == "check"
    assert '<output class="q-fixed" id="f-title"' in drawn(clerk, following)
    assert "Арба" in drawn(clerk, following)


def test_a_hidden_field_is_neither_drawn_nor_stored(
    office: DeskWorld, number: CaseNumber, task: UserTask, clerk: Visitor
) -> None:
    assert 'name="answers.address"' not in drawn(clerk, task)
    answer = clerk.press(f"/tasks/{task.id}/complete", **as_form({**GOOD, "way": "office"}))
    assert answer.status_code == 303
    assert "address" not in variables(office, number)


def test_all_that_is_wrong_is_told_at_once_and_nothing_that_was_typed_is_lost(
    task: UserTask, clerk: Visitor
) -> None:
    wrong = {
        **GOOD, "title": "а", "email": "пошта", "code": "ab", "price": "0,7", "account": "1,5", "day": "21.12.2026",
        "hour": "9:20", "moment": "ертең", "room": "103", "address": "", "tags": ["plane"], "person.iin": "1",
        "items[1].what": "", "items[1].count": "0",
    }  # fmt: skip
    answer = clerk.press(f"/tasks/{task.id}/complete", **as_form(wrong))
    assert answer.status_code == 422
    summary = answer.text[answer.text.index("q-errors") : answer.text.index('id="fields"')]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == [
        "f-title", "f-email", "f-code", "f-price", "f-account", "f-day", "f-hour", "f-moment", "f-room",
        "f-address", "f-tags", "f-person-iin", "f-items-1-what", "f-items-1-count",
    ]  # fmt: skip
    assert all(f'id="{target}"' in answer.text for target in targets)
    assert 'aria-describedby="f-hour-hint f-hour-error"' in answer.text
    for key in ("title", "price", "moment", "items[0].what", "items[1].count"):
        assert value_of(answer.text, key) == wrong[key]


def test_a_row_is_added_without_script_and_nothing_typed_is_lost(
    task: UserTask, clerk: Visitor
) -> None:
    added = clerk.press(f"/tasks/{task.id}/complete", form_do="add items", **as_form(GOOD))
    assert added.status_code == 303
    assert added.location.endswith("#f-items-2")
    page = drawn(clerk, task)
    assert value_of(page, "items") == "3"
    assert value_of(page, "items[2].count") == "1"
    assert value_of(page, "title") == "Арба"
    assert value_of(page, "items[1].what") == "Белдік"


def test_a_row_is_removed_and_those_behind_it_move_up(task: UserTask, clerk: Visitor) -> None:
    clerk.press(f"/tasks/{task.id}/complete", form_do="remove items 0", **as_form(GOOD))
    page = drawn(clerk, task)
    assert value_of(page, "items") == "1"
    assert value_of(page, "items[0].what") == "Белдік"
    assert "items[1]" not in page


def test_a_row_is_drawn_anew_for_a_script_with_what_it_comes_to(
    task: UserTask, clerk: Visitor
) -> None:
    answer = clerk.press(f"/tasks/{task.id}/fields", form_do="add items", **as_form(GOOD))
    assert re.search(r'id="f-items-2" tabindex="-1" data-focus', answer.text)
    shown = re.findall(r'<output class="q-fixed" id="(f-[\w-]+)"[^>]*>([^<]*)<', answer.text)
    told = {key: words.strip() for key, words in shown}
    assert (told["f-items-0-sum"], told["f-items-1-sum"], told["f-total"]) == ("10", "2,5", "15")


@pytest.mark.parametrize("deed", ["add nothing", "remove items 7", "remove items x", "fly", "add"])
def test_a_forged_button_changes_nothing(task: UserTask, clerk: Visitor, deed: str) -> None:
    answer = clerk.press(f"/tasks/{task.id}/fields", form_do=deed, **as_form(GOOD))
    assert answer.status_code == 200
    assert value_of(answer.text, "items") == "2"


def names_in_table(page: str) -> list[str]:
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    return re.findall(r"<tr><td>([^<]*)</td>", body)


def test_a_table_is_sorted_and_paged_by_plain_buttons(task: UserTask, clerk: Visitor) -> None:
    page = drawn(clerk, task)
    assert names_in_table(page) == ["Арба", "Балдақ"]
    assert "120\u00a0000" in page
    path = f"/tasks/{task.id}/complete"
    clerk.press(path, form_do="sort supplies_table price", **as_form(GOOD))
    page = drawn(clerk, task)
    assert names_in_table(page) == ["Әмбебап таяқ", "Балдақ"]
    assert 'aria-sort="ascending"' in page
    look = {"table.supplies_table": "price asc 1"}
    clerk.press(path, form_do="page supplies_table 2", **look, **as_form(GOOD))
    assert names_in_table(drawn(clerk, task)) == ["Ұстағыш", "Арба"]
    clerk.press(path, form_do="sort supplies_table price", **look, **as_form(GOOD))
    assert names_in_table(drawn(clerk, task)) == ["Арба", "Ұстағыш"]
    clerk.press(path, form_do="sort supplies_table name", **as_form(GOOD))
    assert names_in_table(drawn(clerk, task)) == ["Арба", "Әмбебап таяқ"]


def test_text_and_html_are_marked_up_and_harmless(task: UserTask, clerk: Visitor) -> None:
    page = drawn(clerk, task)
    assert "<h2>Қалиева Айгүл Серікқызы</h2>" in page
    assert "<strong>внимательно</strong>" in page
    assert 'href="https://adilet.zan.kz" rel="noopener noreferrer"' in page
    assert re.search(r"<p>Дело: <b>[^<]+-2026-\d+</b></p>", page)
    assert "alert(1)" not in page


def test_a_preview_shows_papers_of_this_case_alone(
    office: DeskWorld, number: CaseNumber, task: UserTask, clerk: Visitor
) -> None:
    other = office.register()
    (own,) = office.world.case(number).documents
    (foreign,) = other.documents
    page = drawn(clerk, task)
    preview = page[page.index('id="f-papers"') : page.index('id="f-office-label"')]
    assert f"/documents/{own.id}" in preview
    assert f"/documents/{foreign.id}" not in page


def test_a_file_is_uploaded_beside_the_answers_and_belongs_to_the_case(
    office: DeskWorld, number: CaseNumber, task: UserTask, clerk: Visitor
) -> None:
    files = {"file.scans": (io.BytesIO(PNG), "скан.png")}
    clerk.post(f"/tasks/{task.id}/uploads?field=scans", {**as_form(GOOD), **files})
    page = drawn(clerk, task)
    assert "скан.png" in page
    scan = value_of(page, "scans")
    clerk.press(f"/tasks/{task.id}/complete", **as_form({**GOOD, "scans": [scan]}))
    assert variables(office, number)["scans"] == [scan]


def test_a_draft_keeps_rows_and_ticks_as_they_were_typed(task: UserTask, clerk: Visitor) -> None:
    sent = as_form({key: value for key, value in GOOD.items() if key != "agreed"})
    kept = clerk.post(f"/tasks/{task.id}/draft", sent, accept="application/json")
    assert json.loads(kept.text)["message"].startswith("Черновик")
    page = drawn(clerk, task)
    assert value_of(page, "items[1].what") == "Белдік"
    assert value_of(page, "moment") == "25.12.2026 09:15"
    assert re.search(r'id="f-tags-2"[^>]*checked', page)
    assert not re.search(r'id="f-agreed"[^>]*checked', page)


def test_an_iin_fills_what_belongs_to_it_and_keeps_the_rest(
    office: DeskWorld, task: UserTask, clerk: Visitor
) -> None:
    typed = as_form({**GOOD, "person.name": ""})
    page = clerk.press(f"/tasks/{task.id}/person", look_up="person.iin", **typed)
    assert page.status_code == 200
    assert value_of(page.text, "person.name") == "Қалиева Айгүл Серікқызы"
    assert "По реестру: Қалиева Айгүл Серікқызы" in page.text
    assert value_of(page.text, "items[1].what") == "Белдік"
    assert value_of(drawn(clerk, task), "person.name") == "Қалиева Айгүл Серікқызы"
    with office.world.qadam.storage.queries.audit_trail() as trail:
        entries = [row.entry for row in trail.rows if row.entry.action == "person-looked-up"]
    (asked,) = [one for one in entries if one.facts.get("task") == str(task.id)]
    assert asked.actor == CLERK


@pytest.mark.parametrize(("iin", "told"), [("123", "ИИН"), ("850101300124", "В реестре нет")])
def test_an_iin_that_is_wrong_is_told_at_its_field(
    task: UserTask, clerk: Visitor, iin: str, told: str
) -> None:
    typed = as_form({**GOOD, "person.iin": iin})
    page = clerk.press(f"/tasks/{task.id}/person", look_up="person.iin", **typed)
    assert page.status_code == 422
    assert 'href="#f-person-iin"' in page.text
    error = re.search(r'id="f-person-iin-error">.*?<span>([^<]*)</span>', page.text)
    assert error is not None
    assert told.lower() in error[1].lower()
    assert value_of(page.text, "title") == "Арба"


def test_a_field_that_asks_for_no_iin_looks_nobody_up(task: UserTask, clerk: Visitor) -> None:
    typed = as_form({"title": "580412400174"})
    assert clerk.press(f"/tasks/{task.id}/person", look_up="titleiin", **typed).status_code == 404
    assert clerk.press(f"/tasks/{task.id}/person", look_up="title", **typed).status_code == 422


def seen_on(visitor: Visitor, task: UserTask) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', visitor.get(f"/tasks/{task.id}").text)
    assert found is not None
    return found[1]


@pytest.fixture
def colleague(office: DeskWorld) -> Visitor:
    visitor = office.visitor(office.hire(Role.CLERK, HERE))
    visitor.get("/about")
    return visitor


def test_what_a_colleague_typed_meanwhile_is_shown_beside_and_may_be_kept(
    office: DeskWorld, number: CaseNumber, task: UserTask, clerk: Visitor, colleague: Visitor
) -> None:
    seen = seen_on(clerk, task)
    office.pass_time(minutes=1)
    theirs = {**GOOD, "title": "Таяқ", "way": "office", "items[1].count": "9"}
    colleague.post(f"/tasks/{task.id}/draft", as_form(theirs))
    office.pass_time(minutes=1)

    sent = {**as_form(GOOD), "seen": seen}
    told = clerk.post(f"/tasks/{task.id}/draft", sent, accept="application/json")
    assert told.status_code == 409
    assert json.loads(told.text)["conflict"] is True
    refused = clerk.press(f"/tasks/{task.id}/complete", **sent)
    assert refused.status_code == 409
    panel = refused.text[refused.text.index("q-conflict-panel") : refused.text.index('id="fields"')]
    for mine, other in (("Арба", "Таяқ"), ("На дому", "В отделе"), ("1", "9")):
        assert re.search(rf"<dd>{mine}</dd>.*?<dd>{other}</dd>", panel, re.DOTALL)
    assert panel.count('name="take"') == 3
    assert value_of(refused.text, "title") == "Арба"
    assert office.open_task(office.world.case(number)).id == task.id

    # Ticked answers are taken over, the rest stays; then nothing stands in the way any more.
    of_colleague = re.search(r'name="take_over" value="([^"]+)"', panel)
    assert of_colleague is not None
    again = re.search(r'name="seen" value="([^"]+)"', refused.text)
    assert again is not None
    choice = {"take_over": of_colleague[1], "take": ["title"], "seen": again[1]}
    clerk.post(f"/tasks/{task.id}/draft", {**as_form(GOOD), **choice})
    page = drawn(clerk, task)
    assert (value_of(page, "title"), value_of(page, "items[1].count")) == ("Таяқ", "1")
    done = clerk.press(f"/tasks/{task.id}/complete", **as_form(GOOD), seen=again[1])
    assert done.status_code == 303


def test_another_window_takes_nothing_away_from_what_was_saved(
    office: DeskWorld, task: UserTask, clerk: Visitor
) -> None:
    seen = seen_on(clerk, task)
    office.pass_time(minutes=1)
    first = clerk.post(
        f"/tasks/{task.id}/draft", {**as_form(GOOD), "seen": seen}, accept="application/json"
    )
    assert first.status_code == 200
    office.pass_time(minutes=1)
    late = {**as_form({**GOOD, "title": "Ескі терезе"}), "seen": seen}
    told = clerk.post(f"/tasks/{task.id}/draft", late, accept="application/json")
    assert told.status_code == 409
    assert value_of(drawn(clerk, task), "title") == "Арба"
    page = clerk.post(f"/tasks/{task.id}/draft", late)
    assert page.status_code == 409
    assert value_of(page.text, "title") == "Ескі терезе"
    assert "<dd>Арба</dd>" in page.text
    # The window that saved goes on as before.
    mine = {**as_form({**GOOD, "title": "Арба екі"}), "seen": json.loads(first.text)["seen"]}
    assert clerk.post(f"/tasks/{task.id}/draft", mine, accept="application/json").status_code == 200


def test_data_of_the_case_that_changed_meanwhile_are_shown_before_the_task_is_completed(
    office: DeskWorld, number: CaseNumber, task: UserTask, clerk: Visitor
) -> None:
    clerk.press(f"/tasks/{task.id}/complete", **as_form(GOOD))
    following = office.open_task(office.world.case(number))
    seen = seen_on(clerk, following)
    office.world.set_variables(number, None, {"title": "Жаңа атауы"})
    sent = {"answers.verdict": "жарайды", "shown.title": "Арба", "seen": seen}
    refused = clerk.press(f"/tasks/{following.id}/complete", **sent)
    assert refused.status_code == 409
    assert re.search(r"<dd>Арба</dd>.*?<dd>Жаңа атауы</dd>", refused.text, re.DOTALL)
    assert "жарайды" in refused.text
    again = re.search(r'name="seen" value="([^"]+)"', refused.text)
    assert again is not None
    done = clerk.press(f"/tasks/{following.id}/complete", **{**sent, "seen": again[1]})
    assert done.status_code == 303


def test_files_belong_to_their_rows(static: Path) -> None:
    scans = {"type": "filepicker", "key": "scans", **translated("Сканерлер", "Сканы", "Scans")}
    rows = {"type": "dynamiclist", "path": "items", **translated("Заттар", "Предметы", "Things")}
    files = every_component_service()
    kept = [file for file in files if file.path != "forms/every.form"]
    changed = form("every", [{**rows, "defaultRepetitions": 2, "components": [scans]}])
    with desk_world(static, files=[*kept, ModelFile("forms/every.form", changed)]) as office:
        number = office.register().case.number
        task = office.open_task(office.world.case(number))
        clerk = office.visitor(CLERK)
        clerk.get(f"/tasks/{task.id}")
        sent = {"answers.items": "2", "file.items[1].scans": (io.BytesIO(PNG), "екінші.png")}
        clerk.post(f"/tasks/{task.id}/uploads?field=items[1].scans", sent)
        page = drawn(clerk, task)
        scan = value_of(page, "items[1].scans")
        assert 'name="answers.items[0].scans"' not in page
        moved = {"answers.items": "2", "answers.items[1].scans": scan, "form_do": "remove items 0"}
        clerk.press(f"/tasks/{task.id}/complete", **moved)
        assert value_of(drawn(clerk, task), "items[0].scans") == scan
        foreign = {"items": "1", "items[0].scans": str(uuid4())}
        refused = clerk.press(f"/tasks/{task.id}/complete", **as_form(foreign))
        assert refused.status_code == 422
        clerk.press(f"/tasks/{task.id}/complete", **as_form({"items": "1", "items[0].scans": scan}))
        assert office.world.case(number).variables["items"] == [{"scans": [scan]}]
