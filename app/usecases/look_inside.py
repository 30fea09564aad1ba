"""What a case knows inside stages that are not over, and which papers wait to be signed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from app.domain.identity import DocumentId, TokenId
from app.domain.refusals import TokenNotWaiting
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, Surroundings
from app.ports.views import CaseView, Queries
from app.usecases.called_processes import find_source, form_of
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion
from app.usecases.signing import document_meant, signature_fields
from app.usecases.surroundings import platform_variables


@dataclass(frozen=True, slots=True, kw_only=True)
class LookInside:
    """Reads the snapshot of a case, and only where something stands in it that pages ask for."""

    queries: Queries
    rules: Rulebook
    clock: Clock
    engine: ProcessEngine

    def open_stages(self, view: CaseView, version: ServiceVersion) -> Mapping[str, Value]:
        """What the stages that are not over know beside the variables of the case."""
        standing: dict[str, TokenId] = {}
        for token in view.tokens:
            stage = token.element_id.rpartition("/")[0]
            if stage:
                standing.setdefault(stage, token.id)
        seen: dict[str, Value] = {}
        for variables in self.seen_at(view, version, tuple(standing.values())):
            seen |= variables
        return seen

    def awaiting_signature(self, view: CaseView, version: ServiceVersion) -> frozenset[DocumentId]:
        """The documents that an open task asks somebody to sign."""
        asking = [
            (task, form)
            for task in view.tasks
            if task.is_open
            and (form := form_of(version, task.form, self.rules)) is not None
            and any(field.kind == "signature" for field in form.fields)
        ]
        found: set[DocumentId] = set()
        for task, form in asking:
            for seen in self.seen_at(view, version, (TokenId(task.id),)):
                scope = {**seen, **platform_variables(view.case)}
                named = (
                    document_meant(field, scope) for field in signature_fields(form, {}, scope)
                )
                found |= {document for document in named if document is not None}
        return frozenset(found)

    def seen_at(
        self, view: CaseView, version: ServiceVersion, tokens: Sequence[TokenId]
    ) -> Sequence[Mapping[str, Value]]:
        """What the elements at these tokens see; nothing of one that has moved on since."""
        if not tokens:
            return ()
        around = Surroundings(
            now=self.clock.now(),
            functions={},
            variables=platform_variables(view.case),
            find_model=partial(find_source, rules=self.rules),
        )
        snapshot = self.queries.snapshot(view.case.instance_id)
        found: list[Mapping[str, Value]] = []
        for token in tokens:
            # Completed or cancelled since the view was read: a deed on it will tell so.
            with suppress(TokenNotWaiting):
                found.append(self.engine.variables_at(version.source, snapshot, token, around))
        return found
