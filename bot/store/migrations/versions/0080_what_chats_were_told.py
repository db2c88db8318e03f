"""Which messages of chats tell of a duty"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made = op.create_table(
        "chat_mention",
        sa.Column("duty_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("duty_id", "message_id"),
    )
    names = ("id", "state", "channel", "remote_id")
    outbox = sa.table("outbox", sa.column("items"), *(sa.column(name, sa.String()) for name in names))
    went = outbox.c.state == "sent", outbox.c.channel == "telegram", outbox.c.remote_id.is_not(None)
    link = op.get_bind()
    for name, items in link.execute(sa.select(outbox.c.id, sa.cast(outbox.c["items"], sa.Text())).where(*went)).all():
        duties = {item["duty"] for item in json.loads(items or "[]") if item.get("duty")}
        if duties:
            link.execute(made.insert(), [{"duty_id": duty, "message_id": name} for duty in sorted(duties)])


def downgrade() -> None:
    op.drop_table("chat_mention")
