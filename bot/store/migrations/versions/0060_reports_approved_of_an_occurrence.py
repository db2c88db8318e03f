"""Of an occurrence that asks for several reports, how many are approved"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duty", sa.Column("accepted", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("duty") as table:
        table.drop_column("accepted")
