"""Each item of a message says on whose behalf it is told; a digest has its beginning in a column of its own"""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BATCH = 1000


def upgrade() -> None:
    op.add_column("outbox", sa.Column("since", sa.DateTime(), nullable=True))
    op.add_column("outbox", sa.Column("bindings", sa.JSON(), server_default="[]", nullable=False))
    outbox = sa.table(
        "outbox",
        *(sa.column(name, sa.String()) for name in ("id", "to", "role", "kind")),
        sa.column("items", sa.JSON()),
        sa.column("since", sa.DateTime()),
    )
    connection = op.get_bind()
    units: dict[int, str] = dict(connection.execute(sa.text("SELECT id, unit FROM duty")).all())
    last = ""
    while True:
        query = sa.select(outbox.c.id, outbox.c.to, outbox.c.role, outbox.c.kind, outbox.c["items"])
        rows = connection.execute(query.where(outbox.c.id > last).order_by(outbox.c.id).limit(BATCH)).all()
        if not rows:
            return
        for name, to, role, kind, items in rows:
            found = json.loads(items) if isinstance(items, str) else items or []
            values: dict[str, Any] = {"items": _told(found, units, to, role)}
            if kind == "digest":
                values = {"items": [], "since": _since(found)}
            connection.execute(outbox.update().where(outbox.c.id == name).values(values))
        last = rows[-1][0]


def _since(items: list[dict[str, str]]) -> datetime | None:
    if not items or "since" not in items[0]:
        return None
    return datetime.fromisoformat(items[0]["since"]).astimezone(UTC).replace(tzinfo=None)


def _told(items: list[dict[str, Any]], units: dict[int, str], to: str, role: str) -> list[dict[str, Any]]:
    """Items that say nothing of a duty, as no program ever wrote, are left out."""
    return [
        {
            "rung": "",
            "kind": "reminder",
            **{"changes" if name == "decided" else name: value for name, value in item.items() if value},
            "audience": item.get("audience") or role,
            "unit": units.get(item["duty"], to) if role != "coordinator" and item.get("audience") != "lead" else to,
        }
        for item in items
        if isinstance(item.get("duty"), int)
    ]


def downgrade() -> None:
    op.drop_column("outbox", "bindings")
    op.drop_column("outbox", "since")
