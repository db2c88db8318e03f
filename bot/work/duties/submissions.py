"""What units handed in and waits for a decision: a report, a request for more time, a duty handed back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb, waiting_verb
from bot.store import duties, events
from bot.store.tables import EventRow

#: The moves by which a unit hands something in.
HANDED_IN = frozenset({Verb.REPORTED, Verb.EXTENSION_REQUESTED, Verb.HANDED_BACK})

#: The words of the trail for what was handed in later to the same.
_ADDED = frozenset({"evidence"})


@dataclass(frozen=True, slots=True)
class Submission:
    """One move of a unit with all duties of it that still wait. `evidence`: as the trail names it."""

    verb: Verb
    unit: str
    duties: tuple[Duty, ...]
    who: str = ""
    at: datetime | None = None
    notes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def submissions(session: Session, found: Iterable[Duty]) -> list[Submission]:
    """Those of `found` that wait, by the move that handed them in, the oldest first."""
    waiting = {duty.id: (duty, verb) for duty in found if (verb := waiting_verb(duty)) is not None}
    told = events.of_duties(session, waiting)
    groups: dict[tuple[str, str, str], list[int]] = {}
    moves: dict[int, EventRow | None] = {}
    for name, (duty, verb) in waiting.items():
        move = next((event for event in reversed(told.get(name, ())) if event.verb == verb), None)
        moves[name] = move
        groups.setdefault((duty.unit, verb, (move.move or "") if move is not None else ""), []).append(name)
    made = [_submission([waiting[name][0] for name in names], moves[names[0]], told) for names in groups.values()]
    return sorted(made, key=lambda one: (one.at is not None, one.at.timestamp() if one.at else 0.0))


def _submission(own: Sequence[Duty], move: EventRow | None, told: dict[int, list[EventRow]]) -> Submission:
    verb = waiting_verb(own[0])
    assert verb is not None  # only those that wait are grouped
    after = [event for event in told.get(own[0].id, ()) if move is not None and event.id >= move.id]
    since = [event for event in after if move is not None and (event.id == move.id or event.verb in _ADDED)]
    notes = tuple(dict.fromkeys(event.note for event in since if event.note))
    evidence = tuple(dict.fromkeys(event.evidence for event in since if event.evidence))
    who, at = (move.who, move.at) if move is not None else ("", None)
    return Submission(verb, own[0].unit, tuple(own), who, at, notes, evidence)


def all_waiting(session: Session, ledger_ids: Iterable[str]) -> list[Submission]:
    """All that waits in these ledgers."""
    return submissions(session, [duty for name in ledger_ids for duty in duties.duties(session, ledger_id=name)])
