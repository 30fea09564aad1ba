"""The scenarios of a draft in the browser: run, told, painted."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_world import ASSISTANT, DESIGNER, SERVICE, DeskWorld, Visitor, desk_world

from app.domain.identity import DraftId
from app.usecases.deploy_service import MODELS
from app.usecases.keep_service_drafts import SaveFile

DIAGRAM = "personal-assistant.bpmn"
GREEN = """\
title: Registered at the counter
process: personal-assistant
clock: 2026-12-22T10:00:00+05:00
start:
  applicant_iin: "580412400174"
  applicant_name: Қалиева Айгүл Серікқызы
  phone: "+77010004812"
  language: kk
  representative: "no"
  consent: true
steps:
  - expect: {status: active}
"""
RED = GREEN.replace("Registered at", "Lost at") + "  - complete: no_such_task\n    as: asel\n"
NO_SCENARIO = "title: [\n"


@pytest.fixture
def office(static: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskWorld]:
    monkeypatch.setattr("app.bootstrap.designing.in_background", lambda work: work())
    with desk_world(static) as found:
        yield found


@pytest.fixture
def designer(office: DeskWorld) -> Visitor:
    return office.visitor(DESIGNER)


def draft_with(office: DeskWorld, **scenarios: str) -> DraftId:
    draft = office.begin_draft()
    for name, content in scenarios.items():
        save(office, draft, f"scenarios/{name}.yaml", content, 0)
    return draft


def run(designer: Visitor, draft: DraftId, path: str = "") -> None:
    address = f"/designer/drafts/{draft}/scenarios"
    designer.get(address)
    assert designer.post(address, {"path": path}).status_code == 303


def save(office: DeskWorld, draft: DraftId, path: str, content: str, revision: int) -> None:
    person = office.services.person(DESIGNER)  # type: ignore[arg-type]  # a login
    assert person is not None
    command = SaveFile(draft, path, content.encode(), revision)
    office.services.design.drafts.save(person, command)


def test_all_are_run_and_each_result_is_told(office: DeskWorld, designer: Visitor) -> None:
    draft = draft_with(office, green=GREEN, red=RED, broken=NO_SCENARIO)
    address = f"/designer/drafts/{draft}/scenarios"
    before = designer.get(address).text

    run(designer, draft)

    assert before.count("Не запускался") == 3
    page = designer.get(address).text
    assert page.count(" Выполнен<") == 1
    assert page.count(" Не выполнен<") == 2
    assert f"/designer/drafts/{draft}/run/scenarios/red.yaml#step-2" in page
    assert "нельзя запустить" in page


def test_a_single_scenario_is_watched_on_its_own_page(office: DeskWorld, designer: Visitor) -> None:
    path = "scenarios/green.yaml"
    draft = draft_with(office, green=GREEN)
    designer.get(f"/designer/drafts/{draft}/run/{path}")

    answer = designer.post(f"/designer/drafts/{draft}/scenarios", {"path": path})

    assert answer.location == f"/designer/drafts/{draft}/run/{path}"
    assert "Выполнен" in designer.get(answer.location).text


@pytest.mark.parametrize("page", ["scenarios", "run/scenarios/green.yaml"])
def test_the_page_that_watched_a_run_loads_anew_when_it_has_ended(
    static: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    waiting: list[Callable[[], None]] = []
    monkeypatch.setattr("app.bootstrap.designing.in_background", waiting.append)
    with desk_world(static) as office:
        designer = office.visitor(DESIGNER)
        draft = draft_with(office, green=GREEN)
        address = f"/designer/drafts/{draft}/{page}"
        run(designer, draft)

        during = designer.get(address, HX_Request="true")
        waiting[0]()
        after = designer.get(address, HX_Request="true")

        assert f'hx-get="{address}"' in during.text
        assert '<button class="ds-button" disabled>' in during.text
        assert "HX-Refresh" not in during.headers
        assert after.headers["HX-Refresh"] == "true"
        assert "disabled" not in designer.get(address).text


def test_the_list_counts_what_holds_and_what_fails(office: DeskWorld, designer: Visitor) -> None:
    draft = draft_with(office, green=GREEN, red=RED, other=RED)
    run(designer, draft)

    page = designer.get(f"/designer/drafts/{draft}/scenarios").text

    assert "выполнено: 1" in page
    assert "не выполнено: 2" in page


def test_a_failure_leads_to_its_step_and_says_what_was_found(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = draft_with(office, red=RED, green=GREEN)

    run(designer, draft, "scenarios/red.yaml")

    page = designer.get(f"/designer/drafts/{draft}/run/scenarios/red.yaml").text
    assert '<li id="step-2" class="is-wrong">' in page
    assert "<dd>Выполнить: no_such_task</dd>" in page
    assert "<dd>шаг не выполнен</dd>" in page
    assert "(UserTaskNotFound)</dd>" in page
    assert (
        "Не запускался" in designer.get(f"/designer/drafts/{draft}/run/scenarios/green.yaml").text
    )


def test_a_failure_names_the_element_and_the_diagram_marks_it(
    office: DeskWorld, designer: Visitor
) -> None:
    waits = GREEN.replace("status: active", "waits_at: [decide_application]")
    draft = draft_with(office, waits=waits)

    run(designer, draft)

    page = designer.get(f"/designer/drafts/{draft}/run/scenarios/waits.yaml").text
    assert f"/designer/drafts/{draft}/edit/{DIAGRAM}#decide_application" in page
    assert ">Принять решение по заявлению</a>" in page
    assert "<dd>дело ждёт не там</dd>" in page
    assert "<dd>Проверить полноту документов <span" in page
    state = designer.get(f"/designer/drafts/{draft}/coverage.json?of={DIAGRAM}").get_json()
    assert state["incidents"] == ["decide_application"]
    assert "application_registered" in state["passed"]
    assert "decide_application" not in state["passed"]


def test_a_scenario_of_a_process_that_nobody_knows_says_so(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = draft_with(office, other=GREEN.replace("process: personal", "process: impersonal"))

    run(designer, draft)

    page = designer.get(f"/designer/drafts/{draft}/run/scenarios/other.yaml").text
    assert "процесса impersonal-assistant нет ни на одной схеме" in page


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("kk", "`expect`: waits_on деген кілт жоқ; мыналар болады: waits_at,"),
        ("ru", "`expect`: ключа waits_on нет; бывают: waits_at,"),
        ("en", "unknown key &#39;waits_on&#39; in `expect`; known are waits_at,"),
    ],
)
def test_a_file_that_is_no_scenario_is_told_in_the_language_of_the_page(
    office: DeskWorld, language: str, told: str
) -> None:
    draft = draft_with(office, odd=GREEN.replace("status: active", "waits_on: [a]"))
    designer = office.visitor(DESIGNER, language)

    run(designer, draft)

    page = designer.get(f"/designer/drafts/{draft}/run/scenarios/odd.yaml").text
    page = page.replace("\u2060", "").replace("\u00a0", " ")
    line = {"kk": "12-жол", "ru": "строка 12", "en": "line 12"}[language]
    assert f"scenarios/odd.yaml, {line}" in page
    assert told in page


def test_a_model_that_is_refused_is_told_in_the_language_of_the_page(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = draft_with(office, green=GREEN)
    diagram = (SERVICE / DIAGRAM).read_text(encoding="utf-8")
    broken = diagram.replace('targetRef="examine_application"', 'targetRef="nowhere"')
    save(office, draft, DIAGRAM, broken, 1)

    run(designer, draft)

    page = designer.get(f"/designer/drafts/{draft}/run/scenarios/green.yaml").text
    assert "Сценарий нельзя запустить" in page
    assert f"· {DIAGRAM}</small>" in page
    assert "Поток соединён неверно" in page


def test_a_step_that_is_refused_is_told_in_each_language(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = draft_with(office, stuck=GREEN + "  - complete: examine_application/nobody_does\n")

    run(designer, draft)

    for language, told in (("kk", "қадам орындалмады"), ("en", "the step was refused")):
        reader = office.visitor(DESIGNER, language)
        assert told in reader.get(f"/designer/drafts/{draft}/run/scenarios/stuck.yaml").text


def test_a_changed_file_makes_the_results_of_before_void(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = draft_with(office, green=GREEN, other=GREEN)
    address = f"/designer/drafts/{draft}/scenarios"
    run(designer, draft)

    save(office, draft, "scenarios/other.yaml", RED, 1)
    one_changed = designer.get(address).text
    save(office, draft, "messages.yaml", "", 1)

    assert one_changed.count("Не запускался") == 1
    assert designer.get(address).text.count("Не запускался") == 2


def test_a_second_run_begins_only_after_the_first(
    static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], None]] = []
    monkeypatch.setattr("app.bootstrap.designing.in_background", waiting.append)
    with desk_world(static) as office:
        designer = office.visitor(DESIGNER)
        draft = draft_with(office, green=GREEN)
        address = f"/designer/drafts/{draft}/scenarios"

        run(designer, draft)
        run(designer, draft)

        assert len(waiting) == 1
        assert "Выполняется: 0 / 1" in designer.get(address).text
        waiting[0]()
        assert "Выполняется" not in designer.get(address).text


def test_publishing_what_the_scenarios_do_not_prove_needs_a_reason(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = draft_with(office, green=GREEN, red=RED)
    run(designer, draft, "scenarios/red.yaml")
    address = f"/designer/drafts/{draft}/publish"
    shown = designer.get(address).text

    refused = designer.post(address, {"note": "Мәтіні түзетілді"})
    told = {"note": "Мәтіні түзетілді", "unproven": "Асығыс түзету"}
    published = designer.post(address, told)

    assert "не выполнено: 1" in shown
    assert "не запускалось: 1" in shown
    assert refused.status_code == 422
    assert "Не все сценарии выполнены" in refused.text
    assert "Мәтіні түзетілді" in refused.text
    assert published.status_code == 303
    with office.world.qadam.storage.queries.audit_trail() as trail:
        facts = [row.entry.facts for row in trail.rows if row.chain == MODELS]
    assert facts[-1]["unproven"].startswith("Асығыс түзету; 1 fail: scenarios/red.yaml")


def test_publishing_what_the_scenarios_prove_asks_for_no_reason(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = draft_with(office, green=GREEN)
    run(designer, draft)
    address = f"/designer/drafts/{draft}/publish"

    shown = designer.get(address).text
    published = designer.post(address, {"note": "Сценарий қосылды"})

    assert "выполнено: 1" in shown
    assert 'name="unproven"' not in shown
    assert published.status_code == 303


def test_a_scenario_is_listed_by_its_title_in_the_language_of_the_page(
    office: DeskWorld, designer: Visitor
) -> None:
    title = GREEN.partition("\n")[0]
    draft = draft_with(office, green=GREEN.replace(title, f"{title}\ntitle.ru: Зарегистрировано"))
    assert "Зарегистрировано</a>" in designer.get(f"/designer/drafts/{draft}/scenarios").text

    run(designer, draft)

    assert (
        "Зарегистрировано"
        in designer.get(f"/designer/drafts/{draft}/run/scenarios/green.yaml").text
    )
    english = office.visitor(DESIGNER, "en").get(f"/designer/drafts/{draft}/scenarios").text
    assert title.removeprefix("title: ") in english


def test_the_diagram_where_a_scenario_failed_is_drawn_though_no_token_came_there(
    static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bootstrap.designing.in_background", lambda work: work())
    waits = GREEN.replace("status: active", "waits_at: [examination/decision/decide_application]")
    with desk_world(static, service=ASSISTANT) as office:
        designer = office.visitor(DESIGNER)
        draft = draft_with(office, waits=waits)
        run(designer, draft, "scenarios/waits.yaml")

        page = designer.get(f"/designer/drafts/{draft}/run/scenarios/waits.yaml").text
        listed = designer.get(f"/designer/drafts/{draft}/scenarios").text

    drawn = re.search(r'aria-current="true">shared/decision.bpmn</a> <span[^>]*>(.+?)<', page)
    assert drawn is not None
    assert drawn[1].startswith("0 / ")
    # The coverage of all scenarios tells of what they came through, whatever else one names.
    assert 'id="coverage"' in listed
    assert "shared/decision.bpmn" not in listed
