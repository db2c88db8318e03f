"""How far the trail was followed by one who follows it: each thing that happened to duties once, in its order."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from bot.store import events
from bot.store.store import get_mark, one_at_a_time
from bot.store.tables import EventRow

#: So much is followed in one transaction.
AT_ONCE = 500


def new_events(session: Session, follower: str, verbs: Collection[str] = ()) -> Sequence[EventRow]:
    """What happened to duties, and what of these verbs to whole ledgers, since `follower` last asked, which now counts
    as followed; the first time nothing.
    """
    one_at_a_time(session, follower)
    mark = get_mark(session, follower)
    if mark.value is None:
        mark.value = str(events.newest(session))
        return ()
    found = events.since(session, int(mark.value), AT_ONCE, verbs)
    if found:
        mark.value = str(found[-1].id)
    return found
