"""Reads YAML that others have written: fast, and refused where reading it would do harm."""

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
