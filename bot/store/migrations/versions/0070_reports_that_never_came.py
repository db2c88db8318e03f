"""What is owed every day is one duty that counts its missed days; of standing work, which cycle was reported"""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duty", sa.Column("missed", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("duty", sa.Column("reported_for", sa.Date(), nullable=True))
    link = op.get_bind()
    event = sa.table("event", sa.column("duty_id"), sa.column("verb"), sa.column("at"))
    duty = sa.table("duty", sa.column("id"), sa.column("kind"), sa.column("reported_for", sa.Date()))
    reported = (
        sa.select(event.c.duty_id, sa.func.max(sa.cast(event.c.at, sa.String())))
        .where(event.c.verb == "reported", event.c.duty_id.in_(sa.select(duty.c.id).where(duty.c.kind == "standing")))
        .group_by(event.c.duty_id)
    )
    for duty_id, at in link.execute(reported).all():
        quarter = _quarter(date.fromisoformat(at[:10]))
        link.execute(duty.update().where(duty.c.id == duty_id).values(reported_for=quarter))


def _quarter(day: date) -> date:
    """The end of the quarter that a report of that day was probably of: early in one it is of the one before."""
    shifted = day - timedelta(days=15)
    month = (shifted.month + 2) // 3 * 3
    return date(shifted.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def downgrade() -> None:
    with op.batch_alter_table("duty") as table:
        table.drop_column("missed")
        table.drop_column("reported_for")
