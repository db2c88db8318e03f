"""What decides a duty's light stands in one index: views count by it without reading the duties themselves"""

from alembic import op

revision = "0085"
down_revision = "0080"
branch_labels = None
depends_on = None

COLUMNS = (
    *("ledger_id", "state", "kind", "due", "alt", "missed", "had_since", "unit", "number"),
    *("told_at", "dispatched_at", "until", "reported_for", "extension_until", "renewal"),
)


def upgrade() -> None:
    op.create_index("ix_duty_at_work", "duty", list(COLUMNS))


def downgrade() -> None:
    op.drop_index("ix_duty_at_work", "duty")
