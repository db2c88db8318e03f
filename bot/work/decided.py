"""What a coordinator decided, to the unit at once: its report sent back, its extension granted or refused."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.messages.words import day
from bot.plan.duty import RUNNING, State
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT
from bot.store import outbox, people
from bot.store.tables import DutyRow, OutboxRow
from bot.texts import text
from bot.work.office import Office
from bot.work.people import Directory, Recipient
from bot.work.tick import gravest, message_row

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
    heaps: dict[str, tuple[Recipient, list[DutyRow]]] = {}
    for row in rows:
        recipient = directory.recipient(row.unit, CONTACT) if State(row.state) in RUNNING else None
        if recipient is not None:
            heaps.setdefault(recipient.person, (recipient, []))[1].append(row)
    waiting = outbox.waiting_for_each(session, heaps)
    had = outbox.sent_to_each(session, heaps, *office.day(now))
    most = office.rules.policy.messages_a_day
    for person, (recipient, own) in heaps.items():
        try_at = now if had.get(person, 0) < most else office.tomorrow(now)
        _write(session, recipient, waiting.get(person), [(row, _decision(row, verb, note)) for row in own], now, try_at)
    session.flush()


def _write(
    session: Session,
    recipient: Recipient,
    waiting: OutboxRow | None,
    decided: Sequence[tuple[DutyRow, dict[str, Any]]],
    now: datetime,
    try_at: datetime,
) -> None:
    told = {item["duty"]: item for item in waiting.items} if waiting is not None else {}
    items = told | {row.id: _item(row, one, told.get(row.id), now) for row, one in decided}
    if waiting is None:
        session.add(message_row(recipient, DECISION, list(items.values()), now, try_at))
        return
    waiting.items = list(items.values())
    waiting.kind = gravest(item["kind"] for item in waiting.items)
    waiting.next_try_at = min(waiting.next_try_at, try_at) if waiting.attempts == 0 else waiting.next_try_at


def _decision(row: DutyRow, verb: Verb, note: str | None) -> dict[str, Any]:
    until = row.due.isoformat() if verb is Verb.EXTENSION_GRANTED and row.due else None
    return {"verb": str(verb), "until": until, "note": note or ""}


def _item(row: DutyRow, decision: dict[str, Any], waiting: Mapping[str, Any] | None, now: datetime) -> dict[str, Any]:
    """What waits to be said of the duty, and the decision with it."""
    if waiting is None:
        alone = {"duty": row.id, "rung": f"{DECISION} {now.isoformat()}", "kind": DECISION, "tone": ""}
        return {**alone, "decided": [decision]}
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
