"""The models that a scenario of a draft runs on: its own, or those of a published service."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.domain.identity import ProcessKey
from app.domain.mistakes import filled
from app.domain.models import ModelFile
from app.simulation.folders import SCENARIOS, Deployable, NothingToDeploy
from app.simulation.unusable_words import NO_MODEL

__all__ = ["Deployable", "NothingToDeploy", "draft_models"]


def draft_models(
    key: ProcessKey,
    files: Sequence[ModelFile],
    process: ProcessKey | None,
    others: Mapping[ProcessKey, Deployable],
) -> list[Deployable]:
    """What to deploy, one after the other.

    Raises:
        NothingToDeploy: neither the draft nor another service defines the process.
    """
    parts = tuple(file for file in files if file.path.partition("/")[0] != SCENARIOS)
    own = Deployable(Path(key), parts)
    if process is None or own.holds(process):
        return [own]
    beside = others.get(process)
    if beside is None:
        raise NothingToDeploy(filled(NO_MODEL, process=process))
    return [own, beside]
