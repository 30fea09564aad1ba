"""Topic `report-stage`: a stage of the service, for the monitoring of state services."""

from dataclasses import dataclass

from app.domain.identity import JobId, Topic
from app.ports.outside import CaseFile
from app.ports.state_systems import Outcome, ServiceMonitoring, Stage

TOPIC = Topic("report-stage")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportStage:
    stage: Stage
    outcome: Outcome | None = None
    """With `decided` and later stages."""


@dataclass(frozen=True, slots=True)
class StageReported:
    stage_receipt: str


def report_stage(
    job: JobId, inputs: ReportStage, *, monitoring: ServiceMonitoring, case_file: CaseFile
) -> StageReported:
    """Report once, as of the moment the case reached the stage, however late it is told.

    Raises:
        SystemUnavailable: no usable answer.

    Norm: order 458, R1 p.18-5; Law on State Services, art. 5 p.2 sub-p.11; gap 458/G-58.
    """
    receipt = monitoring.report(
        case=case_file.reference(job),
        stage=inputs.stage,
        outcome=inputs.outcome,
        at=case_file.moment(job),
        idempotency_key=str(job),
    )
    return StageReported(receipt.id)
