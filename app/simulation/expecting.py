"""Compares what a scenario expects of an instance with where the instance stands."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.domain.calendar import ZONE_NAME
from app.domain.called_elements import CalledElements
from app.domain.texts import LANGUAGES, Text
from app.domain.work import Incident, JobState, TimerState
from app.ports.views import CaseView, MessageRow
from app.simulation.scenario import DocumentWanted, Expectation, IncidentWanted, MessageWanted

PASSED = frozenset({"completed", "fired"})
"""Kinds of history events that tell of an element behind the token."""
ONE_OF, NONE_OF = "one of", "none of"
"""What is told of a list of which not each is expected."""
NOT_BEFORE, AFTER = "not before", "after"
"""What is told of a moment."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an expectation is held against."""

    case: CaseView
    elements: CalledElements
    sent: Sequence[MessageRow]
    """Messages since the last step that expected messages."""
    received: Mapping[str, Sequence[Mapping[str, object]]]
    """What the state systems received, by the keys of `RECEIVED`."""
    registers: Mapping[str, int]
    """Lines of the case by register."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that is not as expected; both sides are JSON-like values."""

    what: str
    expected: object
    found: object


def mismatches(wants: Expectation, seen: Seen) -> list[Mismatch]:
    """Everything that is not as expected, in the order of the format."""
    found: list[Mismatch] = []
    for what, check in CHECKS.items():
        wanted = getattr(wants, what)
        if wanted is not None:
            result = check(wanted, seen)
            if result is not None:
                found.append(Mismatch(what, plain(result[0]), plain(result[1])))
    return found


def waiting_at(seen: Seen) -> list[str]:
    """Elements that hold a token. An event that waits beside others is armed, but holds none."""
    return sorted(
        {
            token.element_id
            for token in seen.case.tokens
            if (element := seen.elements.get(token.element_id)) is None
            or element.kind not in ("boundary_event", "start_event")
        }
    )


def passed_elements(case: CaseView) -> list[str]:
    """Elements behind the tokens, in order of happening."""
    return [e.element_id for e in case.history if e.kind in PASSED and e.element_id]


def plain(value: object) -> object:
    """The value as JSON knows it, a Text as it is; whole numbers of FEEL become int."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bool | int | str | Text) or value is None:
        return value
    if isinstance(value, datetime | date):
        return local(value).isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Iterable):
        return [plain(inner) for inner in value]
    return str(value)


def local(value: datetime | date) -> datetime | date:
    """A moment in the office's zone; a date as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(ZoneInfo(ZONE_NAME))
    return value


Found = tuple[object, object] | None
"""Expected and found, where they differ."""


def _waits_at(wanted: Sequence[str], seen: Seen) -> Found:
    found = waiting_at(seen)
    return None if sorted(set(wanted)) == found else (sorted(set(wanted)), found)


def _waits_at_any(wanted: Sequence[str], seen: Seen) -> Found:
    found = waiting_at(seen)
    return None if set(wanted) & set(found) else ({ONE_OF: list(wanted)}, found)


def _not_waiting_at(wanted: Sequence[str], seen: Seen) -> Found:
    found = waiting_at(seen)
    return ({NONE_OF: list(wanted)}, found) if set(wanted) & set(found) else None


def _passed(wanted: Sequence[str], seen: Seen) -> Found:
    found = passed_elements(seen.case)
    rest = iter(found)
    in_order = all(any(element == behind for behind in rest) for element in wanted)
    return None if in_order else (list(wanted), found)


def _not_passed(wanted: Sequence[str], seen: Seen) -> Found:
    wrong = [element for element in wanted if element in passed_elements(seen.case)]
    return ({NONE_OF: list(wanted)}, wrong) if wrong else None


def _open_tasks(wanted: Mapping[str, int], seen: Seen) -> Found:
    open_now = [task for task in seen.case.tasks if task.is_open]
    found = {
        name: sum(task.element_id == name or _is_name(task.name, name) for task in open_now)
        for name in wanted
    }
    return None if found == dict(wanted) else (wanted, found)


def _is_name(text: Text, name: str) -> bool:
    return name in {text.in_language(language) for language in LANGUAGES}


def _open_task_count(wanted: int, seen: Seen) -> Found:
    found = [task.element_id for task in seen.case.tasks if task.is_open]
    return None if len(found) == wanted else (wanted, found)


def _status(wanted: str, seen: Seen) -> Found:
    found = "suspended" if seen.case.held_at is not None else str(seen.case.status)
    return None if found == wanted else (wanted, found)


def _ended_at(wanted: str, seen: Seen) -> Found:
    found = str(seen.case.ended_element or "")
    return None if found == wanted else (wanted, found or waiting_at(seen))


def _term_met_on(wanted: date, seen: Seen) -> Found:
    met_at = seen.case.case.term_met_at
    found = None if met_at is None else met_at.astimezone(ZoneInfo(ZONE_NAME)).date()
    return None if found == wanted else (wanted, found)


def _due(wanted: Mapping[str, date], seen: Seen) -> Found:
    due = {task.element_id: task.due_on for task in seen.case.tasks if task.is_open}
    found = {element: due.get(element) for element in wanted}  # type: ignore[call-overload]  # ids are texts
    return None if found == dict(wanted) else (wanted, found)


def _timers(wanted: Mapping[str, datetime], seen: Seen) -> Found:
    armed = {t.element_id: t.due_at for t in seen.case.timers if t.state is TimerState.ARMED}
    found = {element: armed.get(element) for element in wanted}  # type: ignore[call-overload]  # ids are texts
    return None if found == dict(wanted) else (wanted, found)


def _variables(wanted: Mapping[str, object], seen: Seen) -> Found:
    found = {path: plain(_at(seen.case.variables, path)) for path in wanted}
    fits = all(_is_part(plain(value), found[path]) for path, value in wanted.items())
    return None if fits else (wanted, found)


def _at(variables: Mapping[str, object], path: str) -> object:
    value: object = variables
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _is_part(wanted: object, found: object) -> bool:
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(_is_part(value, found.get(key)) for key, value in wanted.items())
    return type(wanted) is type(found) and wanted == found


def _jobs(wanted: Sequence[str], seen: Seen) -> Found:
    open_states = (JobState.DUE, JobState.FAILED)
    found = sorted(job.topic for job in seen.case.jobs if job.state in open_states)
    return None if sorted(wanted) == found else (sorted(wanted), found)


def _incidents(wanted: Sequence[IncidentWanted], seen: Seen) -> Found:
    found = list(seen.case.incidents)
    if len(found) == len(wanted) and all(map(_is_incident, wanted, found)):
        return None
    shown = [{"element": i.element_id, "reason": i.reason, "detail": i.detail} for i in found]
    return [{"element": w.element, "matches": w.matches} for w in wanted], shown


def _is_incident(wanted: IncidentWanted, found: Incident) -> bool:
    told = "\n".join((*(found.reason.in_language(lang) for lang in LANGUAGES), found.detail))
    fits = wanted.matches is None or re.search(wanted.matches, told) is not None
    return fits and wanted.element in (None, found.element_id)


def _messages(wanted: Sequence[MessageWanted], seen: Seen) -> Found:
    # Branches that run side by side send at one moment, in either order.
    left = list(seen.sent)
    for want in wanted:
        fitting = next((sent for sent in left if _is_message(want, sent)), None)
        if fitting is None:
            break
        left.remove(fitting)
    else:
        if not left:
            return None
    expected = [{"template": w.template, "to": w.to, "at": w.at} for w in wanted]
    return expected, [{"template": s.message, "to": s.to, "at": s.sent_at} for s in seen.sent]


def _is_message(wanted: MessageWanted, sent: MessageRow) -> bool:
    at = wanted.at
    if isinstance(at, datetime):
        is_then = sent.sent_at == at
    else:
        is_then = at is None or sent.sent_at.astimezone(ZoneInfo(ZONE_NAME)).date() == at
    return is_then and wanted.template in (None, sent.message) and wanted.to in (None, sent.to)


def _documents(wanted: Sequence[DocumentWanted], seen: Seen) -> Found:
    left = [
        {"template": document.template, "signed": bool(document.signatures)}
        for document in seen.case.documents
    ]
    found = list(left)
    # Those first that say more, or a want of either kind would take what a later one needs.
    for want in sorted(wanted, key=lambda one: one.signed is None):
        fitting = next((one for one in left if _is_document(want, one)), None)
        if fitting is None:
            return [{"template": want.template, "signed": want.signed}], found
        left.remove(fitting)
    return None


def _received(what: str) -> Callable[[Sequence[Mapping[str, object]], Seen], Found]:
    def check(wanted: Sequence[Mapping[str, object]], seen: Seen) -> Found:
        found = seen.received[what]
        fits = len(wanted) == len(found) and all(
            _is_part(plain(want), plain(thing)) for want, thing in zip(wanted, found, strict=True)
        )
        return None if fits else (wanted, found)

    return check


def _is_document(want: DocumentWanted, found: Mapping[str, object]) -> bool:
    return found["template"] == want.template and want.signed in (None, found["signed"])


def _registers(wanted: Mapping[str, int], seen: Seen) -> Found:
    found = {register: seen.registers.get(register, 0) for register in wanted}
    return None if found == dict(wanted) else (wanted, found)


CHECKS: Mapping[str, Callable[..., Found]] = {
    "waits_at": _waits_at,
    "waits_at_any": _waits_at_any,
    "not_waiting_at": _not_waiting_at,
    "passed": _passed,
    "not_passed": _not_passed,
    "open_tasks": _open_tasks,
    "open_task_count": _open_task_count,
    "status": _status,
    "ended_at": _ended_at,
    "term_met_on": _term_met_on,
    "due": _due,
    "timers": _timers,
    "variables": _variables,
    "jobs": _jobs,
    "incidents": _incidents,
    "messages": _messages,
    "documents": _documents,
    "cabinet": _received("cabinet"),
    "stages": _received("stages"),
    "measures": _received("measures"),
    "registers": _registers,
}
