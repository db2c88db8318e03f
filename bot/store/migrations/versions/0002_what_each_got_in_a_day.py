"""What each got in a day is found without reading all that they ever got"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_outbox_person", table_name="outbox")
    op.create_index("ix_outbox_person", "outbox", ["person", "state", "sent_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_outbox_person", table_name="outbox")
    op.create_index("ix_outbox_person", "outbox", ["person", "state"], unique=False)
