"""Reads types: after `instance of`, and of parameters."""

from app.feel.cursor import Cursor
from app.feel.errors import FeelSyntaxError
from app.feel.nearest import did_you_mean
from app.feel.saying import Word
from app.feel.types import TypeRef

SIMPLE_TYPES = frozenset(
    [
        "Any", "Null", "number", "string", "boolean", "date", "time", "date and time",
        "days and time duration", "years and months duration", "list", "context", "range",
        "function",
    ]
)  # fmt: skip


def type_ref(cursor: Cursor) -> TypeRef:
    """Read a type such as `number`, `list<string>` or `context<a: number>`."""
    with cursor.nested(cursor.token.position):
        position = cursor.token.position
        name = cursor.take().text if cursor.sees("function") else cursor.name(Word("a type"))
        while cursor.takes("."):
            name = f"{name}.{cursor.name('a type')}"
        if name not in SIMPLE_TYPES:
            if (own := cursor.types.get(name)) is not None:
                return own
            hint = did_you_mean(name, SIMPLE_TYPES.union(cursor.types))
            raise FeelSyntaxError("There is no type {name}{hint}", position, name=name, hint=hint)
        if name == "function":
            return _function(cursor)
        if not cursor.takes("<"):
            return TypeRef(name)
        if name in ("list", "range"):
            inner = type_ref(cursor)
            cursor.expect(">")
            return TypeRef(name, (inner,))
        if name == "context":
            return _context(cursor)
        raise FeelSyntaxError("The type {name} takes no '<'", position, name=name)


def _context(cursor: Cursor) -> TypeRef:
    keys: list[str] = []
    inner: list[TypeRef] = []
    while not cursor.sees(">"):
        keys.append(cursor.name(Word("the name of a context entry")))
        cursor.expect(":")
        inner.append(type_ref(cursor))
        if not cursor.takes(","):
            break
    cursor.expect(">")
    return TypeRef("context", tuple(inner), tuple(keys))


def _function(cursor: Cursor) -> TypeRef:
    inner: list[TypeRef] = []
    if cursor.takes("<"):
        while not cursor.sees(">"):
            inner.append(type_ref(cursor))
            if not cursor.takes(","):
                break
        cursor.expect(">")
        cursor.expect("->")
        inner.append(type_ref(cursor))
    return TypeRef("function", tuple(inner))
