"""Rows that offices look up: deployed processes, people, offices, the calendar."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.calendar import DayKind
from app.domain.people import Role
from app.domain.texts import LANGUAGES, Text
from app.storage.columns import Base
from app.storage.rows.parts import one_of


class ProcessVersionRow(Base):
    __tablename__ = "process_version"

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content_hash: Mapped[str]
    deployed_at: Mapped[datetime]
    deployed_by: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")
    is_designed: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (CheckConstraint("version > 0", name="version_is_positive"),)


class VersionInForceRow(Base):
    """Decisions are added, never changed: `place` counts them per process."""

    __tablename__ = "version_in_force"

    key: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    from_at: Mapped[datetime]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
    reason: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(
            ["key", "version"], ["process_version.key", "process_version.version"]
        ),
    )


class ProcessFileRow(Base):
    __tablename__ = "process_file"

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    path: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        ForeignKeyConstraint(
            ["key", "version"], ["process_version.key", "process_version.version"]
        ),
    )


class OfficeRow(Base):
    __tablename__ = "office"

    id: Mapped[str] = mapped_column(primary_key=True)
    parent: Mapped[str | None]
    kind: Mapped[str]
    name: Mapped[Text]
    schedule: Mapped[str]
    kato: Mapped[str]
    address: Mapped[str] = mapped_column(server_default="")
    phone: Mapped[str] = mapped_column(server_default="")

    # At commit, so that a tree may be written in any order.
    __table_args__ = (
        ForeignKeyConstraint(["parent"], ["office.id"], deferrable=True, initially="DEFERRED"),
    )


class PersonRow(Base):
    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    language: Mapped[str]
    password_hash: Mapped[str]
    # Empty where nobody has entered it: such a person signs nothing.
    iin: Mapped[str] = mapped_column(server_default="")
    name_ru: Mapped[str] = mapped_column(server_default="")
    position_kk: Mapped[str] = mapped_column(server_default="")
    position_ru: Mapped[str] = mapped_column(server_default="")
    blocked_at: Mapped[datetime | None]
    signed_out_at: Mapped[datetime | None]
    one_time_until: Mapped[datetime | None]
    sort_name: Mapped[str] = mapped_column(server_default="")
    """The name as figures that sort as the Kazakh alphabet does."""
    search_name: Mapped[str] = mapped_column(server_default="")
    """Login, names and position, folded by app.domain.names."""

    __table_args__ = (one_of("language", LANGUAGES), Index("ix_person_by_name", "sort_name", "id"))


class PersonGrantRow(Base):
    __tablename__ = "person_grant"

    person_id: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Where it stands among the person's grants."""
    role: Mapped[str]
    office_id: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        one_of("role", Role),
    )


class CalendarDayRow(Base):
    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[Text]
    act: Mapped[str]

    __table_args__ = (
        one_of("kind", DayKind),
        one_of("week", ("any", "five_day", "six_day")),
    )
