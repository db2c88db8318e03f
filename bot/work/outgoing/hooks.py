"""What happened to duties, for the office's own system: a message a change, each once, in their order."""

import json
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bot.model import Message
from bot.plan.duty import Duty
from bot.store import duties, jobs, outbox
from bot.store.event_cursor import new_events
from bot.store.new_messages import alone, new_message
from bot.store.tables import EventRow, OutboxRow
from bot.work.office import Office

#: The kind of such a message, and the name of its channel. It goes at once, and no cap of a day counts it.
HOOK = "hook"
MARK = "hooks"


def post_hooks(office: Office, now: datetime) -> int:
    """Hands what happened since the last time to the courier; gives how much. The first time nothing of before."""
    if office.settings.hook_url is None:
        return 0
    with office.store.begin() as session:
        found = new_events(session, MARK)
        if not found:
            return 0
        stored = duties.get_duties(session, {event.duty_id for event in found if event.duty_id is not None})
        rows = [_row(event, stored[event.duty_id], now) for event in found if event.duty_id in stored]
        outbox.add(session, rows)
        jobs.hand_over(session, now)
        return len(rows)


def _row(event: EventRow, duty: Duty, now: datetime) -> dict[str, Any]:
    name = str(uuid5(NAMESPACE_URL, f"duban:event:{event.id}:{event.at.isoformat()}"))
    words = json.dumps(_body(event, duty), ensure_ascii=False)
    return new_message(now, id=name, kind=HOOK, to=HOOK, role=HOOK, subject=event.verb, text=words, **alone(HOOK, HOOK))


def _body(event: EventRow, duty: Duty) -> dict[str, Any]:
    """The event, and of the duty what tells it from others; `before` and `after` are its states."""
    return {
        "type": "duty.changed",
        "event": event.id,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "before": event.before,
        "after": event.after,
        "effective_on": event.effective_on.isoformat() if event.effective_on is not None else None,
        "note": event.note,
        "duty": {
            "id": duty.id,
            "ledger": duty.ledger_id,
            "number": duty.number,
            "unit": duty.unit,
            "due": duty.due.isoformat() if duty.due is not None else None,
        },
    }


def hook_message(row: OutboxRow) -> Message:
    """The message as it was written; the same at every try."""
    return Message(row.id, row.subject or "", row.text or "")
