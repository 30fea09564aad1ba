"""The audit chain: rows that name the hash of the row before, so that a change shows."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

CHAIN_START = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed to be recorded.

    `facts` hold ids and codes, never names of applicants or diagnoses.
    """

    at: datetime
    actor: str
    """A person's login, or `system`."""
    action: str
    """kebab-case fact, such as `task-completed`, `case-opened`, `signed-in`."""
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AuditRow:
    chain: str
    """`case:<instance id>`, `office:<office id>` or `system`."""
    number: int
    """From 1, without gaps."""
    entry: AuditEntry
    before: str
    hash: str


def chained(chain: str, number: int, before: str, entry: AuditEntry) -> AuditRow:
    """The row that follows the row whose hash is `before`."""
    told = json.dumps(
        [
            chain,
            number,
            before,
            entry.at.isoformat(),
            entry.actor,
            entry.action,
            sorted(entry.facts.items()),
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    digest = hashlib.sha256(told.encode()).hexdigest()
    return AuditRow(chain, number, entry, before, digest)


def is_sound(row: AuditRow) -> bool:
    """Whether the row's hash is the hash of what it says."""
    return chained(row.chain, row.number, row.before, row.entry).hash == row.hash
