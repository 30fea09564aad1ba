"""Keep the tree of offices: added and changed by an administrator, audited before and after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.administration import (
    KATO,
    OFFICE_ID,
    OFFICE_KINDS,
    KatoUnfit,
    OfficeBelowItself,
    OfficeCodeMissing,
    OfficeCodeTaken,
    OfficeCodeUnfit,
    OfficeNameMissing,
    OfficeRussianNameMissing,
    OfficeUnfit,
    demand_keeper,
)
from app.domain.audit import AuditEntry
from app.domain.identity import OfficeId, PersonId
from app.domain.people import Office, Offices, Power
from app.domain.schedules import WORK_SCHEDULES
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.acting import actor_of
from app.usecases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    name: Text
    kato: str
    address: str
    phone: str
    parent: OfficeId | None


@dataclass(frozen=True, slots=True)
class AddOffice:
    actor: PersonId
    id: OfficeId
    kind: str
    schedule: str
    facts: OfficeFacts


@dataclass(frozen=True, slots=True)
class ChangeOffice:
    actor: PersonId
    office: OfficeId
    facts: OfficeFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeKeeping:
    begin: BeginWork
    rules: Rulebook
    clock: Clock

    def add(self, command: AddOffice) -> Office:
        """A new office. Its kind and working hours stay: cases and terms follow from them.

        Raises:
            OfficeUnfit: its kind or schedule is unknown; a subclass each for its code (missing,
                unfit, or taken), its names and its KATO.
            OfficeNotFound: the office above is unknown.
            NotPermitted: the actor does not keep the office above, or, at the top, not all of them.
        """
        if not command.id:
            raise OfficeCodeMissing("Expected a code, found none")
        if not re.fullmatch(OFFICE_ID, command.id):
            raise OfficeCodeUnfit(f"Expected {OFFICE_ID}, found {command.id!r}")
        if any(office.id == command.id for office in self.rules.offices().all()):
            raise OfficeCodeTaken(f"Expected a new code, found {command.id!r}")
        if command.kind not in OFFICE_KINDS or command.schedule not in WORK_SCHEDULES:
            raise OfficeUnfit(f"Expected a kind and hours, found {command.kind!r}")
        new = _told(Office(command.id, None, command.kind, Text(""), command.schedule), command)
        with self.begin() as uow:
            offices = self.rules.offices(uow)
            self._demand_place(uow, command.actor, new.parent, offices)
            self._put(uow, command.actor, "office-added", new, {**_facts_of(new)})
            uow.commit()
        self.rules.forget()
        return new

    def change(self, command: ChangeOffice) -> Office:
        """Change what is known of it, and where it stands. Harmless when repeated.

        Raises:
            OfficeNotFound, OfficeUnfit, NotPermitted: as `add`.
            OfficeBelowItself: its new place is below it.
        """
        with self.begin() as uow:
            offices = self.rules.offices(uow)
            before = offices.get(command.office)
            actor = actor_of(uow, command.actor)
            demand_keeper(actor, Power.KEEP_OFFICES, (before.id,), offices)
            changed = _told(before, command)
            if changed == before:
                return before
            if changed.parent != before.parent:
                self._demand_place(uow, command.actor, before.parent, offices)
                self._demand_place(uow, command.actor, changed.parent, offices)
            if changed.parent in offices.under(before.id):
                raise OfficeBelowItself(f"Expected {before.id} not to stand below itself")
            old, new = _facts_of(before), _facts_of(changed)
            told = {
                f"{key}.{when}": side[key]
                for key in new
                if old[key] != new[key]
                for when, side in (("before", old), ("after", new))
            }
            self._put(uow, command.actor, "office-changed", changed, told)
            uow.commit()
        self.rules.forget()
        return changed

    def _demand_place(
        self, uow: UnitOfWork, actor: PersonId, parent: OfficeId | None, offices: Offices
    ) -> None:
        if parent is not None:
            offices.get(parent)
        units = [one.id for one in offices.all()] if parent is None else [parent]
        demand_keeper(actor_of(uow, actor), Power.KEEP_OFFICES, units, offices)

    def _put(
        self,
        uow: UnitOfWork,
        actor: PersonId,
        action: str,
        office: Office,
        facts: Mapping[str, str],
    ) -> None:
        uow.people.put_offices((office,))
        entry = AuditEntry(self.clock.now(), actor, action, facts)
        uow.audit.append_to(f"office:{office.id}", entry)


def _told(office: Office, command: AddOffice | ChangeOffice) -> Office:
    """Raises OfficeUnfit."""
    facts = command.facts
    name = Text(*(" ".join(told.split()) for told in (facts.name.kk, facts.name.ru, facts.name.en)))
    kato = facts.kato.strip()
    if not name.kk:
        raise OfficeNameMissing("Expected a name in Kazakh")
    if not name.ru:
        raise OfficeRussianNameMissing("Expected a name in Russian")
    if kato and not re.fullmatch(KATO, kato):
        raise KatoUnfit(f"Expected {KATO}, found {kato!r}")
    return replace(
        office,
        name=name,
        kato=kato,
        address=" ".join(facts.address.split()),
        phone=" ".join(facts.phone.split()),
        parent=facts.parent,
    )


def _facts_of(office: Office) -> dict[str, str]:
    return {
        "name": office.name.kk,
        "name_ru": office.name.ru,
        "name_en": office.name.en,
        "kato": office.kato,
        "address": office.address,
        "phone": office.phone,
        "parent": office.parent or "",
    }
