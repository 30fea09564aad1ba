"""Verify the audit chains: each row's hash, its link to the row before, and the remembered head."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.audit import CHAIN_START, AuditRow, is_sound
from app.ports.views import Queries


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first bad row of a chain."""

    chain: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    chains: int
    rows: int
    flaws: tuple[Flaw, ...]


def verify_audit(*, queries: Queries) -> AuditReport:
    """Walk every chain, those that a head remembers and those that only have rows."""
    heads = queries.audit_heads()
    names = sorted({*queries.audit_chain_names(), *heads})
    rows, flaws = 0, []
    for name in names:
        chain = queries.audit_chain(name)
        rows += len(chain)
        flaw = _first_flaw(name, chain, heads.get(name, (0, CHAIN_START)))
        if flaw is not None:
            flaws.append(flaw)
    return AuditReport(len(names), rows, tuple(flaws))


def _first_flaw(name: str, chain: Sequence[AuditRow], head: tuple[int, str]) -> Flaw | None:
    before = CHAIN_START
    for expected, row in enumerate(chain, start=1):
        if row.number != expected:
            return Flaw(name, expected, f"row {expected} is missing, row {row.number} follows")
        if row.before != before:
            return Flaw(name, row.number, "it does not follow the row before it")
        if not is_sound(row):
            return Flaw(name, row.number, "what it says was changed")
        before = row.hash
    if (len(chain), before) != head:
        return Flaw(name, len(chain) + 1, f"the chain should end at row {head[0]}")
    return None
