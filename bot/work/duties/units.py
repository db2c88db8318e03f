"""Which units of an item words name: by full name, alias, group, or an end that fits one of them only."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.errors import UsageError
from bot.plan.duty import Duty
from bot.roster.names import is_unit, normal
from bot.roster.roster import COORDINATOR, Roster
from bot.roster.short_names import named_shortly
from bot.work.office import Actor, Office

#: What stands for all units of a task.
ALL_UNITS = {"全部", "all"}
_BETWEEN = re.compile("([、，,；;：:/]+)")
_AND = re.compile(r"[和与及]|\s*&\s*|\s+and\s+", re.IGNORECASE)
#: In a document this may be a place; after a number it is taken for a unit.
_STATION = re.compile("[^网]站$")
#: How a sentence begins, and no name.
_SENTENCE = re.compile("已|尚未|没有|缺|请|同意")
SHORTEST_END = 2
#: Words of one name in Latin letters.
LONGEST_LATIN = 6


@dataclass(frozen=True, slots=True)
class Named:
    """Units of an item that were named; `one_by_one`: those that were not named by a group or by “all”."""

    units: frozenset[str]
    one_by_one: frozenset[str] = frozenset()


def units_of_option(office: Office, duties: Sequence[Duty], words: str) -> Named:
    """The units of `duties` that an option's words mean. Raises UsageError with those that there are."""
    involved = list(dict.fromkeys(duty.unit for duty in duties))
    if words in ALL_UNITS:
        return Named(frozenset(involved))
    pieces = [one for piece in _BETWEEN.split(words)[::2] if piece for one in _named_apart(office, involved, piece)]
    found = [_meant(office.roster, involved, piece) for piece in pieces]
    known = [named for named in found if named is not None]
    if len(known) < len(pieces) or not known:
        raise not_in_task(duties, next((p for p, named in zip(pieces, found, strict=True) if named is None), words))
    return _joined(known)


def _named_apart(office: Office, involved: Sequence[str], piece: str) -> list[str]:
    """财政局和教育局: two, unless there is a unit of that name."""
    apart = [one for one in _AND.split(piece) if one]
    return [piece] if len(apart) < 2 or _meant(office.roster, involved, piece) is not None else apart


def one_unit(office: Office, word: str) -> str:
    """The one unit of the office that a word names. Raises UsageError where it is none, or may be several."""
    roster = office.roster
    named = _meant(roster, [unit.name for unit in roster.unit], word)
    if named is None or len(named.units) != 1:
        raise UsageError("work.no_such_unit", found=word[:40])
    return next(iter(named.units))


def units_of_words(
    office: Office, actor: Actor, duties: Sequence[Duty], words: Sequence[str]
) -> tuple[Named | None, Sequence[str]]:
    """The units that the first word names, joined by 、, and the words after it; None where it names none.

    Raises UsageError with the item's units where it is a unit, or looks like one, that is none of them.
    """
    involved = list(dict.fromkeys(duty.unit for duty in duties))
    if not words:
        return None, words
    words = _latin_joined(office.roster, involved, words)
    if words[0] in ALL_UNITS:
        return Named(frozenset(involved)), words[1:]
    pieces = _BETWEEN.split(words[0])
    found = _leading(office.roster, involved, pieces)
    rest = pieces[2 * len(found) :]
    if rest:
        _refuse_other(office.roster, actor, duties, rest[0])
    elif words[1:] and _leading(office.roster, involved, [words[1]]):
        raise UsageError("chat.join_units", units=f"{words[0]}、{words[1]}")
    return _joined(found) if found else None, [*filter(None, ["".join(rest)]), *words[1:]]


def _latin_joined(roster: Roster, involved: Sequence[str], words: Sequence[str]) -> Sequence[str]:
    """`words` with the most of the first of them that are one name in Latin letters joined: Water Bureau."""
    for n in range(min(LONGEST_LATIN, len(words)), 1, -1):
        name = " ".join(words[:n]).rstrip(",;:.")
        if name.isascii() and name[:1].isalpha() and _meant(roster, involved, name) is not None:
            return [name, *words[n:]]
    return words


def not_in_task(duties: Sequence[Duty], word: str) -> UsageError:
    """A unit that none of `duties` is of, with those that there are."""
    units = "、".join(dict.fromkeys(duty.unit for duty in duties))
    return UsageError("work.not_in_task", number=duties[0].number, unit=word[:40], units=units)


def _leading(roster: Roster, involved: Sequence[str], pieces: Sequence[str]) -> list[Named]:
    """For each piece, before the first that means no unit of the item, those that it means."""
    found = []
    for piece in pieces[::2]:
        named = _meant(roster, involved, piece)
        if named is None:
            break
        found.append(named)
    return found


def _meant(roster: Roster, involved: Sequence[str], piece: str) -> Named | None:
    """Raises UsageError for an end that fits several."""
    known = set(involved)
    found = known & set(roster.expand([piece, normal(piece)]))
    if found:
        is_group = len(found) > 1 or (roster.find_unit(piece) is None and roster.find_group(piece) is not None)
        return Named(frozenset(found), frozenset() if is_group else frozenset(found))
    ending = [unit for unit in involved if len(piece) >= SHORTEST_END and unit.endswith(piece)]
    if len(ending) > 1:
        raise UsageError("work.which_of_units", found=piece, units="、".join(ending))
    if not ending:  # cut short it may be any unit's of the office
        short = named_shortly(roster, piece)
        ending = sorted(short & known) if len(short) == 1 else []
    return Named(frozenset(ending), frozenset(ending)) if ending else None


def _joined(found: Collection[Named]) -> Named:
    return Named(
        frozenset().union(*(named.units for named in found)),
        frozenset().union(*(named.one_by_one for named in found)),
    )


def _refuse_other(roster: Roster, actor: Actor, duties: Sequence[Duty], word: str) -> None:
    """Only a coordinator speaks of units; a contact's words are the report, but for another unit's very name."""
    is_known = roster.find_unit(word) is not None or roster.find_group(word) is not None
    if actor.role != COORDINATOR and is_known:
        raise UsageError("work.not_your_unit", unit=word)
    if actor.role == COORDINATOR and (is_known or _looks_like_unit(word)):
        raise not_in_task(duties, word)


def _looks_like_unit(word: str) -> bool:
    name = normal(word)
    return not _SENTENCE.match(name) and (is_unit(name) or _STATION.search(name) is not None)
