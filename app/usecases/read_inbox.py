"""The list of tasks: which ones a person may ask for, and what they may narrow it by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.domain.called_elements import CalledElements
from app.domain.identity import ElementId, OfficeId, ProcessKey, UserTaskId
from app.domain.indexed import IndexedVariable
from app.domain.indexed_typing import wanted_values
from app.domain.models import Element
from app.domain.people import (
    Office,
    Person,
    Power,
    own_office,
)
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.views import (
    DueFilter,
    FollowUpFilter,
    InboxNews,
    InboxPage,
    InboxQuery,
    Queries,
    TaskList,
    TaskOrder,
)
from app.usecases.called_processes import elements_of
from app.usecases.due_bounds import due_bounds
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion
from app.usecases.stages import STAGE_NAMES
from app.usecases.viewing import viewer_of

MOST_CALLS = 8
"""How deep calls are followed for the stages of their tasks."""


@dataclass(frozen=True, slots=True)
class TaskSearch:
    """What a person asks the list for; empty: does not matter."""

    list: TaskList = "mine"
    due: DueFilter = ""
    text: str = ""
    process: str = ""
    stage: str = ""
    office: str = ""
    follow_up: FollowUpFilter = ""
    urgent: Literal["", "1"] = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """By indexed variables, as typed: `id`, or `id.from` and `id.to` of a number or a date."""
    order: TaskOrder = "due"
    after: str = ""


@dataclass(frozen=True, slots=True)
class SearchChoices:
    """What the list may be narrowed by."""

    stages: Mapping[str, Text]
    """Those in which the services, or the one that is asked for, have tasks."""
    offices: Sequence[Office]
    """Where the person's tasks may be; none where that is one office alone."""
    indexed: Sequence[IndexedVariable] = ()
    """Of the service that is asked for, or of the only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxDesk:
    """The list of tasks, over the projections alone."""

    queries: Queries
    rules: Rulebook
    clock: Clock

    def page(self, actor: Person, search: TaskSearch) -> InboxPage:
        """Raises NotPermitted for a person who works no tasks anywhere."""
        calendar = self.rules.calendar(own_office(actor, Power.WORK_TASKS))
        return self.queries.inbox(
            InboxQuery(
                viewer=viewer_of(actor, self.rules),
                list=search.list,
                bounds=due_bounds(self.clock.now(), calendar),
                due=search.due,
                text=search.text,
                process=ProcessKey(search.process) if search.process else None,
                elements=self._elements_in(search.stage) if search.stage else None,
                office=OfficeId(search.office) if search.office else None,
                follow_up=search.follow_up,
                is_urgent=bool(search.urgent),
                values=tuple(wanted_values(self._indexed(search.process), search.values)),
                order=search.order,
                after=search.after,
            )
        )

    def choices(self, actor: Person, process: str = "") -> SearchChoices:
        tree = self.rules.offices()
        viewer = viewer_of(actor, self.rules)
        reached = viewer.sees.union(*viewer.groups.values())
        offices = [office for office in tree.all() if office.id in reached and office.schedule]
        services = [one for one in self.rules.services() if process in ("", one.key)]
        found = {element.stage for one in services for element in self._tasks_of(one)}
        return SearchChoices(
            {stage: name for stage, name in STAGE_NAMES.items() if stage in found},
            offices if len(offices) > 1 else (),
            self._indexed(process),
        )

    def news(self, actor: Person, which: TaskList) -> InboxNews:
        """What may have changed since the list was opened. Raises as `page`."""
        own_office(actor, Power.WORK_TASKS)
        return self.queries.inbox_news(viewer_of(actor, self.rules), which, self.clock.now())

    def next_task(self, actor: Person, which: TaskList) -> UserTaskId | None:
        """The first task of the list; None where it is empty. Raises as `page`."""
        own_office(actor, Power.WORK_TASKS)
        return self.queries.first_task(viewer_of(actor, self.rules), which, self.clock.now())

    def _indexed(self, process: str) -> Sequence[IndexedVariable]:
        keys = [one.key for one in self.rules.services() if process in ("", one.key)]
        return self.rules.indexed(keys[0]) if len(keys) == 1 else ()

    def _elements_in(self, stage: str) -> frozenset[ElementId]:
        """The tasks of the stage in the services as they are now in force."""
        return frozenset(
            element.id
            for service in self.rules.services()
            for element in self._tasks_of(service)
            if element.stage == stage
        )

    def _tasks_of(self, service: ServiceVersion) -> Iterator[Element]:
        return _user_tasks(elements_of(service, self.rules), "", MOST_CALLS)


def _user_tasks(elements: CalledElements, calls: str, deeper: int) -> Iterator[Element]:
    """The user tasks of a process and of those that it calls, by their addresses."""
    model = elements.model_at(f"{calls}x")
    for element in model.elements.values() if model else ():
        address = f"{calls}{element.id}"
        if element.kind == "user_task":
            yield elements[ElementId(address)]
        elif element.kind == "call_activity" and deeper:
            yield from _user_tasks(elements, f"{address}/", deeper - 1)
