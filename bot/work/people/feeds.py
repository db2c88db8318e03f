"""Calendar feeds: an address that shows somebody's last days in their own calendar, until it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.store import visits
from bot.store.store import record
from bot.work.office import Office
from bot.work.people.links import FEED, add_link
from bot.work.people.person import Claim, Person, find_person
from bot.work.people.visits import Visit


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose feed it is; `about`: the one ledger that it shows, empty for all."""

    person: Person
    about: str


def make_feed(office: Office, visit: Visit, about: str, now: datetime) -> str:
    """The token of a new feed, shown once; it takes the place of the person's former ones."""
    claim = visit.claim
    with office.store.begin() as session:
        visits.drop_links(session, FEED, claim.role, claim.name, claim.entry)
        token = add_link(session, FEED, claim, now, None, about=about or None)
        record(session, visit.person.actor, now, "feed-made")
    return token


def end_feeds(office: Office, visit: Visit, now: datetime) -> int:
    """Takes back all feeds of a person; gives how many."""
    claim = visit.claim
    with office.store.begin() as session:
        record(session, visit.person.actor, now, "feed-ended")
        return visits.drop_links(session, FEED, claim.role, claim.name, claim.entry)


def feeds_of(session: Session, claim: Claim) -> Sequence[datetime]:
    """When each feed of somebody was made."""
    found = visits.links_of(session, FEED, claim.role, claim.name)
    return [row.made_at for row in found if row.entry == claim.entry]


def count_feeds(office: Office, claim: Claim) -> int:
    """How many feeds somebody has."""
    with office.store.look() as session:
        return len(feeds_of(session, claim))


def find_feed(office: Office, token: str) -> Feed | None:
    """None where it was taken back, or the units file no longer names its owner."""
    with office.store.look() as session:
        row = visits.find_link(session, token)
    if row is None or row.purpose != FEED:
        return None
    person = find_person(office.roster, Claim(row.role, row.name, row.entry))
    return Feed(person, row.about or "") if person is not None else None
