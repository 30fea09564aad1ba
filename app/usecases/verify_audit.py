"""Verify the audit chains: each row's hash, its link to the row before, and the remembered head."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

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
    """Walk every chain, those that a head remembers and those that only have rows.

    Reads one moment's state row by row: cases may go on, and memory does not grow with the rows.
    """
    count, flaws, ends = 0, [], dict[str, tuple[int, str]]()
    with queries.audit_trail() as trail:
        heads = trail.heads
        for chain, rows in groupby(trail.rows, key=lambda row: row.chain):
            walked = _walked(chain, rows)
            count += walked.rows
            ends[chain] = walked.end
            flaw = walked.flaw or _end_flaw(chain, walked.end, heads.get(chain, _NO_ROWS))
            if flaw is not None:
                flaws.append(flaw)
    for chain in heads.keys() - ends.keys():
        flaw = _end_flaw(chain, _NO_ROWS, heads[chain])
        if flaw is not None:
            flaws.append(flaw)
    flaws.sort(key=lambda flaw: flaw.chain)
    return AuditReport(len({*heads, *ends}), count, tuple(flaws))


_NO_ROWS = (0, CHAIN_START)


@dataclass(frozen=True, slots=True)
class _Walked:
    rows: int
    end: tuple[int, str]
    """Number and hash of the last row."""
    flaw: Flaw | None


def _walked(chain: str, rows: Iterable[AuditRow]) -> _Walked:
    before, flaw, count = CHAIN_START, None, 0
    for row in rows:
        count += 1
        flaw = flaw or _flaw(chain, count, row, before)
        before = row.hash
    return _Walked(count, (count, before), flaw)


def _flaw(chain: str, expected: int, row: AuditRow, before: str) -> Flaw | None:
    if row.number != expected:
        return Flaw(chain, expected, f"row {expected} is missing, row {row.number} follows")
    if row.before != before:
        return Flaw(chain, row.number, "it does not follow the row before it")
    if not is_sound(row):
        return Flaw(chain, row.number, "what it says was changed")
    return None


def _end_flaw(chain: str, end: tuple[int, str], head: tuple[int, str]) -> Flaw | None:
    if end == head:
        return None
    return Flaw(chain, end[0] + 1, f"the chain should end at row {head[0]}")
