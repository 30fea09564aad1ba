"""The registers of an office: a page, and all lines of a year to take away."""

from collections.abc import Sequence
from dataclasses import dataclass

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
from app.ports.register_views import RegisterPage, RegisterQueries, RegisterQuery
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

    def page(
        self, actor: Person, register: Register, office: OfficeId, year: int, before: int | None
    ) -> RegisterPage:
        """A page of lines. Raises NotPermitted, OfficeNotFound."""
        self._demand(actor, office)
        return self.queries.register(RegisterQuery(register, office, year, before))

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
