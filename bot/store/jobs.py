"""The jobs of procrastinate, on PostgreSQL only: one for every message that is due.

A job carries a message's id and nothing else; what is true of the message stands in its row. So jobs may be thrown
away at any time: `hand_over` makes them anew for whatever waits. SQLite has none.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from bot.store.column_types import Instant, Reason
from bot.store.outbox import NO_CHANNEL, NO_WAY, WAITING
from bot.store.store import one_at_a_time

#: The queue, and the task that a job names.
QUEUE, TASK = "outbox", "deliver"
#: For so many of the messages, the earliest due, at a time: enough to wake every host, each of which takes along what
#: else is due. The next sweep goes on with what is left.
MOST = 256

# Messages that nobody can be sent have one job together: whoever runs it looks at all of them again.
_HAND_OVER = text("""
    SELECT cardinality(procrastinate_defer_jobs_v1(array_agg(
        ROW(:queue, :task, 0, NULL, id, jsonb_build_object('message_id', id), NULL)::procrastinate_job_to_defer_v1
        ORDER BY at, id)))
    FROM (
        SELECT min(id) AS id, min(next_try_at) AS at FROM outbox
        WHERE state = :waiting AND next_try_at <= :now
        GROUP BY CASE WHEN error IN (:no_way, :no_channel) THEN error ELSE id END
        HAVING NOT EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = min(outbox.id))
        ORDER BY at, id LIMIT :most
    ) AS due
""").bindparams(
    bindparam("now", type_=Instant()),
    bindparam("no_way", NO_WAY, Reason()), bindparam("no_channel", NO_CHANNEL, Reason()),
    queue=QUEUE, task=TASK, waiting=WAITING, most=MOST,
)  # fmt: skip
_TAKE_ALONG = text("""
    SELECT procrastinate_cancel_job_v1(id, false, true) FROM procrastinate_jobs
    WHERE status = 'todo' AND queueing_lock = ANY(:ids)
""")


def hand_over(session: Session, now: datetime) -> int:
    """A job for each message that is due at `now` and has none, for `MOST` at a time; gives how many.

    The jobs are part of the transaction, so that what wrote the messages and their jobs is one.
    """
    if not _has_jobs(session):
        return 0
    session.flush()
    one_at_a_time(session, "jobs")  # two who saw the same message without a job would make two
    return session.execute(_HAND_OVER, {"now": now}).scalar() or 0


def take_along(session: Session, ids: Collection[str]) -> None:
    """Takes out the jobs of messages that were seen to within this transaction without them."""
    if ids and _has_jobs(session):
        session.execute(_TAKE_ALONG, {"ids": list(ids)})


def _has_jobs(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
