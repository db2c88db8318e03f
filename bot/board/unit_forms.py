"""What the forms of the units' page say, as entries of the units file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.addresses import SEPARATORS
from bot.board.call import Call, whole
from bot.channel_kinds import addressed, kind_of, title_of
from bot.errors import UsageError
from bot.roster.units_entries import Body, Entry

LONGEST = 200
#: A group robot's address is longer than a name.
LONGEST_ADDRESS = 1000
#: “2026-07-01 至 2026-07-10”, a span a line.
_SPAN = re.compile(r"\s*(\d{4}-\d{1,2}-\d{1,2})\s*(?:至|到|~|—|–|to|/|\s)\s*(\d{4}-\d{1,2}-\d{1,2})\s*")


@dataclass(frozen=True, slots=True)
class Way:
    """A channel of which people have addresses. A secret one is never shown: what is left empty stays as it is."""

    name: str
    title: str
    is_secret: bool
    coordinators: bool


def ways() -> list[Way]:
    """All of them, in the order in which they are tried."""
    kinds = map(kind_of, addressed())
    return [Way(kind.name, title_of(kind.name), kind.is_secret, kind.coordinators) for kind in kinds]


def entry_of(call: Call) -> Entry:
    """One contact or coordinator."""
    is_contact = bool(call.field("unit"))
    return Entry(
        unit=call.field("unit"),
        place=whole(call.field("place")),
        values=_person(call, is_contact=is_contact),
        gone=call.field("what") == "remove",
    )


def _person(call: Call, *, is_contact: bool) -> Mapping[str, Any]:
    values: dict[str, Any] = {"name": call.words("name", LONGEST)}
    if is_contact:
        role = call.field("role")
        values["role"] = role if role in {"contact", "leader"} else "contact"
    values |= {way.name: _address(call, way) for way in ways() if _is_said(call, way)}
    if "channels" in call.form:
        values["channels"] = list(dict.fromkeys(filter(None, call.form["channels"])))
    if is_contact:
        values["away"] = read_away(call)
    return values


def _is_said(call: Call, way: Way) -> bool:
    if way.is_secret:
        return bool(call.field(way.name)) or way.name in call.form.get("forget", ())
    return way.name in call.form


def _address(call: Call, way: Way) -> str | int | None:
    if way.name in call.form.get("forget", ()):
        return None
    words = call.words(way.name, LONGEST_ADDRESS)
    if way.name != "telegram":
        return words
    if words and not (words.isascii() and words.lstrip("-").isdecimal()):
        raise UsageError("board.bad_number", found=words[:40])
    return int(words) if words else None


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


def body_of(call: Call) -> Body:
    """A unit with its aliases and groups, or a group with its aliases and members.

    A unit that gets another name keeps its old one as an alias: what it has at work goes on.
    """
    is_group = call.field("kind") == "group"
    name, new = (call.words(one, LONGEST) for one in ("unit", "rename"))
    aliases = _listed(call.field("aliases"))
    values: dict[str, Any] = {"aliases": aliases}
    if new and new != name:
        values = {"name": new, "aliases": [*(one for one in aliases if one != new), name]}
    key = "members" if is_group else "groups"
    values[key] = _listed(call.field(key))
    return Body("group" if is_group else "unit", name, values, gone=call.field("what") == "remove")


def _listed(words: str) -> list[str]:
    """Names between 、 or commas or on lines of their own, each once."""
    return list(dict.fromkeys(part.strip() for part in SEPARATORS.split(words) if part.strip()))
