"""A unit's own people: who stands for it, and the days on which somebody is away."""

from typing import Any

from starlette.responses import Response

from bot.board.call import Call, missing, see, whole
from bot.board.unit_forms import read_away
from bot.roster.roster import CONTACT
from bot.roster.units_entries import Entry
from bot.work.people.unit_editing import change_entry, units_state


def own_people(call: Call) -> dict[str, Any]:
    """What the page of a contact shows: the people of its units, each with its place in the file."""
    person = call.known.person
    if person.role != CONTACT or call.known.duties:
        return {"own": [], "state": ""}
    units = [unit for name in person.units if (unit := call.office.roster.find_unit(name)) is not None]
    return {"own": [(unit.name, list(enumerate(unit.contact))) for unit in units], "state": units_state(call.office)}


def away(call: Call) -> Response:
    """The days on which somebody of one's own unit is away; messages go to who stands in."""
    unit, place = call.field("unit"), whole(call.field("place"))
    if unit not in call.known.person.units or place is None or call.known.duties:
        return missing(call)
    entry = Entry(unit, place, {"away": read_away(call)})
    change_entry(call.office, entry, call.field("state"), call.actor, call.now)
    return see(call, "/me")
