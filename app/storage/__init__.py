"""Storage on SQLite and PostgreSQL: the only room that knows SQLAlchemy."""

from app.storage.in_memory import content_of, lend_database
from app.storage.statements import Statements
from app.storage.store import Storage, count_statements, open_storage
from app.storage.unusable import DatabaseUnusable, why_unusable

__all__ = [
    "DatabaseUnusable",
    "Statements",
    "Storage",
    "content_of",
    "count_statements",
    "lend_database",
    "open_storage",
    "why_unusable",
]
