"""Column types: what Python values become in both databases, and the base of all rows."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, DateTime, Dialect, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from app.domain.texts import Text
from app.feel.values import Value
from app.storage.values import dump_value, dump_values, load_value, load_values

if TYPE_CHECKING:
    FeelValues = Mapping[str, Value]
else:
    # SQLAlchemy evaluates annotations of rows where they stand, and Value is a recursive name.
    FeelValues = dict


class NaiveMoment(ValueError):
    """A moment without a zone was about to be stored."""


class UtcDateTime(TypeDecorator[datetime]):
    """Aware moments, given back in UTC with microseconds; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveMoment(f"Expected an aware moment, found {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite gives back what was bound, without its zone; PostgreSQL a zone of its own making.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TextJson(TypeDecorator[Text]):
    """A text in three languages as `[kk, ru, en]`."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Text | None, dialect: Dialect) -> Any:
        return None if value is None else [value.kk, value.ru, value.en]

    def process_result_value(self, value: Any, dialect: Dialect) -> Text | None:
        return None if value is None else Text(*value)


class ValueJson(TypeDecorator[Value]):
    """One FEEL value; null is JSON's null."""

    impl = JSON(none_as_null=False)
    cache_ok = True

    def process_bind_param(self, value: Value, dialect: Dialect) -> Any:
        return JSON.NULL if value is None else dump_value(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Value:
        return load_value(value)


class ValuesJson(TypeDecorator[Mapping[str, Value]]):
    """FEEL values by name."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Value] | None, dialect: Dialect) -> Any:
        return None if value is None else dump_values(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Mapping[str, Value] | None:
        return None if value is None else load_values(value)


class WordsJson(TypeDecorator[tuple[str, ...]]):
    """Strings in order."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> Any:
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)


class FactsJson(TypeDecorator[Mapping[str, str]]):
    """Strings by name."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        for name, told in value.items():
            told_as: object = told
            if not isinstance(told_as, str):
                raise TypeError(f"Facts are strings, {name} is a {type(told_as).__name__}")
        return dict(value)


class Base(DeclarativeBase):
    """What all rows share: how their columns are typed and their constraints named."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        Text: TextJson,
        tuple[str, ...]: WordsJson,
    }
