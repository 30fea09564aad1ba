"""What moves deadlines after a change of the calendar."""

import logging

from app.bootstrap.bindings.grounds import OnTerms
from app.documents.service_words import texts_of_the_term
from app.domain.identity import InstanceId
from app.usecases.move_deadlines import CalendarWork

log = logging.getLogger(__name__)


def calendar_work(on_terms: OnTerms) -> CalendarWork:
    return CalendarWork(**on_terms, report=_report, tell_the_term=texts_of_the_term)


def _report(instance_id: InstanceId, error: Exception) -> None:
    log.error("the dates of instance %s could not be counted", instance_id, exc_info=error)
