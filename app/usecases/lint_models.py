"""Lint models that are not deployed yet, together with what is deployed beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.identity import ProcessKey
from app.domain.models import Finding, ModelFile
from app.domain.people import NotPermitted, Person, Power, offices_where
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


def lint_models(
    command: LintModels,
    actor: Person,
    *,
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
    """
    if not offices_where(actor, Power.SEE_MODELS, rules.offices()):
        raise NotPermitted(f"Expected {actor.id} to hold {Power.SEE_MODELS} in some office")
    deployed = {} if command.process is None else dict(rules.latest(command.process).files)
    edited = {file.path: file.content for file in command.files}
    return check_service(
        [ModelFile(path, content) for path, content in sorted((deployed | edited).items())],
        engine=engine,
        topics=topics,
        read_yaml=read_yaml,
        check_texts=check_texts,
    )
