"""A chat that blocked the bot, or a group that put it out, lets it in again: what was refused there is sent again."""

from datetime import datetime

from bot.courier.parts import tag
from bot.roster.roster import COORDINATOR
from bot.store import jobs, outbox
from bot.store.store import record
from bot.work.office import Actor, Office


def send_again(office: Office, chat: int, now: datetime) -> int:
    """Messages that this chat refused and that nobody has got since go there again; gives how many."""
    way = tag(("telegram", str(chat)))
    with office.store.begin() as session:
        rows = [row for row in outbox.messages_in(session, outbox.WAITING, outbox.UNSENT) if way in row.tried]
        for row in rows:
            row.tried = [one for one in row.tried if one != way]
            row.state, row.next_try_at, row.error = outbox.WAITING, now, None
            row.attempts, row.faults, row.way_since = 0, 0, None
        if rows:
            record(session, Actor("duban", COORDINATOR, "telegram"), now, "let-in", note=f"{chat}: {len(rows)}")
            jobs.hand_over(session, now)
        return len(rows)
