"""Links, visits and attempts to sign in, in and out of their rows. Tokens are kept as hashes alone."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, bindparam, delete, select, update
from sqlalchemy.orm import Session

from bot.store.tables import AttemptRow, LinkRow, VisitRow


def hash_of(token: str) -> str:
    """The name under which a token is kept."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def add_link(session: Session, token: str, **facts: Any) -> None:
    """Keeps a link: purpose, role, name, entry, duties, about, made_at, ends_at."""
    session.add(LinkRow(token_hash=hash_of(token), **facts))


def find_link(session: Session, token: str) -> LinkRow | None:
    """The link of this token, whether or not it still opens anything."""
    return session.get(LinkRow, hash_of(token))


def use_link(session: Session, token: str, now: datetime) -> bool:
    """Uses up a link; False where somebody did before."""
    result = session.execute(
        update(LinkRow)
        .where(LinkRow.token_hash == hash_of(token), LinkRow.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def links_of(session: Session, purpose: str, role: str, name: str) -> Sequence[LinkRow]:
    """The links of somebody for one purpose, the oldest first."""
    query = select(LinkRow).where(LinkRow.purpose == purpose, LinkRow.role == role, LinkRow.name == name)
    return session.scalars(query.order_by(LinkRow.made_at, LinkRow.token_hash)).all()


def drop_links(
    session: Session, purpose: str, role: str, name: str, entry: str | None, fits: Callable[[LinkRow], bool]
) -> int:
    """Takes back those links of somebody for one purpose that fit; gives how many."""
    found = [row for row in links_of(session, purpose, role, name) if row.entry == entry and fits(row)]
    for row in found:
        session.delete(row)
    return len(found)


def add_visit(session: Session, token: str, **facts: Any) -> None:
    """Somebody is signed in from now on: role, name, entry, duties, person, made_at, ends_at."""
    session.add(VisitRow(token_hash=hash_of(token), **facts))


class Signed(NamedTuple):
    """Who is signed in, as the row has it."""

    role: str
    name: str
    entry: str | None
    duties: list[int]


#: Asked at every request, so made once.
_VISIT = select(VisitRow.role, VisitRow.name, VisitRow.entry, VisitRow.duties).where(
    VisitRow.token_hash == bindparam("token"), VisitRow.ends_at > bindparam("now")
)


def find_visit(session: Session, token: str, now: datetime) -> Signed | None:
    """The visit of this cookie, if it has not ended."""
    row = session.execute(_VISIT, {"token": hash_of(token), "now": now}).one_or_none()
    return Signed._make(row) if row is not None else None


def end_visit(session: Session, token: str) -> None:
    """Signs one browser out."""
    session.execute(delete(VisitRow).where(VisitRow.token_hash == hash_of(token)))


def end_visits(session: Session, person: str) -> int:
    """Signs a person out everywhere; gives from how many browsers."""
    result = session.execute(delete(VisitRow).where(VisitRow.person == person))
    return cast("CursorResult[Any]", result).rowcount


def count_attempt(session: Session, who: str, now: datetime, within: timedelta) -> int:
    """One more attempt of `who`; gives how many it has made in the span that began with the first."""
    name = hash_of(who)
    row = session.get(AttemptRow, name)
    if row is None:
        row = AttemptRow(who=name, tries=0, since=now)
        session.add(row)
    if now - row.since >= within:
        row.tries, row.since = 0, now
    row.tries += 1
    return row.tries


def sweep(session: Session, now: datetime, within: timedelta) -> None:
    """Takes out what opens nothing any more."""
    session.execute(delete(LinkRow).where(LinkRow.ends_at < now))
    session.execute(delete(VisitRow).where(VisitRow.ends_at < now))
    session.execute(delete(AttemptRow).where(AttemptRow.since < now - within))
