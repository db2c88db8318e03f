"""Calendar feeds: addresses that show last days in somebody's own calendar, each until it is taken back.

A feed shows all that its owner may see, or what of it is one unit's or stands in one ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.roster.roster import COORDINATOR
from bot.store import ledgers, visits
from bot.store.store import record
from bot.store.tables import LinkRow
from bot.work.office import Office
from bot.work.people.links import FEED, add_link
from bot.work.people.person import Claim, Person, find_person
from bot.work.people.visits import Visit

#: Before the unit's name in what a feed is about; what is kept without it is a ledger's name.
_OF_UNIT, LONGEST_ABOUT = "unit:", 120


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose feed it is; `ledger`, `unit`: what alone it shows, empty for all."""

    person: Person
    ledger: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed as its owner sees it: by `id` it is taken back, its address is shown no more."""

    id: str
    made_at: datetime
    ledger: str
    unit: str


def make_feed(office: Office, visit: Visit, now: datetime, *, ledger: str = "", unit: str = "") -> str:
    """The token of a new feed, shown once; it takes the place of the person's former one about the same.

    Raises UsageError for a unit that is not the person's, and for a ledger that is not there.
    """
    claim, about = visit.claim, f"{_OF_UNIT}{unit}" if unit else ledger
    with office.store.begin() as session:
        if unit and (not _may_see(office, visit, unit) or len(about) > LONGEST_ABOUT):
            raise UsageError("board.no_feed")
        if ledger and ledger not in ledgers.heads(session, [ledger]):
            raise UsageError("board.no_feed")
        former = visits.drop_links(
            session, FEED, claim.role, claim.name, claim.entry, lambda row: (row.about or "") == about
        )
        token = add_link(session, FEED, claim, now, None, about=about or None)
        record(session, visit.person.actor, now, "feed-made", note="again" if former else None)
    return token


def _may_see(office: Office, visit: Visit, unit: str) -> bool:
    if visit.claim.role == COORDINATOR:
        return office.roster.find_unit(unit) is not None
    return unit in visit.person.units


def end_feeds(office: Office, visit: Visit, feed_id: str, now: datetime) -> int:
    """Takes back a person's feed, or all of them where no id is given; gives how many."""
    claim = visit.claim
    with office.store.begin() as session:
        record(session, visit.person.actor, now, "feed-ended")
        return visits.drop_links(
            session, FEED, claim.role, claim.name, claim.entry, lambda row: feed_id in {"", row.token_hash}
        )


def own_feeds(office: Office, claim: Claim) -> Sequence[KeptFeed]:
    """The feeds that somebody has, the oldest first."""
    with office.store.look() as session:
        return [_kept(row) for row in _rows(session, claim)]


def _rows(session: Session, claim: Claim) -> list[LinkRow]:
    return [row for row in visits.links_of(session, FEED, claim.role, claim.name) if row.entry == claim.entry]


def _kept(row: LinkRow) -> KeptFeed:
    ledger, unit = _parts(row)
    return KeptFeed(row.token_hash, row.made_at, ledger, unit)


def _parts(row: LinkRow) -> tuple[str, str]:
    about = row.about or ""
    return ("", about.removeprefix(_OF_UNIT)) if about.startswith(_OF_UNIT) else (about, "")


def find_feed(office: Office, token: str) -> Feed | None:
    """None where it was taken back, or the units file no longer names its owner."""
    with office.store.look() as session:
        row = visits.find_link(session, token)
    if row is None or row.purpose != FEED:
        return None
    person = find_person(office.roster, Claim(row.role, row.name, row.entry))
    return Feed(person, *_parts(row)) if person is not None else None
