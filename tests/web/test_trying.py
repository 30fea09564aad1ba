"""A draft tried out in the browser: a case is led by hand, and recorded as a scenario."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import (
    APPLICATION,
    CLERK,
    COMPLETE_PACKAGE,
    DESIGNER,
    HERE,
    SPECIALIST,
    DeskWorld,
    as_form,
    desk_world,
    raw,
)
from werkzeug.test import TestResponse

from app.domain.identity import OfficeId
from app.domain.people import Role
from app.usecases.keep_service_drafts import SaveFile
from app.usecases.try_draft import IDLE, SPARED

TASK = re.compile(r'/try/tasks/([0-9a-f-]{36})\?person=(\w+)"')


@pytest.fixture
def office(static: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskWorld]:
    monkeypatch.setattr("app.bootstrap.designing.in_background", lambda work: work())
    with desk_world(static) as found:
        yield found


class Trial:
    """A sandbox as its designer sees it."""

    def __init__(self, office: DeskWorld, login: str = DESIGNER) -> None:
        self.draft = office.begin_draft()
        self.visitor = office.visitor(login)
        self.address = f"/designer/drafts/{self.draft}/try"
        self.visitor.get(self.address)

    def begun(self, **changed: object) -> "Trial":
        assert self.visitor.post(self.address, {}).status_code == 303
        self.page()
        self.start(**changed)
        return self

    def start(self, **changed: object) -> None:
        sent = {"office": HERE, "channel": "", **as_form({**APPLICATION, **changed})}
        assert self.visitor.post(f"{self.address}/start", sent).status_code == 303

    def page(self) -> str:
        return self.visitor.get(self.address).text.replace("\u00a0", " ")

    def step(self, **told: str) -> str:
        assert self.visitor.post(f"{self.address}/steps", told).status_code == 303
        return self.page()

    def work(self, login: str, answers: dict[str, object]) -> TestResponse:
        """Complete the open task as this person."""
        tasks = {person: task for task, person in TASK.findall(self.page())}
        address = f"{self.address}/tasks/{tasks[login]}"
        self.visitor.get(f"{address}?person={login}")
        return self.visitor.post(address, {"person": login, **as_form(answers)})

    def undo(self) -> str:
        self.visitor.post(f"{self.address}/undo", {})
        return self.page()

    def record(self, name: str, **more: str) -> TestResponse:
        return self.visitor.post(f"{self.address}/record", {"name": name, **more})


def test_a_case_is_led_to_its_end_and_recorded_as_a_scenario_that_holds(office: DeskWorld) -> None:
    trial = Trial(office).begun()
    trial.work(CLERK, dict(COMPLETE_PACKAGE))
    trial.work(SPECIALIST, {"outcome": "granted"})
    page = trial.page()

    recorded = trial.record("granted", title="Берілді", expecting="on")

    assert "Завершено" in page
    assert "/try/papers/" in page
    path = f"/designer/drafts/{trial.draft}/run/scenarios/granted.yaml"
    assert recorded.location == path
    trial.visitor.get(path)
    trial.visitor.post(f"/designer/drafts/{trial.draft}/scenarios", {"path": ""})
    assert " Выполнен<" in trial.visitor.get(f"/designer/drafts/{trial.draft}/scenarios").text
    text = trial.visitor.get(f"/designer/drafts/{trial.draft}/text/scenarios/granted.yaml").text
    assert "as: zhanar" in text
    assert "ended_at:" in text


def test_a_question_that_comes_after_its_task_was_completed_changes_nothing(
    office: DeskWorld,
) -> None:
    trial = Trial(office).begun()
    (address,) = {f"{trial.address}/tasks/{task}" for task, _ in TASK.findall(trial.page())}
    answered = {"person": CLERK, **as_form(dict(COMPLETE_PACKAGE))}
    assert trial.work(CLERK, dict(COMPLETE_PACKAGE)).status_code == 303

    late = trial.visitor.post(f"{address}/fields", answered)

    assert (late.status_code, late.text) == (204, "")


def test_nothing_of_a_trial_reaches_the_database(office: DeskWorld) -> None:
    Trial(office).begun()

    with office.world.qadam.storage.begin() as uow:
        assert uow.cases.find("ЖК-2026-000001") is None


def test_a_paper_of_the_trial_is_a_pdf_that_can_be_kept(office: DeskWorld) -> None:
    trial = Trial(office).begun()
    trial.work(CLERK, dict(COMPLETE_PACKAGE))
    trial.work(SPECIALIST, {"outcome": "granted"})
    found = re.search(r'href="([^"]+/try/papers/[^"]+)"', trial.page())
    assert found is not None

    answer = trial.visitor.get(found[1])

    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF")


def test_a_form_that_is_not_filled_in_keeps_what_was_typed(office: DeskWorld) -> None:
    trial = Trial(office).begun()

    answer = trial.work(CLERK, {"package_complete": "yes", "seen_identity": "on"})

    assert answer.status_code == 422
    assert 'id="errors-title"' in answer.text
    assert 'value="on" checked' in answer.text
    assert "Проверить полноту документов" in trial.page()


def test_an_answer_shows_the_fields_that_depend_on_it(office: DeskWorld) -> None:
    trial = Trial(office).begun()
    tasks = {person: task for task, person in TASK.findall(trial.page())}
    address = f"{trial.address}/tasks/{tasks[CLERK]}"
    before = trial.visitor.get(address).text

    answered = {"person": CLERK, **as_form({"package_complete": "yes"})}
    fields = trial.visitor.post(f"{address}/fields", answered).text

    assert 'name="answers.seen_application"' not in before
    assert 'name="answers.seen_application"' in fields
    acting = {"office": HERE, **as_form({**APPLICATION, "representative": "yes"})}
    fields = trial.visitor.post(f"{trial.address}/fields", acting).text
    assert 'name="answers.power_of_attorney"' in fields


def test_an_application_with_a_wrong_iin_is_told_in_the_form(office: DeskWorld) -> None:
    trial = Trial(office)
    trial.visitor.post(trial.address, {})
    trial.page()

    sent = {"office": HERE, **as_form({**APPLICATION, "applicant_iin": "123"})}
    answer = trial.visitor.post(f"{trial.address}/start", sent)

    assert answer.status_code == 422
    assert 'value="123"' in answer.text


def test_days_pass_and_the_term_with_them(office: DeskWorld) -> None:
    trial = Trial(office).begun()

    page = trial.step(deed="advance", amount="3", unit="working days")

    assert "25 декабря 2026" in page
    assert "просрочено" in page
    assert "Прошло: 3 рабочих дня" in page


def test_the_last_step_is_undone_by_walking_anew_up_to_it(office: DeskWorld) -> None:
    trial = Trial(office).begun()
    trial.work(CLERK, dict(COMPLETE_PACKAGE))
    decided = trial.page()

    page = trial.undo()

    assert "Принять решение по заявлению" in decided
    assert "Выполнена задача «Проверить полноту документов»" in decided
    assert "Выполнена задача" not in page
    assert "Зарегистрировано заявление" in page
    assert 'aria-current="step"><strong>Проверить полноту документов' in page


def test_a_system_is_broken_before_the_case_begins_and_mended_later(office: DeskWorld) -> None:
    trial = Trial(office)
    trial.visitor.post(trial.address, {})
    trial.page()
    broken = trial.step(deed="break", system="gbdfl")
    trial.start()
    waiting = trial.page()

    mended = trial.step(deed="mend", system="gbdfl")

    assert broken.count("не отвечает") == 1
    assert "Выведена из строя: " in broken
    assert "Дерекқор" in waiting or "Запросить базу данных" in waiting
    assert "не отвечает" not in mended
    assert "Восстановлена: " in mended
    trial.record("broken")
    text = trial.visitor.get(f"/designer/drafts/{trial.draft}/text/scenarios/broken.yaml").text
    assert text.index("kind: error-500") < text.index("start:")


def test_a_step_that_cannot_be_taken_changes_nothing(office: DeskWorld) -> None:
    trial = Trial(office).begun()

    page = trial.step(deed="supplier", text="Қамқор")

    assert "Ничего не изменилось" in page
    assert "choose_supplier" not in page


def test_a_designer_sees_no_trial_of_another(office: DeskWorld) -> None:
    trial = Trial(office).begun()
    other = office.visitor(office.hire(Role.DESIGNER, OfficeId("almaty")))

    page = other.get(trial.address).text
    refused = other.post(f"{trial.address}/steps", {"deed": "next"})

    assert "Начать пробу" in page
    assert refused.status_code == 404


def test_a_trial_that_rests_is_closed(office: DeskWorld) -> None:
    trial = Trial(office).begun()

    office.pass_time(minutes=IDLE.total_seconds() / 60 + 1)

    assert "Начать пробу" in trial.page()


def test_only_so_many_trials_are_open_at_once(
    office: DeskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.usecases.try_draft.MOST", 1)
    other = office.hire(Role.DESIGNER, OfficeId(HERE))
    first, second = Trial(office).begun(), Trial(office, other)

    second.visitor.post(second.address, {})
    refused = second.page()
    office.pass_time(minutes=SPARED.total_seconds() / 60 + 1)
    second.visitor.post(second.address, {})

    assert "слишком много проб" in refused
    assert "Начать пробу" in refused
    assert "Начать пробу" not in second.page()
    assert "Начать пробу" in first.page()


def test_a_designer_who_begins_many_trials_closes_the_one_left_longest(office: DeskWorld) -> None:
    left, in_use = Trial(office).begun(), Trial(office).begun()
    office.pass_time(minutes=1)
    in_use.page()

    newest = Trial(office).begun()

    assert "Начать пробу" in left.page()
    assert all("Начать пробу" not in trial.page() for trial in (in_use, newest))


def test_a_required_file_is_a_sample_that_is_recorded_by_its_name(office: DeskWorld) -> None:
    trial = Trial(office)
    person = office.services.person(DESIGNER)  # type: ignore[arg-type]  # a login
    assert person is not None
    path = "forms/check-completeness.form"
    form = json.loads(raw(trial.visitor, trial.draft, path))
    scan = {
        "type": "filepicker", "key": "scan", "id": "scan", "label": "Сканер", "multiple": False,
        "validate": {"required": True},
        "properties": {"label.ru": "Скан", "label.en": "Scan"},
    }  # fmt: skip
    form["components"].append(scan)
    content = json.dumps(form, ensure_ascii=False).encode()
    office.services.design.drafts.save(person, SaveFile(trial.draft, path, content, 1))
    trial.begun()
    (task,) = {task for task, _ in TASK.findall(trial.page())}
    address = f"{trial.address}/tasks/{task}"
    answers = {"person": CLERK, **as_form(dict(COMPLETE_PACKAGE))}
    assert trial.work(CLERK, dict(COMPLETE_PACKAGE)).status_code == 422

    shown = trial.visitor.post(address, {**answers, "attach": "scan"}).text

    (name,) = re.findall(r'name="answers.scan" value="([^"]+)"', shown)
    assert name == "образец-1.pdf"
    attached = {**answers, "answers.scan": name, f"file_name.{name}": f"0 {name}"}
    without = trial.visitor.post(address, {**attached, "detach": name}).text
    assert 'name="answers.scan"' not in without
    assert trial.visitor.post(address, attached).status_code == 303
    assert 'name="answers.scan"' not in trial.page()
    trial.work(SPECIALIST, {"outcome": "granted"})
    trial.undo()
    trial.work(SPECIALIST, {"outcome": "granted"})
    recorded = trial.record("with-a-file", title="Файлмен", expecting="on")
    assert "scan:\n    - образец-1.pdf" in raw(
        trial.visitor, trial.draft, "scenarios/with-a-file.yaml"
    )
    trial.visitor.get(recorded.location)
    trial.visitor.post(f"/designer/drafts/{trial.draft}/scenarios", {"path": ""})
    assert " Выполнен<" in trial.visitor.get(f"/designer/drafts/{trial.draft}/scenarios").text


def test_a_trial_says_that_the_draft_has_changed(office: DeskWorld) -> None:
    trial = Trial(office).begun()
    person = office.services.person(DESIGNER)  # type: ignore[arg-type]  # a login
    assert person is not None
    before = trial.page()

    office.services.design.drafts.save(person, SaveFile(trial.draft, "a.form", b"{}", 0))

    assert "черновик изменился" not in before
    assert "черновик изменился" in trial.page()


def test_a_draft_that_does_not_run_is_not_tried(office: DeskWorld) -> None:
    trial = Trial(office)
    person = office.services.person(DESIGNER)  # type: ignore[arg-type]  # a login
    assert person is not None
    save = SaveFile(trial.draft, "personal-assistant.bpmn", b"<definitions/>", 1)
    office.services.design.drafts.save(person, save)

    answer = trial.visitor.post(trial.address, {})

    assert answer.location == f"/designer/drafts/{trial.draft}/publish"


def test_a_scenario_is_not_written_over_another_one(office: DeskWorld) -> None:
    trial = Trial(office).begun()
    trial.record("first")
    trial.page()

    trial.record("first")

    assert "дайте другое имя" in trial.page()


def test_a_step_that_cannot_be_taken_tells_why(office: DeskWorld) -> None:
    trial = Trial(office).begun()

    page = trial.step(deed="retry", element="no_such_element")

    assert "Шаг не выполнен: здесь дело не остановилось. Ничего не изменилось." in page
