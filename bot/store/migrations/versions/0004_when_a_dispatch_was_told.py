"""When a duty's dispatch was told: a calendar or policy that changes later does not make it new"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duty", sa.Column("told_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("duty", "told_at")
