"""Reads the folders below `processes/` and deploys what has changed in them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.bootstrap.composition import Qadam, read_yaml
from app.documents.checking import check_texts
from app.domain.models import SHARED, ModelFile
from app.domain.shared_stages import with_shared
from app.usecases.deploy_service import FROM_FOLDER, Deployed, Publication, deploy_service

DEPLOYED = frozenset({".bpmn", ".dmn", ".form", ".typ", ".yaml"})
SCENARIOS = "scenarios"
"""The folder of a service that tests it and does not run."""


def read_folder(folder: Path) -> tuple[ModelFile, ...]:
    """The files of a service's folder that run, in order of path.

    Among them, under `shared/`, what they reach in the folder of that name beside the service's.
    """
    own = (file for file in _files(folder) if SCENARIOS not in file.path.split("/"))
    return with_shared(tuple(own), _files(folder.resolve().parent / SHARED))


def read_whole_folder(folder: Path) -> tuple[ModelFile, ...]:
    """The same with the service's scenarios: what a version keeps for its designers."""
    return with_shared(_files(folder), _files(folder.resolve().parent / SHARED))


def _files(folder: Path) -> tuple[ModelFile, ...]:
    return tuple(
        ModelFile(path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.suffix in DEPLOYED
    )


def service_folders(processes: Path) -> Iterator[Path]:
    """The folders with a service standard in them."""
    return (path.parent for path in sorted(processes.glob("*/service.yaml")))


def deploy_folder(
    qadam: Qadam, folder: Path, actor: str, publication: Publication = FROM_FOLDER
) -> Deployed:
    """Deploy one folder. Raises DeploymentRefused with every finding, and PublishedAbove."""
    return deploy_files(qadam, read_whole_folder(folder), actor, publication)


def deploy_files(
    qadam: Qadam,
    files: Sequence[ModelFile],
    actor: str,
    publication: Publication = FROM_FOLDER,
    *,
    is_trial: bool = False,
) -> Deployed:
    """The same of files that stand in no folder."""
    return deploy_service(
        files,
        actor=actor,
        begin=qadam.storage.begin,
        engine=qadam.engine,
        rules=qadam.rules,
        topics=qadam.topics,
        read_yaml=read_yaml,
        check_texts=check_texts,
        clock=qadam.clock,
        publication=publication,
        is_trial=is_trial,
    )
