"""Finds what gateways alone make go wrong: deadlocks, doubled tokens, loops without a way out."""

from collections.abc import Mapping

from app.engine.building import MAX_ELEMENTS
from app.engine.diagram import Node, ProcessDrawing
from app.engine.event_facts import links
from app.engine.lint.exploring import Budget, Exploration
from app.engine.lint.net import Place, places_of
from app.engine.lint.reducing import reduced
from app.engine.lint.report import Report

RULES = {"deadlock": "may-deadlock", "unsynchronised": "may-run-twice"}


def lint_soundness(drawing: ProcessDrawing, report: Report) -> None:
    """The process and each of its subprocesses, by itself."""
    if len(drawing.nodes) > MAX_ELEMENTS:
        return  # refused for its size already
    scopes = [None, *(node.id for node in drawing.nodes.values() if _is_scope(node))]
    budget, linked = Budget(), links(drawing)
    for scope in scopes:
        places = places_of(drawing, scope, linked)
        _no_way_out(drawing, places, report)
        exploration = Exploration(reduced(places), budget)
        exploration.run()
        for trouble in exploration.troubles:
            report.add(RULES[trouble.kind], drawing.nodes[trouble.node])


def _is_scope(node: Node) -> bool:
    return node.tag in ("subProcess", "transaction", "adHocSubProcess")


def _no_way_out(drawing: ProcessDrawing, places: list[Place], report: Report) -> None:
    """The first node of each loop that no path leaves."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    by_flow = {flow: place for place in places for flow in place.entering}
    for place in places:
        for flow in (*place.leaving, *(f for w in (*place.exits, *place.beside) for f in w)):
            before.setdefault(by_flow[flow].id, []).append(place.id)
            after.setdefault(place.id, []).append(by_flow[flow].id)
    ends = [place.id for place in places if not place.leaving or place.clears]
    good = _from(ends, before)
    for place in places:
        # The first that leads back to itself: what only leads into the loop is not at fault.
        if place.id not in good and place.id in _from(after.get(place.id, []), after):
            report.add("no-way-out", drawing.nodes[place.id])
            return


def _from(first: list[str], edges: Mapping[str, list[str]]) -> set[str]:
    seen, queue = set(first), list(first)
    while queue:
        for later in edges.get(queue.pop(), []):
            if later not in seen:
                seen.add(later)
                queue.append(later)
    return seen
