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
    return text("duty.comma").join(text(key, n=len(own), duties=_named(own, found)) for key, own in said if own)


def refuse_what_waits(found: Sequence[Duty], ledger_id: str, key: str) -> None:
    """Raises UsageError, by this key, where something of these duties waits."""
    if what := what_waits(found):
        raise UsageError(key, ledger=ledger_id, what=what)


def is_clock(duty: Duty) -> bool:
    """Whether its event has happened, and its time runs."""
    return duty.kind is Kind.RELATIVE and duty.due is not None


def _named(waiting: Iterable[Duty], found: Iterable[Duty]) -> str:
    """The first of them, each by number and unit; of an item with several deadlines with which of them."""
    parts: dict[str, set[int]] = {}
    for duty in found:
        parts.setdefault(duty.number, set()).add(duty.k)
    numbers = ((f"{duty.number}.{duty.k}" if len(parts[duty.number]) > 1 else duty.number, duty) for duty in waiting)
    names = [text("work.waits_duty", number=number, unit=duty.unit) for number, duty in numbers]
    return text("duty.between").join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
