"""Lint models that are not deployed yet, together with what is deployed beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.identity import DraftId, ProcessKey
from app.domain.models import Finding, ModelFile
from app.domain.people import NotPermitted, Person, Power, offices_where
from app.domain.service_drafts import DraftNotFound
from app.ports.design_views import DesignQueries
from app.ports.engine import ProcessEngine, TopicContract
from app.usecases.deploy_service import CheckTexts, check_service
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ReadYaml


@dataclass(frozen=True, slots=True)
class LintModels:
    files: tuple[ModelFile, ...]
    """As they stand in the editor; each takes the place of the deployed file of its path."""
    process: ProcessKey | None = None
    """The deployed service whose other files lie beside them; None: there are no others."""
    draft: DraftId | None = None
    """The draft whose other files lie beside them, instead of a deployed service's."""


def lint_models(
    command: LintModels,
    actor: Person,
    *,
    queries: DesignQueries,
    engine: ProcessEngine,
    rules: Rulebook,
    topics: Mapping[str, TopicContract],
    read_yaml: ReadYaml,
    check_texts: CheckTexts,
) -> tuple[Finding, ...]:
    """Every finding that a deployment of these files would have; nothing is deployed.

    Raises:
        NotPermitted: the person designs no services.
        ServiceNotFound: no such process is deployed.
        DraftNotFound: there is no such draft.
    """
    if not offices_where(actor, Power.SEE_MODELS, rules.offices()):
        raise NotPermitted(f"Expected {actor.id} to hold {Power.SEE_MODELS} in some office")
    beside = _beside(command, queries, rules)
    edited = {file.path: file.content for file in command.files}
    return check_service(
        [ModelFile(path, content) for path, content in sorted((beside | edited).items())],
        engine=engine,
        topics=topics,
        read_yaml=read_yaml,
        check_texts=check_texts,
    )


def _beside(command: LintModels, queries: DesignQueries, rules: Rulebook) -> dict[str, bytes]:
    if command.draft is not None:
        found = queries.service_draft(command.draft)
        if found is None:
            raise DraftNotFound(f"Expected a draft {command.draft}")
        return {file.path: file.content for file in found[1]}
    if command.process is None:
        return {}
    return dict(rules.latest(command.process).files)
