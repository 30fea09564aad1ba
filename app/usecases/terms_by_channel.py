"""What of a term differs for applications of one channel, as changes to the standard's file."""

from collections.abc import Iterator, Mapping
from typing import Any

Place = tuple[str | int, ...]
ByChannel = Mapping[str, Mapping[str, str]]
"""By channel and name; empty: the same as for all."""


def changed_channels(
    now: ByChannel, was: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, str]]:
    """What is told otherwise than the file tells it."""
    changed = {
        key: {
            name: value
            for name, value in told.items()
            if value != str(was.get(key, {}).get(name) or "")
        }
        for key, told in now.items()
    }
    return {key: told for key, told in changed.items() if told}


def channel_changes(
    now: ByChannel, was: Mapping[str, Mapping[str, Any]], place: Place
) -> Iterator[tuple[Place, object]]:
    """A channel that would say nothing else is taken out whole, and so is the last one."""
    changed = changed_channels(now, was)
    emptied = {key for key, told in changed.items() if _is_emptied(told, was.get(key, {}))}
    begun = {key: told for key, told in changed.items() if any(told.values())}
    if not was and begun:
        yield place, begun
    elif was and emptied == set(was) and not begun:
        yield place, None
    else:
        for key, told in changed.items():
            if key in emptied:
                yield (*place, key), None
            elif key in was:
                for name, value in told.items():
                    yield (*place, key, name), value or None
            else:
                yield (*place, key), told


def _is_emptied(told: Mapping[str, str], was: Mapping[str, Any]) -> bool:
    return bool(was) and not any(told.values()) and set(was) <= set(told)
