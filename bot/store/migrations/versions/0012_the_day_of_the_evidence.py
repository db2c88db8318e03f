"""The day that a duty's evidence is dated, apart from the day it was handed in"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duty", sa.Column("evidence_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("duty", "evidence_on")
