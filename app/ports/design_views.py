"""What the designer's lists show: versions, open cases by version, drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.identity import DraftId, PersonId, ProcessKey
from app.domain.service_drafts import DraftFile, ServiceDraft
from app.domain.versions_in_force import InForce
from app.ports.storage import ProcessVersion


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    draft: ServiceDraft
    saved_at: datetime
    saved_by: PersonId


@dataclass(frozen=True, slots=True)
class DesignOverview:
    versions: Sequence[ProcessVersion]
    """Of every process, the newest of each first."""
    in_force: Mapping[ProcessKey, Sequence[InForce]]
    """Decisions on which version new cases take, in their order."""
    running: Mapping[tuple[ProcessKey, int], int]
    """Open cases by the version they run by."""
    drafts: Sequence[DraftLine]
    """The last saved first."""


class DesignQueries(Protocol):
    """Reads of the designer's pages; each is one short read transaction."""

    def designs(self) -> DesignOverview: ...

    def service_draft(
        self, draft: DraftId
    ) -> tuple[ServiceDraft, tuple[DraftFile, ...]] | None: ...
