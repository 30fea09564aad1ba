"""The process engine behind its port."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.domain.identity import ElementId, ProcessKey, TokenId
from app.domain.models import Beginning, Deployment, ModelFile, ModelSource, ProcessModel
from app.domain.refusals import DatesNotCounted, TokenNotWaiting
from app.engine import snapshot as snapshots
from app.engine.calling import Called
from app.engine.codec import encode_all
from app.engine.definitions import Definitions
from app.engine.events import catcher, told
from app.engine.facts import JOBS
from app.engine.failures import Stuck
from app.engine.instance import GIVEN, Instance
from app.engine.joins import settle
from app.engine.lint import check
from app.engine.pruning import prune
from app.engine.rearming import rearm
from app.engine.specs import Fork
from app.engine.starting import condition_holds, start_due
from app.engine.stepper import Stepper
from app.engine.waits import job_of
from app.engine.working import Working
from app.feel.values import Value
from app.ports.engine import (
    Advance,
    Failure,
    JobWait,
    StartDue,
    Surroundings,
    TopicContract,
    Variables,
    Wait,
)

_STANDING = TaskState.READY | TaskState.WAITING | TaskState.STARTED
EVENTS = ("boundary_event", "intermediate_catch_event", "start_event")
UNKNOWN = object()
"""Stands for the value of a variable that was not there."""


class SpiffEngine:
    """Runs BPMN on SpiffWorkflow. Holds parsed definitions and nothing else; thread-safe."""

    def __init__(self) -> None:
        self._definitions = Definitions()

    def check(
        self, files: Sequence[ModelFile], *, topics: Mapping[str, TopicContract]
    ) -> Deployment:
        """Lint every `.bpmn` and `.form` among `files`; all findings at once."""
        return check(files, topics)

    def model(self, source: ModelSource) -> ProcessModel:
        """The facts of a deployed process."""
        return self._definitions.get(source).facts.model

    def models(self, source: ModelSource) -> Mapping[ProcessKey, ProcessModel]:
        """The facts of every process deployed together with this one."""
        keys = self._definitions.get(source).neighbours
        return {key: self.model(replace(source, key=key)) for key in sorted(keys)}

    def start(
        self,
        source: ModelSource,
        variables: Variables,
        around: Surroundings,
        at: Beginning | None = None,
    ) -> Advance:
        """A new instance, moved to its first wait states."""
        instance = Instance.fresh(self._definitions.get(source), dict(variables), at)

        def begin(stepper: Stepper) -> None:
            if at is not None:
                stepper.begin(at)

        return self._advance(instance, around, begin, before={})

    def start_due(
        self, source: ModelSource, at: Beginning, since: datetime, first: int, around: Surroundings
    ) -> StartDue | None:
        """When the timer begins an instance next. Raises DatesNotCounted."""
        try:
            return start_due(self._definitions.get(source).facts, at, since, first, around)
        except Stuck as stuck:
            raise DatesNotCounted(stuck.detail) from stuck

    def condition_holds(
        self, source: ModelSource, at: Beginning, told: Variables, around: Surroundings
    ) -> bool | None:
        """Whether a start condition is true; None where what is told does not say."""
        return condition_holds(self._definitions.get(source).facts, at, told, around)

    def weigh(
        self, source: ModelSource, snapshot: bytes, told: Variables, around: Surroundings
    ) -> Advance:
        """What is told becomes variables, and conditions are weighed."""
        instance = self._read(source, snapshot, around)
        before = dict(instance.variables)
        instance.variables.update(told)
        return self._advance(instance, around, before=before)

    def complete(
        self,
        source: ModelSource,
        snapshot: bytes,
        token_id: TokenId,
        results: Variables,
        around: Surroundings,
    ) -> Advance:
        """Complete the user task or job at the token. Raises TokenNotWaiting."""
        instance = self._read(source, snapshot, around)
        task = _waiting(instance, token_id, "user_task", *JOBS)
        task.internal_data[GIVEN] = encode_all(results)
        return self._advance(instance, around)

    def fire(
        self, source: ModelSource, snapshot: bytes, token_id: TokenId, around: Surroundings
    ) -> Advance:
        """Fire the timer at the token. Raises TokenNotWaiting."""
        instance = self._read(source, snapshot, around)
        task = _waiting(instance, token_id, *EVENTS)
        return self._advance(instance, around, lambda stepper: stepper.happen(task, {}))

    def deliver(
        self,
        source: ModelSource,
        snapshot: bytes,
        token_ids: Sequence[TokenId],
        payload: Variables,
        around: Surroundings,
    ) -> Advance:
        """A message reaches the tokens that wait for it. Raises TokenNotWaiting for the first."""
        instance = self._read(source, snapshot, around)
        _waiting(instance, token_ids[0], *EVENTS, "receive_task")

        def happen(stepper: Stepper) -> None:
            for token_id in token_ids:
                # One that the message took away at another token is not reached any more.
                if (task := instance.find_waiting(token_id)) is not None:
                    stepper.happen(task, payload)

        return self._advance(instance, around, happen)

    def raise_error(
        self,
        source: ModelSource,
        snapshot: bytes,
        token_id: TokenId,
        code: str,
        facts: Variables,
        around: Surroundings,
    ) -> Advance:
        """Raise a business error at the job's token; uncaught, it is a failure there."""
        instance = self._read(source, snapshot, around)
        task = _waiting(instance, token_id, *JOBS)
        event = catcher(instance, task, "error", code)
        if event is None:
            failure = Failure(
                instance.address(task),
                token_id,
                "uncaught-error",
                f"no event catches the error {code}",
            )
            return self._advance(instance, around, failure=failure)

        return self._advance(
            instance,
            around,
            lambda stepper: stepper.err(task, event, {**facts, **told(instance, event, code)}),
        )

    def retry(self, source: ModelSource, snapshot: bytes, around: Surroundings) -> Advance:
        """Go on after a failure was mended."""
        return self._advance(self._read(source, snapshot, around), around)

    def cancel(self, source: ModelSource, snapshot: bytes, around: Surroundings) -> Advance:
        """End the instance wherever it stands."""
        instance = self._read(source, snapshot, around)
        return self._advance(instance, around, lambda stepper: stepper.cancel())

    def variables_at(
        self, source: ModelSource, snapshot: bytes, token_id: TokenId, around: Surroundings
    ) -> Variables:
        """What the element at the token sees. Raises TokenNotWaiting."""
        instance = self._read(source, snapshot, around)
        return dict(instance.visible(instance.waiting(token_id)))

    def set_variables(
        self,
        source: ModelSource,
        snapshot: bytes,
        variables: Variables,
        around: Surroundings,
        at: ElementId | None = None,
    ) -> tuple[bytes, Variables]:
        """The snapshot with these variables changed, and those that are a process's by their paths.

        A join that waits for a decision about one of them may go on at the next `retry`.
        """
        instance = self._read(source, snapshot, around)
        before = dict(instance.variables)
        if at is None:
            instance.variables.update(variables)
        else:
            instance.write(_standing(instance, at), variables)
        settle(instance.tasks(TaskState.READY), variables)
        return snapshots.write(instance), _changed(instance, before)

    def jobs_again(
        self, source: ModelSource, snapshot: bytes, around: Surroundings
    ) -> tuple[bytes, tuple[JobWait, ...]]:
        """The snapshot with the inputs of its jobs taken again, and these jobs."""
        instance = self._read(source, snapshot, around)
        working = Working(instance, around, Called(self._definitions, around.find_model))
        jobs = []
        for task in instance.tasks(_STANDING):
            facts = instance.facts_of(task)
            if facts is None or facts.element.kind not in JOBS or not instance.is_waiting(task):
                continue
            with suppress(Stuck):
                working.take_inputs(task, facts)
            jobs.append(job_of(task, facts, instance))
        return snapshots.write(instance), tuple(jobs)

    def rearm(
        self, source: ModelSource, snapshot: bytes, around: Surroundings
    ) -> tuple[bytes, tuple[Wait, ...]]:
        """The snapshot with the dates of its waits counted again, and these waits."""
        instance = self._read(source, snapshot, around)
        try:
            waits = rearm(instance, around)
        except Stuck as stuck:
            raise DatesNotCounted(stuck.detail) from stuck
        return snapshots.write(instance), waits

    def _read(self, source: ModelSource, snapshot: bytes, around: Surroundings) -> Instance:
        called = Called(self._definitions, around.find_model)
        return snapshots.read(self._definitions.get(source), snapshot, called)

    def _advance(
        self,
        instance: Instance,
        around: Surroundings,
        happen: Callable[[Stepper], None] = lambda _: None,
        failure: Failure | None = None,
        before: Variables | None = None,
    ) -> Advance:
        known = dict(instance.variables) if before is None else before
        stepper = Stepper(instance, around, Called(self._definitions, around.find_model))
        happen(stepper)
        stepper.run()
        prune(instance)
        waits = stepper.waits()
        failure = failure or stepper.failure
        if failure is None and not waits and not instance.is_over:
            failure = _deadlock(instance)
        variables: dict[str, Value] = dict(instance.variables)
        return Advance(
            snapshot=snapshots.write(instance),
            waits=waits,
            passed=tuple(stepper.story.passed),
            variables=variables,
            changed=_changed(instance, known),
            ended_at=instance.ended_at,
            thrown=tuple(stepper.thrown),
            failure=failure,
            decided=tuple(stepper.working.decided),
            warnings=tuple(stepper.working.warnings),
            sent_off=tuple(stepper.working.sent_off),
        )


def _changed(instance: Instance, before: Variables) -> dict[str, Value]:
    """Variables of the process that are no more as before, and those of called processes."""
    now = instance.variables.items()
    return {**{k: v for k, v in now if before.get(k, UNKNOWN) is not v}, **instance.told}


def _waiting(instance: Instance, token_id: TokenId, *kinds: str) -> Any:
    task = instance.waiting(token_id)
    kind = instance.known(task).element.kind
    if kind not in kinds:
        raise TokenNotWaiting(f"Expected {' or '.join(kinds)} at token {token_id}, found {kind}")
    return task


def _standing(instance: Instance, element: ElementId) -> Any:
    """A token at the element; before others one that could not go on."""
    for mask in (TaskState.READY, _STANDING):
        for task in instance.tasks(mask):
            if instance.facts_of(task) is not None and instance.address(task) == element:
                return task
    raise TokenNotWaiting(f"Expected a token at {element}")


def _deadlock(instance: Instance) -> Failure:
    """Tokens wait at joins for others that will never come."""
    for task in instance.tasks(TaskState.WAITING):
        if isinstance(task.task_spec, Fork):
            element = instance.address(task)
            detail = "tokens on the other incoming flows will never come"
            return Failure(element, TokenId(task.id), "no-token-can-move", detail)
    return Failure(ElementId(""), None, "no-token-can-move", "no token can move")
