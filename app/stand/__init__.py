"""The simulated state systems: a foreign WSGI application that imports no other room."""

from app.stand.application import Stand, create_stand
from app.stand.control import StandControl
from app.stand.people import PEOPLE, StandPerson
from app.stand.store import Fault, LoggedRequest, SentMessage

__all__ = [
    "PEOPLE",
    "Fault",
    "LoggedRequest",
    "SentMessage",
    "Stand",
    "StandControl",
    "StandPerson",
    "create_stand",
]
