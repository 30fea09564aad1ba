"""The register of messages that left to applicants: SMS and cabinet, with what became of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from app.domain.identity import OfficeId
from app.domain.message_state import MessageState
from app.domain.people import Power
from app.domain.registers import REGISTER_NAMES
from app.domain.texts import Language
from app.domain.words import numeric_date
from app.ports.register_views import MessageLine, MessageQuery
from app.web import wording
from app.web.catalogue import said_in_all, say
from app.web.permissions import demands
from app.web.registers.asking import as_attachment, asked_of, filters_of, narrowed_by
from app.web.registers.schemas import CHANNELS, MessageFilters
from app.web.schemas import in_query
from app.web.services import WebServices
from app.web.sessions import me
from app.web.sheets import csv_lines

HEADINGS = ("sent", "case", "applicant", "iin", "by", "to", "words", "state", "state_at")


def message_routes(registers: Blueprint, services: WebServices) -> None:
    @registers.get("/messages")
    @demands(Power.SEE_CASE)
    def messages() -> ResponseReturnValue:
        offices = services.registers.offices(me())
        asked = asked_of(in_query(MessageFilters), offices[0].id if offices else OfficeId(""))
        page = services.registers.messages(me(), _query(asked))
        return render_template(
            "registers_messages.html",
            page=page,
            asked=asked,
            filters=filters_of(asked, "channel", "state"),
            next=f"{page.next[0].isoformat()}|{page.next[1]}" if page.next else "",
            offices=offices,
            standards=services.standards(),
            names=REGISTER_NAMES,
            channels=CHANNELS,
            states=list(MessageState),
        )

    @registers.get("/messages/csv")
    @demands(Power.SEE_CASE)
    def take_messages() -> ResponseReturnValue:
        query = _query(asked_of(in_query(MessageFilters), OfficeId("")))
        language: Language = g.language
        pieces = services.registers.message_lines(me(), query)
        tables = ([_row(line, language) for line in lines] for lines in pieces)
        headings = [said_in_all(f"registers.{name}") for name in HEADINGS]
        content = csv_lines(headings, tables, language)
        name = f"messages-{query.office}-{query.year}.csv"
        return as_attachment(Response(content, mimetype="text/csv"), name)


def _query(asked: dict[str, Any]) -> MessageQuery:
    return MessageQuery(
        office=asked["office"],
        year=asked["year"],
        narrowed=narrowed_by(asked),
        channel=asked["channel"],
        state=MessageState(asked["state"]) if asked["state"] else None,
        before=_place(asked["before"]),
    )


def _place(told: str) -> tuple[datetime, UUID] | None:
    """Where the page before ended; an address that somebody has changed begins anew."""
    moment, _, job = told.partition("|")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(job)) if at.tzinfo is not None else None
    except ValueError:
        return None


def _row(line: MessageLine, language: Language) -> list[str]:
    return [
        _moment(line.sent_at),
        line.case_number,
        line.applicant_name,
        line.applicant_iin,
        say(f"registers.by_{line.channel}", language) if line.channel in CHANNELS else line.channel,
        line.to,
        line.text,
        say(f"case.message_{line.state}", language),
        _moment(line.state_at) if line.state_at else "",
    ]


def _moment(at: datetime) -> str:
    local = wording.local(at)
    return f"{numeric_date(local.date())} {local:%H:%M}"
