"""What commands are bound to, and groups of bound commands as one."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypedDict

from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork
from app.usecases.advancing import NewId
from app.usecases.rulebook import Rulebook

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class OnRecords(TypedDict):
    """What a command needs that only writes down."""

    begin: BeginWork
    clock: Clock


class OnCase(OnRecords):
    """What a command on a case needs that lets no token move."""

    rules: Rulebook


class OnTerms(OnCase):
    """What a command needs that asks the engine, and makes nothing new."""

    engine: ProcessEngine


class OnInstance(OnTerms):
    """What every command needs that moves an instance."""

    new_id: NewId


def together(*groups: "DataclassInstance") -> dict[str, Any]:
    """The commands of all groups by their names."""
    return {each.name: getattr(group, each.name) for group in groups for each in fields(group)}
