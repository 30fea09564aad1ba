"""Which variables of a process hold nothing but answers to its forms, and where they are there."""

from collections.abc import Mapping

from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import extensions_of
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
    extensions = extensions_of(node.xml)
    form = beside.forms.get(form_path(extensions))
    mapped = {parameter.name for parameter in extensions.outputs}
    if form is None:
        return {}
    return {name: asked for name, asked in form.asked.items() if name not in mapped}


def is_always_asked(drawing: ProcessDrawing, at: Node, name: str, beside: Beside) -> bool:
    """Whether on each way to the node somebody is asked for the variable."""
    ahead, seen = [at.id], {at.id}
    while ahead:
        node = drawing.nodes[ahead.pop()]
        before = [flow.source for flow in drawing.flows.values() if flow.target == node.id]
        if not before:
            return False
        for source in before:
            if source in seen:
                continue
            seen.add(source)
            if source not in drawing.nodes:
                return False
            if name not in asked_at(drawing.nodes[source], beside):
                ahead.append(source)
    return True
