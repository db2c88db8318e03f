"""What would be passed over in silence if a ledger ended now: reports and returns to be decided on, clocks that run."""

from collections.abc import Iterable, Sequence

from bot.errors import UsageError
from bot.model import Kind
from bot.plan.duty import RUNNING, Duty, State
from bot.texts import text

#: So many duties are named.
MOST_NAMED = 6


def what_waits(found: Sequence[Duty]) -> str:
    """In words, the first of them named; empty where nothing does."""
    decide = [duty for duty in found if duty.state in {State.REPORTED, State.HANDED_BACK}]
    clocks = [duty for duty in found if duty.state in RUNNING and is_clock(duty)]
    said = [("work.waits_decision", decide), ("work.waits_clock", clocks)]
    return text("duty.comma").join(text(key, n=len(own), duties=_named(own)) for key, own in said if own)


def refuse_what_waits(found: Sequence[Duty], ledger_id: str, key: str) -> None:
    """Raises UsageError, by this key, where something of these duties waits."""
    if what := what_waits(found):
        raise UsageError(key, ledger=ledger_id, what=what)


def is_clock(duty: Duty) -> bool:
    """Whether its event has happened, and its time runs."""
    return duty.kind is Kind.RELATIVE and duty.due is not None


def _named(found: Iterable[Duty]) -> str:
    names = [text("work.waits_duty", number=duty.number, unit=duty.unit) for duty in found]
    return text("duty.between").join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
