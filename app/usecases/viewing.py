"""Whose lists of tasks are read: a person with the groups, offices and people they work for."""

from app.domain.people import Person, Power, groups_by_office, offices_where
from app.ports.views import Viewer
from app.usecases.rulebook import Rulebook


def viewer_of(person: Person, rules: Rulebook) -> Viewer:
    offices = rules.offices()
    sees = offices_where(person, Power.SEE_CASE, offices)
    groups = groups_by_office(person, offices)
    everything = sees.issuperset(office.id for office in offices.all())
    return Viewer(person.id, groups, sees, person.substituted, sees_everything=everything)
