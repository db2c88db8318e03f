"""Bindings have a life: which entry of the units file they are for, and when they fell asleep or ended"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("binding", sa.Column("entry", sa.Text(), nullable=True))
    op.add_column("binding", sa.Column("brought_by", sa.BigInteger(), nullable=True))
    op.add_column("binding", sa.Column("asleep_at", sa.DateTime(), nullable=True))
    op.add_column("binding", sa.Column("ended_at", sa.DateTime(), nullable=True))
    op.add_column("invite", sa.Column("entry", sa.Text(), nullable=True))
    op.create_table(
        "wrong_code",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id"),
    )


def downgrade() -> None:
    op.drop_table("wrong_code")
    op.drop_column("invite", "entry")
    for name in ("ended_at", "asleep_at", "brought_by", "entry"):
        op.drop_column("binding", name)
