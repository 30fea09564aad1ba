"""A draft of the personal assistant, and what others do to it while it stands open."""

from served_product import DESIGNER, Product

from app.bootstrap.designing import design_services
from app.domain.identity import DraftId, ProcessKey
from app.domain.people import Person
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile

DIAGRAM = "personal-assistant.bpmn"
DECISION = "decisions/eligibility.dmn"


class Drafts:
    """Speaks of one file of the draft: its diagram, unless another is named."""

    def __init__(self, product: Product, path: str = DIAGRAM) -> None:
        self.path = path
        person = product.qadam.storage.queries.person(DESIGNER)
        assert person is not None
        self.person: Person = person
        self.keeper: DraftKeeper = design_services(product.qadam).drafts
        self.product = product
        self.id = self.keeper.begin_draft(person, ProcessKey("personal-assistant"), 1, "").id

    @property
    def address(self) -> str:
        """The editor of the file."""
        editor = "tables" if self.path.endswith(".dmn") else "edit"
        return f"/designer/drafts/{self.id}/{editor}/{self.path}"

    def content(self, draft: DraftId | None = None) -> str:
        """The file as it is saved, of this draft or another."""
        found = self.product.qadam.storage.queries.service_draft(draft or self.id)
        assert found is not None
        return next(file.content for file in found[1] if file.path == self.path).decode()

    def save(self, content: str, revision: int) -> None:
        self.save_bytes(content.encode(), revision)

    def save_bytes(self, content: bytes, revision: int) -> None:
        self.keeper.save(self.person, SaveFile(self.id, self.path, content, revision))
