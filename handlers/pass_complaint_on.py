"""Topic `pass-complaint-on`: a complaint goes to the reviewing body, with the contested case."""

from dataclasses import dataclass

from app.domain.identity import JobId, Topic
from app.ports.complaints import ContestedCases

TOPIC = Topic("pass-complaint-on")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PassComplaintOn:
    pass


@dataclass(frozen=True, slots=True)
class ComplaintPassedOn:
    reviewer: str
    """Id of the body, as `case.passed_on_to` has it from now on."""
    reviewer_name: str
    reviewer_name_ru: str
    case_papers: tuple[str, ...]
    """The inventory of the file that goes along."""
    case_papers_ru: tuple[str, ...]


def pass_complaint_on(
    job: JobId, inputs: PassComplaintOn, *, contested: ContestedCases
) -> ComplaintPassedOn:
    """Let the body read the contested case; idempotent by job.

    Raises:
        NoReviewer: no office of that kind is known.

    Norm: 458/R1 p.11 (with the administrative case, within three working days).
    """
    passed = contested.pass_on(job)
    return ComplaintPassedOn(
        passed.reviewer,
        passed.name.kk,
        passed.name.in_language("ru"),
        tuple(paper.kk for paper in passed.papers),
        tuple(paper.in_language("ru") for paper in passed.papers),
    )
