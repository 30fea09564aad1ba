"""The scenarios of a draft: run in the background, and what they have shown of these very files.

Outcomes are kept in memory, by the content they are of: a draft whose files change has none until
it is run again, and one that is changed back has them still.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

from app.domain.identity import DraftId, ProcessKey
from app.domain.models import ModelFile
from app.domain.people import Person
from app.domain.texts import Text
from app.ports.scenario_runs import RunScenario, ScenarioRun
from app.usecases.deploy_service import content_hash
from app.usecases.design_desk import DesignDesk, DraftPage, ServiceFileNotFound

FOLDER = "scenarios/"
REMEMBERED = 1000
"""Outcomes that stay; the oldest leaves first."""
_TITLE = re.compile(r"^title(?:\.(kk|ru))?:[ \t]*(\S.*)$", re.MULTILINE)
"""In English or whatever its author speaks; beside it perhaps in Kazakh and Russian."""
_LONGEST_TITLE = 200

Spawn = Callable[[Callable[[], None]], None]
"""Lets work go on beside the present request."""


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    path: str
    title: Text
    run: ScenarioRun | None
    """None: these files have not been run yet."""


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    of: int
    path: str
    """The one at hand."""


@dataclass(frozen=True, slots=True)
class ScenariosPage:
    draft: DraftPage
    lines: tuple[ScenarioLine, ...]
    progress: Progress | None
    """None: nothing is running."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the scenarios say of the files that are to be published."""

    green: tuple[str, ...] = ()
    red: tuple[str, ...] = ()
    not_run: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.red and not self.not_run


def is_scenario(path: str) -> bool:
    return path.startswith(FOLDER) and path.endswith(".yaml")


class DraftScenarios:
    """Thread-safe. One scenario runs at a time, so that the pages stay quick."""

    def __init__(self, *, desk: DesignDesk, run: RunScenario, spawn: Spawn) -> None:
        self._desk = desk
        self._run = run
        self._spawn = spawn
        self._lock = Lock()
        self._turn = Lock()
        self._runs: OrderedDict[str, ScenarioRun] = OrderedDict()
        self._progress: dict[DraftId, Progress] = {}

    def page(self, actor: Person, draft_id: DraftId) -> ScenariosPage:
        """Raises DraftNotFound."""
        draft = self._desk.draft(actor, draft_id)
        lines = tuple(self._lines(_files_of(draft)))
        with self._lock:
            return ScenariosPage(draft, lines, self._progress.get(draft_id))

    def line(self, actor: Person, draft_id: DraftId, path: str) -> ScenarioLine:
        """Raises DraftNotFound, ServiceFileNotFound."""
        for line in self.page(actor, draft_id).lines:
            if line.path == path:
                return line
        raise ServiceFileNotFound(f"Expected a scenario {path} in the draft {draft_id}")

    def begin(self, actor: Person, draft_id: DraftId, path: str = "") -> None:
        """Run one scenario, or all of them; where a run of the draft is under way, nothing more.

        Raises DraftNotFound, ServiceFileNotFound.
        """
        draft = self._desk.draft(actor, draft_id)
        files = _files_of(draft)
        there = [file.path for file in files if is_scenario(file.path)]
        if path and path not in there:
            raise ServiceFileNotFound(f"Expected a scenario {path} in the draft {draft_id}")
        wanted = [path] if path else there
        with self._lock:
            if not wanted or draft_id in self._progress:
                return
            self._progress[draft_id] = Progress(0, len(wanted), wanted[0])
        self._spawn(lambda: self._run_all(draft.draft.key, draft_id, files, wanted))

    def forget(self) -> None:
        """Tell of no run any more, as after a start of the program."""
        with self._lock:
            self._runs.clear()

    def proof(self, files: Sequence[ModelFile]) -> Proof:
        lines = tuple(self._lines(files))
        return Proof(
            green=tuple(line.path for line in lines if line.run and line.run.is_green),
            red=tuple(line.path for line in lines if line.run and not line.run.is_green),
            not_run=tuple(line.path for line in lines if line.run is None),
        )

    def _run_all(
        self, key: ProcessKey, draft_id: DraftId, files: Sequence[ModelFile], wanted: Sequence[str]
    ) -> None:
        digests = _digests(files)
        try:
            for done, path in enumerate(wanted):
                with self._turn:
                    with self._lock:
                        self._progress[draft_id] = Progress(done, len(wanted), path)
                    run = self._run(key, files, path)
                with self._lock:
                    self._runs[digests[path]] = run
                    while len(self._runs) > REMEMBERED:
                        self._runs.popitem(last=False)
        finally:
            with self._lock:
                del self._progress[draft_id]

    def _lines(self, files: Sequence[ModelFile]) -> list[ScenarioLine]:
        digests = _digests(files)
        contents = {file.path: file.content for file in files}
        with self._lock:
            runs = {path: self._runs.get(digest) for path, digest in digests.items()}
        return [
            ScenarioLine(path, title_of(path, contents[path]), runs[path])
            for path in sorted(digests)
        ]


def _files_of(draft: DraftPage) -> Sequence[ModelFile]:
    return [ModelFile(file.path, file.content) for file in draft.files]


def _digests(files: Sequence[ModelFile]) -> dict[str, str]:
    """For each scenario, the hash of it and of all that it runs on; other scenarios are no part."""
    parts = [file for file in files if not file.path.startswith(FOLDER)]
    ground = ModelFile("ground", content_hash(parts).encode())
    return {file.path: content_hash([ground, file]) for file in files if is_scenario(file.path)}


def title_of(path: str, content: bytes) -> Text:
    told = {
        language: words.strip().strip("\"'")[:_LONGEST_TITLE]
        for language, words in _TITLE.findall(content.decode(errors="replace"))
    }
    usual = told.get("") or path.removeprefix(FOLDER)
    return Text(told.get("kk") or usual, told.get("ru") or usual, usual)
