"""Words about bindings, to the chats that they are of and to the coordinators: facts are kept, and worded when sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from sqlalchemy.orm import Session

from bot.model import BindingChange, Message
from bot.store import jobs, outbox
from bot.store.new_messages import alone, new_message
from bot.store.tables import BindingRow
from bot.texts import text
from bot.work.people.directory import Directory

#: The kind of a message about bindings. It goes at once, whatever the hour, and no cap of a day counts it.
ACCESS = "access"
#: The event of a message that only shows that messages arrive.
TEST = "test"
#: Changes that one message tells in full.
MOST_TOLD = 20


def change_of(event: str, binding: BindingRow, *, reachable: bool = True) -> BindingChange:
    """The change as a fact."""
    name, entry = binding.name, binding.entry or ""
    return BindingChange(event, binding.chat_id, binding.role, name, binding.person, entry, reachable)


def tell_chats(session: Session, changes: Iterable[BindingChange], now: datetime) -> None:
    """One message to each of the chats that the changes are of, and by no other way."""
    of_chat: dict[int, list[BindingChange]] = {}
    for change in changes:
        of_chat.setdefault(change.chat, []).append(change)
    outbox.add(
        session,
        [
            new_message(
                now, kind=ACCESS, to=found[0].name, role=found[0].role, contact=found[0].person,
                bindings=tuple(found), **alone("telegram", str(chat)),
            )
            for chat, found in of_chat.items()
        ],
    )  # fmt: skip
    jobs.hand_over(session, now)


def tell_coordinators(session: Session, directory: Directory, changes: Sequence[BindingChange], now: datetime) -> None:
    """One message to each coordinator that the file names now."""
    if changes:
        rows = [
            new_message(
                now, kind=ACCESS, person=f"{outbox.ONLY}{one.person}", to=one.to, role=one.role, contact=one.contact,
                bindings=tuple(changes),
            )
            for one in directory.coordinators()
        ]  # fmt: skip
        outbox.add(session, rows)
        jobs.hand_over(session, now)


def worded(message_id: str, changes: Sequence[BindingChange], channel: str, *, own: bool) -> Message | None:
    """The message in the language set; `own`: to the chat itself. None where nothing is left to say."""
    if not changes:
        return None
    lines = [_sentence(change, own=own) for change in changes[:MOST_TOLD]]
    if len(changes) > MOST_TOLD:
        lines.append(text("people.more", n=len(changes) - MOST_TOLD))
    about = {"fault": "_faults", TEST: "_test"}.get(changes[0].event, "_own" if own else "")
    subject = text(f"people.subject{about}", n=len(changes))
    body = "\n\n".join(lines)
    markup = f"<b>{escape(subject)}</b>\n\n{escape(body)}" if channel == "telegram" else None
    return Message(message_id, subject, f"{body}\n", markup)


def _sentence(change: BindingChange, *, own: bool) -> str:
    parts = {"whom": whom(change.role, change.name), "person": change.person or "–", "chat": change.chat}
    said = text(f"people.{change.event}_{'own' if own else 'seen'}", entry=change.entry or change.name, **parts)
    return said if own or change.reachable else said + text("people.unreachable")


def whom(role: str, name: str) -> str:
    """“区财政局（联络员）”, “区政府办公室（协调人）”."""
    return text("people.whom", name=name, role=text(f"people.role_{role}"))
