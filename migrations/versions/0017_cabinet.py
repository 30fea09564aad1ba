"""The cabinet: one-time passwords, sessions of citizens, and the cases of a person.

Revision: 0017, after 0016.
"""

from alembic import op

from migrations.pieces import create, ids, index, integers, moments, one_of, strings

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "one_time_password",
        *ids("id"),
        *strings("iin", "purpose", "language"),
        *moments("asked_at", "expires_at"),
        *moments("due_at", nullable=True),
        *integers("tries_left"),
        *moments("sent_at", "used_at", nullable=True),
        key=("id",),
        checks={
            "purpose_known": one_of("purpose", "sign-in", "consent"),
            "language_known": one_of("language", "kk", "ru", "en"),
            "tries_left_is_not_negative": "tries_left >= 0",
        },
    )
    index("ix_one_time_password_iin", "one_time_password", "iin", "asked_at")
    index("ix_one_time_password_due_at", "one_time_password", "due_at", where="due_at IS NOT NULL")
    create(
        "citizen_session",
        *strings("id", "iin", "full_name"),
        *moments("since"),
        *moments("ended_at", nullable=True),
        key=("id",),
    )
    index("ix_citizen_session_since", "citizen_session", "since")
    index("ix_service_case_applicant_iin", "service_case", "applicant_iin")
    index(
        "ix_service_case_representative_iin",
        "service_case",
        "representative_iin",
        where="representative_iin IS NOT NULL",
    )


def downgrade() -> None:
    op.drop_index("ix_service_case_representative_iin", "service_case")
    op.drop_index("ix_service_case_applicant_iin", "service_case")
    op.drop_table("citizen_session")
    op.drop_table("one_time_password")
