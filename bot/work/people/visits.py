"""Who is signed in at the board: by a link, for a month, as long as the units file names them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.addresses import mend_address
from bot.courier.parts import tag
from bot.model import Message
from bot.store import jobs, outbox, visits
from bot.store.new_messages import alone, new_message
from bot.store.store import record
from bot.store.tables import OutboxRow
from bot.texts import text
from bot.work.office import Actor, Office
from bot.work.people.links import SIGN_IN, TOKEN_BYTES, add_sign_in, look_at
from bot.work.people.person import BOARD, Claim, Person, claims_of_address, find_person

#: The kind of a message that carries a link to sign in by. It goes at once, and no cap of a day counts it.
LINK = "link"
VISIT_FOR = timedelta(days=30)
#: Links asked for and links tried, in an hour: by one address of the network, and for one person.
WITHIN, MOST_BY_ADDRESS, MOST_FOR_PERSON = timedelta(hours=1), 30, 5


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who is signed in. `duties`: what alone they may see, where a message's link was their way in."""

    claim: Claim
    person: Person
    duties: tuple[int, ...] = ()


def find_visit(office: Office, token: str, now: datetime) -> Visit | None:
    """Who has this cookie; None where they were signed out, or the units file no longer names them."""
    with office.store.look() as session:
        row = visits.find_visit(session, token, now)
    if row is None:
        return None
    claim = Claim(row.role, row.name, row.entry)
    person = find_person(office.roster, claim)
    return Visit(claim, person, tuple(row.duties)) if person is not None else None


def is_too_often(office: Office, address: str, now: datetime) -> bool:
    """Counts one attempt of a network address to sign in, and says whether it makes too many."""
    with office.store.begin() as session:
        return visits.count_attempt(session, f"from {address}", now, WITHIN) > MOST_BY_ADDRESS


def sign_in(office: Office, token: str, now: datetime) -> tuple[str, Visit] | None:
    """The cookie of a new visit by a link, and who it is; None where the link opens nothing."""
    with office.store.begin() as session:
        found = look_at(session, office, token, now)
        if found is None or (found.purpose == SIGN_IN and not visits.use_link(session, token, now)):
            return None
        visit = Visit(found.claim, found.person, found.duties)
        record(session, visit.person.actor, now, "signed-in", note=f"{found.claim.role}: {found.claim.name}")
        return begin_visit(session, visit, now), visit


def begin_visit(session: Session, visit: Visit, now: datetime) -> str:
    """The cookie of a new visit."""
    cookie = secrets.token_urlsafe(TOKEN_BYTES)
    claim = visit.claim
    visits.add_visit(
        session,
        cookie,
        role=claim.role,
        name=claim.name,
        entry=claim.entry,
        duties=list(visit.duties),
        person=visit.person.key,
        made_at=now,
        ends_at=now + VISIT_FOR,
    )
    return cookie


def sign_out(office: Office, token: str) -> None:
    """Ends one visit."""
    with office.store.begin() as session:
        visits.end_visit(session, token)


def sign_out_everywhere(office: Office, visit: Visit, now: datetime) -> int:
    """Ends all visits of a person; gives how many."""
    with office.store.begin() as session:
        record(session, visit.person.actor, now, "signed-out")
        return visits.end_visits(session, visit.person.key)


def ask_for_link(office: Office, words: str, now: datetime) -> None:
    """Sends a link to a mail address that the units file names. Nobody learns whether it does."""
    address = mend_address(words)
    claims = claims_of_address(office.roster, address) if address is not None else []
    if address is None or not claims:
        return
    with office.store.begin() as session:
        if visits.count_attempt(session, f"for {address.casefold()}", now, WITHIN) > MOST_FOR_PERSON:
            return
        for claim in claims:
            outbox.add(session, [_row(claim, address, now)])
        record(session, Actor(tag(("email", address)), "", BOARD), now, "link-asked")
        jobs.hand_over(session, now)


def _row(claim: Claim, address: str, now: datetime) -> dict[str, object]:
    return new_message(now, kind=LINK, to=claim.name, role=claim.role, contact=claim.entry, **alone("email", address))


def link_message(session: Session, office: Office, row: OutboxRow, channel: str, now: datetime) -> Message | None:
    """The message with a new link; None where there is no board, or none to send it by but somebody's mail."""
    url = office.settings.board_url
    if channel != "email" or url is None:
        return None
    claim = Claim(row.role, row.to, row.contact)
    if find_person(office.roster, claim) is None:
        return None
    token = add_sign_in(session, claim, now)
    whom = text(f"people.role_{row.role}")
    body = text("board.link_body", url=f"{url.rstrip('/')}/in/{token}", name=row.to, role=whom, office=office.name)
    return Message(row.id, text("board.link_subject"), body, repeat=row.uncertain, hidden=(token,))


def visit_of_address(office: Office, address: str) -> Visit | None:
    """Who has this mail address by the units file, for a proxy that has signed them in; None for nobody."""
    claims = claims_of_address(office.roster, address.strip())
    person = find_person(office.roster, claims[0]) if claims else None
    return Visit(claims[0], person) if person is not None else None
