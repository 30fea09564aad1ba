"""Which variables of a process hold nothing but answers to its forms, and where they are there."""

from collections.abc import Mapping

from app.engine.diagram import Node, ProcessDrawing
from app.engine.facts import form_path
from app.engine.lint.asked import Asked, merged
from app.engine.lint.results import Beside
from app.engine.lint.variables import declared, written_by


def answers_of(drawing: ProcessDrawing, beside: Beside) -> Mapping[str, Asked]:
    """Variables that forms alone write; none at all where something may write any variable."""
    found: dict[str, Asked | None] = dict.fromkeys(declared(drawing))
    for node in drawing.nodes.values():
        names, is_open = written_by(node, beside)
        if is_open:
            return {}
        own = asked_at(node, beside)
        for name in names:
            asked, known = own.get(name), found.get(name)
            if name not in found:
                found[name] = asked
            elif asked is None or known is None:
                found[name] = None
            else:
                found[name] = merged(known, asked)
    return {name: asked for name, asked in found.items() if asked is not None}


def asked_at(node: Node, beside: Beside) -> Mapping[str, Asked]:
    """What the form of a user task asks for, and no output parameter writes anew."""
    if node.tag != "userTask":
        return {}
    extensions = node.extensions
    form = beside.forms.get(form_path(extensions))
    mapped = {parameter.name for parameter in extensions.outputs}
    if form is None:
        return {}
    return {name: asked for name, asked in form.asked.items() if name not in mapped}


class Asking:
    """Where in a process somebody has been asked for a variable, on every way there."""

    def __init__(self, drawing: ProcessDrawing, beside: Beside) -> None:
        self._asked = {node.id: asked_at(node, beside) for node in drawing.nodes.values()}
        self._after: dict[str, list[str]] = {}
        for flow in drawing.flows.values():
            if flow.source in self._asked and flow.target in self._asked:
                self._after.setdefault(flow.source, []).append(flow.target)
        arrivals = {flow.target for flow in drawing.flows.values()}
        self._first = [node for node in drawing.nodes if node not in arrivals]
        self._unasked: dict[str, set[str]] = {}

    def is_certain(self, node: Node, name: str) -> bool:
        """Whether no way leads to the node past those who ask for the variable."""
        if name not in self._unasked:
            self._unasked[name] = self._reached_unasked(name)
        return node.id not in self._unasked[name]

    def _reached_unasked(self, name: str) -> set[str]:
        ahead, seen = list(self._first), set(self._first)
        while ahead:
            node = ahead.pop()
            for after in self._after.get(node, []) if name not in self._asked[node] else ():
                if after not in seen:
                    seen.add(after)
                    ahead.append(after)
        return seen
