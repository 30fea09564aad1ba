"""Forms: which fields are shown, and all answers checked together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.answers import Unfit, read_answer
from app.domain.form_fields import SHOWN_ONLY, Field
from app.domain.refusals import Invalid
from app.domain.texts import Text
from app.feel import Value


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer, as a polite request."""

    key: str
    message: Text


class FormInvalid(Invalid):
    """Answers that a form does not accept; nothing was changed."""

    code = "FormInvalid"
    title = Text(
        "Сақталмады. Белгіленген жерлерді түзетіңіз",
        "Не сохранено. Исправьте отмеченные места",
        "Not saved. Please mend the marked places",
    )

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Refused fields: " + ", ".join(p.key for p in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class SentAnswers:
    """Answers as a browser sends them: each key with its texts, whatever the kind of its field."""

    texts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    fields: tuple[Field, ...]

    def told(self, sent: SentAnswers) -> dict[str, object]:
        """The raw answers that were sent; a key that is no field stays: `read` refuses it."""
        lists = {f.key for f in self.fields if f.kind in ("checklist", "filepicker")}
        ticks = {f.key for f in self.fields if f.kind == "checkbox"}
        return {
            key: list(texts) if key in lists else True if key in ticks else texts[0]
            for key, texts in sent.texts.items()
        }

    def shown(self, answers: Mapping[str, object], scope: Mapping[str, Value]) -> tuple[Field, ...]:
        """The fields that are not hidden for these answers in this scope."""
        seen = {**scope, **{k: v for k, v in answers.items() if v not in (None, "")}}
        return tuple(field for field in self.fields if not _is_hidden(field, seen))

    def read(
        self, answers: Mapping[str, object], scope: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """The answers as process variables.

        Args:
            answers: raw answers by key: text as typed, lists for checklists and files.
            scope: process variables, for the conditions that hide fields.

        Raises:
            FormInvalid: an answer is missing or unfit, or there is no such field.
        """
        known = {field.key for field in self.fields}
        problems = [Problem(key, UNKNOWN_FIELD) for key in answers if key not in known]
        values: dict[str, Value] = {}
        for field in self.shown(answers, scope):
            if field.kind in SHOWN_ONLY:
                continue
            try:
                values[field.key] = read_answer(field, answers.get(field.key))
            except Unfit as unfit:
                problems.append(Problem(field.key, unfit.message))
        if problems:
            raise FormInvalid(problems)
        return values


UNKNOWN_FIELD = Text(
    "Бұл формада мұндай өріс жоқ", "В этой форме нет такого поля", "This form has no such field"
)


def _is_hidden(field: Field, scope: Mapping[str, object]) -> bool:
    if field.hide is None:
        return False
    return field.hide.evaluate(scope).value is True  # type: ignore[arg-type]  # raw answers are text, lists, bools: all FEEL values
