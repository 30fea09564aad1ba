"""Types of identifiers, so that mypy refuses one where another is meant."""

from typing import NewType
from uuid import UUID

CommandId = NewType("CommandId", UUID)
InstanceId = NewType("InstanceId", UUID)
TokenId = NewType("TokenId", UUID)
"""One wait of an instance; unique within it. A user task, timer or job carries its token's id."""
UserTaskId = NewType("UserTaskId", UUID)
BatchId = NewType("BatchId", UUID)
NoteId = NewType("NoteId", UUID)
InboxViewId = NewType("InboxViewId", UUID)
SubstitutionId = NewType("SubstitutionId", UUID)
JobId = NewType("JobId", UUID)
TimerId = NewType("TimerId", UUID)
IncidentId = NewType("IncidentId", UUID)
DocumentId = NewType("DocumentId", UUID)
UploadId = NewType("UploadId", UUID)
DraftId = NewType("DraftId", UUID)
"""A service that designers are at work on."""
PersonId = NewType("PersonId", str)
"""The login of a person who works in Qadam."""
OfficeId = NewType("OfficeId", str)
"""The code of an office unit, such as `almaty-bostandyk`."""
CaseNumber = NewType("CaseNumber", str)
"""The registration number people quote, such as `ЖК-2026-000041`; also the business key."""
ProcessKey = NewType("ProcessKey", str)
ElementId = NewType("ElementId", str)
FlowId = NewType("FlowId", str)
Topic = NewType("Topic", str)
TermId = NewType("TermId", str)
