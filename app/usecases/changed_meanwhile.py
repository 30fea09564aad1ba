"""What has changed since a form was shown: the data of its case, or the answers of others.

A page compares so what it has shown, and a draft what was shown to whoever typed it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from app.domain.answer_paths import pattern_of, patterns
from app.domain.form_fields import Field
from app.domain.forms import Form
from app.domain.refusals import Conflict
from app.domain.texts import Text
from app.feel import Value, from_value
from app.ports.storage import Draft, Seen


class CaseChangedSince(Conflict):
    code = "CaseChangedSince"
    title = Text(
        "Форма толтырылғаннан кейін істің деректері өзгерді. Тапсырманы ашып, тексеріп, сол жерде "
        "аяқтаңыз",
        "После заполнения формы данные дела изменились. Откройте задачу, проверьте её и завершите "
        "там",
        "The data of the case have changed since the form was filled in. Open the task, look at it "
        "and complete it there",
    )


class FilledInByAnother(Conflict):
    code = "FilledInByAnother"
    title = Text(
        "Бұл форманы кейін әріптесіңіз де толтырды. Тапсырманы ашып, тексеріп, сол жерде аяқтаңыз",
        "Эту форму позже заполнял и коллега. Откройте задачу, проверьте её и завершите там",
        "A colleague has filled in this form later, too. Open the task, look at it and complete it "
        "there",
    )


NEVER = "-"


def mark_of(moment: datetime | None) -> str:
    """Sorts as time does, and what never was comes first."""
    return NEVER if moment is None else f"{moment.timestamp():020.6f}"


def newest_of(drafts: Sequence[Draft]) -> str:
    """The mark of the draft that was saved last."""
    return mark_of(max((one.saved_at for one in drafts), default=None))


def case_mark(form: Form, scope: Mapping[str, Value]) -> str:
    """A digest of the case's data that the form shows or reckons with."""
    read = {name: _plain(scope.get(name)) for name in sorted(form.reads)}
    told = json.dumps(read, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def differing(
    form: Form, mine: Mapping[str, object], theirs: Mapping[str, object]
) -> Iterator[tuple[str, Field]]:
    """The paths of the fields that two have answered otherwise, as they typed."""
    fields = dict(patterns(form.fields))
    for key in dict.fromkeys([*mine, *theirs]):
        field = fields.get(pattern_of(key))
        if field is None:
            continue
        if _typed(field, mine.get(key)) != _typed(field, theirs.get(key)):
            yield key, field


def is_ticked(raw: object) -> bool:
    """Of a checkbox, as a browser sends it and as a draft keeps it."""
    return raw in (True, "True", "true", "on")


def items_of(raw: object) -> list[str]:
    """What was typed or chosen in a field; nothing where it is empty."""
    return [str(one) for one in (raw if isinstance(raw, list) else [raw] if raw else [])]


def demand_as_seen(
    form: Form,
    scope: Mapping[str, Value],
    answers: Mapping[str, object],
    seen: Seen,
    others: Sequence[Draft],
) -> None:
    """Refuse answers that were typed on what holds no more.

    Args:
        form: of the task.
        scope: what it may read of the case now.
        answers: as typed.
        seen: what was shown to whoever typed them.
        others: what others keep of the same task now.

    Raises:
        CaseChangedSince, FilledInByAnother: as they say.
    """
    newer = [one for one in others if mark_of(one.saved_at) > seen.others]
    changed = max(newer, key=lambda one: one.saved_at, default=None)
    if changed is not None and any(differing(form, answers, changed.answers)):
        raise FilledInByAnother(f"Expected the answers of {changed.person} to be seen first")
    if case_mark(form, scope) != seen.case:
        raise CaseChangedSince(f"Expected the data of the case to have the mark {seen.case}")


def _typed(field: Field, raw: object) -> object:
    return is_ticked(raw) if field.kind == "checkbox" else items_of(raw)


def _plain(value: Value) -> object:
    try:
        return from_value(value)
    except TypeError:
        return None
