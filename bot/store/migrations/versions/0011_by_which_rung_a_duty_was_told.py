"""Which rung a unit was told of last, so that a calendar that changes loses none"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duty", sa.Column("last_rung", sa.Text(), server_default="", nullable=False))
    op.add_column("duty", sa.Column("doubted", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("duty", "doubted")
    op.drop_column("duty", "last_rung")
