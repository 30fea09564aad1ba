"""Functions on contexts."""

from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.values import Builtin, Value, type_name


def _get_value(context: dict[str, Value], key: str) -> Value:
    if key not in context:
        raise Unfit("the context has no entry {key}", key=key)
    return context[key]


def _get_entries(run: Run, context: dict[str, Value]) -> Value:
    run.spend(len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


def _put(run: Run, context: dict[str, Value], key: Value, value: Value) -> Value:
    run.spend(len(context))
    keys: list[Value] = key if isinstance(key, list) else [key]
    return _put_at(context, keys, value)


def _put_at(context: dict[str, Value], keys: list[Value], value: Value) -> dict[str, Value]:
    if not keys:
        raise Unfit("it needs at least one key")
    key, rest = keys[0], keys[1:]
    if not isinstance(key, str):
        raise Unfit("a key is a string, not a {found}", found=type_name(key))
    if not rest:
        return {**context, key: value}
    inner = context.get(key)
    if not isinstance(inner, dict):
        raise Unfit("the context has no context {key}", key=key)
    return {**context, key: _put_at(inner, rest, value)}


def _merge(run: Run, contexts: list[Value]) -> Value:
    merged: dict[str, Value] = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise Unfit("it needs contexts, not a {found}", found=type_name(context))
        run.spend(len(context))
        merged |= context
    return merged


def _context(run: Run, entries: list[Value]) -> Value:
    run.spend(len(entries))
    context: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not {"key", "value"} <= entry.keys():
            raise Unfit("each entry needs a key and a value")
        key = entry["key"]
        if not isinstance(key, str) or key in context:
            raise Unfit("each key is a string that stands once")
        context[key] = entry["value"]
    return context


FUNCTIONS = (
    Builtin("get value", ("m", "key"), _get_value, kinds=("context", "string")),
    Builtin("get entries", ("m",), _get_entries, kinds=("context",), needs_run=True),
    Builtin(
        "context put",
        ("context", "key", "value"),
        _put,
        kinds=("context", "any", "any"),
        overloads=(("context", "keys", "value"),),
        needs_run=True,
    ),
    Builtin("context merge", ("contexts",), _merge, kinds=("list",), needs_run=True),
    Builtin("context", ("entries",), _context, kinds=("list",), needs_run=True),
)
