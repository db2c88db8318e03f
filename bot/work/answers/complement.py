"""What is said of a report after it was made, a move of a card taken back, a leader's word that he has read."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import UsageError
from bot.messages import Line
from bot.model import Item
from bot.plan.duty import State
from bot.roster.roster import COORDINATOR
from bot.store import duties, events
from bot.store.store import record
from bot.work.duties.evidence import Evidence, keep
from bot.work.duties.undo import undo_duties
from bot.work.letters.lines import line_of
from bot.work.office import Actor, Office

#: The words of the trail for both.
EVIDENCE, READ = "evidence", "read"


def add_to_report(
    office: Office, actor: Actor, items: Sequence[Item], words: str, evidence: Sequence[Evidence], now: datetime
) -> None:
    """Adds words and files to what was reported. Raises UsageError where nothing is under review any more."""
    with office.store.begin() as session:
        stored = duties.get_duties(session, [item.duty for item in items]).values()
        own = [duty for duty in stored if actor.role == COORDINATOR or duty.unit in actor.units]
        found = [duty for duty in own if duty.state is State.REPORTED]
        if not found:
            raise UsageError("chat.not_under_review")
        for duty in found:
            about = {"ledger_id": duty.ledger_id, "duty_id": duty.id}
            for one in evidence or (None,):
                said = one.words if one is not None else None
                record(session, actor, now, EVIDENCE, **about, note=words or None, evidence=said)  # type: ignore[arg-type]  # two of one type each
        for one in evidence:
            keep(office, one, now)


def undo_items(office: Office, actor: Actor, items: Sequence[Item], now: datetime) -> tuple[Line, ...]:
    """Takes back the last move of these; gives them as they now stand. Raises UsageError, taking back none."""
    with office.store.begin() as session:
        undone = undo_duties(session, office, actor, now, [item.duty for item in items])
        return tuple(line_of(duty, office, office.today(now)) for duty in undone.duties)


def note_read(office: Office, actor: Actor, items: Sequence[Item], now: datetime) -> int:
    """A leader has read what was copied to him; gives of how many duties that is news."""
    with office.store.begin() as session:
        stored = duties.get_duties(session, [item.duty for item in items]).values()
        own = [duty for duty in stored if duty.unit in actor.units]
        before = events.read_by(session, [duty.id for duty in own], actor.name, READ)
        new = [duty for duty in own if duty.id not in before]
        for duty in new:
            record(session, actor, now, READ, ledger_id=duty.ledger_id, duty_id=duty.id)
        return len(new)
