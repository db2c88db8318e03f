"""The life of a duty as one table: which move leads from where to where, and who may make it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.errors import MoveError
from bot.plan.duty import ENDED, RUNNING, State
from bot.texts import text


class Verb(StrEnum):
    """What can happen to a duty after its dispatch."""

    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in-progress"
    REPORTED = "reported"
    SENT_BACK = "sent-back"
    CLOSED = "closed"
    HANDED_BACK = "handed-back"
    REASSIGNED = "reassigned"
    EXTENSION_REQUESTED = "extension-requested"
    EXTENSION_GRANTED = "extension-granted"
    EXTENSION_REFUSED = "extension-refused"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


UNIT = "contact"
COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Move:
    """From any of `sources` to `target` (None: the state stays), by any of `by`."""

    sources: frozenset[State]
    target: State | None
    by: frozenset[str]


#: Moves that name a new last day.
DATED = frozenset({Verb.EXTENSION_REQUESTED, Verb.EXTENSION_GRANTED})
#: Decisions that need no words: what is said behind the numbers can only name a unit.
WORDLESS = frozenset({Verb.CLOSED, Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED})
_OPEN = frozenset(State) - ENDED
_BOTH = frozenset({UNIT, COORDINATOR})
_COORDINATOR = frozenset({COORDINATOR})

MOVES: dict[Verb, Move] = {
    # verb                          from                                       to                  by
    Verb.ACKNOWLEDGED: Move(frozenset({State.DISPATCHED}), State.ACKNOWLEDGED, _BOTH),
    Verb.IN_PROGRESS: Move(RUNNING, State.IN_PROGRESS, _BOTH),
    Verb.REPORTED: Move(RUNNING, State.REPORTED, _BOTH),
    Verb.SENT_BACK: Move(frozenset({State.REPORTED}), State.RETURNED, _COORDINATOR),
    Verb.CLOSED: Move(_OPEN, State.CLOSED, _COORDINATOR),
    Verb.HANDED_BACK: Move(RUNNING, State.HANDED_BACK, _BOTH),
    Verb.REASSIGNED: Move(_OPEN, State.WITHDRAWN, _COORDINATOR),
    Verb.EXTENSION_REQUESTED: Move(RUNNING, None, _BOTH),
    Verb.EXTENSION_GRANTED: Move(_OPEN, None, _COORDINATOR),
    Verb.EXTENSION_REFUSED: Move(_OPEN, None, _COORDINATOR),
    Verb.SUSPENDED: Move(_OPEN - {State.SUSPENDED}, State.SUSPENDED, _COORDINATOR),
    Verb.RESUMED: Move(frozenset({State.SUSPENDED, State.HANDED_BACK}), State.IN_PROGRESS, _COORDINATOR),
    Verb.WITHDRAWN: Move(_OPEN, State.WITHDRAWN, _COORDINATOR),
    Verb.REOPENED: Move(ENDED, State.IN_PROGRESS, _COORDINATOR),
}


def after(verb: Verb, state: State, role: str, *, number: str, unit: str) -> State:
    """The state that `verb` leads to. Raises MoveError where it may not be made from here, or not by this role.

    `number` and `unit` say in the error which duty it is about.
    """
    move = MOVES[verb]
    if role not in move.by:
        raise MoveError("plan.not_yours", verb=text(f"plan.verb_{verb}"), role=role)
    if state not in move.sources:
        words = {"verb": text(f"plan.verb_{verb}"), "state": text(f"plan.state_{state}")}
        raise MoveError("plan.illegal", number=number, unit=unit, **words)
    return move.target or state


class Standing(Protocol):
    """What tells whether something waits for a decision: a duty has it, and a line that tells of one."""

    @property
    def state(self) -> str: ...
    @property
    def extension_until(self) -> date | None: ...


def waiting_verb(duty: Standing) -> Verb | None:
    """For which decision a duty waits; None for none. A report counts before the request that went before it."""
    if duty.state == State.REPORTED:
        return Verb.REPORTED
    if duty.state == State.HANDED_BACK:
        return Verb.HANDED_BACK
    asks = duty.extension_until is not None and duty.state not in ENDED
    return Verb.EXTENSION_REQUESTED if asks else None
