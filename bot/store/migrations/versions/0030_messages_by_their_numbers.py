"""A message is found by the number that a messenger gave it, so that an answer to it means what it told"""

from alembic import op

revision = "0030"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outbox_remote_id", "outbox", ["remote_id"])


def downgrade() -> None:
    op.drop_index("ix_outbox_remote_id", "outbox")
