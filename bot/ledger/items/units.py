"""Unit words of all items of one document → units by role, names completed by what stands elsewhere in it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.ledger.items.item import Item
from bot.roster.names import lacks_level, level
from bot.roster.unit_words import UnitWords, read_units
from bot.vocabulary.roles import ROLES, Role

#: The roles that the answer about a doubtful candidate may give it.
ROLE_CHOICES: tuple[Role, ...] = ("responsible", "lead", "assisting")

#: How a cell says that nobody is meant.
_BLANK = re.compile(r"[\s\-—–－/／\\无]*")

_PLACE = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:特别行政区|自治区|自治州|自治县|地区|新区|[省市县区州旗盟])")

#: The number of a name in a list of them (1.县交通局；2.县住建局).
_LISTED = re.compile(r"(?:^|(?<=[；;。\n]))\s*\d{1,2}\s*[.．、]\s*(?=[\u4e00-\u9fff])")

#: A candidate that may be a name though it ends in no known body: no number, time or sentence.
_NAME_LIKE = re.compile(r"[\u4e00-\u9fff（）]{2,12}")


def is_blank(words: str) -> bool:
    """True for what a cell says instead of nothing: /, —, 无."""
    return bool(_BLANK.fullmatch(words))


def place_of(*texts: str | None) -> str:
    """The name stem of the issuing place (某某 of 某某市人民政府), "" where none is told."""
    for text in texts:
        if text and (found := _PLACE.match(text)):
            return found[1]
    return ""


def read_all(
    items: Sequence[Item], place: str, first_leads: Sequence[bool], known: Iterable[str] = ()
) -> list[UnitWords]:
    """The units of every item. A name without its level takes the one that it bears elsewhere in the document.

    `known` are the names of the roster. They, and a candidate that stands in two items, need no known ending.
    """
    roster = frozenset(known)
    words = [_read(item, roster, leads) for item, leads in zip(items, first_leads, strict=True)]
    again = Counter(name for one in words for name in one.doubtful if _NAME_LIKE.fullmatch(name))
    if repeated := frozenset(name for name, count in again.items() if count > 1):
        words = [_read(item, roster | repeated, leads) for item, leads in zip(items, first_leads, strict=True)]
    with_level = _with_level(words)
    return [
        replace(one, **{role: _completed(getattr(one, role), with_level, place) for role in ROLES}) for one in words
    ]


def _read(item: Item, known: frozenset[str], first_leads: bool) -> UnitWords:
    raws = [(_LISTED.sub("", cell.raw), cell.role) for cell in item.units if not _BLANK.fullmatch(cell.raw)]
    read = [read_units(raw, role, known=known) for raw, role in raws]
    whole = UnitWords(
        **{
            part: tuple(dict.fromkeys(name for one in read for name in getattr(one, part)))
            for part in (*ROLES, "open_list", "doubtful")
        }
    )
    if first_leads and not whole.lead and len(whole.responsible) > 1:
        return replace(whole, lead=whole.responsible[:1], responsible=whole.responsible[1:])
    return whole


def _with_level(words: Sequence[UnitWords]) -> Mapping[str, tuple[str, ...]]:
    """Every name that bears its level, by what it is without."""
    found: dict[str, dict[str, None]] = {}
    for name in dict.fromkeys(name for one in words for role in ROLES for name in getattr(one, role)):
        if mark := level(name):
            found.setdefault(name.removeprefix(mark), {})[name] = None
    return {short: tuple(names) for short, names in found.items()}


def _completed(names: Iterable[str], with_level: Mapping[str, tuple[str, ...]], place: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_complete(name, with_level, place) for name in names))


def _complete(name: str, with_level: Mapping[str, tuple[str, ...]], place: str) -> str:
    longer = with_level.get(name, ())
    return longer[0] if len(longer) == 1 and lacks_level(name, place) else name
