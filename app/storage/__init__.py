"""Storage on SQLite and PostgreSQL: the only room that knows SQLAlchemy."""

from app.storage.statements import Statements
from app.storage.store import Storage, count_statements, open_storage

__all__ = ["Statements", "Storage", "count_statements", "open_storage"]
