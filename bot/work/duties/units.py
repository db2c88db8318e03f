"""Whom the words after a number name: units of the item, or nobody; a unit that is not among them is never skipped."""

import re
from collections.abc import Sequence

from bot.errors import UsageError
from bot.roster.names import is_unit, normal
from bot.roster.roster import COORDINATOR, Roster
from bot.store.tables import DutyRow
from bot.work.office import Actor, Office

#: What stands for all units of a task.
ALL_UNITS = {"全部", "all"}
_BETWEEN = re.compile("([、，,；;：:/]+)")
#: In a document this may be a place; after a number it is taken for a unit.
_STATION = re.compile("[^网]站$")
#: How a sentence begins, and no name.
_SENTENCE = re.compile("已|尚未|没有|缺|请|同意")


def named_units(
    office: Office, actor: Actor, rows: Sequence[DutyRow], words: Sequence[str]
) -> tuple[set[str] | None, Sequence[str]]:
    """The units of `rows` that the first word names, joined by 、, and the words after it; None where it names none.

    Raises UsageError with the item's units where it is a unit, or looks like one, that is none of them.
    """
    involved = {row.unit for row in rows}
    if not words or words[0] in ALL_UNITS:
        return (involved, words[1:]) if words else (None, words)
    pieces = _BETWEEN.split(words[0])
    known = _leading(office.roster, involved, pieces)
    rest = pieces[2 * len(known) :]
    if rest:
        _refuse_other(office.roster, actor, rows, rest[0])
    elif words[1:] and _leading(office.roster, involved, [words[1]]):
        raise UsageError("chat.join_units", units=f"{words[0]}、{words[1]}")
    return set().union(*known) or None, [*filter(None, ["".join(rest)]), *words[1:]]


def _leading(roster: Roster, involved: set[str], pieces: Sequence[str]) -> list[set[str]]:
    """For each piece, before the first that means no unit of the item, those that it means."""
    found = []
    for piece in pieces[::2]:
        meant = involved & set(roster.expand([piece, normal(piece)]))
        if not meant:
            break
        found.append(meant)
    return found


def _refuse_other(roster: Roster, actor: Actor, rows: Sequence[DutyRow], word: str) -> None:
    """Only a coordinator speaks of units; a contact's words are the report, but for another unit's very name."""
    is_known = roster.find_unit(word) is not None or roster.find_group(word) is not None
    if actor.role != COORDINATOR and is_known:
        raise UsageError("work.not_your_unit", unit=word)
    if actor.role == COORDINATOR and (is_known or _looks_like_unit(word)):
        units = "、".join(dict.fromkeys(row.unit for row in rows))
        raise UsageError("work.not_in_task", number=rows[0].number, unit=word[:40], units=units)


def _looks_like_unit(word: str) -> bool:
    name = normal(word)
    return not _SENTENCE.match(name) and (is_unit(name) or _STATION.search(name) is not None)
