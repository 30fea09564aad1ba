"""The use cases that the designer's pages call, bound by the composition root."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.models import Finding
from app.domain.people import Person
from app.ports.engine import TopicContract
from app.usecases.change_choices import ChoiceChanger
from app.usecases.change_decision import DecisionChanger
from app.usecases.change_document import DocumentChanger
from app.usecases.change_edition import EditionChanger
from app.usecases.change_form import FormChanger
from app.usecases.change_message import MessageChanger
from app.usecases.change_standard import StandardChanger
from app.usecases.copy_service import ServiceCopier
from app.usecases.design_desk import DesignDesk
from app.usecases.draft_scenarios import DraftScenarios
from app.usecases.keep_decisions import DecisionKeeper
from app.usecases.keep_service_drafts import DraftKeeper
from app.usecases.lint_models import LintModels
from app.usecases.make_document import DocumentMaker
from app.usecases.publish_service import Publisher
from app.usecases.remove_file import FileRemover
from app.usecases.try_decision import DecisionTrier
from app.usecases.try_draft import DraftTrials


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignServices:
    desk: DesignDesk
    drafts: DraftKeeper
    publisher: Publisher
    copier: ServiceCopier
    forms: FormChanger
    messages: MessageChanger
    documents: DocumentChanger
    papers: DocumentMaker
    choices: ChoiceChanger
    decisions: DecisionTrier
    rules: DecisionChanger
    tables: DecisionKeeper
    remover: FileRemover
    standard: StandardChanger
    editions: EditionChanger
    lint: Callable[[LintModels, Person], Sequence[Finding]]
    scenarios: DraftScenarios
    trials: DraftTrials
    topics: Mapping[str, TopicContract]
    """What service tasks may ask for."""
