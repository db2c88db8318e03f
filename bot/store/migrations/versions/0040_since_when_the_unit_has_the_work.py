"""Since when a unit has the work (again), what of it arrived there since, and what waits for its people's next turn"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0031"
branch_labels = None
depends_on = None

DAYS = ("had_since", "urged_on", "lettered_on")


def upgrade() -> None:
    for name in DAYS:
        op.add_column("duty", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("duty", sa.Column("put_off", sa.Text(), nullable=False, server_default=""))
    op.add_column("duty", sa.Column("asked", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("duty") as table:
        for name in (*DAYS, "put_off", "asked"):
            table.drop_column(name)
