"""How Alembic runs here: on the connection and within the transaction of app.storage."""

from alembic import context
from sqlalchemy import Connection

from app.storage.rows import Base

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
context.run_migrations()
