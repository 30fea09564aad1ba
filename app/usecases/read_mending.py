"""What a supervisor sees before mending: the variables of a case, scope by scope."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.identity import CaseNumber, ElementId
from app.domain.people import Person, Power, demand
from app.domain.texts import Text
from app.feel import Value
from app.ports.views import CaseView, Queries
from app.usecases.called_processes import elements_of
from app.usecases.rulebook import Rulebook
from app.usecases.sight_of_case import RecordOpening

PAGE = "data"
"""How the audit names that somebody looked at all that a case knows."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A process of the case that stands open: its own, or a stage that it has called."""

    path: str
    """Call activities that lead to it, joined by `/`; empty for the case's own."""
    name: Text
    element: ElementId | None
    """An element in it at which a token stands; None for the case's own."""
    variables: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class MendingPage:
    view: CaseView
    scopes: tuple[Scope, ...]
    """The case's own before the stages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingDesk:
    queries: Queries
    rules: Rulebook
    record_opening: RecordOpening

    def page(self, actor: Person, number: CaseNumber) -> MendingPage:
        """Looking is recorded.

        Raises:
            CaseNotFound: no such case.
            NotPermitted: the person does not mend instances in the case's office.
        """
        found = self.in_hand(actor, number)
        self.record_opening(actor, found.view.case, PAGE)
        return found

    def in_hand(self, actor: Person, number: CaseNumber) -> MendingPage:
        """The same for a page that is open already. Raises as `page`."""
        view = self.queries.case(number)
        demand(actor, Power.MEND_INSTANCES, view.case.office_id, self.rules.offices())
        version = self.rules.service(view.case.process_key, view.version)
        elements = elements_of(version, self.rules)
        standing = {
            stage: token.element_id
            for token in reversed(view.tokens)
            if (stage := token.element_id.rpartition("/")[0])
        }
        scopes = [Scope("", version.standard.short_name, None, _inside(view, ""))]
        for path in sorted(standing):
            name = elements[ElementId(path)].name
            scopes.append(Scope(path, name, standing[path], _inside(view, path)))
        return MendingPage(view, tuple(scopes))


def _inside(view: CaseView, path: str) -> Mapping[str, Value]:
    """The variables of one scope, by their names in it."""
    return {
        name.rpartition("/")[2]: value
        for name, value in sorted(view.variables.items())
        if name.rpartition("/")[0] == path
    }
