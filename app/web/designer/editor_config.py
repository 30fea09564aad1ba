"""What the diagram editor has to know of the product and of the draft."""

from collections.abc import Mapping, Sequence

from flask import g, url_for

from app.domain.models import SHARED, is_shared
from app.domain.people import ROLE_NAMES
from app.domain.shared_stages import decisions_in
from app.domain.texts import LANGUAGES, Text
from app.ports.engine import TopicContract
from app.usecases.design_desk import DraftPage
from app.usecases.draft_choices import Choice, DraftChoices, ReadyStage
from app.usecases.stages import STAGE_NAMES
from app.web.catalogue import say

WORDS = (
    "names", "language_kk", "language_ru", "language_en", "work", "form", "groups",
    "groups_computed",
    "groups_hint", "assignee", "due", "due_term", "follow_up", "four_eyes", "feel_hint", "handler",
    "topic", "topic_gives", "decision", "result_variable", "result_kind",
    "result_singleEntry", "result_singleResult", "result_collectEntries", "result_resultList",
    "law", "norm", "gap", "stage", "hints", "then", "no_findings", "check_failed", "save_failed",
    "open_failed", "make_form", "open_form", "form_failed", "condition", "needed", "mend",
    "timer", "timer_kind", "timer_timeDate", "timer_timeDuration", "timer_timeCycle",
    "laid_out", "layout_failed", "timer_before", "timer_hour", "timer_value", "timer_hint",
)  # fmt: skip
"""What the editor says itself, as keys of the catalogue."""
FUNCTIONS = {
    "deadline": ("term", "moment"),
    "working_days_after": ("day", "days"),
    "working_days_before": ("day", "days"),
    "working_hours_after": ("moment", "hours"),
    "is_working_day": ("day",),
    "age_at": ("birth_date", "day"),
}
"""Beside those of FEEL itself."""
GIVEN = (
    "case.number", "case.registered_at", "applicant.iin", "applicant.full_name",
    "applicant.phone", "applicant.language", "representative", "application", "intake",
)  # fmt: skip
"""Variables of every case."""


def editor_config(
    page: DraftPage, path: str, topics: Mapping[str, TopicContract], choices: DraftChoices
) -> Mapping[str, object]:
    def address(endpoint: str) -> str:
        return url_for(endpoint, draft_id=page.draft.id, path=path)

    shared = SHARED if is_shared(path) else ""
    forms_at = url_for("designer.form", draft_id=page.draft.id, path="")
    return {
        "language": g.language,
        "draft": str(page.draft.id),
        "path": path,
        "raw": address("designer.draft_raw"),
        "save": address("designer.save_file"),
        "split": address("designer.split_draft"),
        "lint": url_for("designer.lint"),
        "formsAt": forms_at + shared,
        "filesAt": url_for("designer.save_file", draft_id=page.draft.id, path="") + shared,
        "groups": [{"id": role, "name": _said(name)} for role, name in ROLE_NAMES.items()],
        "stages": [{"value": stage, "label": _said(name)} for stage, name in STAGE_NAMES.items()],
        "forms": _forms(page, path),
        "decisions": _decisions(page),
        "topics": [_topic(topics[topic]) for topic in sorted(topics)],
        "messages": _choices(choices.messages),
        "documents": _choices(choices.documents),
        "terms": [
            {"value": f"={term.id}", "label": _said(term.name) or term.id} for term in choices.terms
        ],
        "ready": [_ready(stage) for stage in choices.stages],
        "variables": [*_variables(choices), *_functions()],
        "words": {key: say(f"designer.word_{key}", g.language) for key in WORDS}
        | {"line_no": say("designer.line_no", g.language, n="{n}")},
    }


def _said(text: Text) -> str:
    return text.in_language(g.language)


def _forms(page: DraftPage, path: str) -> Sequence[str]:
    """As the diagram names them: a shared stage names a shared form as if it were its own."""
    forms = [file.path for file in page.files if file.path.endswith(".form")]
    if is_shared(path):
        return sorted(form.removeprefix(SHARED) for form in forms if is_shared(form))
    return [form for form in forms if not is_shared(form)]


def _decisions(page: DraftPage) -> Sequence[str]:
    models = [file.content for file in page.files if file.path.endswith(".dmn")]
    return sorted(key for model in models for key in decisions_in(model))


def _topic(contract: TopicContract) -> Mapping[str, object]:
    return {
        "topic": contract.topic,
        "label": f"{contract.topic}: {say(f'topics.{contract.topic}', g.language)}",
        "inputs": [
            {
                "name": name,
                "title": _said(contract.title_of(name)),
                "hint": _said(contract.inputs[name].hint) if name in contract.inputs else "",
                "isNeeded": name in contract.required_inputs,
            }
            for name in (*sorted(contract.required_inputs), *sorted(contract.optional_inputs))
        ],
        "outputs": [
            {"name": name, "title": _said(contract.results.get(name, Text(name)))}
            for name in sorted(contract.outputs)
        ],
    }


def _ready(stage: ReadyStage) -> Mapping[str, object]:
    names = {language: getattr(stage.name, language) for language in LANGUAGES}
    takes, gives = list(stage.takes), list(stage.gives)
    return {"key": stage.key, "names": names, "norm": stage.norm, "takes": takes, "gives": gives}


def _choices(found: Sequence[Choice]) -> Sequence[Mapping[str, str]]:
    return [
        {"value": one.id, "label": f"{one.id}: {_said(one.name)}" if one.name.kk else one.id}
        for one in found
    ]


def _variables(choices: DraftChoices) -> Sequence[Mapping[str, object]]:
    written = [{"name": one.id, "info": one.name.kk} for one in choices.variables]
    return [*written, *({"name": name} for name in GIVEN if "." not in name), *_contexts()]


def _contexts() -> Sequence[Mapping[str, object]]:
    found: dict[str, list[Mapping[str, object]]] = {}
    for name in GIVEN:
        home, _, inner = name.partition(".")
        if inner:
            found.setdefault(home, []).append({"name": inner})
    return [{"name": home, "type": "Context", "entries": inner} for home, inner in found.items()]


def _functions() -> Sequence[Mapping[str, object]]:
    return [
        {"name": name, "type": "function", "params": [{"name": one} for one in names]}
        for name, names in FUNCTIONS.items()
    ]
