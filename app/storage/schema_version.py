"""The version of the schema: whether a database has the newest one, and bringing it there."""

from pathlib import Path

from sqlalchemy import Connection, String, column, inspect, select, table, text

from app.storage.unusable import DatabaseUnusable

HEAD = "0043"
"""The newest revision under `migrations/versions`; a test holds it to that."""

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"

_VERSION = select(column("version_num", String())).select_from(table("alembic_version"))
_SCHEMA_LOCK = 0x7161_6461_6D
"""Key of PostgreSQL's advisory lock that lets one process migrate at a time."""


def is_current(connection: Connection) -> bool:
    """Whether the schema is the newest; asks without loading Alembic.

    Raises:
        DatabaseUnusable: a newer version of the product has been at work here.
    """
    if not inspect(connection).has_table("alembic_version"):
        return False
    version = connection.execute(_VERSION).scalar() or ""
    if version > HEAD:
        raise DatabaseUnusable(
            f"The database has schema {version}, this version of Qadam knows {HEAD}: "
            "start the newer version that made it, or put a backup in its place"
        )
    return bool(version == HEAD)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up within the connection's transaction; the caller commits."""
    _run(connection, "upgrade", revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Bring the schema back to a revision (`base`: nothing left); the caller commits."""
    _run(connection, "downgrade", revision)


def _run(connection: Connection, direction: str, revision: str) -> None:
    # Loading Alembic costs more than a whole start may take, so only a migration pays for it.
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    {"upgrade": command.upgrade, "downgrade": command.downgrade}[direction](config, revision)
