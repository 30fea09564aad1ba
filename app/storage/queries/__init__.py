"""What pages read: one short read-only transaction per question."""

from app.storage.queries.desk import SqlQueries

__all__ = ["SqlQueries"]
