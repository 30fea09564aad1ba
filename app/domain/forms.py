"""Forms: which fields are shown, and all answers checked together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.answer_paths import flat, nested, pattern_of, patterns, put
from app.domain.answer_times import Unfit, demand_present
from app.domain.answers import read_answer
from app.domain.form_fields import LISTS, SHOWN_ONLY, Field, Shown
from app.domain.form_layout import Layout, flattened, laid_out
from app.domain.form_words import is_filled, words_of
from app.domain.refusals import Invalid
from app.domain.texts import LANGUAGES, NO_TEXT, Language, Text
from app.feel import Value


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer, as a polite request."""

    key: str
    message: Text


MOST_TOLD = 3
"""Problems that are told in one sentence."""
_UNKNOWN: Mapping[str, Text] = {}


class FormInvalid(Invalid):
    """Answers that a form does not accept; nothing was changed."""

    code = "FormInvalid"
    title = Text(
        "Сақталмады. Белгіленген жерлерді түзетіңіз",
        "Не сохранено. Исправьте отмеченные места",
        "Not saved. Please mend the marked places",
    )

    def __init__(self, problems: Sequence[Problem], labels: Mapping[str, Text] = _UNKNOWN) -> None:
        super().__init__("Refused fields: " + ", ".join(p.key for p in problems))
        self.problems = tuple(problems)
        self._labels = labels

    @property
    def words(self) -> Text:
        """What is to be mended, for where the fields themselves are not seen."""
        return Text(**{language: self._told(language) for language in LANGUAGES})

    def _told(self, language: Language) -> str:
        told = []
        for problem in self.problems[:MOST_TOLD]:
            label = self._labels.get(pattern_of(problem.key), NO_TEXT).in_language(language)
            message = problem.message.in_language(language)
            told.append(f"{label}{_between(label)}{message}")
        more = ["…"] if len(self.problems) > MOST_TOLD else []
        return "; ".join([*told, *more])


def _between(label: str) -> str:
    """A question ends its own sentence."""
    return "" if not label else " " if label.endswith(("?", ":")) else ": "


@dataclass(frozen=True, slots=True)
class SentAnswers:
    """Answers as a browser sends them: each key with its texts, whatever the kind of its field."""

    texts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    fields: tuple[Field, ...]

    @property
    def is_live(self) -> bool:
        """Whether an answer may change what else is shown."""
        return any(_is_live(field) for _, field in patterns(self.fields))

    @property
    def reads(self) -> frozenset[str]:
        """Names of what the form shows or reckons with besides its own answers."""
        own = {path.split(".")[0] for path, field in patterns(self.fields) if field.is_input}
        names: set[str] = set()
        for path, field in patterns(self.fields):
            if field.readonly is not False or field.is_disabled:
                names.add(path.split(".")[0])
            names |= {one for one in _names(field) if one not in own}
        return frozenset(names)

    def told(self, sent: SentAnswers) -> dict[str, object]:
        """The raw answers that were sent; a key that is no field stays: `read` refuses it."""
        kinds = {path: field.kind for path, field in patterns(self.fields)}
        return {
            key: list(texts)
            if kinds.get(pattern_of(key)) in LISTS
            else True
            if kinds.get(pattern_of(key)) == "checkbox"
            else texts[0]
            for key, texts in sent.texts.items()
        }

    def beginning(self) -> dict[str, object]:
        """The raw answers before anything is typed."""
        return _defaults(self.fields, "")

    def row_beginning(self, field: Field, above: str) -> dict[str, object]:
        """The raw answers of a new row of a list; `above` leads to it, with a dot at its end."""
        return _defaults(field.inner, above)

    def by_path(self, answers: Mapping[str, object]) -> dict[str, object]:
        """Raw answers each by its whole path, however they came."""
        return flat(self.fields, answers)

    def nested(self, answers: Mapping[str, object]) -> dict[str, object]:
        """Raw answers as lists and contexts, the way a scenario gives them."""
        return nested(self.fields, flat(self.fields, answers))

    def laid_out(self, answers: Mapping[str, object], scope: Mapping[str, Value]) -> Layout:
        """The form for these answers in this scope; lists and contexts stay as they came."""
        return laid_out(self.fields, flat(self.fields, answers), scope)

    def shown(self, answers: Mapping[str, object], scope: Mapping[str, Value]) -> tuple[Field, ...]:
        """The fields that are not hidden for these answers in this scope, rows included."""
        return tuple(one.field for one in flattened(self.laid_out(answers, scope).shown))

    def read(
        self,
        answers: Mapping[str, object],
        scope: Mapping[str, Value],
        today: date | None = None,
    ) -> dict[str, Value]:
        """The answers as process variables.

        Args:
            answers: raw answers by key: text as typed, lists for checklists and files. Rows of a
                dynamic list come as a list, or each answer by its path.
            scope: process variables, for the expressions of the form.
            today: in the office's zone, for days that may not have passed; None lets them.

        Raises:
            FormInvalid: an answer is missing or unfit, or there is no such field.
        """
        given = flat(self.fields, answers)
        known = {path for path, _ in patterns(self.fields)}
        problems = [Problem(key, UNKNOWN_FIELD) for key in given if pattern_of(key) not in known]
        values = _read(self.laid_out(given, scope).shown, given, today, problems)
        if problems:
            labels = {path: field.label for path, field in patterns(self.fields)}
            raise FormInvalid(problems, labels)
        return values


UNKNOWN_FIELD = Text(
    "Бұл формада мұндай өріс жоқ", "В этой форме нет такого поля", "This form has no such field"
)


def _read(
    shown: Sequence[Shown],
    given: Mapping[str, object],
    today: date | None,
    problems: list[Problem],
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for one in shown:
        field = one.field
        if field.kind in SHOWN_ONLY or field.is_disabled:
            continue
        if field.kind == "dynamiclist":
            put(values, one.local, [_read(row, given, today, problems) for row in one.rows])
        elif one.is_fixed or field.kind == "expression":
            put(values, one.local, one.value)
        else:
            try:
                value = read_answer(field, given.get(field.key))
                if today is not None:
                    demand_present(field, value, today)
            except Unfit as unfit:
                problems.append(Problem(field.key, unfit.message))
            else:
                put(values, one.local, value)
    return values


def _defaults(fields: Sequence[Field], above: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields:
        path = f"{above}{field.key}"
        if field.kind == "dynamiclist":
            found[path] = str(field.first_rows)
            for k in range(field.first_rows):
                found |= _defaults(field.inner, f"{path}[{k}].")
        elif field.is_input and field.default is not None:
            found[path] = field.default
    return found


def _names(field: Field) -> Iterator[str]:
    """What its expressions and texts read."""
    readonly = None if isinstance(field.readonly, bool) else field.readonly
    computed = (field.options_from, field.source, field.columns_from, field.document, readonly)
    for expression in (*field.hides, *computed):
        if expression is not None:
            yield from expression.names
    for text in (field.label, field.description, field.prefix, field.suffix, field.group):
        for words in (text.kk, text.ru, text.en):
            for expression in words_of(words).expressions():
                yield from expression.names


def _is_live(field: Field) -> bool:
    texts = (field.label, field.description, field.prefix, field.suffix, field.group)
    reads = (field.options_from, field.source, field.columns_from)
    return bool(
        field.hides
        or field.kind in ("dynamiclist", "table", "expression")
        or any(one is not None for one in reads)
        or not isinstance(field.readonly, bool)
        or any(map(is_filled, texts))
    )
