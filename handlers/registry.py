"""The list of topics, each described by its handler's own signature."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import get_type_hints

from app.domain.identity import JobId, Topic
from app.feel import Value
from app.ports.engine import TopicContract
from handlers.conversion import is_optional, read_inputs, write_outputs
from handlers.input_words import input_words, result_names

BoundHandler = Callable[[JobId, Mapping[str, Value]], dict[str, Value]]
"""A handler with its ports: a job's id and inputs in, process variables out.

It may raise InputsUnfit, BusinessError, and whatever its ports raise.
"""


@dataclass(frozen=True, slots=True)
class Handler:
    """A topic as its function declares it."""

    topic: Topic
    function: Callable[..., object]
    inputs: type
    outputs: type
    errors: frozenset[str]
    ports: Mapping[str, object]
    """Keyword-only parameters by name, each with its Protocol."""

    def bind(self, ports: Mapping[str, object]) -> BoundHandler:
        """The handler with what it needs of `ports`.

        Raises:
            LookupError: a port is missing.
        """
        missing = sorted(set(self.ports) - set(ports))
        if missing:
            raise LookupError(f"{self.topic} needs the ports {', '.join(missing)}")
        bound = partial(self.function, **{name: ports[name] for name in self.ports})

        def run(job: JobId, inputs: Mapping[str, Value]) -> dict[str, Value]:
            return write_outputs(bound(job, read_inputs(self.inputs, inputs)))

        return run


def describe(topic: Topic, function: Callable[..., object], errors: frozenset[str]) -> Handler:
    """Read a handler's inputs, outputs and ports off its signature.

    Raises:
        TypeError: the signature is not `(job, inputs, *, port, ...) -> outputs` of dataclasses.
    """
    hints = get_type_hints(function)
    parameters = inspect.signature(function).parameters.values()
    plain = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    ports = {p.name: hints[p.name] for p in parameters if p.kind is p.KEYWORD_ONLY}
    if plain != ["job", "inputs"] or len(plain) + len(ports) != len(parameters):
        raise TypeError(f"the handler of {topic} has to take (job, inputs, *, ports)")
    inputs, outputs = hints["inputs"], hints["return"]
    if not (is_dataclass(inputs) and is_dataclass(outputs)):
        raise TypeError(f"the handler of {topic} has to take and give dataclasses")
    return Handler(topic, function, inputs, outputs, errors, ports)  # type: ignore[arg-type]  # is_dataclass admits instances, a hint is none


_MODULES = (
    "ask_digital_consent",
    "enter_register",
    "mark_contested_act",
    "open_ordering",
    "pass_complaint_on",
    "pass_measures",
    "render_document",
    "report_stage",
    "request_digital_documents",
    "request_disability",
    "request_person",
    "request_phone",
    "request_rehabilitation_programme",
    "request_supplier_choice",
    "send_sms",
    "take_up_case",
    "update_cabinet",
    "withdraw_measures",
)
"""Of this room, one for each topic."""


def _described(module: ModuleType) -> Handler:
    """The handler of a module: its function is the topic's name in Python's letters."""
    topic: Topic = module.TOPIC
    return describe(topic, getattr(module, topic.replace("-", "_")), module.ERRORS)


HANDLERS: Mapping[Topic, Handler] = {
    handler.topic: handler
    for handler in (_described(import_module(f"handlers.{name}")) for name in _MODULES)
}


def contract_of(handler: Handler) -> TopicContract:
    """What a deployment is checked against."""
    known = fields(handler.inputs)
    return TopicContract(
        topic=handler.topic,
        required_inputs=frozenset(field.name for field in known if not is_optional(field)),
        optional_inputs=frozenset(field.name for field in known if is_optional(field)),
        outputs=frozenset(field.name for field in fields(handler.outputs)),
        errors=handler.errors,
        inputs=input_words(handler.topic, (field.name for field in known)),
        results=result_names(field.name for field in fields(handler.outputs)),
    )


def bind_handlers(ports: Mapping[str, object]) -> Mapping[Topic, BoundHandler]:
    """Every handler with its ports, by their parameter names. LookupError as in `Handler.bind`."""
    return {topic: handler.bind(ports) for topic, handler in HANDLERS.items()}
