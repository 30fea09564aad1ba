"""Finds the models that a scenario runs on: extra ones, its own folder, the product's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.identity import ProcessKey
from app.domain.mistakes import Mistake, filled
from app.domain.models import SHARED, ModelFile, is_diagram
from app.domain.shared_stages import with_shared
from app.domain.texts import Text
from app.simulation.unusable_words import NO_DIAGRAM, NO_MODEL

PROCESSES = Path(__file__).parents[2] / "processes"
"""The services that come with the product."""
PARTS = frozenset({".bpmn", ".form", ".dmn", ".yaml", ".typ"})
SCENARIOS = "scenarios"


class NothingToDeploy(Exception):
    """There is no diagram, or none of the process; the message is one English line."""

    def __init__(self, told: Text, place: Path | None = None) -> None:
        super().__init__(told.en if place is None else f"{place}: {told.en}")
        self.mistake = Mistake("", told)


@dataclass(frozen=True, slots=True)
class Deployable:
    """What is deployed together."""

    root: Path
    """The folder that the paths of the files start from."""
    files: tuple[ModelFile, ...]

    def holds(self, process: ProcessKey) -> bool:
        """Whether a diagram defines the process."""
        definition = rf'<(?:\w+:)?process\b[^>]*\sid\s*=\s*["\']{re.escape(process)}["\']'
        return any(
            re.search(definition.encode(), file.content)
            for file in self.files
            if is_diagram(file.path)
        )


def scenario_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and of a folder every scenario below it."""
    found: list[Path] = []
    for path in paths:
        below = sorted(path.rglob("*.yaml")) if path.is_dir() else []
        # A folder without any is read as a file would be: what is wrong with it is told there.
        found += [file for file in below if file.parent.name == SCENARIOS] or [path]
    return found


def service_folder(folder: Path) -> Deployable:
    """One service's folder and the shared stages it reaches; its scenarios are no part of it."""
    return _together(folder, _parts(folder))


def _parts(folder: Path) -> list[Path]:
    paths = (
        path
        for path in sorted(folder.rglob("*"))
        if (path.suffix in PARTS or is_diagram(path.name))
        and SCENARIOS not in path.relative_to(folder).parts
    )
    return [path for path in paths if path.is_file()]


def deployables(path: Path) -> Iterator[Deployable]:
    """What the path holds, one deployment after the other.

    A service's folder is one; of several diagrams without a standard each is one, with the forms
    beside it; so is a single file.

    Raises:
        NothingToDeploy: there is no diagram.
    """
    if path.is_file() and is_diagram(path.name):
        yield _alone(path)
        return
    diagrams = sorted(filter(_is_diagram, path.rglob("*"))) if path.is_dir() else []
    if not diagrams:
        raise NothingToDeploy(filled(NO_DIAGRAM), path)
    for folder in sorted({diagram.parent for diagram in diagrams}):
        here = [diagram for diagram in diagrams if diagram.parent == folder]
        if (folder / "service.yaml").is_file() or len(here) == 1:
            yield service_folder(folder)
        else:
            yield from map(_alone, here)


def models_for(folder: Path, process: ProcessKey | None, extra: Sequence[Path]) -> list[Deployable]:
    """What to deploy for a scenario in the folder: the extra models, its own service, or ours.

    Raises:
        NothingToDeploy: as above, or no model defines the process.
    """
    found = [deployable for path in extra for deployable in deployables(path)]
    own = folder.parent if folder.name == SCENARIOS else folder
    if not found and any(map(_is_diagram, own.glob("*"))):
        found = list(deployables(own))
    if process is None or any(deployable.holds(process) for deployable in found):
        return found
    if PROCESSES.is_dir() and any(PROCESSES.glob("*/*.bpmn")):
        ours = [deployable for deployable in deployables(PROCESSES) if deployable.holds(process)]
        if ours:
            return found + ours
    raise NothingToDeploy(filled(NO_MODEL, process=process), folder)


def _is_diagram(path: Path) -> bool:
    return is_diagram(path.name) and path.is_file()


def _alone(diagram: Path) -> Deployable:
    forms = sorted((diagram.parent / "forms").glob("*.form"))
    decisions = sorted((diagram.parent / "decisions").glob("*.dmn"))
    return _together(diagram.parent, [diagram, *forms, *decisions])


def _together(root: Path, paths: Sequence[Path]) -> Deployable:
    shared = root.resolve().parent / SHARED
    own, library = _read(root, paths), _read(shared, _parts(shared) if shared.is_dir() else [])
    return Deployable(root, with_shared(own, library))


def _read(root: Path, paths: Sequence[Path]) -> list[ModelFile]:
    return [ModelFile(path.relative_to(root).as_posix(), path.read_bytes()) for path in paths]
