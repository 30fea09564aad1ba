"""Storage of the services that designers are at work on."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.identity import DraftId
from app.domain.models import ModelFile
from app.domain.service_drafts import DraftFile, ServiceDraft


class ServiceDraftRepository(Protocol):
    def add(self, draft: ServiceDraft, files: Sequence[ModelFile]) -> None:
        """Write the draft with every file at revision 1."""
        ...

    def get(self, draft: DraftId) -> ServiceDraft | None: ...

    def files(self, draft: DraftId) -> tuple[DraftFile, ...]:
        """All files in order of path."""
        ...

    def file(self, draft: DraftId, path: str) -> DraftFile | None: ...

    def save(self, draft: DraftId, file: DraftFile) -> bool:
        """Write the file where the stored one is exactly one revision older.

        Revision 1 is a file that was not there. False where another save came first.
        """
        ...

    def remove(self, draft: DraftId, path: str, revision: int) -> bool:
        """Take a file out where it is at this revision; False where it is not."""
        ...

    def drop(self, draft: DraftId) -> None: ...
