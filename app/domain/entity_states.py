"""What state systems say of entities, and how start conditions were when last weighed on one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import ElementId, ProcessKey
from app.feel import Value

OF_ENTITY = frozenset({"system", "entity", "subject"})
"""What every condition may read beside the values, and every case that one begins has."""


@dataclass(frozen=True, slots=True)
class EntityState:
    """What a state system says of one entity, as it was at a moment."""

    system: str
    """Code of the system that says so."""
    entity: str
    """Its kind, such as `supplier`."""
    subject: str
    """Which one: a number that the system knows it by."""
    at: datetime
    values: Mapping[str, Value]

    @property
    def told(self) -> dict[str, Value]:
        """As conditions read it."""
        named: dict[str, Value] = dict(zip(sorted(OF_ENTITY), self._named, strict=True))
        return {**self.values, **named}

    @property
    def _named(self) -> tuple[str, str, str]:
        return self.entity, self.subject, self.system


@dataclass(frozen=True, slots=True)
class StartCondition:
    """Whether the condition of a start event held for an entity when last weighed."""

    process_key: ProcessKey
    element_id: ElementId
    event: int
    system: str
    entity: str
    subject: str
    is_true: bool
    at: datetime
    """The moment that the system has told of."""
