"""Notices by page, e-mail and SMS, and what people choose of them; mentions become notices.

Revision: 0034, after 0033.
"""

from alembic import op

from migrations.pieces import (
    booleans,
    create,
    dates,
    ids,
    index,
    integers,
    jsons,
    moments,
    one_of,
    strings,
)

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KINDS = ("mentioned", "assigned", "due_today", "overdue", "returned", "new_work", "substitution")
AWAY = one_of("channel", "email", "sms")
_MENTIONS = """
INSERT INTO notice (id, person, kind, at, number, note_id, told_by, tasks, on_page, seen_at)
SELECT {new_id}, m.person, 'mentioned', m.at, c.number, m.note_id, n.author_name, 0, {true},
  m.seen_at
FROM note_mention m
JOIN case_note n ON n.instance_id = m.instance_id AND n.id = m.note_id
JOIN service_case c ON c.instance_id = m.instance_id
"""
_BACK = """
INSERT INTO note_mention (instance_id, note_id, person, at, seen_at)
SELECT n.instance_id, n.id, k.person, k.at, k.seen_at
FROM notice k JOIN case_note n ON n.id = k.note_id
"""


def upgrade() -> None:
    create(
        "notice",
        *ids("id"),
        *strings("person", "kind"),
        *moments("at"),
        *strings("number"),
        *jsons("step", nullable=True),
        *dates("due_on", nullable=True),
        *ids("task_id", "note_id", nullable=True),
        *strings("told_by"),
        *dates("first_day", "last_day", nullable=True),
        *integers("tasks"),
        *booleans("on_page"),
        *moments("seen_at", nullable=True),
        key=("id",),
        checks={"kind_known": one_of("kind", *KINDS)},
    )
    index("ix_notice_of_person", "notice", "person", "at")
    index("ix_notice_unseen", "notice", "person", where="seen_at IS NULL AND on_page")
    index("ix_notice_at", "notice", "at")
    create(
        "notice_settings",
        *strings("person"),
        *jsons("timings"),
        *strings("quiet_begin", "quiet_end"),
        *booleans("quiet_days_off"),
        *strings("digest_at"),
        *moments("digest_due", "new_work_due", "new_work_since", nullable=True),
        key=("person",),
    )
    index("ix_notice_settings_digest_due", "notice_settings", "digest_due")
    index("ix_notice_settings_new_work_due", "notice_settings", "new_work_due")
    create(
        "notice_contact",
        *strings("person", "channel", "address"),
        *moments("confirmed_at", nullable=True),
        *ids("code_id", nullable=True),
        *moments("code_until", nullable=True),
        *integers("tries_left"),
        key=("person", "channel"),
        checks={"channel_known": AWAY},
    )
    _letters()
    create("task_watch", *strings("name"), *moments("reached_at"), key=("name",))
    returns = "follow_up_at IS NOT NULL AND ended_at IS NULL"
    index("ix_user_task_follow_up", "user_task", "follow_up_at", where=returns)
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    new_id = "gen_random_uuid()" if is_postgresql else "lower(hex(randomblob(16)))"
    op.execute(_MENTIONS.format(new_id=new_id, true="true" if is_postgresql else "1"))
    op.drop_table("note_mention")


def _letters() -> None:
    create(
        "notice_letter",
        *ids("id"),
        *strings("person", "channel", "kind", "address"),
        *moments("made_at", "due_at"),
        *ids("notice_id", nullable=True),
        *dates("day", nullable=True),
        *strings("state"),
        *jsons("words", nullable=True),
        *integers("attempts"),
        *moments("leased_until", nullable=True),
        *integers("fencing"),
        *moments("sent_at", nullable=True),
        *jsons("failure", nullable=True),
        key=("id",),
        checks={
            "channel_known": AWAY,
            "kind_known": one_of("kind", "notice", "digest", "code"),
            "state_known": one_of("state", "waiting", "sent", "failed", "dropped"),
        },
    )
    index("ix_notice_letter_waiting", "notice_letter", "due_at", "id", where="state = 'waiting'")
    failed = "state = 'failed'"
    index("ix_notice_letter_failed", "notice_letter", "made_at", "person", where=failed)
    index("ix_notice_letter_of_person", "notice_letter", "person", "made_at")
    index("ix_notice_letter_made_at", "notice_letter", "made_at")


def downgrade() -> None:
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
    op.execute(_BACK)
    op.drop_index("ix_user_task_follow_up", "user_task")
    for table in ("task_watch", "notice_letter", "notice_contact", "notice_settings", "notice"):
        op.drop_table(table)
