"""One sentence that says why a deadline is that day, from its explanation."""

from app.domain.deadlines import DaysNotCounted, Deadline, Explanation, TermUnit
from app.domain.norms import norm_words
from app.domain.texts import Language, Text
from app.domain.words import NBSP, counted, numeric_date

_NOT_COUNTED = Text("есептелмейді", "не считается", "not counted")
_COUNTED = Text("есептеледі", "считается", "counted")
_WEEKENDS = Text("демалыс күндері есептелмейді", "выходные не считаются", "weekends not counted")
_RECEIVED = Text("түскен күні {day}", "поступило {day}", "received {day}")
_MOVED = Text(
    "соңғы күн {day} демалысқа түскендіктен, келесі жұмыс күніне ауыстырылды",
    "последний день {day} выпадает на выходной, срок кончается в следующий рабочий день",
    "the last day {day} is a day off, so the term ends on the next working day",
)
_ORIGINAL = Text("бастапқы мерзім {day}", "первоначальный срок {day}", "originally {day}")
_EXTENDED = Text(
    "{amount} ұзартылды: {why}", "продлён на {amount}: {why}", "extended by {amount}: {why}"
)
_BACK = Text(
    "мерзім аяқталатын {end} күнінен кемінде {amount} бұрын",
    "не позднее чем за {amount} до окончания срока {end}",
    "at least {amount} before the term ends on {end}",
)
_MOVED_BACK = Text(
    "{day} демалысқа түскендіктен, алдыңғы жұмыс күніне ауыстырылды",
    "{day} выпадает на выходной, берётся предыдущий рабочий день",
    "{day} is a day off, so the working day before it is taken",
)
_NORM = Text("норма:", "норма:", "norm:")
_DEFAULT_EVENT = Text("бастапқы күн", "начальный день", "the starting day")


def explain(deadline: Deadline, language: Language) -> str:
    """`17.12.2026: 10 working days from 02.12.2026, day of registration not counted, …`."""
    why = deadline.explanation
    parts = [_opening(deadline, language)]
    if why.counted_back_from is None and deadline.term.unit is not TermUnit.WORKING_HOUR:
        parts.append(_start_day(why, language))
    if why.was_deferred:
        parts.append(_fill(_RECEIVED, language, day=numeric_date(why.received)))
    parts += [_passed_over(run, language) for run in why.not_counted if run.kind != "weekend"]
    if any(run.kind == "weekend" for run in why.not_counted):
        parts.append(_WEEKENDS.in_language(language))
    parts += [f"{_passed_over(run, language)}" for run in why.also_counted]
    if why.moved_off_day is not None:
        moved = _MOVED if why.counted_back_from is None else _MOVED_BACK
        parts.append(_fill(moved, language, day=numeric_date(why.moved_off_day)))
    for extension in why.extensions:
        amount = counted(extension.amount, deadline.term.unit.value, language)
        reason = f"{extension.reason} ({extension.norm})"
        parts.append(_fill(_EXTENDED, language, amount=amount, why=reason))
    if why.original_due is not None:
        parts.append(_fill(_ORIGINAL, language, day=numeric_date(why.original_due)))
    if why.norm:
        told = norm_words(why.norm).in_language(language)
        # The gap by its id: a lawyer finds by it how the act was read where it is silent.
        gap = f" ({why.gap})" if why.gap else ""
        parts.append(f"{_NORM.in_language(language)} {told}{gap}")
    return f"{numeric_date(why.due)}: {', '.join(parts)}"


def _opening(deadline: Deadline, language: Language) -> str:
    amount = counted(deadline.term.amount, deadline.term.unit.value, language)
    end = deadline.explanation.counted_back_from
    if end is not None:
        return _fill(_BACK, language, amount=amount, end=numeric_date(end))
    start = numeric_date(deadline.started)
    if language == "kk":
        return f"{start} күнінен бастап {amount}"
    return f"{amount} {'с' if language == 'ru' else 'from'}{NBSP}{start}"


def _start_day(why: Explanation, language: Language) -> str:
    event = (why.start_reason if why.start_reason.kk else _DEFAULT_EVENT).in_language(language)
    verb = _COUNTED if why.counts_start_day else _NOT_COUNTED
    return f"{event} {verb.in_language(language)}"


def _passed_over(run: DaysNotCounted, language: Language) -> str:
    days = numeric_date(run.first)
    if run.last != run.first:
        days += f"–{numeric_date(run.last)}"
    return f"{days} {run.reason.in_language(language)}"


def _fill(text: Text, language: Language, **values: str) -> str:
    return text.in_language(language).format(**values)
