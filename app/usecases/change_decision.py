"""Change the rules of a decision of a draft as a list of texts, checked cell by cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.decisions.column_labels import with_labels
from app.decisions.rule_list import RuleList, RuleTexts, rules_in, with_ids, with_rules
from app.decisions.told_names import names_in, with_names
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.models import Finding, ModelFile, Severity
from app.domain.people import Person
from app.domain.service_drafts import DraftFile
from app.usecases.copy_service import MISSING
from app.usecases.design_desk import DesignDesk
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile
from app.usecases.lint_models import LintModels


@dataclass(frozen=True, slots=True)
class WriteRules:
    draft: DraftId
    path: str
    revision: int
    decision: str
    rules: tuple[RuleTexts, ...]
    names: Mapping[str, str] | None = None
    """Russian and English, as they are typed; None where they were not asked."""
    labels: tuple[Mapping[str, str], ...] | None = None
    """Of the inputs and outputs by language; None where they were not asked."""


@dataclass(frozen=True, slots=True)
class DecisionOpened:
    file: DraftFile
    rules: RuleList | None
    """None where the decision is neither a table nor an expression."""
    names: Mapping[str, str]
    """Russian and English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChanger:
    desk: DesignDesk
    drafts: DraftKeeper
    lint: Callable[[LintModels, Person], Sequence[Finding]]

    def open(self, actor: Person, draft: DraftId, path: str, decision: str) -> DecisionOpened:
        """Raises DraftNotFound, ServiceFileNotFound, UnreadableModel."""
        file = self.desk.draft_file(actor, draft, path)
        content = file.content
        return DecisionOpened(file, rules_in(content, decision), names_in(content, decision))

    def typed(self, actor: Person, command: WriteRules) -> bytes:
        """The file as it would be. Raises DraftNotFound, ServiceFileNotFound, UnreadableModel."""
        file = self.desk.draft_file(actor, command.draft, command.path)
        content = with_rules(file.content, command.decision, command.rules)
        if command.labels is not None:
            content = with_labels(content, command.decision, command.labels)
        if command.names is None:
            return content
        return with_names(content, command.decision, command.names)

    def write(self, actor: Person, command: WriteRules) -> None:
        """Write the rules; every byte that they do not change stays.

        Raises:
            FormInvalid: with what cannot be read, as `cell_<rule>_<column>`, both from 0; a name
                that would be lost, as `name_ru`.
            DraftFileChanged: somebody else has saved the file; nothing was written.
            DraftNotFound, ServiceFileNotFound, UnreadableModel.
        """
        was = self.desk.draft_file(actor, command.draft, command.path).content
        content = self.typed(actor, command)
        unnamed = _unnamed(command.names, names_in(was, command.decision))
        if problems := [*unnamed, *self.problems(actor, command, content)]:
            raise FormInvalid(problems)
        save = SaveFile(command.draft, command.path, content, command.revision)
        self.drafts.save(actor, save)

    def problems(self, actor: Person, command: WriteRules, content: bytes) -> list[Problem]:
        """What the check refuses in the cells of the decision."""
        checked, places = with_ids(content, command.decision)
        asked = LintModels((ModelFile(command.path, checked),), draft=command.draft)
        found: dict[str, Problem] = {}
        for one in self.lint(asked, actor):
            is_here = one.file == command.path and one.element in places
            if is_here and one.severity is not Severity.WARNING:
                key = "cell_{}_{}".format(*places[one.element])
                found.setdefault(key, Problem(key, one.message))
        return list(found.values())


def _unnamed(now: Mapping[str, str] | None, was: Mapping[str, str]) -> Iterator[Problem]:
    for language, name in was.items():
        if now is not None and name and not now.get(language):
            yield Problem(f"name_{language}", MISSING)
