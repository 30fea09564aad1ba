"""Incidents grouped by their cause, the most frequent first."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.texts import NO_TEXT, Text
from app.ports.views import InstanceRow


@dataclass(frozen=True, slots=True)
class Cause:
    reason: Text
    rows: tuple[InstanceRow, ...]

    @property
    def is_tried_again(self) -> bool:
        """Whether trying again may mend them all, and there are several."""
        return len(self.rows) > 1 and all(row.is_tried_again for row in self.rows)


def by_reason(rows: Sequence[InstanceRow]) -> list[Cause]:
    grouped: dict[Text, list[InstanceRow]] = {}
    for row in rows:
        if row.incident_id is not None:
            grouped.setdefault(row.incident_reason or NO_TEXT, []).append(row)
    causes = [Cause(reason, tuple(found)) for reason, found in grouped.items()]
    return sorted(causes, key=lambda cause: -len(cause.rows))
