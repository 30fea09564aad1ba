"""Binds the use cases of the designer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TypedDict
from uuid import uuid4

from app.bootstrap.composition import Qadam, fonts_of, read_yaml
from app.bootstrap.in_background import in_background
from app.documents.checking import check_texts
from app.documents.paper_trying import check_paper, press_paper, sample_value
from app.documents.renderer import TypstRenderer
from app.documents.trying import SAMPLE, names_in, try_message
from app.documents.yaml_splicing import spliced
from app.domain.identity import ProcessKey
from app.domain.models import ModelFile
from app.ports.engine import ProcessEngine, TopicContract
from app.ports.scenario_runs import RunScenario, ScenarioRun
from app.usecases.change_choices import ChoiceChanger
from app.usecases.change_decision import DecisionChanger
from app.usecases.change_document import DocumentChanger
from app.usecases.change_edition import EditionChanger
from app.usecases.change_form import FormChanger
from app.usecases.change_message import MessageChanger
from app.usecases.change_standard import StandardChanger
from app.usecases.copy_service import ServiceCopier
from app.usecases.deploy_service import CheckTexts, check_service, deploy_service
from app.usecases.design_desk import DesignDesk
from app.usecases.draft_scenarios import DraftScenarios
from app.usecases.keep_decisions import DecisionKeeper
from app.usecases.keep_service_drafts import DraftKeeper
from app.usecases.lint_models import lint_models
from app.usecases.make_document import DocumentMaker
from app.usecases.publish_service import Publisher
from app.usecases.remove_file import FileRemover
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ReadYaml
from app.usecases.try_decision import DecisionTrier
from app.usecases.try_draft import DraftTrials, Sandbox
from app.web.designer.services import DesignServices

SAMPLE_MEMORY = 768 * 1024 * 1024
"""Bytes of address space for a document that is tried out."""
SAMPLE_SECONDS = 5
"""Of computing for one."""


class _Checking(TypedDict):
    """What every check of a service's files needs."""

    engine: ProcessEngine
    topics: Mapping[str, TopicContract]
    read_yaml: ReadYaml
    check_texts: CheckTexts


def _runner(rules: Rulebook) -> RunScenario:
    """Made at its first run: a scenario's world is the whole product, these services included."""

    def run(key: ProcessKey, files: Sequence[ModelFile], path: str) -> ScenarioRun:
        from app.bootstrap.draft_runs import DraftRunner

        return DraftRunner(rules.services)(key, files, path)

    return run


def _open_sandbox(key: ProcessKey, files: Sequence[ModelFile], clock: datetime) -> Sandbox:
    """As `_runner`: imported when it is first needed."""
    from app.bootstrap.sandboxes import open_sandbox

    return open_sandbox(key, files, clock)


_read_once = lru_cache(maxsize=32)(read_yaml)
"""For whoever changes nothing in it: each page of a draft names its service by the standard."""


@cache
def _sample_press(fonts: Path) -> TypstRenderer:
    """Of its own, so that no paper of a case waits for a layout that somebody tries out."""
    return TypstRenderer(fonts, memory=SAMPLE_MEMORY, seconds=SAMPLE_SECONDS)


def design_services(qadam: Qadam) -> DesignServices:
    begin, rules, clock = qadam.storage.begin, qadam.rules, qadam.clock
    queries = qadam.storage.queries
    checking = _Checking(
        engine=qadam.engine, topics=qadam.topics, read_yaml=read_yaml, check_texts=check_texts
    )
    desk = DesignDesk(
        queries=queries, find_person=queries.person, rules=rules, clock=clock, read_yaml=_read_once
    )
    drafts = DraftKeeper(begin=begin, rules=rules, clock=clock, new_id=uuid4, read_yaml=read_yaml)
    lint = partial(lint_models, queries=queries, rules=rules, **checking)
    standard = StandardChanger(desk=desk, drafts=drafts, splice=spliced, read_yaml=read_yaml)
    scenarios = DraftScenarios(desk=desk, run=_runner(rules), spawn=in_background)
    return DesignServices(
        desk=desk,
        scenarios=scenarios,
        trials=DraftTrials(desk=desk, open_sandbox=_open_sandbox, clock=clock),
        drafts=drafts,
        documents=DocumentChanger(
            desk=desk,
            drafts=drafts,
            splice=spliced,
            read_yaml=read_yaml,
            check=check_paper,
            press=partial(press_paper, renderer=_sample_press(fonts_of(qadam.settings))),
            invent=sample_value,
            case_values={name: str(value) for name, value in sorted(SAMPLE.items())},
        ),
        papers=DocumentMaker(desk=desk, drafts=drafts, splice=spliced, read_yaml=read_yaml),
        choices=ChoiceChanger(desk=desk, drafts=drafts, splice=spliced, read_yaml=read_yaml),
        decisions=DecisionTrier(desk=desk, clock=clock),
        rules=DecisionChanger(desk=desk, drafts=drafts, lint=lint),
        tables=DecisionKeeper(desk=desk, drafts=drafts),
        remover=FileRemover(desk=desk, drafts=drafts),
        forms=FormChanger(desk=desk, drafts=drafts),
        standard=standard,
        editions=EditionChanger(standard=standard),
        messages=MessageChanger(
            desk=desk,
            drafts=drafts,
            splice=spliced,
            read_yaml=read_yaml,
            try_message=try_message,
            names_in=names_in,
        ),
        copier=ServiceCopier(
            begin=begin,
            queries=queries,
            rules=rules,
            clock=clock,
            new_id=uuid4,
            splice=spliced,
            read_yaml=read_yaml,
        ),
        publisher=Publisher(
            begin=begin,
            rules=rules,
            clock=clock,
            deploy=partial(deploy_service, begin=begin, rules=rules, clock=clock, **checking),
            check=partial(check_service, **checking),
            engine=qadam.engine,
            proof_of=scenarios.proof,
        ),
        lint=lint,
        topics=qadam.topics,
    )
