"""What a leader is shown: the lights of their units, what is late or near, and when they last looked."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.plan.lights import WORST_FIRST, Light
from bot.store import events
from bot.store.store import record
from bot.work.office import Actor, Office
from bot.work.views.duty_list import Listed, own_duties

SEEN = "seen"


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit's duties by light, the worst first, and those to look at."""

    unit: str
    counts: Mapping[Light, int]
    urgent: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class LeaderStanding:
    """All units of a leader. `seen_at`: when they last said that they had seen it; None: never."""

    units: tuple[UnitStanding, ...]
    seen_at: datetime | None


def standing_of(office: Office, actor: Actor, now: datetime, only: Collection[int] = ()) -> LeaderStanding:
    """As things stand now."""
    found = own_duties(office, actor, now, only)
    with office.store.look() as session:
        at = events.last_of(session, actor.name, SEEN)
    return LeaderStanding(
        tuple(_of_unit(unit, [one for one in found if one.duty.unit == unit]) for unit in actor.units),
        at.astimezone(office.rules.zone) if at is not None else None,
    )


def _of_unit(unit: str, found: list[Listed]) -> UnitStanding:
    counts = Counter(Light(one.line.light) for one in found)
    urgent = [one for one in found if one.line.light in {Light.OVERDUE, Light.NEAR}]
    return UnitStanding(unit, {light: counts[light] for light in WORST_FIRST if counts[light]}, tuple(urgent))


def see_standing(office: Office, actor: Actor, now: datetime) -> None:
    """Writes down that the leader has seen how things stand."""
    with office.store.begin() as session:
        record(session, actor, now, SEEN, note="、".join(actor.units))
