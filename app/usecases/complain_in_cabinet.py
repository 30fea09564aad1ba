"""A complaint that a citizen files in the cabinet: registered with the same facts (458/G-49)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.case import Case, CaseNotFound
from app.domain.citizens import Citizen
from app.domain.complaint import Against
from app.domain.forms import Form, FormInvalid, Problem
from app.domain.identity import CaseNumber, CommandId, PersonId
from app.domain.texts import Text
from app.ports.views import Queries
from app.usecases.file_complaint import (
    ComplaintFiled,
    FileComplaint,
    complaints_service,
)
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound

OWN_FORM = "forms/own-complaint.form"
"""Asks the person themselves what `FORM` asks of who takes a complaint in."""
CHANNEL = "cabinet"
"""Id of the channel in the complaint's standard."""
NO_UNIT = Text(
    "Бұл өтініш Мемлекеттік корпорация арқылы берілмеген",
    "Это заявление подано не через Государственную корпорацию",
    "This application was not handed in through the State Corporation",
)


@dataclass(frozen=True, slots=True)
class ComplainInCabinet:
    command_id: CommandId
    citizen: Citizen
    about: CaseNumber
    answers: Mapping[str, object]
    """Raw answers of the complaint's form."""


def citizens_complaint_form(
    citizen: Citizen, number: CaseNumber, *, queries: Queries, rules: Rulebook
) -> Form:
    """What is asked of who complains. Raises CaseNotFound for a complaint, or none of theirs."""
    _contested(citizen, number, queries)
    form = complaints_service(rules).form(OWN_FORM)
    if form is None:
        raise ServiceNotFound(f"Expected complaints to have {OWN_FORM}")
    return form


def complain_in_cabinet(
    command: ComplainInCabinet,
    *,
    queries: Queries,
    file: Callable[[FileComplaint], ComplaintFiled],
) -> ComplaintFiled:
    """File it. Idempotent by `command_id`.

    Raises:
        FormInvalid: answers are missing or unfit; nothing was filed.
        CaseNotFound: as above.
    """
    case = _contested(command.citizen, command.about, queries)
    if command.answers.get("against") == Against.CORPORATION and case.taken_in_at is None:
        raise FormInvalid([Problem("against", NO_UNIT)])
    part = command.citizen.part_in(case)
    return file(
        FileComplaint(
            command_id=command.command_id,
            actor=PersonId(str(part)),
            about=command.about,
            channel=CHANNEL,
            answers=command.answers,
            iin=case.applicant.iin,
            citizen=command.citizen,
        )
    )


def _contested(citizen: Citizen, number: CaseNumber, queries: Queries) -> Case:
    case = queries.case(number).case
    if citizen.part_in(case) is None or queries.case_links(case.instance_id).contested is not None:
        raise CaseNotFound(f"Expected {number} to be a case of theirs that is no complaint")
    return case
