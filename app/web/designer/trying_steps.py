"""What a designer does in a sandbox, as steps of a scenario."""

from collections.abc import Mapping, Sequence

from app.domain.forms import Form
from app.domain.identity import PersonId
from app.domain.state_systems import SYSTEM_NAMES
from app.domain.task import UserTask
from app.domain.texts import Language, Text
from app.usecases.start_forms import StartForm
from app.usecases.try_draft import OpenTask, Sandbox, Step
from app.web.catalogue import say
from app.web.designer.passed_time import passed_time
from app.web.designer.trying_schemas import StepForm, TrialStart
from app.web.form_answers import Typed
from app.web.schemas import beside_answers, in_form

SUPPLIER = "180440012346"
"""The BIN of an invented supplier."""
_DEEDS = (
    "start", "complete", "sign", "advance", "fire_timers", "systems", "retry_incident", "reply",
    "cabinet_reply", "choose_supplier", "event",
)  # fmt: skip


def begin_step(start: StartForm, answers: Typed) -> Step:
    sent = beside_answers(TrialStart)
    head = {key: sent[key] for key in ("channel", "office") if sent[key]}
    return {"start": {**head, **_answered(start.form, answers)}}


def task_step(
    deed: str,
    task: UserTask,
    among: Sequence[OpenTask],
    person: PersonId,
    form: Form | None,
    answers: Typed,
) -> Step:
    """A deed on a task, named by its element and its place among equals, as a scenario does."""
    alike = sorted(
        (one.task for one in among if one.task.element_id == task.element_id),
        key=lambda one: (one.created_at, str(one.id)),
    )
    index = next((place for place, one in enumerate(alike) if one.id == task.id), 0)
    step: dict[str, object] = {deed: str(task.element_id), "as": str(person)}
    if index:
        step["index"] = index
    if deed == "complete" and form is not None and (given := _answered(form, answers)):
        step["with"] = given
    return step


def _answered(form: Form, answers: Typed) -> Mapping[str, object]:
    """What was filled in; a field that is left empty is no answer."""
    kept = {field.key for field in form.fields if field.is_input}
    return {
        key: list(answer) if isinstance(answer, list | tuple) else answer
        for key, answer in form.nested(answers.answers).items()
        if key in kept and answer not in ("", [], None)
    }


def told_steps(sandbox: Sandbox, language: Language) -> list[str]:
    """What has been done, in the words of the page."""
    names = sandbox.task_names()
    return [_told(step, names, language) for step in sandbox.steps()]


def _told(step: Step, names: Mapping[str, Text], language: Language) -> str:
    deed = next(one for one in _DEEDS if one in step)
    given = step.get(deed)
    words: dict[str, object] = {}
    match given:
        case str() if deed in ("complete", "sign"):
            words["task"] = names[given].in_language(language) if given in names else given
        case str() if deed == "advance":
            words["time"] = passed_time(given, language) or given
        case Mapping() if deed == "systems":
            code, system = next(iter(given.items()))
            words["system"] = SYSTEM_NAMES[code].in_language(language)
            deed = "break" if system["faults"] else "mend"
        case Mapping() if deed == "cabinet_reply":
            deed = "hearing" if given["kind"] == "hearing-reply" else "withdraw"
    return say(f"trying.did_{deed}", language, **words)


def step_sent() -> Step:
    """What the form at hand asks for. Raises ValidationError."""
    sent = in_form(StepForm)
    system, text = sent["system"], sent["text"].strip()
    match sent["deed"]:
        case "advance":
            return {"advance": f"{sent['amount']} {sent['unit']}"}
        case "break":
            return {"systems": {system: {"faults": [{"call": "*", "kind": sent["kind"]}]}}}
        case "mend":
            return {"systems": {system: {"faults": []}}}
        case "retry":
            return {"retry_incident": sent["element"] or "*"}
        case "reply":
            return {"reply": {"from": sent["phone"], "text": text}}
        case "hearing":
            told = {"reply": sent["reply"], "position": text} if text else {"reply": sent["reply"]}
            return {"cabinet_reply": {"kind": "hearing-reply", **told}}
        case "withdraw":
            return {"cabinet_reply": {"kind": "application-withdrawn", "reason": text}}
        case "supplier":
            return {"choose_supplier": {"bin": SUPPLIER, "name": text}}
        case "died":
            return {"event": {"system": "gbdfl", "kind": "person-died", "iin": sent["iin"]}}
        case _:
            return {"fire_timers": True}
