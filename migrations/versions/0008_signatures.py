"""Signatures with their proofs, and the IIN of people who sign.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import blobs, create, ids, index, jsons, moments, strings

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "signature",
        *ids("instance_id", "id"),
        *ids("document_id", nullable=True),
        *blobs("content", nullable=True),
        *strings("person", nullable=True),
        *jsons("position"),
        *strings("signer_iin", "signer_name"),
        *blobs("cms", "certificate"),
        *strings("content_sha256"),
        *moments("verified_at"),
        *jsons("facts"),
        key=("instance_id", "id"),
        of_instance=True,
        checks={
            "of_one_thing": "(document_id IS NULL) <> (content IS NULL)",
            "signer_iin_has_twelve_digits": "length(signer_iin) = 12",
            "content_sha256_is_a_hash": "length(content_sha256) = 64",
        },
    )
    index(
        "ix_signature_document_id_signer_iin",
        *("signature", "document_id", "signer_iin"),
        unique=True,
    )
    op.add_column("person", sa.Column("iin", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("person", "iin")
    op.drop_table("signature")
