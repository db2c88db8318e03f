"""When duties were told has an index: what was told lately is found whatever is stored"""

from alembic import op

revision = "0075"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_duty_told_at", "duty", ["told_at"])


def downgrade() -> None:
    op.drop_index("ix_duty_told_at", "duty")
