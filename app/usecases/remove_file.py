"""Take a file out of a draft, after its page has told who uses it."""

from dataclasses import dataclass

from app.domain.identity import DraftId
from app.domain.people import Person
from app.domain.refusals import Conflict
from app.domain.texts import Text
from app.usecases.design_desk import DesignDesk, DraftPage
from app.usecases.keep_service_drafts import DraftKeeper
from app.usecases.service_version import STANDARD
from app.usecases.uses_of_files import Use, uses_of


class DraftFileNeeded(Conflict):
    """Without it the draft would be no service."""

    code = "DraftFileNeeded"
    title = Text(
        "Бұл файлсыз қаралама қызмет болудан қалады, сондықтан ол өшірілмейді",
        "Без этого файла черновик перестал бы быть услугой, поэтому его не удаляют",
        "Without this file the draft would be no service, so it is not deleted",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRemover:
    desk: DesignDesk
    drafts: DraftKeeper

    def uses(self, actor: Person, draft: DraftId, path: str) -> tuple[Use, ...]:
        """Raises DraftNotFound, ServiceFileNotFound."""
        self.desk.draft_file(actor, draft, path)
        page = self.desk.draft(actor, draft)
        files = {file.path: file.content for file in page.files}
        found = uses_of(path, files, self.desk.read_yaml)
        # What a process calls in its own file goes with it.
        return tuple(use for use in found if use.path != path)

    def remove(self, actor: Person, draft: DraftId, path: str, revision: int) -> None:
        """Raises DraftFileNeeded, DraftFileChanged, DraftNotFound, ServiceFileNotFound."""
        self.desk.draft_file(actor, draft, path)
        if is_needed(path, self.desk.draft(actor, draft)):
            raise DraftFileNeeded(f"Expected {draft} to keep {path}")
        self.drafts.remove(actor, draft, path, revision)


def is_needed(path: str, page: DraftPage) -> bool:
    """The standard and the service's own diagram: what makes the draft a service."""
    return path == STANDARD or (page.diagram is not None and path == page.diagram.path)
