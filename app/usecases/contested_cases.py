"""What the jobs of a complaint do to the case that it is about: pass on, mark, take up again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid5

from app.domain.audit import AuditEntry
from app.domain.case import Case
from app.domain.complaint import ActState, Complaint
from app.domain.identity import CommandId, InstanceId, JobId, OfficeId
from app.domain.people import QUALITY_BODY, Office, Offices
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.complaints import NoReviewer, PassedOn
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.ports.views import CaseView, Queries
from app.usecases.advance_story import SYSTEM
from app.usecases.advancing import audited
from app.usecases.rulebook import Rulebook
from app.usecases.take_up_case import CaseTakenUp, TakeUpCase
from app.usecases.wanted_job import demand_wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedCases:
    """A `ContestedCases` over the storage."""

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    clock: Clock
    take_up_case: Callable[[TakeUpCase], CaseTakenUp]

    def pass_on(self, job: JobId) -> PassedOn:
        """As the port says."""
        with self.begin() as uow:
            complaint, own = _complaint_of(uow, job)
            contested = uow.cases.get(complaint.contested_id)
            offices = self.rules.offices(uow)
            if complaint.reviewer is None:
                reviewer = _reviewer(offices, contested.office_id).id
                now = self.clock.now()
                uow.complaints.put(replace(complaint, reviewer=reviewer, passed_on_at=now))
                uow.cases.pass_on(replace(own, passed_on_to=reviewer))
                facts = {"complaint": own.number, "office": reviewer}
                self._tell(uow, contested.instance_id, "file_passed_on", facts)
                uow.commit()
            else:
                reviewer = complaint.reviewer
        view = self.queries.case(contested.number)
        return PassedOn(reviewer, offices.get(reviewer).name, _inventory(view))

    def mark_act(self, job: JobId, state: ActState) -> ActState | None:
        """As the port says."""
        with self.begin() as uow:
            complaint, own = _complaint_of(uow, job)
            if complaint.act is None:
                return None
            if complaint.act_state is not state:
                at = self.clock.now()
                uow.complaints.put(replace(complaint, act_state=state, act_state_at=at))
                facts = {"complaint": own.number, "document": str(complaint.act)}
                for instance in (complaint.contested_id, own.instance_id):
                    self._tell(uow, instance, f"act_{state}", facts)
                uow.commit()
            return state

    def take_up(self, job: JobId, stage: str, reason: str) -> datetime:
        """As the port says."""
        with self.begin() as uow:
            complaint, own = _complaint_of(uow, job)
        return self.take_up_case(
            TakeUpCase(
                command_id=CommandId(uuid5(job, "take-up")),
                instance_id=complaint.contested_id,
                stage=stage,
                reason=reason,
                complaint=own.number,
            )
        ).at

    def _tell(
        self, uow: UnitOfWork, instance_id: InstanceId, kind: str, facts: Mapping[str, str]
    ) -> None:
        """Into the history and the audit chain of one of the two cases."""
        now = self.clock.now()
        uow.history.add(instance_id, [HistoryEvent(now, kind, None, SYSTEM, (), facts)])
        entry = AuditEntry(now, SYSTEM, kind.replace("_", "-"), facts)
        audited(uow, uow.instances.lock(instance_id), entry)


def _complaint_of(uow: UnitOfWork, job: JobId) -> tuple[Complaint, Case]:
    instance = demand_wanted(uow, job)
    complaint = uow.complaints.get(instance.id)
    if complaint is None:
        raise ValueError(f"Expected instance {instance.id} to be a complaint")
    return complaint, uow.cases.get(instance.id)


def _reviewer(offices: Offices, contested: OfficeId) -> Office:
    """The body of the same region; the first two digits of a KATO code are its region."""
    region = offices.get(contested).kato[:2]
    bodies = [office for office in offices.all() if office.kind == QUALITY_BODY]
    for body in sorted(bodies, key=lambda one: (one.kato[:2] != region, one.id)):
        return body
    raise NoReviewer("no office of the kind quality_body")


def _inventory(view: CaseView) -> list[Text]:
    """The papers of the case, then the files that were put to it, each as a line of a list."""
    papers = [
        Text(*(_numbered(title, paper.number) for title in (paper.title.kk, paper.title.ru)))
        for paper in view.documents
    ]
    return [*papers, *(Text(file.file_name, file.file_name) for file in view.files)]


def _numbered(title: str, number: str) -> str:
    return f"{title}, № {number}" if number else title
