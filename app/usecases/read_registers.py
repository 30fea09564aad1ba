"""The registers of an office: a page, and all lines of a year to take away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.domain.audit import AuditEntry
from app.domain.identity import OfficeId
from app.domain.people import (
    DEPARTMENT,
    QUALITY_BODY,
    STATE_CORPORATION,
    Office,
    Person,
    Power,
    demand,
    offices_where,
)
from app.domain.registers import Register
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.register_views import (
    MessageLine,
    MessagePage,
    MessageQuery,
    Narrowed,
    RegisterPage,
    RegisterQueries,
    RegisterQuery,
    RegisterRow,
)
from app.ports.storage import BeginWork
from app.usecases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class WholeRegister:
    """Every line of a register, office and year, the oldest first."""

    register: Register
    office: Office
    year: int
    page: RegisterPage
    notices: tuple[Text, ...]
    """Of the editions that its cases ran by, where these are not in force."""


AT_ONCE = 200
"""Lines in memory while a table is taken away, however long it is."""
NO_FACTS: Mapping[str, str] = MappingProxyType({})
KEEPERS = frozenset({DEPARTMENT, STATE_CORPORATION, QUALITY_BODY})
"""Kinds of office with registers of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDesk:
    """What staff of an office read of its registers."""

    begin: BeginWork
    queries: RegisterQueries
    rules: Rulebook
    clock: Clock

    def offices(self, actor: Person) -> tuple[Office, ...]:
        """The offices whose registers the person may read."""
        tree = self.rules.offices()
        allowed = offices_where(actor, Power.SEE_CASE, tree)
        return tuple(
            office for office in tree.all() if office.id in allowed and office.kind in KEEPERS
        )

    def page(self, actor: Person, query: RegisterQuery) -> RegisterPage:
        """A page of lines. Raises NotPermitted, OfficeNotFound."""
        self._demand(actor, query.office)
        return self.queries.register(query)

    def messages(self, actor: Person, query: MessageQuery) -> MessagePage:
        """A page of messages that left. Raises NotPermitted, OfficeNotFound."""
        self._demand(actor, query.office)
        return self.queries.sent_messages(query)

    def lines(self, actor: Person, query: RegisterQuery) -> Iterator[Sequence[RegisterRow]]:
        """The lines that a query finds, the oldest first, a bounded number at a time.

        That they are taken away is recorded first. Raises NotPermitted, OfficeNotFound.
        """
        self._taken(actor, query.office, query.year, query.register.value, query.narrowed)
        return self._pieces(query)

    def message_lines(self, actor: Person, query: MessageQuery) -> Iterator[Sequence[MessageLine]]:
        """The same of messages, the newest first. Raises NotPermitted, OfficeNotFound."""
        more = {"channel": query.channel, "state": query.state.value if query.state else ""}
        self._taken(actor, query.office, query.year, "messages", query.narrowed, more)
        return self._message_pieces(query)

    def _pieces(self, query: RegisterQuery) -> Iterator[Sequence[RegisterRow]]:
        after: int | None = 0
        while after is not None:
            page = self.queries.register(replace(query, after=after, before=None, limit=AT_ONCE))
            yield page.rows
            after = page.next

    def _message_pieces(self, query: MessageQuery) -> Iterator[Sequence[MessageLine]]:
        page = self.queries.sent_messages(replace(query, before=None, limit=AT_ONCE))
        yield page.rows
        while page.next is not None:
            page = self.queries.sent_messages(replace(query, before=page.next, limit=AT_ONCE))
            yield page.rows

    def _taken(
        self,
        actor: Person,
        office: OfficeId,
        year: int,
        register: str,
        narrowed: Narrowed | None,
        more: Mapping[str, str] = NO_FACTS,
    ) -> None:
        self._demand(actor, office)
        facts = {"register": register, "year": str(year), "form": "csv"}
        facts |= {f"by.{key}": told for key, told in (narrowed or Narrowed()).facts.items()}
        facts |= {f"by.{key}": told for key, told in more.items() if told}
        with self.begin() as uow:
            entry = AuditEntry(self.clock.now(), actor.id, "register-taken-away", facts)
            uow.audit.append_to(f"office:{office}", entry)
            uow.commit()

    def whole(
        self, actor: Person, register: Register, office: OfficeId, year: int, form: str
    ) -> WholeRegister:
        """All lines, to be taken away in a `form`; that is recorded in the office's chain.

        Raises:
            NotPermitted, OfficeNotFound: as they say.
        """
        self._demand(actor, office)
        page = self.queries.register(RegisterQuery(register, office, year, limit=None))
        with self.begin() as uow:
            facts = {"register": register.value, "year": str(year), "form": form}
            entry = AuditEntry(self.clock.now(), actor.id, "register-taken-away", facts)
            uow.audit.append_to(f"office:{office}", entry)
            uow.commit()
        oldest_first = RegisterPage(list(reversed(page.rows)), None, page.total)
        return WholeRegister(
            register, self.rules.offices().get(office), year, oldest_first, self._notices(page)
        )

    def _demand(self, actor: Person, office: OfficeId) -> None:
        tree = self.rules.offices()
        tree.get(office)
        demand(actor, Power.SEE_CASE, office, tree)

    def _notices(self, page: RegisterPage) -> tuple[Text, ...]:
        editions: Sequence[tuple[str, str]] = sorted(
            {(row.process_key, row.edition) for row in page.rows}
        )
        standards = {service.key: service.standard for service in self.rules.services()}
        found = (standards[key].edition(edition).notice for key, edition in editions)  # type: ignore[index]  # keys of services
        return tuple(dict.fromkeys(notice for notice in found if notice.kk))
