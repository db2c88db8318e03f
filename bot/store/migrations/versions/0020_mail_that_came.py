"""Mails that came in are seen to once, and those that a person must look at are kept for him"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("about", sa.String(36), nullable=True),
        sa.Column("reply", sa.String(36), nullable=True),
        sa.Column("thread", sa.JSON(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mail_outcome", "mail", ["outcome"])
    op.create_index("ix_mail_reply", "mail", ["reply"])


def downgrade() -> None:
    op.drop_index("ix_mail_reply", "mail")
    op.drop_index("ix_mail_outcome", "mail")
    op.drop_table("mail")
