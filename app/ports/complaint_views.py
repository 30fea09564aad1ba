"""What pages read of complaints: the cases that belong together, and who reviews them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.domain.case import InstanceStatus
from app.domain.complaint import Complaint
from app.domain.identity import CaseNumber, DocumentId, InstanceId, OfficeId, ProcessKey


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """The other case of a complaint, with what ties the two."""

    number: CaseNumber
    process_key: ProcessKey
    registered_at: datetime
    status: InstanceStatus
    ended_element: str
    tie: Complaint


@dataclass(frozen=True, slots=True)
class CaseLinks:
    """How a case stands to others."""

    contested: LinkedCase | None = None
    """Of a complaint: the case that it is about."""
    complaints: Sequence[LinkedCase] = field(default_factory=tuple)
    """The complaints about the case, the oldest first."""

    @property
    def contested_acts(self) -> "dict[DocumentId, LinkedCase]":
        """The papers of the case that were contested, each with its last complaint."""
        return {one.tie.act: one for one in self.complaints if one.tie.act is not None}


NO_LINKS = CaseLinks()


class ComplaintQueries(Protocol):
    def case_links(self, instance_id: InstanceId) -> CaseLinks: ...

    def reviewing_offices(self, instance_id: InstanceId) -> frozenset[OfficeId]:
        """The bodies that review a complaint about the case now, and so may read it."""
        ...
