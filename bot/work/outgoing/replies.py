"""A reply to one mail: to its sender alone, at once, in its thread."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages.reference import reference_of
from bot.model import Message
from bot.store import mails, outbox
from bot.store.new_messages import alone, new_message
from bot.store.tables import OutboxRow

#: The kind of a reply. It goes whatever the hour, joins nothing, and no cap of a day counts it.
REPLY = "reply"
CHANNEL = "email"
_RE = ("re:", "re：", "回复:", "回复：", "答复:", "答复：")
LONGEST_SUBJECT = 200


def post_reply(session: Session, address: str, *, to: str, role: str, subject: str, words: str, now: datetime) -> str:
    """Gives the message's id. `to`, `role`: whom the sender speaks for; `subject`: that of the mail answered."""
    subject = (subject if subject.casefold().startswith(_RE) else f"Re: {subject}")[:LONGEST_SUBJECT]
    row = new_message(now, kind=REPLY, to=to, role=role, subject=subject, text=words, **alone(CHANNEL, address))
    outbox.add(session, [row])
    return str(row["id"])


def reply_message(session: Session, row: OutboxRow) -> Message:
    """The reply as it was worded when it was written."""
    answered = mails.answered_by(session, row.id)
    thread = tuple(answered.thread) if answered is not None else ()
    return Message(row.id, row.subject or "", row.text or "", answers=thread, repeat=row.uncertain)


def answerable(message: Message, row: OutboxRow, channel: str) -> Message:
    """A mail with the reference by which an answer finds its way back, in the thread of all that it tells of."""
    if channel != CHANNEL:
        return message
    return replace(message, reference=reference_of(row.id), thread=tuple(f"duty-{item.duty}" for item in row.items))
