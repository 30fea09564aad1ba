"""`python3 run.py user`: put offices, list people, add one with a role, set a password or IIN."""

import argparse
import getpass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.database import opened
from app.cli.problems import CannotGoOn
from app.clock import SystemClock
from app.domain.identity import OfficeId, PersonId
from app.domain.people import Role
from app.settings import read_settings

if TYPE_CHECKING:
    from app.storage import Storage

ACTOR = "command-line"


def main(arguments: list[str]) -> int:
    """0: done. 1: refused, told in one line. 2: wrong usage."""
    chosen = _parser().parse_args(arguments)
    with opened(read_settings()) as storage:
        if chosen.deed == "list":
            _list(storage)
        elif chosen.deed == "offices":
            _put_offices(storage, chosen.file)
        elif chosen.deed == "add":
            _add(storage, chosen)
        elif chosen.deed == "iin":
            _set_iin(storage, _login(chosen), chosen.iin)
        else:
            _set_password(storage, _login(chosen))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py user", description=__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    deeds.add_parser("list", help="offices and people with their roles")
    offices = deeds.add_parser("offices", help="add or change offices")
    offices.add_argument("file", type=Path, metavar="FILE.yaml")
    add = deeds.add_parser("add", help="add a person, or one more role of a person")
    add.add_argument("login")
    add.add_argument("full_name")
    add.add_argument("role", choices=[role.value for role in Role])
    add.add_argument("office")
    iin = deeds.add_parser("iin", help="set the IIN that a person's certificate bears")
    iin.add_argument("login")
    iin.add_argument("iin")
    deeds.add_parser("password", help="set a password").add_argument("login")
    return parser


def _login(chosen: argparse.Namespace) -> PersonId:
    """As the sign-in reads it: without blanks around, in small letters."""
    return PersonId(chosen.login.strip().lower())


def _list(storage: "Storage") -> None:
    with storage.begin() as uow:
        for office in uow.people.offices():
            print(f"office {office.id}: {office.name.kk}")
        for person in uow.people.all():
            roles = ", ".join(f"{grant.role} in {grant.office_id}" for grant in person.grants)
            print(f"{person.id}: {person.full_name}: {roles}")


def _put_offices(storage: "Storage", file: Path) -> None:
    from app.bootstrap import read_yaml
    from app.domain.office_list import read_offices
    from app.usecases.keep_people import put_offices

    try:
        offices = read_offices(read_yaml(file.read_bytes()))
    except ValueError as error:
        raise CannotGoOn(f"{file}: {error}") from None
    put_offices(offices, actor=ACTOR, begin=storage.begin, clock=SystemClock())
    print(f"{len(offices)} offices: done")


def _add(storage: "Storage", chosen: argparse.Namespace) -> None:
    from app.usecases.keep_people import GrantRole, grant_role

    command = GrantRole(
        ACTOR, _login(chosen), chosen.full_name, Role(chosen.role), OfficeId(chosen.office)
    )
    person = grant_role(command, begin=storage.begin, clock=SystemClock())
    print(f"{person.id}: {command.role} in {command.office}")
    if not person.password_hash:
        print(f"Without a password nobody signs in: python3 run.py user password {person.id}")


def _set_iin(storage: "Storage", login: PersonId, iin: str) -> None:
    from app.usecases.keep_people import set_iin

    set_iin(login, iin, actor=ACTOR, begin=storage.begin, clock=SystemClock())
    print(f"{login}: done")


def _set_password(storage: "Storage", login: PersonId) -> None:
    from app.integrations.passwords import Argon2Passwords
    from app.usecases.keep_people import set_password

    change = partial(
        set_password,
        actor=ACTOR,
        begin=storage.begin,
        passwords=Argon2Passwords(),
        clock=SystemClock(),
    )
    try:
        change(login, getpass.getpass(f"Password of {login}: "))
    except EOFError:
        raise CannotGoOn("No password was given.") from None
    print(f"{login}: done")
