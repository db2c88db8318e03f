"""Units and their people: looked at, changed in the office's own file, invited, signed in by a link."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno
from markupsafe import Markup
from starlette.responses import Response

from bot.addresses import SEPARATORS
from bot.board.call import Call, attachment, page, refused, see, whole
from bot.channel_kinds import addressed
from bot.errors import UsageError
from bot.reading import read_data
from bot.roster.roster import COORDINATOR
from bot.roster.units_entries import Entry
from bot.work.documents.unit_sheet import write_units
from bot.work.documents.unit_sheet_reading import read_units_sheet
from bot.work.duties.evidence import check_size
from bot.work.people.invitation import invite
from bot.work.people.life import bindings, unbind
from bot.work.people.links import make_link
from bot.work.people.person import Claim
from bot.work.people.unit_editing import change_entry, change_unit, take_sheet, units_state

LONGEST = 200
#: “2026-07-01 至 2026-07-10”, a span a line.
_SPAN = re.compile(r"\s*(\d{4}-\d{1,2}-\d{1,2})\s*(?:至|到|~|—|–|to|/|\s)\s*(\d{4}-\d{1,2}-\d{1,2})\s*")


def every(call: Call) -> Response:
    """All units with their people, the coordinators, the chats that were bound."""
    roster = call.office.roster
    wanted = call.query.get("unit", "")
    return page(
        call,
        "units",
        units=[unit for unit in roster.unit if not wanted or wanted in unit.name],
        groups=roster.group,
        coordinators=roster.coordinator,
        wanted=wanted,
        unknown=wanted if wanted and roster.find_unit(wanted) is None else "",
        bound=bindings(call.office, ended=False),
        faults=call.office.unit_faults,
        state=units_state(call.office),
        channels=addressed(),
    )


def change(call: Call) -> Response:
    """One contact or coordinator, as the form has it."""
    entry = Entry(
        unit=call.field("unit"),
        place=whole(call.field("place")),
        values=_values(call, is_contact=bool(call.field("unit"))),
        gone=call.field("what") == "remove",
    )
    change_entry(call.office, entry, call.field("state"), call.actor, call.now)
    return see(call, "/units", unit=call.field("unit"))


def _values(call: Call, *, is_contact: bool) -> Mapping[str, Any]:
    telegram = call.field("telegram")
    if telegram and not (telegram.isascii() and telegram.lstrip("-").isdecimal()):
        raise UsageError("board.bad_number", found=telegram[:40])
    values: dict[str, Any] = {
        "name": call.field("name")[:LONGEST],
        "email": call.field("email")[:LONGEST],
        "telegram": int(telegram) if telegram else None,
        "channels": [one for one in call.form.get("channels", ()) if one in addressed()],
    }
    if is_contact:
        role = call.field("role")
        values = {"role": role if role in {"contact", "leader"} else "contact", **values, "away": read_away(call)}
    return values


def read_away(call: Call) -> list[dict[str, date]]:
    """Raises UsageError for a line that is no span of days."""
    spans = []
    for line in filter(str.strip, call.field("away").splitlines()):
        found = _SPAN.fullmatch(line)
        try:
            first, last = (date(*map(int, one.split("-"))) for one in (found or _bad(line)).groups())
        except ValueError as error:
            raise UsageError("board.bad_span", found=line[:60]) from error
        spans.append({"from": first, "to": last})
    return spans


def _bad(line: str) -> re.Match[str]:
    raise UsageError("board.bad_span", found=line[:60])


def name(call: Call) -> Response:
    """A unit's aliases and groups; a unit that is not there is added."""
    unit = call.field("unit")[:LONGEST]
    aliases, groups = (_listed(call.field(one)) for one in ("aliases", "groups"))
    change_unit(call.office, unit, aliases, groups, call.field("state"), call.actor, call.now)
    return see(call, "/units", unit=unit)


def _listed(words: str) -> list[str]:
    return [part.strip() for part in SEPARATORS.split(words.replace("、", ",")) if part.strip()]


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
