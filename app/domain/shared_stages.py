"""Which of the shared files a service reaches: they are deployed with it, inside its version."""

import re
from collections.abc import Collection, Sequence

from app.domain.models import LAYOUT, SHARED, ModelFile, is_diagram

_CALLED = re.compile(rb"""\bcalledElement\s*=\s*["']\s*([^"']*?)\s*["']""")
_DEFINED = re.compile(rb"""<(?:[\w.-]+:)?process\b[^>]*?\sid\s*=\s*["']([^"']+)["']""")
_ASKED = re.compile(rb"""\bdecisionRef\s*=\s*["']\s*([^"']*?)\s*["']""")
_DECISION = re.compile(rb"""<(?:[\w.-]+:)?decision\b[^>]*?\sid\s*=\s*["']([^"']+)["']""")
_COMPUTED = ("=", "$", "#")
WITH_EVERY_STAGE = frozenset({"documents.yaml", "messages.yaml", LAYOUT})
"""Shared words, and what lays them out."""


def processes_in(diagram: bytes) -> list[str]:
    """Ids of the processes that a diagram defines, by its text alone."""
    return _texts(_DEFINED, diagram)


def decisions_in(model: bytes) -> list[str]:
    """Ids of the decisions that a decision model defines, by its text alone."""
    return _texts(_DECISION, model)


def _texts(pattern: re.Pattern[bytes], content: bytes) -> list[str]:
    return [found.decode(errors="replace") for found in pattern.findall(content)]


def with_shared(own: Sequence[ModelFile], library: Sequence[ModelFile]) -> tuple[ModelFile, ...]:
    """The files of a service, and under `shared/` what they reach of the library.

    A stage is reached by a call activity of the service or of another reached stage; a decision by
    a business rule task of either; a form by its name in a reached stage; shared words and their
    layout with any stage. A call whose process is computed may mean any stage, so it reaches all;
    so does a decision that is.
    """
    diagrams = [file for file in own if is_diagram(file.path)]
    defined = {key for file in diagrams for key in processes_in(file.content)}
    stages = {
        key: file for file in library if is_diagram(file.path) for key in processes_in(file.content)
    }
    reached: dict[str, ModelFile] = {}
    ahead = diagrams
    while ahead:
        called = {key for file in ahead for key in _texts(_CALLED, file.content)}
        wanted = set(stages) if any(key.startswith(_COMPUTED) for key in called) else called
        found = {stages[key].path: stages[key] for key in wanted - defined if key in stages}
        ahead = [file for path, file in sorted(found.items()) if path not in reached]
        reached |= found
    decisions = _asked(own, (*diagrams, *reached.values()), library)
    if not reached and not decisions:
        return tuple(own)
    parts = [file for file in library if not is_diagram(file.path) and not _is_decision(file)]
    named = (part for part in parts if reached and _is_named(part, reached.values()))
    taken = [*reached.values(), *decisions, *named]
    shared = [ModelFile(SHARED + file.path, file.content) for file in taken]
    return (*own, *sorted(shared, key=lambda file: file.path))


def _asked(
    own: Sequence[ModelFile], diagrams: Sequence[ModelFile], library: Sequence[ModelFile]
) -> list[ModelFile]:
    """The shared decision models that are asked; one of the service's own comes before them."""
    asked = {key for file in diagrams for key in _texts(_ASKED, file.content)}
    any_one = any(key.startswith(_COMPUTED) for key in asked)
    held = {key for file in own if _is_decision(file) for key in _texts(_DECISION, file.content)}
    found = []
    for file in filter(_is_decision, library):
        keys = set(_texts(_DECISION, file.content))
        if not keys & held and (any_one or keys & asked):
            found.append(file)
    return found


def _is_decision(file: ModelFile) -> bool:
    return file.path.endswith(".dmn")


def _is_named(part: ModelFile, stages: Collection[ModelFile]) -> bool:
    if part.path in WITH_EVERY_STAGE:
        return True
    stem = part.path.rpartition("/")[2].partition(".")[0].encode()
    pattern = re.compile(rb"(?<![\w-])" + re.escape(stem) + rb"(?![\w-])")
    # Looking for the bytes alone first takes a hundredth of the time.
    return any(stem in stage.content and pattern.search(stage.content) for stage in stages)
