"""What each move changed of its duty, so that it can be taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("changes", sa.JSON(), nullable=True))
    op.add_column("event", sa.Column("move", sa.String(36), nullable=True))
    op.add_column("event", sa.Column("made", sa.Integer(), nullable=True))
    op.create_index("ix_event_move", "event", ["move"])


def downgrade() -> None:
    op.drop_index("ix_event_move", "event")
    for name in ("made", "move", "changes"):
        op.drop_column("event", name)
