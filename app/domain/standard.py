"""The service standard, read strictly from `service.yaml`: all problems come out at once."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import cast

from app.domain import reading_words as say
from app.domain.calendar import WORK_SCHEDULES
from app.domain.deadlines import Term, TermUnit
from app.domain.editions import (
    DOCUMENT_NEEDS,
    Channel,
    DocumentNeed,
    Edition,
    EditionStanding,
    GapDecision,
    Ground,
    NoEdition,
    QueueLimits,
    RequiredDocument,
    ServiceStandard,
    StandardInvalid,
)
from app.domain.identity import ElementId, ProcessKey, TermId
from app.domain.indexed_reading import indexed_variables
from app.domain.mistakes import filled
from app.domain.strict_reading import Raw, Reading
from app.domain.texts import NO_TEXT, Text

__all__ = [
    "Channel",
    "Edition",
    "EditionStanding",
    "GapDecision",
    "Ground",
    "NoEdition",
    "QueueLimits",
    "RequiredDocument",
    "ServiceStandard",
    "StandardInvalid",
    "parse_standard",
]

OUTCOMES = ("granted", "refused", "not_accepted")
_NAMES = ("name", "short_name", "official_name")
_STANDARD = ("process", "code", "number_prefix", *_NAMES, "channels", "editions")
_HEAD = ("id", "standing", "effective_from", "act")
_RULES = ("case_term", "events", "terms", "results", "documents", "refusal_grounds")
_MORE_RULES = ("acceptance_refusal_grounds", "gaps", "at_registration")
_TERM = ("unit", "amount", "norm", "name")
_COUNTING = ("counts_from", "counts_start_day", "cut_off", "schedule", "before")
_TERM_OPTIONS = (*_COUNTING, "gap", "met_by")
CLOSING = "closing"
"""Stands for the hour at which the office closes."""
_UNITS = tuple(unit.value for unit in TermUnit)
_STANDINGS = tuple(standing.value for standing in EditionStanding)
_NO_DAY = date.min


def parse_standard(raw: object) -> ServiceStandard:
    """The standard read from a `service.yaml` that was loaded as plain mappings and lists.

    Raises:
        StandardInvalid: with every unknown key, missing text and bad value, and its path.
    """
    reading = Reading()
    found = reading.mapping(raw, "", required=_STANDARD, optional=("indexed",))
    channels = _channels(reading, found)
    editions = _editions(reading, found, [channel.id for channel in channels])
    standard = ServiceStandard(
        process_key=ProcessKey(reading.string(found, "process", "")),
        code=reading.string(found, "code", ""),
        name=reading.text(found, "name", ""),
        short_name=reading.text(found, "short_name", ""),
        official_name=reading.text(found, "official_name", ""),
        number_prefix=reading.string(found, "number_prefix", ""),
        channels=channels,
        editions=editions,
        indexed=indexed_variables(reading, found),
    )
    _check_windows(reading, editions)
    if reading.mistakes:
        raise StandardInvalid(tuple(reading.mistakes))
    return standard


def _channels(reading: Reading, raw: Raw) -> tuple[Channel, ...]:
    channels = []
    for k, item in enumerate(reading.items(raw.get("channels"), "channels")):
        path = f"channels[{k}]"
        found = reading.mapping(
            item, path, required=("id", "code", "name", "norm"), optional=("queue",)
        )
        channel = Channel(
            id=reading.string(found, "id", path),
            code=reading.string(found, "code", path),
            name=reading.text(found, "name", path),
            norm=reading.string(found, "norm", path),
            queue=_queue(reading, found, path),
        )
        channels.append(channel)
    _check_unique(reading, "channels", [channel.id for channel in channels])
    return tuple(channels)


def _queue(reading: Reading, raw: Raw, path: str) -> QueueLimits | None:
    if raw.get("queue") is None:
        return None
    at = f"{path}.queue"
    found = reading.mapping(raw["queue"], at, required=("wait_minutes", "service_minutes", "norm"))
    return QueueLimits(
        wait_minutes=reading.count(found, "wait_minutes", at),
        service_minutes=reading.count(found, "service_minutes", at),
        norm=reading.string(found, "norm", at),
    )


def _editions(reading: Reading, raw: Raw, channels: Sequence[str]) -> tuple[Edition, ...]:
    editions: list[Edition] = []
    for k, item in enumerate(reading.items(raw.get("editions"), "editions")):
        path = f"editions[{k}]"
        keys = reading.any_mapping(item, path)
        if "rules_of" in keys:
            required: tuple[str, ...] = (*_HEAD, "rules_of")
            optional: tuple[str, ...] = ("effective_to", "notice")
        else:
            required, optional = (*_HEAD, *_RULES), (*_MORE_RULES, "effective_to", "notice")
        found = reading.mapping(item, path, required=required, optional=optional)
        rules = _rules_of(reading, found, path, editions) if "rules_of" in found else None
        editions.append(_edition(reading, found, path, channels, rules))
    _check_unique(reading, "editions", [edition.id for edition in editions])
    return tuple(editions)


def _rules_of(reading: Reading, raw: Raw, path: str, earlier: Sequence[Edition]) -> Edition | None:
    """The edition above whose rules this one repeats."""
    wanted = reading.string(raw, "rules_of", path)
    for edition in earlier:
        if edition.id == wanted:
            return edition
    reading.problem(f"{path}.rules_of", filled(say.NO_EDITION_ABOVE, found=say.shown(wanted)))
    return None


def _edition(
    reading: Reading, raw: Raw, path: str, channels: Sequence[str], rules: Edition | None
) -> Edition:
    standing = EditionStanding(reading.choice(raw, "standing", path, _STANDINGS))
    if standing is EditionStanding.DEMONSTRATION and raw.get("notice") is None:
        reading.problem(f"{path}.notice", filled(say.NO_NOTICE))
    if standing is EditionStanding.REPEALED and raw.get("effective_to") is None:
        reading.problem(f"{path}.effective_to", filled(say.NO_END))
    terms, channel_terms = _terms(reading, raw, path, channels)
    case_term = TermId(reading.string(raw, "case_term", path))
    if case_term and case_term not in terms:
        reading.problem(f"{path}.case_term", filled(say.NO_TERM, term=case_term))
    for term in terms.values():
        if term.met_by and term.id != case_term:
            told = filled(say.NOT_CASE_TERM, term=case_term)
            reading.problem(f"{path}.terms.{term.id}.met_by", told)
    results = reading.mapping(raw.get("results", {}), f"{path}.results", optional=OUTCOMES)
    edition = Edition(
        id=reading.string(raw, "id", path),
        standing=standing,
        effective_from=reading.day(raw, "effective_from", path) or _NO_DAY,
        effective_to=reading.day(raw, "effective_to", path),
        act=reading.text(raw, "act", path),
        notice=reading.text(raw, "notice", path),
        case_term=rules.case_term if rules else case_term,
        terms=rules.terms if rules else terms,
        channel_terms=rules.channel_terms if rules else channel_terms,
        results=rules.results
        if rules
        else {key: reading.text(results, key, f"{path}.results") for key in results},
        documents=rules.documents if rules else _documents(reading, raw, path, channels),
        refusal_grounds=rules.refusal_grounds
        if rules
        else _grounds(reading, raw, path, "refusal_grounds"),
        acceptance_refusal_grounds=rules.acceptance_refusal_grounds
        if rules
        else _grounds(reading, raw, path, "acceptance_refusal_grounds"),
        gaps=rules.gaps if rules else _gaps(reading, raw, path),
        at_registration=rules.at_registration if rules else _at_registration(reading, raw, path),
    )
    _check_gaps(reading, path, edition)
    return edition


def _at_registration(reading: Reading, raw: Raw, path: str) -> frozenset[str]:
    events = tuple(reading.any_mapping(raw.get("events", {}), f"{path}.events"))
    return frozenset(reading.strings(raw, "at_registration", path, events))


_ChannelTerms = Mapping[str, Mapping[TermId, Term]]


def _terms(
    reading: Reading, raw: Raw, path: str, channels: Sequence[str]
) -> tuple[Mapping[TermId, Term], _ChannelTerms]:
    terms: dict[TermId, Term] = {}
    by_channel: dict[str, dict[TermId, Term]] = {}
    events_path = f"{path}.events"
    named = reading.any_mapping(raw.get("events", {}), events_path)
    events = {event: reading.text(named, event, events_path) for event in named}
    for term_id, item in reading.any_mapping(raw.get("terms", {}), f"{path}.terms").items():
        term_path = f"{path}.terms.{term_id}"
        found = reading.mapping(
            item, term_path, required=_TERM, optional=(*_TERM_OPTIONS, "channels")
        )
        since = len(reading.mistakes)
        terms[TermId(term_id)] = _term(reading, found, term_path, term_id, events)
        told = {(one.path.removeprefix(term_path), one.told) for one in reading.mistakes[since:]}
        own = reading.any_mapping(found.get("channels", {}), f"{term_path}.channels")
        for channel, changes in own.items():
            own_path = f"{term_path}.channels.{channel}"
            if channel not in channels:
                reading.problem(own_path, filled(say.NO_CHANNEL))
            changed = reading.mapping(changes, own_path, optional=(*_TERM, *_TERM_OPTIONS))
            merged = {**{key: found[key] for key in found if key != "channels"}, **changed}
            since = len(reading.mistakes)
            term = _term(reading, merged, own_path, term_id, events)
            # What the channel takes over from the term is told there, once.
            reading.mistakes[since:] = [
                one
                for one in reading.mistakes[since:]
                if (one.path.removeprefix(own_path), one.told) not in told
                or _first_key(one.path.removeprefix(own_path)) in changed
            ]
            by_channel.setdefault(channel, {})[TermId(term_id)] = term
    for term in terms.values():
        if term.before is not None and (
            term.before not in terms or terms[term.before].before is not None
        ):
            at = f"{path}.terms.{term.id}.before"
            reading.problem(at, filled(say.NO_TERM_BEFORE, term=term.before))
    frozen = {channel: MappingProxyType(own_terms) for channel, own_terms in by_channel.items()}
    return MappingProxyType(terms), MappingProxyType(frozen)


def _first_key(path: str) -> str:
    return re.split(r"[.\[]", path.removeprefix("."))[0]


def _term(reading: Reading, raw: Raw, path: str, term_id: str, events: Mapping[str, Text]) -> Term:
    event = reading.string(raw, "counts_from", path)
    before = reading.string(raw, "before", path)
    if event and event not in events:
        reading.problem(f"{path}.counts_from", filled(say.NO_EVENT, event=event))
    if bool(event) == bool(before):
        reading.problem(path, filled(say.TWO_BEGINNINGS))
    unit = TermUnit(reading.choice(raw, "unit", path, _UNITS))
    if before and unit not in (TermUnit.WORKING_DAY, TermUnit.CALENDAR_DAY):
        reading.problem(f"{path}.unit", filled(say.BACK_IN_DAYS))
    schedule = reading.string(raw, "schedule", path)
    if schedule and schedule not in WORK_SCHEDULES:
        known = ", ".join(WORK_SCHEDULES)
        told = filled(say.NO_SCHEDULE, schedule=schedule, known=known)
        reading.problem(f"{path}.schedule", told)
    cuts_at_closing = raw.get("cut_off") == CLOSING
    return Term(
        id=TermId(term_id),
        unit=unit,
        amount=reading.count(raw, "amount", path),
        counts_from=event,
        counts_start_day=reading.flag(raw, "counts_start_day", path),
        cut_off=None if cuts_at_closing else reading.hour(raw, "cut_off", path),
        cuts_at_closing=cuts_at_closing,
        schedule=schedule if schedule in WORK_SCHEDULES else "",
        before=TermId(before) if before else None,
        norm=reading.string(raw, "norm", path),
        gap=reading.string(raw, "gap", path),
        name=reading.text(raw, "name", path),
        event=events.get(event, NO_TEXT),
        met_by=_met_by(reading, raw, path),
    )


def _met_by(reading: Reading, raw: Raw, path: str) -> tuple[ElementId, ...]:
    """Whether the elements are there is seen only with the diagrams beside it."""
    at = f"{path}.met_by"
    found = []
    for k, item in enumerate(reading.items(raw.get("met_by"), at)):
        if isinstance(item, str) and item.strip():
            found.append(ElementId(item.strip()))
        else:
            reading.problem(f"{at}[{k}]", filled(say.NO_ADDRESS, found=say.shown(item)))
    return tuple(found)


def _documents(
    reading: Reading, raw: Raw, path: str, channels: Sequence[str]
) -> tuple[RequiredDocument, ...]:
    documents = []
    for k, item in enumerate(reading.items(raw.get("documents"), f"{path}.documents")):
        at = f"{path}.documents[{k}]"
        needed = ("id", "name", "needed", "when", "channels", "norm")
        found = reading.mapping(item, at, required=needed, optional=("gap",))
        document = RequiredDocument(
            id=reading.string(found, "id", at),
            name=reading.text(found, "name", at),
            needed=cast(DocumentNeed, reading.choice(found, "needed", at, DOCUMENT_NEEDS)),
            when=reading.text(found, "when", at),
            channels=reading.strings(found, "channels", at, channels),
            norm=reading.string(found, "norm", at),
            gap=reading.string(found, "gap", at),
        )
        documents.append(document)
    _check_unique(reading, f"{path}.documents", [document.id for document in documents])
    return tuple(documents)


def _grounds(reading: Reading, raw: Raw, path: str, key: str) -> tuple[Ground, ...]:
    grounds = []
    for k, item in enumerate(reading.items(raw.get(key), f"{path}.{key}")):
        at = f"{path}.{key}[{k}]"
        found = reading.mapping(item, at, required=("id", "name", "norm"), optional=("gap",))
        ground = Ground(
            id=reading.string(found, "id", at),
            name=reading.text(found, "name", at),
            norm=reading.string(found, "norm", at),
            gap=reading.string(found, "gap", at),
        )
        grounds.append(ground)
    _check_unique(reading, f"{path}.{key}", [ground.id for ground in grounds])
    return tuple(grounds)


def _gaps(reading: Reading, raw: Raw, path: str) -> Mapping[str, GapDecision]:
    at = f"{path}.gaps"
    named = reading.any_mapping(raw.get("gaps", {}), at)
    return MappingProxyType({gap: GapDecision(gap, reading.text(named, gap, at)) for gap in named})


def _check_gaps(reading: Reading, path: str, edition: Edition) -> None:
    """Whatever follows a gap of the order finds its decision in the same file."""
    terms = [edition.terms, *edition.channel_terms.values()]
    followed = {term.gap for by_id in terms for term in by_id.values()}
    followed |= {document.gap for document in edition.documents}
    followed |= {ground.gap for ground in edition.refusal_grounds}
    followed |= {ground.gap for ground in edition.acceptance_refusal_grounds}
    named = {gap.strip() for gaps in followed for gap in gaps.split(";")}
    for gap in sorted(named - {""} - edition.gaps.keys()):
        reading.problem(f"{path}.gaps", filled(say.NO_DECISION, gap=gap))


def _check_unique(reading: Reading, path: str, ids: Sequence[str]) -> None:
    for name in sorted({name for name in ids if name and ids.count(name) > 1}):
        reading.problem(path, filled(say.ID_TWICE, id=name))


def _check_windows(reading: Reading, editions: Sequence[Edition]) -> None:
    """An edition ends after it begins, and no two of the law hold on one day."""
    for edition in editions:
        if edition.effective_to and edition.effective_to <= edition.effective_from:
            reading.problem(f"editions.{edition.id}", filled(say.ENDS_EARLY))
    lawful = sorted((e for e in editions if not e.is_demonstration), key=lambda e: e.effective_from)
    for earlier, later in pairwise(lawful):
        if earlier.covers(later.effective_from):
            reading.problem(f"editions.{later.id}", filled(say.OVERLAPS, id=earlier.id))
