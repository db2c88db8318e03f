"""The facts of a stored duty that planning needs."""

from typing import Any

from bot.model import Kind
from bot.plan.duty import DutyState, State
from bot.store.duties import Waiting
from bot.store.tables import DutyRow

#: From here on a waiting duty's fields are the facts that its ladder rests on.
FIRST_FACT = Waiting._fields.index("kind")
_FACTS = Waiting._fields[FIRST_FACT:]


def duty_state(row: DutyRow | Waiting) -> DutyState:
    """The facts of a row that planning needs."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in _FACTS}
    facts |= {"kind": Kind(row.kind), "state": State(row.state)}
    return DutyState(**facts, ledger=row.ledger_id, number=row.number, unit=row.unit, section=row.section)
