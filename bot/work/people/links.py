"""Links by which people come in: made once, kept as hashes; one to sign in by, one to the duties of a message."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.plan.duty import ENDED
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.store import duties, visits
from bot.store.store import record
from bot.store.tables import LinkRow
from bot.texts import text
from bot.work.office import Actor, Office
from bot.work.people.footing import INVITATION_ALONE
from bot.work.people.identity import unknown_unit
from bot.work.people.person import Claim, Person, find_person

#: 256 bits.
TOKEN_BYTES = 32
SIGN_IN, DUTIES, FEED = "sign-in", "duties", "feed"
SIGN_IN_FOR, DUTIES_FOR = timedelta(minutes=15), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a link opens: as whom, and which duties alone; none: all of theirs."""

    purpose: str
    claim: Claim
    person: Person
    duties: tuple[int, ...] = ()


def make_link(office: Office, claim: Claim, now: datetime, actor: Actor) -> str:
    """The token of a link to sign in by, good for fifteen minutes and once. Raises UsageError for an unknown unit."""
    known = claim
    if claim.role != COORDINATOR:
        unit = office.roster.find_unit(claim.name)
        if unit is None:
            raise unknown_unit(office, claim.name)
        entries = office.roster.contacts(unit.name, claim.role)
        names = [one.name for one in entries]
        if claim.entry is not None and claim.entry not in names:
            raise UsageError("people.no_entry", unit=unit.name, found=claim.entry, names="、".join(names) or "–")
        if not entries:
            raise UsageError("board.no_contact", unit=unit.name, role=_role_words(claim.role))
        known = Claim(claim.role, unit.name, claim.entry or names[0] or None)
    else:
        known = _coordinator(office, claim.name)
    with office.store.begin() as session:
        record(session, actor, now, "link", note=f"{known.role}: {known.name}")
        return add_sign_in(session, known, now)


def _role_words(role: str) -> str:
    return text(f"board.role_{role}") if role in {CONTACT, LEADER} else role[:20]


def _coordinator(office: Office, name: str) -> Claim:
    named = {entry.name for entry in office.roster.coordinator}
    return Claim(COORDINATOR, name, name if name in named else INVITATION_ALONE if named else None)


def add_sign_in(session: Session, claim: Claim, now: datetime) -> str:
    """The token of a link to sign in by."""
    return add_link(session, SIGN_IN, claim, now, now + SIGN_IN_FOR)


def add_duties_link(session: Session, claim: Claim, ids: Iterable[int], now: datetime) -> str:
    """The token of a link to the duties of one message: it opens them until they have ended, for 60 days at most."""
    return add_link(session, DUTIES, claim, now, now + DUTIES_FOR, duties=ids)


def add_link(
    session: Session,
    purpose: str,
    claim: Claim,
    now: datetime,
    ends_at: datetime | None,
    *,
    duties: Iterable[int] = (),
    about: str | None = None,
) -> str:
    """The token of a new link, shown once. `ends_at`: None for one that stays until it is taken back."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    visits.add_link(
        session,
        token,
        purpose=purpose,
        role=claim.role,
        name=claim.name,
        entry=claim.entry,
        duties=list(duties),
        about=about,
        made_at=now,
        ends_at=ends_at,
    )
    return token


def look_at(session: Session, office: Office, token: str, now: datetime) -> Opening | None:
    """What a link would open now, using nothing up; None where it opens nothing any more, or never did."""
    row = visits.find_link(session, token)
    if row is None or row.purpose == FEED or row.ends_at is None or row.ends_at <= now:
        return None
    if row.purpose == SIGN_IN and row.used_at is not None:
        return None
    if row.purpose == DUTIES and not _are_open(session, row):
        return None
    claim = Claim(row.role, row.name, row.entry)
    person = find_person(office.roster, claim)
    return Opening(row.purpose, claim, person, tuple(row.duties)) if person is not None else None


def _are_open(session: Session, row: LinkRow) -> bool:
    return any(duty.state not in ENDED for duty in duties.get_duties(session, row.duties).values())
