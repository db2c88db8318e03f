"""How much there is of everything, and what the last faults were: for whoever helps from afar."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.model import Sentence
from bot.store.store import Store
from bot.store.tables import DUTY, Base, LedgerRow, OutboxRow


@dataclass(frozen=True)
class DeliveryFault:
    """Why a message did not go. `attempts`: how often it was tried."""

    error: Sentence
    channel: str | None  # none yet where it was given up before one was chosen
    state: str
    kind: str
    attempts: int
    at: datetime


def rows_by_table(store: Store) -> dict[str, int | str]:
    """Of a table that cannot be counted the kind of the fault stands instead."""
    found: dict[str, int | str] = {}
    for table in Base.metadata.sorted_tables:
        try:
            with store.begin() as session:
                found[table.name] = session.scalar(select(func.count()).select_from(table)) or 0
        except (BotError, SQLAlchemyError) as error:
            found[table.name] = type(error).__name__
    return found


def rows_by_state(session: Session) -> dict[str, dict[str, int]]:
    """Ledgers, duties and messages: how many are in each state."""
    columns = {"ledger": LedgerRow.state, "duty": DUTY.c.state, "message": OutboxRow.state}
    return {
        name: {str(state): count for state, count in session.execute(select(column, func.count()).group_by(column))}
        for name, column in columns.items()
    }


def last_faults(session: Session, most: int) -> list[DeliveryFault]:
    """The newest first."""
    query = (
        select(OutboxRow.error, OutboxRow.channel, OutboxRow.state, OutboxRow.kind, OutboxRow.attempts, OutboxRow.at)
        .where(OutboxRow.error.is_not(None))
        .order_by(OutboxRow.at.desc(), OutboxRow.id)
        .limit(most)
    )
    return [
        DeliveryFault(error, channel, state, kind, attempts, at)
        for error, channel, state, kind, attempts, at in session.execute(query)
        if error is not None
    ]
