"""Messages of a chat whose duties were closed, moved or dropped since are changed there to say so: posted as edits."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.plan.duty import ENDED
from bot.plan.lifecycle import Verb
from bot.roster.roster import COORDINATOR
from bot.store import cards, chat_mentions, duty_summaries, jobs, outbox
from bot.store.event_cursor import new_events
from bot.store.new_messages import new_message
from bot.store.outbox import ONLY
from bot.store.tables import CardRow, OutboxRow
from bot.work.office import Office
from bot.work.outgoing.reviews import REVIEW

#: The kind of such a message. It disturbs nobody: it goes at once, and no cap of a day counts it.
EDIT = "edit"
MARK = "edits"
#: What the trail calls the end of a whole ledger.
ARCHIVE = "archive"
#: Older messages say how things stand when one of their buttons is pressed.
REACH = timedelta(days=90)
_FOR, _FOR_CARD = f"{ONLY}edit:", f"{ONLY}card:"
#: After these moves a message that asks is no longer true; after all decisions a card that waits for one.
_OVER = frozenset({Verb.CLOSED, Verb.WITHDRAWN, Verb.REASSIGNED, Verb.EXTENSION_GRANTED})
_DECIDED = _OVER | {Verb.SENT_BACK, Verb.EXTENSION_REFUSED, Verb.RESUMED}


def post_edits(office: Office, now: datetime) -> int:
    """Posts what became untrue since the last time; gives how many messages. The first time nothing of before."""
    if not office.can_chat:
        return 0
    with office.store.begin() as session:
        found = new_events(session, MARK, (ARCHIVE,))
        if not found:
            return 0
        over = {event.duty_id for event in found if event.verb in _OVER and event.duty_id is not None}
        decided = {event.duty_id for event in found if event.verb in _DECIDED and event.duty_id is not None}
        archived = {event.ledger_id for event in found if event.verb == ARCHIVE and event.ledger_id is not None}
        over |= _open_in(session, archived)
        rows = [_row(letter, now) for letter in _untrue(session, over, decided | over, now)]
        rows += [_card_row(card, now) for card in _cards(session, decided | over, now)]
        waiting = outbox.people_waited_for(session, EDIT) if rows else set()
        rows = [row for row in rows if row["person"] not in waiting]
        outbox.add(session, rows)
        if rows:
            jobs.hand_over(session, now)
        return len(rows)


def _open_in(session: Session, ledger_ids: Iterable[str]) -> set[int]:
    """The duties of archived ledgers that were open: messages about them ask for nothing any more."""
    found = [duty for name in ledger_ids for duty in duty_summaries.of_ledger(session, name)]
    return {duty.id for duty in found if duty.state not in ENDED}


def _untrue(session: Session, over: Collection[int], decided: Collection[int], now: datetime) -> list[OutboxRow]:
    if not decided:
        return []
    told = chat_mentions.messages_about(session, decided, now - REACH)
    return [row for row in told if row.items[0].rung == REVIEW or any(item.duty in over for item in row.items)]


def _cards(session: Session, ids: Collection[int], now: datetime) -> list[CardRow]:
    """The cards of lists of what waits, on which nobody has decided."""
    return cards.in_private(session, REVIEW, ids, now - REACH) if ids else []


def _card_row(card: CardRow, now: datetime) -> dict[str, Any]:
    return new_message(
        now, kind=EDIT, person=f"{_FOR_CARD}{card.id}", to="", role=COORDINATOR, items=card.items, channel="telegram",
        only=str(card.chat_id),
    )  # fmt: skip


def card_edited(row: OutboxRow) -> str:
    """The id of the card that this one changes; empty where it changes a message of the outbox."""
    return row.person.removeprefix(_FOR_CARD) if row.person.startswith(_FOR_CARD) else ""


def _row(letter: OutboxRow, now: datetime) -> dict[str, Any]:
    return new_message(
        now, kind=EDIT, person=f"{_FOR}{letter.id}", to=letter.to, role=letter.role, contact=letter.contact,
        items=letter.items, channel="telegram", only=letter.address,
    )  # fmt: skip


def letter_edited(row: OutboxRow) -> str:
    """The id of the message that this one changes."""
    return row.person.removeprefix(_FOR)
