"""Finding cases by an IIN that the index does not hold: keyed hashes of it and of its birth date.

Whoever reads the index, a copy or a backup of it learns no IIN and cannot try all of them out, for
the key stands elsewhere (ADR 0024).
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.domain.iin import BIRTH_DIGITS
from app.storage.dialects import upsert
from app.storage.rows import IndexKeyRow, SearchTermRow, ServiceCaseRow

MARK, _AFTER_MARK = "#", "$"
"""No word of a name and no number begins with it, however it is typed."""
_KEPT = 24
"""Hex digits of a hash: 96 bits, in which no two IINs of a country meet."""
_OPTION = "iin_terms"
_AT_ONCE = 1_000
"""Cases that are read and written together."""
_PURPOSE = "iin"

_CHECK = select(IndexKeyRow.check_value).where(IndexKeyRow.purpose == _PURPOSE)
_DROP_ALL = delete(SearchTermRow).where(
    SearchTermRow.term >= MARK, SearchTermRow.term < _AFTER_MARK
)
_SOME = (
    select(ServiceCaseRow.instance_id, ServiceCaseRow.applicant_iin)
    .order_by(ServiceCaseRow.instance_id)
    .limit(_AT_ONCE)
)
_SOME_AFTER = _SOME.where(ServiceCaseRow.instance_id > bindparam("after"))


@dataclass(frozen=True, slots=True)
class IinTerms:
    """What an IIN is indexed by, under the key of an installation."""

    key: bytes = field(repr=False)

    def of_case(self, iin: str) -> set[str]:
        return {self.whole(iin), self.born(iin[:BIRTH_DIGITS])}

    def whole(self, iin: str) -> str:
        return self._hash("iin", iin)

    def born(self, first_six: str) -> str:
        """Of the date of birth, the first six digits."""
        return self._hash("born", first_six)

    @property
    def check(self) -> str:
        """By which a key is known as the one that an index was made with."""
        return self._hash("check", "")

    def _hash(self, purpose: str, digits: str) -> str:
        told = hmac.new(self.key, f"{purpose}:{digits}".encode(), hashlib.sha256).hexdigest()
        return f"{MARK}{told[:_KEPT]}"


def carried(terms: IinTerms) -> dict[str, IinTerms]:
    """The execution option by which every connection of an engine knows the key."""
    return {_OPTION: terms}


def iin_terms(connection: Connection) -> IinTerms:
    return cast("IinTerms", connection.get_execution_options()[_OPTION])


def knows_key(connection: Connection) -> bool:
    """Whether the index was made with the key that the connection carries; the schema is there."""
    found = connection.execute(_CHECK).scalar()
    return found is not None and hmac.compare_digest(found, iin_terms(connection).check)


def index_anew(connection: Connection) -> int:
    """Make the index with the connection's key, within its transaction; of how many cases."""
    connection.execute(_DROP_ALL)
    terms, told = iin_terms(connection), 0
    some = connection.execute(_SOME).all()
    while some:
        rows = [
            {"instance_id": instance_id, "term": term}
            for instance_id, iin in some
            for term in sorted(terms.of_case(iin))
        ]
        connection.execute(insert(SearchTermRow), rows)
        told += len(some)
        some = connection.execute(_SOME_AFTER, {"after": some[-1][0]}).all()
    known = {"purpose": _PURPOSE, "check_value": terms.check}
    connection.execute(upsert(connection, IndexKeyRow, key=("purpose",)), known)
    return told
