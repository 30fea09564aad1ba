"""The answers of a task's form in the present request."""

from app.usecases.read_desk import TaskDesk
from app.web.form_answers import NOTHING, Typed
from app.web.form_deeds import typed_now


def typed_in(desk: TaskDesk) -> Typed:
    """As typed; nothing where the task has no form."""
    return typed_now(desk.form) if desk.form else NOTHING
