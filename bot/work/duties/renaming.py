"""A unit that the units file calls by another name now, its old one kept as an alias: its duties stay what they are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.plan.duty import ENDED, Duty, State
from bot.work.duties.trail import change
from bot.work.office import Actor, Office

#: The trail's word for it.
RENAMED = "unit-renamed"


def follow_names(session: Session, office: Office, found: Sequence[Duty], now: datetime, actor: Actor) -> list[Duty]:
    """The duties of a ledger, each under its unit's present name.

    Where two units became one that has a duty already, the others stay as they are: they are not the new unit's.
    """
    taken = {_key(duty) for duty in found}
    renamed: dict[int, Duty] = {}
    for duty in sorted(found, key=_least_settled):
        unit = office.roster.find_unit(duty.unit)
        if unit is None or unit.name == duty.unit or _key(then := duty._replace(unit=unit.name)) in taken:
            continue
        taken.add(_key(then))
        facts = {"before": duty.unit, "after": unit.name, "changes": None}
        renamed[duty.id] = change(session, actor, now, RENAMED, duty, then, **facts)
    return [renamed.get(duty.id, duty) for duty in found]


def _key(duty: Duty) -> tuple[str, int, str, str]:
    return duty.number, duty.k, duty.unit, duty.occurrence


def _least_settled(duty: Duty) -> tuple[bool, bool, int]:
    """Of two duties that become one unit's, the one that still waits for something comes first."""
    return duty.state in ENDED, duty.state is not State.REPORTED, duty.id
