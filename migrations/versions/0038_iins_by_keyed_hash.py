"""IINs leave the index in clear; keyed hashes take their place (ADR 0024).

The hashes need the key of the installation: `Storage.migrate` writes them in this transaction, as
it does when the key is another one. Saved filters that look for an IIN are dropped.

Revision: 0038, after 0037.
"""

from urllib.parse import parse_qs

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, strings

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_DROP_IINS = """
DELETE FROM search_term WHERE length(term) = 12 AND EXISTS (
  SELECT 1 FROM service_case
  WHERE service_case.instance_id = search_term.instance_id
  AND service_case.applicant_iin = search_term.term
)
"""
_FILTERS = sa.text("SELECT id, query FROM inbox_view WHERE query LIKE '%text=%'")
_DROP_FILTER = sa.text("DELETE FROM inbox_view WHERE id = :id")


def upgrade() -> None:
    create("index_key", *strings("purpose", "check_value"), key=("purpose",))
    op.execute(_DROP_IINS)
    connection = op.get_bind()
    for found in connection.execute(_FILTERS).all():
        if _seeks_iin(parse_qs(found.query).get("text", [""])[0]):
            connection.execute(_DROP_FILTER, {"id": found.id})


def downgrade() -> None:
    op.execute("DELETE FROM search_term WHERE term >= '#' AND term < '$'")
    op.execute(
        "INSERT INTO search_term (instance_id, term) "
        "SELECT instance_id, applicant_iin FROM service_case"
    )
    op.drop_table("index_key")


def _seeks_iin(typed: str) -> bool:
    """Whether a piece is of six to twelve digits, as `app.domain.iin.sought_iin` tells them."""
    bare = ("".join(sign for sign in piece if sign.isalnum()) for piece in typed.split())
    return any(6 <= len(one) <= 12 and one.isascii() and one.isdigit() for one in bare)
