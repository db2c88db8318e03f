"""Messages of a chat whose duties were closed, moved or dropped since are changed there to say so: posted as edits."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.plan.lifecycle import Verb
from bot.store import chat_mentions, jobs, outbox
from bot.store.event_cursor import new_events
from bot.store.new_messages import new_message
from bot.store.outbox import ONLY
from bot.store.tables import OutboxRow
from bot.work.office import Office
from bot.work.outgoing.reviews import REVIEW

#: The kind of such a message. It disturbs nobody: it goes at once, and no cap of a day counts it.
EDIT = "edit"
MARK = "edits"
#: Older messages say how things stand when one of their buttons is pressed.
REACH = timedelta(days=90)
_FOR = f"{ONLY}edit:"
#: After these moves a message that asks is no longer true; after all decisions a card that waits for one.
_OVER = frozenset({Verb.CLOSED, Verb.WITHDRAWN, Verb.REASSIGNED, Verb.EXTENSION_GRANTED})
_DECIDED = _OVER | {Verb.SENT_BACK, Verb.EXTENSION_REFUSED, Verb.RESUMED}


def post_edits(office: Office, now: datetime) -> int:
    """Posts what became untrue since the last time; gives how many messages. The first time nothing of before."""
    if not office.can_chat:
        return 0
    with office.store.begin() as session:
        found = new_events(session, MARK)
        if not found:
            return 0
        over = {event.duty_id for event in found if event.verb in _OVER and event.duty_id is not None}
        decided = {event.duty_id for event in found if event.verb in _DECIDED and event.duty_id is not None}
        rows = [_row(letter, now) for letter in _untrue(session, over, decided, now)]
        outbox.add(session, rows)
        if rows:
            jobs.hand_over(session, now)
        return len(rows)


def _untrue(session: Session, over: Collection[int], decided: Collection[int], now: datetime) -> list[OutboxRow]:
    if not decided:
        return []
    told = chat_mentions.messages_about(session, decided, now - REACH)
    waiting = {row.person for row in outbox.messages_in(session, outbox.WAITING) if row.kind == EDIT}
    return [
        row
        for row in told
        if row.items[0].rung == REVIEW or any(item.duty in over for item in row.items)
        if f"{_FOR}{row.id}" not in waiting
    ]


def _row(letter: OutboxRow, now: datetime) -> dict[str, Any]:
    return new_message(
        now, kind=EDIT, person=f"{_FOR}{letter.id}", to=letter.to, role=letter.role, contact=letter.contact,
        items=letter.items, channel="telegram", only=letter.address,
    )  # fmt: skip


def letter_edited(row: OutboxRow) -> str:
    """The id of the message that this one changes."""
    return row.person.removeprefix(_FOR)
