"""The pages over the whole product: real storage and engine, a stand, and a clock of the test."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.bootstrap.web_services import web_services
from app.domain.case import Case
from app.domain.identity import CommandId, DraftId, OfficeId, PersonId, ProcessKey, UserTaskId
from app.domain.models import ModelFile
from app.domain.people import Grant, Person, Role
from app.domain.service_drafts import ServiceDraft
from app.domain.task import UserTask
from app.ports.views import CaseView
from app.settings import ROOT, SENDERS
from app.usecases.complete_user_task import CompleteUserTask
from app.usecases.register_application import RegisterApplication
from app.web import WebSettings, create_web
from app.web.services import WebServices

SERVICE = Path(__file__).parents[2] / "app" / "bench" / "service"
ASSISTANT = Path(__file__).parents[2] / "processes" / "personal-assistant"
TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
HERE, ELSEWHERE = OfficeId("almaty-bostandyk"), OfficeId("almaty-medeu")
CLERK, SPECIALIST, SUPERVISOR = "zhanar", "asel", "bakyt"
DESIGNER = "madina"
SECRET = "a key that only these tests know of"  # noqa: S105 - signs nothing outside them
BUILT = ROOT / "app/web/static/build"
NAMES = (
    "icons.svg", "favicon.svg", "qadam.css", "viewer.css", "qadam.js", "viewer.js", "sign.js",
    "cabinet.js",
    "editor.css", "editor.js",
    "fonts/noto-sans-kazakh.woff2", "fonts/noto-sans-cyrillic.woff2",
)  # fmt: skip
APPLICATION: Mapping[str, object] = {
    "applicant_iin": "580412400174",
    "applicant_name": "Қалиева Айгүл Серікқызы",
    "phone": "8 701 000 48 12",
    "language": "kk",
    "representative": "no",
    "consent": "on",
}
COMPLETE_PACKAGE = {"package_complete": "yes", "seen_application": "on", "seen_identity": "on"}


def secret_of(system: str) -> str:
    """What a state system proves itself with."""
    return f"the secret of {system}"


def told(page: str) -> str:
    """The page without what keeps a number in one piece."""
    return re.sub(r'<span class="q-nowrap">([^<]+)</span>', r"\1", page)


def as_form(answers: Mapping[str, object]) -> dict[str, object]:
    """Answers under the names that the fields of our forms have."""
    return {f"answers.{key}": value for key, value in answers.items()}


@dataclass
class Visitor:
    """A browser without script: it keeps its cookies and the token of its last page."""

    client: FlaskClient
    token: str = ""

    def get(self, path: str, **headers: str) -> TestResponse:
        return self._remember(self.client.get(path, headers=_headers(headers)))

    def post(self, path: str, data: Mapping[str, object], **headers: str) -> TestResponse:
        sent = {"csrf_token": self.token, **data}
        return self._remember(self.client.post(path, data=sent, headers=_headers(headers)))

    def press(self, path: str, **data: object) -> TestResponse:
        """A button with a command id of its own."""
        return self.post(path, {"command_id": str(uuid4()), **data})

    def _remember(self, answer: TestResponse) -> TestResponse:
        answer.get_data()
        answer.close()
        answer.request.environ["wsgi.input"].close()
        found = re.search(r'name="csrf_token" value="(\w+)"', _page_text(answer))
        self.token = found[1] if found else self.token
        return answer


def raw(visitor: Visitor, draft: DraftId, path: str) -> str:
    """A file of a draft as it stands."""
    return visitor.get(f"/designer/drafts/{draft}/raw/{path}").text


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _page_text(answer: TestResponse) -> str:
    return answer.text if answer.mimetype == "text/html" else ""


@dataclass
class DeskWorld:
    world: SimulationWorld
    app: Flask
    services: WebServices
    cases: list[Case] = field(default_factory=list)

    def visitor(self, login: str = "", language: str = "ru") -> Visitor:
        """Somebody at the sign-in page, or signed in already."""
        visitor = Visitor(self.app.test_client())
        visitor.get(f"/language?language={language}")
        visitor.get("/sign-in")
        if login:
            answer = visitor.post("/sign-in/demo", {"person": login})
            assert answer.status_code == 303, answer.text
        return visitor

    def hire(self, role: Role, office: OfficeId) -> str:
        """A new person with one role in one office."""
        login = f"{role.value}-{office}"
        with self.world.qadam.storage.begin() as uow:
            uow.people.put(
                Person(PersonId(login), f"Сынақ {role.value}", "ru", "", (Grant(role, office),))
            )
            uow.commit()
        return login

    def register(self, **changed: object) -> CaseView:
        """A case of the clerk's office that waits for the completeness check."""
        number = self.world.qadam.register_application(
            RegisterApplication(
                CommandId(uuid4()),
                PersonId(CLERK),
                ProcessKey("personal-assistant"),
                HERE,
                "department_counter",
                {**APPLICATION, **changed},
            )
        ).number
        self.run_jobs()
        return self.world.case(number)

    def decided(self, **answers: object) -> CaseView:
        """A case that a clerk and a specialist have worked to its end."""
        view = self.to_decision()
        self.complete(self.open_task(view), SPECIALIST, answers or {"outcome": "granted"})
        return self.world.case(view.case.number)

    def to_decision(self) -> CaseView:
        view = self.register()
        self.complete(self.open_task(view), CLERK, COMPLETE_PACKAGE)
        return self.world.case(view.case.number)

    def complete(self, task: UserTask, login: str, answers: Mapping[str, object]) -> None:
        self.world.qadam.complete_user_task(
            CompleteUserTask(CommandId(uuid4()), task.id, PersonId(login), answers)
        )
        self.run_jobs()

    def open_task(self, view: CaseView) -> UserTask:
        return next(task for task in self.world.case(view.case.number).tasks if task.is_open)

    def draft_of(self, task_id: UserTaskId, login: str) -> dict[str, object]:
        """What the person has typed and not sent."""
        view = self.world.qadam.storage.queries.task(task_id, PersonId(login))
        return dict(view.draft.answers) if view.draft else {}

    def begin_draft(self) -> DraftId:
        """A draft of the designer's, with the files of the deployed version."""
        key, begun_by = ProcessKey("personal-assistant"), PersonId(DESIGNER)
        draft = ServiceDraft(DraftId(uuid4()), key, "", 1, begun_by, self.world.now())
        with self.world.qadam.storage.begin() as uow:
            uow.service_drafts.add(draft, uow.processes.files(key, 1))
            uow.commit()
        return draft.id

    def run_jobs(self) -> None:
        while self.world.run_due_job():
            pass

    def pass_time(self, **length: float) -> None:
        self.world.set_clock(self.world.now() + timedelta(**length))


@contextmanager
def desk_world(
    static: Path,
    now: datetime = TUESDAY,
    service: Path = SERVICE,
    files: Sequence[ModelFile] = (),
    database: str | None = None,
) -> Iterator[DeskWorld]:
    """A world that begins on Tuesday, 22 December 2026, at ten in Almaty, with one service.

    The service is a folder, or `files` as a trial; the database is SQLite in memory unless named.
    """
    world = simulation_world(now, database=database) if database else simulation_world(now)
    world.deploy(files or read_folder(service))
    inbound = {system: secret_of(system) for system in SENDERS}
    services = web_services(world.qadam)
    app = create_web(services, WebSettings(SECRET, static=static, inbound=inbound))
    yield DeskWorld(world, app, services)
    world.close()


def built_front_end(folder: Path) -> Path:
    """As much of a built front end as pages name."""
    (folder / "fonts").mkdir()
    for name in NAMES:
        (folder / name).write_text("built")
    (folder / "manifest.json").write_text(json.dumps({name: name for name in NAMES}))
    shutil.copy(BUILT / "notices.json", folder)
    return folder
