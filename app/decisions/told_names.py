"""Names of a decision, and of its columns, in Russian and English, inside the bytes of a file.

The Kazakh one is the name or label itself; by its name other decisions ask a decision.
"""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from app.decisions.splicing import Edit, Spot, spliced, spots_of

TOLD = ("ru", "en")
_NAMESPACE = "http://camunda.org/schema/1.0/dmn"


def names_in(content: bytes, decision: str) -> dict[str, str]:
    """By language; empty where there is none. Raises UnreadableModel."""
    spot = _decision(spots_of(content), decision)
    return dict.fromkeys(TOLD, "") if spot is None else told_in(spot)


def with_names(content: bytes, decision: str, names: Mapping[str, str]) -> bytes:
    """The file with these names; the same bytes where they say what it says.

    Raises UnreadableModel.
    """
    spot = _decision(spots_of(content), decision)
    return content if spot is None else spliced(content, retold(content, spot, names))


def told_in(spot: Spot) -> dict[str, str]:
    """The names of one element by language; empty where there is none."""
    found = {language: one.attributes.get("value", "") for language, one in _properties(spot)}
    return dict.fromkeys(TOLD, "") | found


def retold(content: bytes, spot: Spot, names: Mapping[str, str]) -> list[Edit]:
    """What gives one element these names; nothing where it has them."""
    there = dict(_properties(spot))
    edits: list[Edit] = []
    added: dict[str, str] = {}
    for language in TOLD:
        name = names.get(language, "")
        if language not in there and name:
            added[language] = name
        elif language in there and name != there[language].attributes.get("value", ""):
            edits += _renamed(content, there[language], name)
    if added:
        edits.append(_added(content, spot, added))
    return edits


def _decision(root: Spot, decision: str) -> Spot | None:
    return next(
        (one for one in root.parts("decision") if one.attributes.get("id") == decision), None
    )


def _container(spot: Spot) -> Spot | None:
    extensions = spot.part("extensionElements")
    return None if extensions is None else extensions.part("properties")


def _properties(spot: Spot) -> Iterator[tuple[str, Spot]]:
    container = _container(spot)
    for one in container.parts("property") if container is not None else ():
        language = one.attributes.get("name", "").removeprefix("name.")
        if language in TOLD:
            yield language, one


def _renamed(content: bytes, spot: Spot, name: str) -> Iterator[Edit]:
    """A property anew, in its own place."""
    named = quoteattr(spot.attributes["name"])
    yield Edit(spot.start, spot.end, f"<{spot.tag} name={named} value={quoteattr(name)} />")


def _added(content: bytes, spot: Spot, names: Mapping[str, str]) -> Edit:
    container = _container(spot)
    if container is not None and container.children:
        last = container.children[-1]
        lead = _lead(content, last)
        return Edit(last.end, last.end, "".join(_written(names, container.prefix, lead)))
    extensions, lead = spot.part("extensionElements"), f"{_lead(content, spot)}  "
    inner = "".join(_written(names, "camunda:", f"{lead}    "))
    whole = (
        f'{lead}  <camunda:properties xmlns:camunda="{_NAMESPACE}">{inner}'
        f"{lead}  </camunda:properties>"
    )
    if extensions is not None and extensions.children:
        at = container or extensions.children[0]
        # A container without anything in it is written anew.
        end = at.end if container is not None else at.start
        return Edit(at.start, end, whole.lstrip() + ("" if container is not None else lead + "  "))
    block = f"{lead}<{spot.prefix}extensionElements>{whole}{lead}</{spot.prefix}extensionElements>"
    if extensions is not None:
        return Edit(extensions.start, extensions.end, block.lstrip())
    if content.endswith(b"/>", 0, spot.inner):
        bare = spot.start + len(content[spot.start : spot.inner - 2].rstrip())
        return Edit(bare, spot.end, f">{block}{_lead(content, spot)}</{spot.tag}>")
    description = spot.part("description")
    at_end = spot.inner if description is None else description.end
    return Edit(at_end, at_end, block)


def _written(names: Mapping[str, str], prefix: str, lead: str) -> Iterator[str]:
    for language, name in names.items():
        yield f'{lead}<{prefix}property name="name.{language}" value={quoteattr(name)} />'


def _lead(content: bytes, spot: Spot) -> str:
    """The space before an element, from the end of the line above it."""
    begun = content[: spot.start]
    space = begun[len(begun.rstrip()) :].decode()
    return space if space.startswith(("\n", "\r\n")) else f"\n{space}"
