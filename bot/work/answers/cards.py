"""What stands on a card, and what is asked of whom: kept in the store, so that a button is good for a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.model import Item, NoticeKind
from bot.plan.duty import Duty
from bot.store import cards, outbox, people
from bot.store.tables import CardRow
from bot.work.office import Office

#: A question that was not answered for so long is not asked any more.
ASKED_FOR = timedelta(days=7)
#: Why a card tells of a duty.
ON_CARD = "card"


@dataclass(frozen=True, slots=True)
class Card:
    """A message with buttons. `content`: what was picked and said so far; `message`: its number in the chat."""

    id: str
    chat: int
    kind: str
    items: tuple[Item, ...] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""


def new_card(office: Office, card: Card, now: datetime) -> Card:
    """The card under a name of its own; `card.id` is not looked at."""
    with office.store.begin() as session:
        return _card(cards.add(session, card.chat, card.kind, card.items, card.content, now))


def find_card(office: Office, name: str) -> Card | None:
    """The card called so; None for one that never was, or is too old."""
    with office.store.begin() as session:
        row = cards.find(session, name)
        return _card(row) if row is not None else None


def change_card(office: Office, card: Card) -> Card:
    """The card as it is from now on."""
    with office.store.begin() as session:
        row = cards.find(session, card.id)
        if row is not None:
            row.kind, row.items, row.content = card.kind, card.items, dict(card.content)
    return card


def set_number(office: Office, name: str, message: str) -> None:
    """The card stands in its chat as this message."""
    with office.store.begin() as session:
        row = cards.find(session, name)
        if row is not None:
            row.message_id = message


def ask(office: Office, card: Card, user: int, step: str, now: datetime) -> None:
    """The user is asked for what `step` names; the next words or files in this chat answer it."""
    with office.store.begin() as session:
        cards.ask(session, card.chat, user, card.id, step, now)


def asked(office: Office, chat: int, user: int, now: datetime) -> tuple[Card, str] | None:
    """What the user was asked here and has not answered."""
    with office.store.begin() as session:
        row = cards.dialogue(session, chat, user)
        if row is None or row.at < now - ASKED_FOR:
            return None
        card = cards.find(session, row.card)
        return (_card(card), row.step) if card is not None else None


def end_question(office: Office, chat: int, user: int) -> None:
    """The question was answered, or given up."""
    with office.store.begin() as session:
        cards.end_dialogue(session, chat, user)


def letter_card(office: Office, name: str) -> Card | None:
    """A letter of the outbox seen as a card, which it is as long as it is kept."""
    with office.store.begin() as session:
        row = outbox.find(session, name)
        if row is None or row.address is None or not row.address.lstrip("-").isdecimal():
            return None
        chat = int(people.latest(people.moved_chats(session), row.address))
        return Card(row.id, chat, "letter", row.items, {}, row.remote_id or "")


def card_items(found: Iterable[Duty]) -> tuple[Item, ...]:
    """These duties as a card tells of them, by the numbers that they have now."""
    return tuple(Item(duty.id, duty.unit, ON_CARD, NoticeKind.REMINDER, number=duty.number) for duty in found)


def items_told(session: Session, chat: str, message: str) -> tuple[Item, ...] | None:
    """What the card tells of that stands in this chat as this message; None where none does."""
    row = cards.sent_as(session, int(chat), message) if chat.lstrip("-").isdecimal() else None
    return row.items if row is not None else None


def _card(row: CardRow) -> Card:
    return Card(row.id, row.chat_id, row.kind, row.items, row.content, row.message_id or "")


def cards_of_kind(office: Office, kind: str) -> list[Card]:
    """All cards of this kind, the oldest first."""
    with office.store.look() as session:
        return [_card(row) for row in cards.of_kind(session, kind)]
