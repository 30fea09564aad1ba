"""The history of the schema, run by app.storage through Alembic."""
