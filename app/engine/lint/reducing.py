"""Makes a token net smaller without changing what can go wrong in it."""

from collections.abc import Mapping

from app.engine.lint.net import Place


def reduced(places: list[Place]) -> list[Place]:
    """The net without pass-through nodes, balanced blocks and plain loops; changes its places."""
    for place in places:
        _choose(place)
    while (fewer := _shrunk(places)) is not None:
        places = fewer
    return places


def _shrunk(places: list[Place]) -> list[Place] | None:
    """One round of every reduction; None where none was possible."""
    targets = {flow: place for place in places for flow in place.entering}
    has_shrunk = False
    for place in places:
        has_shrunk |= _twins(place, targets) | _vanish(place, targets) | _spin(place)
    gone: set[str] = set()
    for place in places:
        while place.id not in gone and (after := _next(place, targets)) is not None:
            gone.add(after.id)
            _fuse(place, after)
    if not gone and not has_shrunk:
        return None
    return [place for place in places if place.id not in gone]


def _choose(place: Place) -> None:
    """One way on, or an interrupting event: that is a choice like any other."""
    if place.exits and len(place.leaving) == 1 and all(len(way) == 1 for way in place.exits):
        place.splits = "one"
        place.leaving = [*place.leaving, *(flow for way in place.exits for flow in way)]
        place.exits = []
    if place.splits == "some" and place.default is not None and len(place.leaving) == 2:
        place.splits = "one" if not place.always else "some"


def _next(place: Place, targets: Mapping[int, Place]) -> Place | None:
    """The only node after this one, if nothing else comes before it."""
    if len(place.leaving) != 1 or place.exits or place.beside or place.clears:
        return None
    after = targets[place.leaving[0]]
    if after is place or len(after.entering) > 1 or (after.is_end and len(place.entering) > 1):
        return None  # the flow from a merge to an end shows whether two tokens come
    return after


def _fuse(place: Place, after: Place) -> None:
    place.splits, place.leaving = after.splits, after.leaving
    place.default, place.always = after.default, after.always
    place.exits, place.beside, place.clears = after.exits, after.beside, after.clears
    place.is_end = after.is_end


def _twins(place: Place, targets: Mapping[int, Place]) -> bool:
    """Several ways from a split straight to its own kind of join are one way."""
    found = False
    first: dict[str, int] = {}
    for flow in list(place.leaving):
        target = targets[flow]
        kept = first.setdefault(target.id, flow)
        if kept != flow and target is not place and _match(place, target):
            place.leaving.remove(flow)
            target.entering.remove(flow)
            if place.default in (kept, flow):
                place.default = None
            if flow in place.always:
                place.always = [*(one for one in place.always if one not in (kept, flow)), kept]
            found = True
    return found


def _vanish(place: Place, targets: Mapping[int, Place]) -> bool:
    """A branch beside others that runs straight into an end has no part in anything."""
    found = False
    for way in (place.leaving if place.splits == "all" else [], *place.beside):
        for flow in list(way):
            target = targets[flow]
            if target.is_end and not target.clears and (way is not place.leaving or len(way) > 1):
                way.remove(flow)
                target.entering.remove(flow)
                found = True
    place.beside = [way for way in place.beside if way]
    return found


def _spin(place: Place) -> bool:
    """A choice that leads straight back changes nothing, as long as there is another one."""
    if place.joins != "one" or place.splits != "one":
        return False
    back = [flow for flow in place.leaving if flow in place.entering]
    if not back or len(back) == len(place.leaving):
        return False
    place.leaving = [flow for flow in place.leaving if flow not in back]
    place.entering = [flow for flow in place.entering if flow not in back]
    return True


def _match(split: Place, join: Place) -> bool:
    if split.exits or split.beside or split.clears:
        return False
    if split.splits == "all":
        return join.joins in ("all", "some")
    if split.splits == "one":
        return join.joins in ("one", "some")
    return join.joins == "some"
