"""Links by which people come in, visits of those who are signed in, and how often somebody tried"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def _whom() -> list[sa.Column[object]]:
    return [
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("entry", sa.Text(), nullable=True),
        sa.Column("duties", sa.JSON(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        *_whom(),
        sa.Column("about", sa.String(120), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_link_ends_at", "link", ["ends_at"])
    op.create_table(
        "visit",
        sa.Column("token_hash", sa.String(64), nullable=False),
        *_whom(),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_visit_person", "visit", ["person"])
    op.create_index("ix_visit_ends_at", "visit", ["ends_at"])
    op.create_table(
        "attempt",
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("who"),
    )


def downgrade() -> None:
    op.drop_table("attempt")
    op.drop_table("visit")
    op.drop_table("link")
