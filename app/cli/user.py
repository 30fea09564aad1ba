"""`python3 run.py user`: list people, add one with a role, set a password."""

import argparse
import getpass
from dataclasses import replace

from app.cli.apart import settings_or_line
from app.cli.problems import one_line
from app.domain.identity import OfficeId, PersonId
from app.domain.people import Grant, Person, Role

LEAST_PASSWORD = 12
"""Characters."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py user", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    deeds.add_parser("list")
    add = deeds.add_parser("add")
    add.add_argument("login")
    add.add_argument("full_name")
    add.add_argument("role", choices=[role.value for role in Role])
    add.add_argument("office")
    deeds.add_parser("password").add_argument("login")
    chosen = parser.parse_args(arguments)
    settings = settings_or_line()
    if isinstance(settings, int):
        return settings

    from app.integrations.passwords import Argon2Passwords
    from app.storage import open_storage

    with open_storage(settings.database).begin() as uow:
        if chosen.deed == "list":
            for known in uow.people.all():
                roles = ", ".join(f"{grant.role} in {grant.office_id}" for grant in known.grants)
                print(f"{known.id}: {known.full_name}: {roles}")
            return 0
        found = uow.people.get(PersonId(chosen.login))
        if chosen.deed == "add":
            offices = {office.id for office in uow.people.offices()}
            if chosen.office not in offices:
                return one_line(f"There is no office {chosen.office}: {', '.join(sorted(offices))}")
            person = _granted(found, chosen)
        elif found is None:
            return one_line(f"There is no person {chosen.login}.")
        else:
            person = found
        if chosen.deed == "password" or not person.password_hash:
            password = getpass.getpass(f"Password of {person.id}: ")
            if len(password) < LEAST_PASSWORD:
                return one_line(f"A password has at least {LEAST_PASSWORD} characters.")
            person = replace(person, password_hash=Argon2Passwords().hash(password))
        uow.people.put(person)
        uow.commit()
    print(f"{person.id}: done")
    return 0


def _granted(found: Person | None, chosen: argparse.Namespace) -> Person:
    """The person with one more role, or a new one with it."""
    grant = Grant(Role(chosen.role), OfficeId(chosen.office))
    grants = (*(found.grants if found else ()), grant)
    kept = found.password_hash if found else ""
    return Person(PersonId(chosen.login), chosen.full_name, "kk", kept, grants)
