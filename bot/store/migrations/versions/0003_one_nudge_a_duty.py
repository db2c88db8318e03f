"""Whether a unit was reminded that it has not acknowledged: once is enough, whatever the policy becomes"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duty", sa.Column("nudged", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("duty", "nudged")
