"""Units, groups and their people: looked at, changed in the office's own file, invited, signed in by a link."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
from markupsafe import Markup
from starlette.responses import Response

from bot.board.call import Call, attachment, page, refused, see
from bot.board.unit_forms import body_of, entry_of, ways
from bot.reading import read_data
from bot.roster.roster import COORDINATOR, Group, Roster
from bot.work.documents.unit_sheet import write_units
from bot.work.documents.unit_sheet_reading import read_units_sheet
from bot.work.duties.evidence import check_size
from bot.work.people.invitation import invite
from bot.work.people.life import bindings, unbind
from bot.work.people.links import make_link
from bot.work.people.person import Claim
from bot.work.people.unit_editing import change_body, change_entry, take_sheet, units_state


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group; `own`: the units that say of themselves that they belong to it; `unknown`: members nobody stands for."""

    group: Group
    own: tuple[str, ...]
    unknown: tuple[str, ...]


def every(call: Call) -> Response:
    """All units with their people, the groups, the coordinators, the chats that were bound."""
    roster = call.office.roster
    wanted = call.query.get("unit", "")
    found = [unit for unit in roster.unit if not wanted or wanted in {*unit.aliases} or wanted in unit.name]
    return page(
        call,
        "units",
        units=found,
        groups=[] if wanted else _groups(roster),
        coordinators=roster.coordinator,
        wanted=wanted,
        unknown=wanted if not found else "",
        bound=bindings(call.office, ended=False),
        faults=call.office.unit_faults,
        state=units_state(call.office),
        ways=ways(),
    )


def _groups(roster: Roster) -> list[Grouped]:
    """Those that the file writes down, and those that only units name."""
    named = dict.fromkeys(name for unit in roster.unit for name in unit.groups)
    found = [*roster.group, *(group for name in named if (group := roster.find_group(name)) is not None)]
    return [
        Grouped(
            group,
            own=tuple(name for name in roster.members(group) if name not in group.members),
            unknown=tuple(name for name in group.members if roster.find_unit(name) is None),
        )
        for group in dict.fromkeys(found)
    ]


def change(call: Call) -> Response:
    """One contact or coordinator, as the form has it."""
    change_entry(call.office, entry_of(call), call.field("state"), call.actor, call.now)
    return see(call, "/units", unit=call.field("unit"))


def name(call: Call) -> Response:
    """A unit's names and groups, a group's names and members; what is not there is added."""
    body = body_of(call)
    change_body(call.office, body, call.field("state"), call.actor, call.now)
    return see(call, "/units", unit=body.values.get("name", body.name) if body.kind == "unit" and not body.gone else "")


def bring_in(call: Call) -> Response:
    """An invitation to the chat, or a link to sign in here, shown once with a code to photograph."""
    role, whom, person = call.field("role"), call.field("unit"), call.field("person") or None
    if call.field("what") == "chat":
        made = invite(call.office, whom, role, call.now, call.actor, person)
        url = f"https://t.me/{call.bot}?start={made.code}" if call.bot else ""
        return page(call, "invited", name=whom, words=f"/start {made.code}", url=url, picture=_picture(url))
    token = make_link(call.office, Claim(role, whom, person if role != COORDINATOR else None), call.now, call.actor)
    url = f"{call.place.url}/in/{token}"
    return page(call, "invited", name=whom, words="", url=url, picture=_picture(url))


def _picture(url: str) -> Markup:
    """A QR code as the address of a picture: nothing is fetched."""
    return Markup(segno.make(url, error="m").svg_data_uri(scale=5, border=3)) if url else Markup("")  # noqa: S704 - ours


def end(call: Call) -> Response:
    """Ends what a chat is bound for."""
    unbind(call.office, call.field("chat"), call.actor, call.now)
    return see(call, "/units")


def sheet(call: Call) -> Response:
    """All units as a workbook to fill in."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "units.xlsx"
        write_units(path, call.office.roster, ())
        content = path.read_bytes()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return attachment("units.xlsx", content, kind)


def fill_in(call: Call) -> Response:
    """What a filled workbook says goes into the file; what it leaves empty stays there."""
    file = next((one for one in call.files if one.content), None)
    if file is None:
        return refused(call, "", 400)
    check_size(call.office, file.name, len(file.content))
    said = read_units_sheet(read_data(file.content, file.name), call.office.roster)
    take_sheet(call.office, said, call.field("state"), call.actor, call.now)
    return see(call, "/units")
