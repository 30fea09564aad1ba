"""Changes values inside a YAML file and leaves every other byte of it, comments included."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from app.safe_yaml import Loader, demand_harmless

_STEP = 2
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_IN_FLOW = re.compile(r"[\[\]{},#]|^\s|\s$|\n")

Place = tuple[str | int, ...]
"""Keys and positions that lead to a value, such as `("editions", 0, "terms", "result_term")`."""


def spliced(content: bytes, changes: Mapping[Place, object]) -> bytes:
    """The file with these values in their places; None takes an entry out.

    A value that is not there yet is added at the end of its mapping or list. Everything else stays
    as it is written. Places must not lie within each other.

    Raises:
        ValueError: no YAML, no UTF-8, or a place that is in nothing that could hold it.
    """
    text = content.decode("utf-8")
    try:
        demand_harmless(text)
        root = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    if root is None:
        return (text + _begun(changes)).encode()
    edits = [_edit(text, root, place, value) for place, value in changes.items()]
    for edit in sorted(edits, key=lambda edit: edit.begin, reverse=True):
        text = text[: edit.begin] + edit.text + text[edit.end :]
    return text.encode()


def _begun(changes: Mapping[Place, object]) -> str:
    """An empty file gets its first entries."""
    found = {str(place[0]): _nested(place[1:], value) for place, value in changes.items()}
    return "".join(f"{line}\n" for line in _lines(found, 0))


@dataclass(frozen=True, slots=True)
class _Edit:
    begin: int
    end: int
    text: str


def _edit(text: str, root: yaml.Node, place: Place, value: object) -> _Edit:
    parent: yaml.Node = root
    for k, step in enumerate(place):
        if not isinstance(parent, yaml.CollectionNode):
            raise ValueError(f"Expected something that holds {step!r}")  # noqa: TRY004  # told so
        found = _child(parent, step)
        if found is None:
            missing = _nested(place[k + 1 :], value)
            if missing is None:
                return _Edit(0, 0, "")
            return _added(text, parent, step, missing)
        if k == len(place) - 1:
            key, node = found
            if value is None:
                return _taken_out(text, parent, step, key, node)
            return _replaced(text, parent, key, node, value)
        parent = found[1]
    raise ValueError("Expected a place within the file")


def _nested(place: Place, value: object) -> object:
    """The value inside the mappings that are missing around it."""
    for step in reversed(place):
        value = None if value is None else {str(step): value}
    return value


def _child(
    parent: yaml.CollectionNode, step: str | int
) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(parent, yaml.MappingNode):
        found = (pair for pair in parent.value if pair[0].value == step)
        return next(found, None)
    if isinstance(parent, yaml.SequenceNode) and isinstance(step, int):
        return (None, parent.value[step]) if step < len(parent.value) else None
    raise ValueError(f"Expected something that holds {step!r}")


def _replaced(
    text: str, parent: yaml.CollectionNode, key: yaml.Node | None, node: yaml.Node, value: object
) -> _Edit:
    begin, end = node.start_mark.index, _end(text, node)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        end = begin + len(text[begin:end].rstrip())
    if _is_plain(value):
        # An empty value stands nowhere: it needs the space behind its colon.
        lead = " " if begin == end and text[begin - 1 : begin] not in (" ", "") else ""
        return _Edit(begin, end, lead + _scalar(value))
    if parent.flow_style:
        return _Edit(begin, end, json.dumps(value, ensure_ascii=False))
    if key is None:
        column = node.start_mark.column
        return _Edit(begin, end, "\n".join(_lines(value, column)).lstrip())
    begin = key.end_mark.index
    begin = text.index(":", begin) + 1
    return _Edit(begin, end, _after_key(value, key.start_mark.column))


def _after_key(value: object, column: int) -> str:
    if _is_plain(value):
        return " " + _scalar(value)
    return "\n" + "\n".join(_lines(value, column + _STEP))


def _added(text: str, parent: yaml.CollectionNode, step: str | int, value: object) -> _Edit:
    if parent.flow_style:
        at = parent.end_mark.index - 1
        lead = ", " if parent.value else ""
        named = f"{step}: " if isinstance(parent, yaml.MappingNode) else ""
        return _Edit(at, at, f"{lead}{named}{json.dumps(value, ensure_ascii=False)}")
    at = _line_end(text, _end(text, parent))
    if isinstance(parent, yaml.MappingNode):
        column = parent.value[0][0].start_mark.column
        return _Edit(at, at, f"\n{' ' * column}{step}:{_after_key(value, column)}")
    column = parent.value[0].start_mark.column - _STEP
    body = "\n".join(_lines(value, column + _STEP)).lstrip()
    return _Edit(at, at, f"\n{' ' * column}- {body}")


def _taken_out(
    text: str, parent: yaml.CollectionNode, step: str | int, key: yaml.Node | None, node: yaml.Node
) -> _Edit:
    first = (key or node).start_mark.index
    end = _end(text, node)
    if parent.flow_style or len(parent.value) == 1:
        raise ValueError(f"Expected {step!r} to stand in a block with others")
    begin = text.rindex("\n", 0, first) + 1 if "\n" in text[:first] else 0
    lead = text[begin:first].strip()
    if lead and lead != "-":
        raise ValueError(f"Expected {step!r} to begin its line")
    if lead == "-" and key is not None:
        raise ValueError(f"Expected {step!r} not to be the first of its entry")
    return _Edit(begin, min(_line_end(text, end) + 1, len(text)), "")


def _end(text: str, node: yaml.Node) -> int:
    """Where the last of its words ends, without the comments and lines after it."""
    if isinstance(node, yaml.ScalarNode):
        end: int = node.end_mark.index
        if node.style in ("|", ">"):
            return node.start_mark.index + len(text[node.start_mark.index : end].rstrip())
        return end
    begin: int = node.start_mark.index
    end = node.end_mark.index
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return end
    last, end = node.value[-1], begin
    for one in last if isinstance(last, tuple) else (last,):
        # An alias is the node it stands for, which ends further up.
        if one.start_mark.index >= begin:
            end = max(end, _end(text, one))
    return end


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text.rstrip("\n")) if found < 0 else found


def _lines(value: object, column: int) -> Iterator[str]:
    """A block of YAML, each line at its column."""
    lead = " " * column
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if _is_plain(inner):
                yield f"{lead}{key}: {_scalar(inner)}"
            else:
                yield f"{lead}{key}:"
                yield from _lines(inner, column + _STEP)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            first, *rest = _lines(inner, column + _STEP)
            yield f"{lead}- {first.lstrip()}"
            yield from rest
    else:
        yield lead + _scalar(value)


def _is_plain(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(isinstance(one, str) for one in value)
    return not isinstance(value, Mapping)


def _scalar(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_scalar(one) for one in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    words = str(value)
    if words and not _IN_FLOW.search(words) and _reads_back(words):
        return words
    quoted = json.dumps(words, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _reads_back(words: str) -> bool:
    """Whether a YAML reader takes the bare words for these very words."""
    try:
        found: object = yaml.load(f"- {words}\n", Loader=Loader)  # noqa: S506  # a safe loader
    except yaml.YAMLError:
        return False
    return found == [words]
