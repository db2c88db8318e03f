"""Rows of the outbox as they begin: for a person, or for one address alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.model import Item
from bot.store.outbox import ONLY, WAITING


def new_message(
    at: datetime,
    *,
    kind: str,
    person: str,
    to: str,
    role: str,
    contact: str | None = None,
    items: Iterable[Item] = (),
    next_try_at: datetime | None = None,
    **beyond: Any,
) -> dict[str, Any]:
    """A message that waits from `at`, or from `next_try_at` on, column by column; `beyond`: other columns."""
    return {
        "id": str(uuid4()),
        "at": at,
        "person": person,
        "to": to,
        "role": role,
        "contact": contact,
        "kind": kind,
        "items": tuple(items),
        "bindings": (),
        "next_try_at": next_try_at or at,
        "tried": [],
        "state": WAITING,
        "attempts": 0,
        "uncertain": False,
        **beyond,
    }


def alone(channel: str, address: str) -> dict[str, Any]:
    """What makes a message one for this address alone: it has no other way, and nothing joins it."""
    name = f"chat:{address}" if channel == "telegram" else address
    return {"person": f"{ONLY}{name}", "channel": channel, "only": address}
