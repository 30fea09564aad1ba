"""The history of one advance: what was passed, decided, warned of, and whether it ended."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from app.domain.texts import LANGUAGES
from app.ports.engine import Advance, Decided, Failure, Passed, Warned
from app.ports.storage import HistoryEvent

SYSTEM = "system"


def story_of(
    advance: Advance,
    new_failure: Failure | None,
    *,
    by: str,
    now: datetime,
    is_cancelled: bool,
    told: Mapping[str, str],
) -> Iterator[HistoryEvent]:
    """In the order of happening; `by` has moved the instance, `told` is what is said of them."""
    for passed in advance.passed:
        facts = {**(_called(passed) or {}), **told} or None
        yield HistoryEvent(now, passed.outcome, passed.element_id, by, passed.by_flow, facts)
    for decided in advance.decided:
        yield _decided(now, decided)
    for warned in advance.warnings:
        yield _warned(now, warned)
    if new_failure is not None:
        facts = {"code": new_failure.code}
        yield HistoryEvent(now, "incident", new_failure.element_id, SYSTEM, (), facts)
    elif advance.failure is None and not advance.waits and not is_cancelled:
        yield HistoryEvent(now, "ended", advance.ended_at, SYSTEM)


def _called(passed: Passed) -> Mapping[str, str] | None:
    """What a call activity has called, for who reads the history."""
    if passed.called is None:
        return None
    key, version = passed.called
    return {"process": key} if version is None else {"process": key, "version": str(version)}


def _warned(now: datetime, warned: Warned) -> HistoryEvent:
    """For whoever looks for the reason of a wrong turn; officials are not shown it."""
    facts = {"what": warned.what}
    for language in LANGUAGES:
        facts[language] = warned.message.in_language(language)
    return HistoryEvent(now, "warned", warned.element_id, SYSTEM, (), facts)


def _decided(now: datetime, decided: Decided) -> HistoryEvent:
    """Which rules spoke, with the words that they had on that day."""
    facts = {"decision": decided.decision}
    for language in LANGUAGES:
        facts[f"title.{language}"] = decided.title.in_language(language)
        facts[f"why.{language}"] = decided.why.in_language(language)
    if decided.rules is not None:
        facts["rules"] = ", ".join(map(str, decided.rules))
        facts["rule_ids"] = ", ".join(decided.rule_ids)
    return HistoryEvent(now, "decided", decided.element_id, SYSTEM, (), facts)
