"""Files that people attach in a scenario: named by its answers, and put to the case as samples."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from app.bootstrap.composition import Qadam
from app.domain.answer_paths import pattern_of, patterns
from app.domain.forms import Form
from app.domain.identity import PersonId, UploadId, UserTaskId
from app.usecases.store_upload import StoreUpload

SAMPLE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
"""An empty page."""


def with_files(
    qadam: Qadam, form: Form, task: UserTaskId, actor: PersonId, answers: Mapping[str, object]
) -> Mapping[str, object]:
    """The answers with an upload in place of each file's name; what is an id already stays."""
    paths = {path for path, field in patterns(form.fields) if field.kind == "filepicker"}
    if not paths:
        return answers
    return {
        path: [_put(qadam, task, actor, str(name)) for name in told]
        if pattern_of(path) in paths and isinstance(told, list | tuple)
        else told
        for path, told in form.by_path(answers).items()
    }


def _put(qadam: Qadam, task: UserTaskId, actor: PersonId, name: str) -> str:
    if _is_id(name):
        return name
    upload = UploadId(uuid4())
    qadam.store_upload(StoreUpload(upload, task, actor, name, SAMPLE))
    return str(upload)


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
