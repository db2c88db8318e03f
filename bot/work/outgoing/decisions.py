"""What a coordinator decided, to the unit at once: its report sent back, its extension granted or refused."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.messages.typography import day
from bot.plan.duty import RUNNING, State
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT
from bot.store import people
from bot.store.tables import DutyRow
from bot.texts import text
from bot.work.office import Office
from bot.work.outgoing.posting import Heap, Item, gravest, post_all
from bot.work.people.directory import Directory

DECISION = "decision"
DECISIONS = {Verb.SENT_BACK, Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED}
#: Of these only the last counts.
_EXTENSION = {Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED}


def tell_decision(
    session: Session, office: Office, rows: Iterable[DutyRow], verb: Verb, note: str | None, now: datetime
) -> None:
    """One message a person, with what waits for him unsent; hours and the cap of a day hold as for any notice.

    `rows` as the move left them. Nobody is told of work that he need not go on with.
    """
    if verb not in DECISIONS:
        return
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    heaps: dict[str, Heap] = {}
    for row in rows:
        recipient = directory.recipient(row.unit, CONTACT) if State(row.state) in RUNNING else None
        if recipient is not None:
            heap = heaps.setdefault(recipient.person, Heap(recipient))
            heap.items[row.id] = _item(row, _decision(row, verb, note), now)
    post_all(session, office, heaps, now, _joined)


def _decision(row: DutyRow, verb: Verb, note: str | None) -> dict[str, Any]:
    until = row.due.isoformat() if verb is Verb.EXTENSION_GRANTED and row.due else None
    return {"verb": str(verb), "until": until, "note": note or ""}


def _item(row: DutyRow, decision: dict[str, Any], now: datetime) -> Item:
    rung = f"{DECISION} {now.isoformat()}"
    return {"duty": row.id, "rung": rung, "kind": DECISION, "tone": "", "decided": [decision]}


def _joined(waiting: Item | None, new: Item) -> Item:
    """What waits to be said of the duty, and the decision with it."""
    if waiting is None:
        return new
    (decision,) = new["decided"]
    before = [
        one
        for one in waiting.get("decided", ())
        if one != decision and not (one["verb"] in _EXTENSION and decision["verb"] in _EXTENSION)
    ]
    return {**waiting, "kind": gravest((waiting["kind"], DECISION)), "decided": [*before, decision]}


def decided_words(item: Mapping[str, Any]) -> str:
    """The decisions that an outbox item tells, in one line; empty without any."""
    said = [_sentence(one) for one in item.get("decided", ())]
    return text("work.and_told").join(said) if said else ""


def _sentence(decision: Mapping[str, Any]) -> str:
    verb, until, note = decision["verb"], decision["until"], decision["note"].rstrip("。；;. ")
    said = {"note": note, "until": day(date.fromisoformat(until)) if until else ""}
    return text(f"work.noted_{verb}", **said) if note else text(f"work.told_{verb}", **said)
