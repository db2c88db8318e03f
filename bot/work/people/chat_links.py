"""A link to the board for whoever asks for it in a chat: by the number that the messenger vouches for."""

from datetime import datetime

from bot.errors import UsageError
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.store import people, visits
from bot.store.store import record
from bot.work.office import Actor, Office
from bot.work.people.footing import footing_of
from bot.work.people.links import add_sign_in
from bot.work.people.person import Claim, Person, find_person
from bot.work.people.visits import MOST_FOR_PERSON, WITHIN

_ORDER = {COORDINATOR: 0, CONTACT: 1, LEADER: 2}


def links_for_chat(office: Office, user_id: int, actor: Actor, now: datetime) -> list[tuple[Claim, str]]:
    """A link to sign in by for each of the roles in which somebody may come in. Raises UsageError.

    Units that one person stands for in one role are one visit.
    """
    url = office.settings.board_url
    if url is None:
        raise UsageError("board.not_served")
    with office.store.begin() as session:
        if visits.count_attempt(session, f"chat {user_id}", now, WITHIN) > MOST_FOR_PERSON:
            raise UsageError("board.links_often", most=MOST_FOR_PERSON)
        bound = [one for one in people.bindings_of(session, user_id, user_id) if one.chat_id == user_id]
        held = [one for one in bound if footing_of(office.roster, one).holds]
        claims = [Claim(one.role, one.name, one.entry) for one in held] + _written(office, user_id)
        made = [(claim, add_sign_in(session, claim, now)) for claim in _distinct(office, claims)]
        if made:
            record(session, actor, now, "link-asked")
    return [(claim, f"{url}/in/{token}") for claim, token in made]


def _written(office: Office, user_id: int) -> list[Claim]:
    roster = office.roster
    units = [(unit, one) for unit in roster.unit for one in unit.contact if one.telegram == user_id]
    named = [Claim(one.role, unit.name, one.name or None) for unit, one in units]
    return named + [Claim(COORDINATOR, one.name, one.name) for one in roster.coordinator if one.telegram == user_id]


def _distinct(office: Office, claims: list[Claim]) -> list[Claim]:
    """A claim for each person and set of units that come in by them."""
    found: dict[tuple[str, str, tuple[str, ...]], Claim] = {}
    for claim in claims:
        person: Person | None = find_person(office.roster, claim)
        if person is not None:
            name = person.name if claim.role == COORDINATOR else ""
            found.setdefault((claim.role, name, person.units), claim)
    return sorted(found.values(), key=lambda one: _ORDER[one.role])
