"""What a unit hands in comes to every coordinator in a chat at once, to be decided there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.model import Audience, Item, NoticeKind
from bot.plan.duty import Duty
from bot.roster.roster import COORDINATOR
from bot.store import jobs, outbox, people
from bot.store.new_messages import alone, new_message
from bot.work.office import Office
from bot.work.people.directory import Directory, Recipient

#: The kind of such a message. It waits for the office's hours; no cap of a day counts it.
REVIEW = "review"


def tell_review(session: Session, office: Office, found: Sequence[Duty], now: datetime) -> None:
    """One message for each coordinator whom a chat reaches."""
    if not office.can_chat or not found:
        return
    directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    rows = [_row(one, one.ways[0][1], found, now) for one in directory.coordinators() if is_in_chat(one)]
    outbox.add(session, rows)
    if rows:
        jobs.hand_over(session, now)


def is_in_chat(recipient: Recipient) -> bool:
    """Whether a chat is the first way to reach somebody."""
    return any(kind == "telegram" for kind, _ in recipient.ways[:1])


def _row(recipient: Recipient, chat: str, found: Sequence[Duty], now: datetime) -> dict[str, Any]:
    items = tuple(
        Item(duty.id, duty.unit, REVIEW, NoticeKind.DECISION, Audience.COORDINATOR, number=duty.number)
        for duty in found
    )
    return new_message(
        now, kind=REVIEW, to=recipient.to, role=COORDINATOR, contact=recipient.contact, items=items,
        **alone("telegram", chat),
    )  # fmt: skip
