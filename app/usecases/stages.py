"""The outline of a case: the stages of its diagram, and which of them it has reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.domain.called_elements import CalledElements
from app.domain.identity import ElementId
from app.domain.texts import Text
from app.ports.views import CaseView


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    name: Text
    state: Literal["done", "now", "ahead"]
    at: datetime | None
    """When it was reached last, if it was."""


STAGE_NAMES: Mapping[str, Text] = {
    "intake": Text("Өтінішті тіркеу", "Регистрация заявления", "Registration"),
    "completeness": Text("Құжаттарды тексеру", "Проверка документов", "Documents"),
    "check": Text("Жүйелер бойынша тексеру", "Проверка по системам", "Automatic checks"),
    "decision": Text("Шешім", "Решение", "Decision"),
    "hearing": Text("Тыңдау", "Заслушивание", "Hearing"),
    "complaint_intake": Text("Шағымды тіркеу", "Регистрация жалобы", "Registration"),
    "complaint_consideration": Text("Адресаттың қарауы", "Рассмотрение адресатом", "Addressee"),
    "complaint_passing": Text("Іспен бірге жіберу", "Направление с делом", "Passed on"),
    "complaint_review": Text("Қарайтын орган", "Рассматривающий орган", "Review"),
    "complaint_answer": Text("Шағымға жауап", "Ответ на жалобу", "Answer"),
    "result": Text("Нәтиже", "Результат", "Result"),
}


def stages_of(elements: CalledElements, view: CaseView) -> tuple[Stage, ...]:
    """In the order the case came to them, then of the life cycle; an ended case has done ones."""
    waiting = (elements.get(element_id) for element_id in _waiting(view))
    # What listens beside the work, for news that may never come, is not where the case stands.
    present = {
        element.stage
        for element in waiting
        if element is not None and element.kind not in ("start_event", "boundary_event")
    }
    last: dict[str, datetime] = {}
    first: dict[str, datetime] = {}
    for event in view.history:
        element = elements.get(event.element_id) if event.element_id else None
        if element is not None and element.stage:
            last[element.stage] = event.at
            first.setdefault(element.stage, event.at)
    reached = _of_this_course(last, first, view.case.taken_up_at)
    # A stage inside a called process, like a hearing, may never come: it is shown once it has.
    expected = {element.stage for element in elements.values() if view.ended_at is None}
    shown = [stage for stage in STAGE_NAMES if stage in expected or stage in reached]
    # Stable: stages of one moment, and those ahead, keep the order of the life cycle.
    shown.sort(key=lambda stage: (stage not in reached, first.get(stage, view.case.registered_at)))
    return tuple(
        Stage(stage, STAGE_NAMES[stage], _state(stage, present, reached), reached.get(stage))
        for stage in shown
    )


def _of_this_course(
    reached: Mapping[str, datetime], first: Mapping[str, datetime], taken_up_at: datetime | None
) -> Mapping[str, datetime]:
    """Without the stages that lie ahead again, because the case was taken up before them."""
    again = [] if taken_up_at is None else [s for s, at in reached.items() if at >= taken_up_at]
    if not again:
        return reached
    farthest = max(first[stage] for stage in again)
    return {stage: at for stage, at in reached.items() if stage in again or first[stage] < farthest}


def _waiting(view: CaseView) -> list[ElementId]:
    return [token.element_id for token in view.tokens if token.kind != "timer"]


def _state(
    stage: str, present: set[str], reached: Mapping[str, datetime]
) -> Literal["done", "now", "ahead"]:
    if stage in present:
        return "now"
    return "done" if stage in reached else "ahead"
