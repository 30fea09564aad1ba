"""The answers of a task's form in the present request."""

from flask import request

from app.usecases.read_desk import TaskDesk
from app.web.form_answers import NOTHING, Typed, typed


def typed_in(desk: TaskDesk) -> Typed:
    """As typed; nothing where the task has no form."""
    return typed(desk.form, request.form) if desk.form else NOTHING
