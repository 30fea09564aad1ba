"""The instance of a job that its case still wants, locked."""

from app.domain.case import ProcessInstance
from app.domain.identity import JobId
from app.domain.work import JobState, LeaseLost
from app.ports.storage import UnitOfWork


def demand_wanted(uow: UnitOfWork, job: JobId) -> ProcessInstance:
    """The job's instance, locked. Raises LeaseLost where an event has cancelled the job."""
    instance = uow.instances.lock(uow.jobs.instance_of(job))
    if uow.jobs.get(job).state is JobState.CANCELLED:
        raise LeaseLost(f"Expected job {job} to be wanted still, but it is cancelled")
    return instance
