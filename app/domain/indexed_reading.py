"""The declarations of indexed variables, read strictly from the service standard."""

from collections.abc import Sequence

from app.domain import reading_words as say
from app.domain.indexed import (
    INDEX_ID,
    MOST_INDEXED,
    IndexedKind,
    IndexedOption,
    IndexedVariable,
)
from app.domain.mistakes import filled
from app.domain.strict_reading import Raw, Reading

_KINDS = tuple(kind.value for kind in IndexedKind)


def indexed_variables(reading: Reading, raw: Raw) -> tuple[IndexedVariable, ...]:
    """Every problem is noted in `reading`."""
    items = reading.items(raw.get("indexed"), "indexed")
    found = tuple(_indexed(reading, item, f"indexed[{k}]") for k, item in enumerate(items))
    if len(found) > MOST_INDEXED:
        reading.problem("indexed", filled(say.TOO_MANY, most=MOST_INDEXED, found=len(found)))
    ids = [one.id for one in found]
    for name in sorted({name for name in ids if name and ids.count(name) > 1}):
        reading.problem("indexed", filled(say.ID_TWICE, id=name))
    return found


def _indexed(reading: Reading, item: object, path: str) -> IndexedVariable:
    required = ("id", "variable", "type", "label")
    raw = reading.mapping(item, path, required=required, optional=("options",))
    kind = IndexedKind(reading.choice(raw, "type", path, _KINDS))
    index_id = reading.string(raw, "id", path)
    if index_id and INDEX_ID.fullmatch(index_id) is None:
        reading.problem(f"{path}.id", filled(say.BAD_INDEX_ID))
    options = _options(reading, raw, f"{path}.options")
    if bool(options) != (kind is IndexedKind.CHOICE):
        reading.problem(f"{path}.options", filled(say.BAD_OPTIONS))
    return IndexedVariable(
        id=index_id,
        variable=reading.string(raw, "variable", path),
        kind=kind,
        label=reading.text(raw, "label", path),
        options=options,
    )


def _options(reading: Reading, raw: Raw, path: str) -> tuple[IndexedOption, ...]:
    items: Sequence[object] = reading.items(raw.get("options"), path)
    options = []
    for k, item in enumerate(items):
        at = f"{path}[{k}]"
        found = reading.mapping(item, at, required=("value", "label"))
        value = reading.string(found, "value", at)
        options.append(IndexedOption(value, reading.text(found, "label", at)))
    return tuple(options)
