"""Reads YAML that others have written: fast, and refused where reading it would do harm."""

import re
from collections.abc import Sequence

import yaml

# The same language, read ten times as fast where the library was built with its C part.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_NESTING = 50
"""Lists and mappings within each other; the C part would overrun its stack at some thousands."""


def demand_harmless(text: str, *, with_aliases: bool = True) -> None:
    """Look a file through before it is put together.

    Args:
        text: of the file.
        with_aliases: whether `*name` may stand in it.

    Raises:
        yaml.YAMLError: no YAML, nested deeper than `MAX_NESTING`, or an alias inside what has an
            anchor, by which a short file becomes an endless one.
    """
    open_ones: list[bool] = []
    for event in yaml.parse(text, Loader=Loader):
        problem = ""
        if isinstance(event, yaml.CollectionStartEvent):
            open_ones.append(event.anchor is not None)
            if len(open_ones) > MAX_NESTING:
                problem = f"more than {MAX_NESTING} lists and mappings within each other"
        elif isinstance(event, yaml.CollectionEndEvent):
            open_ones.pop()
        elif isinstance(event, yaml.AliasEvent) and not with_aliases:
            problem = "aliases are not read"
        elif isinstance(event, yaml.AliasEvent) and any(open_ones):
            problem = "an alias inside what has an anchor is not read"
        if problem:
            mark = event.start_mark  # of the C part, which the stubs know as another kind
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)  # type: ignore[arg-type]


_INDEX = re.compile(r"\[(\d+)\]")


def lines_of(text: str, paths: Sequence[str]) -> list[int]:
    """The lines, from 1, at which paths such as `editions[0].name.ru` stand.

    Of a path that is not there: the innermost part of it that is. 0 where nothing is, or the text
    is no YAML.
    """
    try:
        root = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError:
        root = None
    return [_line(root, path) for path in paths]


def _line(node: yaml.Node | None, path: str) -> int:
    line = 0
    while node is not None and path:
        node, found, path = _step(node, path)
        line = found or line
    return line


def _step(node: yaml.Node, path: str) -> tuple[yaml.Node | None, int, str]:
    """What the path leads to next, its line, and the rest of the path."""
    path = path.removeprefix(".")
    index = _INDEX.match(path)
    if isinstance(node, yaml.SequenceNode):
        at = int(index[1]) if index else _named(node, path)
        if at is None or at >= len(node.value):
            return None, 0, ""
        rest = path[index.end() :] if index else path[len(_id(node.value[at])) :]
        return node.value[at], node.value[at].start_mark.line + 1, rest
    if isinstance(node, yaml.MappingNode):
        # Names of an author may hold dots: the longest that fits is meant.
        fitting = [pair for pair in node.value if _leads(path, str(pair[0].value))]
        if fitting:
            key, value = max(fitting, key=lambda pair: len(str(pair[0].value)))
            return value, key.start_mark.line + 1, path[len(str(key.value)) :]
    return None, 0, ""


def _leads(path: str, name: str) -> bool:
    return path.startswith(name) and path[len(name) : len(name) + 1] in ("", ".", "[")


def _named(node: yaml.SequenceNode, path: str) -> int | None:
    """The position of the entry whose `id` the path begins with."""
    ids = enumerate(map(_id, node.value))
    return next((at for at, found in ids if found and _leads(path, found)), None)


def _id(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")
