"""The counter: services with their checklists, today's receipts, results to hand over."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.editions import DocumentNeed, Edition, QueueLimits, RequiredDocument
from app.domain.identity import TermId
from app.domain.norms import norm_words
from app.domain.people import Power
from app.domain.terms import Term
from app.domain.texts import Text
from app.domain.words import counted
from app.usecases.read_inbox import TaskSearch
from app.usecases.start_forms import StartForm
from app.web import wording
from app.web.inbox.rows import Reader, Row, rows_of
from app.web.permissions import demands
from app.web.services import WebServices
from app.web.sessions import me

STORED, SENT_AGAIN = TermId("result_storage_term"), TermId("result_resend_term")


@dataclass(frozen=True, slots=True)
class Checklist:
    """What one kind of applicant brings."""

    need: DocumentNeed
    papers: tuple[RequiredDocument, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A service as its counter needs it."""

    start: StartForm
    edition: Edition
    checklists: tuple[Checklist, ...]
    queue: QueueLimits | None
    queue_norm: Text
    terms: tuple[tuple[Text, str, Text], ...]
    """Of results that the State Corporation keeps: name, length, norm."""


def counter_pages(services: WebServices) -> Blueprint:
    counter = Blueprint("counter", __name__)

    @counter.get("/counter")
    @demands(Power.REGISTER_APPLICATION)
    def show() -> ResponseReturnValue:
        person = me()
        starts = services.start_forms(person)
        return render_template(
            "counter.html",
            services=[_service(start) for start in starts],
            of_units=any(start.units for start in starts),
            page=services.counter(person),
            tasks=_tasks(services),
        )

    return counter


def _service(start: StartForm) -> Service:
    edition = start.standard.edition_for(wording.local(g.now).date())
    (channel, *_) = start.channels
    papers = [paper for paper in edition.documents if channel.id in paper.channels]
    kinds: Sequence[DocumentNeed] = get_args(DocumentNeed)
    terms = [
        edition.term(term, channel.id) for term in (STORED, SENT_AGAIN) if term in edition.terms
    ]
    return Service(
        start=start,
        edition=edition,
        checklists=tuple(
            Checklist(kind, tuple(one for one in papers if one.needed in ("always", kind)))
            for kind in kinds
        ),
        queue=channel.queue,
        queue_norm=norm_words(channel.queue.norm) if channel.queue else Text(""),
        terms=tuple(map(_term, terms)) if start.units else (),
    )


def _term(term: Term) -> tuple[Text, str, Text]:
    length = counted(term.amount, term.unit.value, g.language)
    return term.name, length, norm_words(term.norm)


def _tasks(services: WebServices) -> dict[str, list[Row]]:
    """One's own open tasks and those that are free, by what is to be done."""
    found: dict[str, list[Row]] = defaultdict(list)
    reader = Reader(
        me().id,
        g.now,
        g.language,
        lambda task: url_for("task.show", task_id=task),
        lambda task: url_for("task.claim", task_id=task),
    )
    for which in ("mine", "groups"):
        for row in rows_of(services.inbox(me(), TaskSearch(which)), services, reader):
            found[row.name].append(row)
    return dict(found)
