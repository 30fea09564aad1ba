"""Internal notes on cases, and whom they name.

Revision: 0029, after 0028.
"""

from alembic import op

from migrations.pieces import create, ids, index, jsons, moments, strings

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "case_note",
        *ids("instance_id", "id"),
        *strings("author", "author_name"),
        *moments("written_at"),
        *strings("text"),
        *jsons("mentions", "mention_names"),
        key=("instance_id", "id"),
        of_instance=True,
    )
    create(
        "note_mention",
        *ids("instance_id", "note_id"),
        *strings("person"),
        *moments("at"),
        *moments("seen_at", nullable=True),
        key=("instance_id", "note_id", "person"),
        of_instance=True,
    )
    index("ix_note_mention_of_person", "note_mention", "person", "at")
    index("ix_note_mention_unseen", "note_mention", "person", where="seen_at IS NULL")


def downgrade() -> None:
    op.drop_table("note_mention")
    op.drop_table("case_note")
