"""Alembic runs this with the connection that `bot.store.engine` hands over."""

from typing import Any, Literal

from alembic import context

from bot.store.column_types import Instant
from bot.store.tables import Base


def _render_item(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Migrations stand on SQLAlchemy alone: our column type may change, what a revision made must not."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render_item,
)
with context.begin_transaction():
    context.run_migrations()
