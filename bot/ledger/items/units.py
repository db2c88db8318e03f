"""Unit words of all items of one document → units by role, names completed by what stands elsewhere in it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.ledger.items.item import Item
from bot.roster.names import level, may_be_elided
from bot.roster.words import UnitWords, read_units

#: How a cell says that nobody is meant.
_BLANK = re.compile(r"[\s\-—–/／\\无]*")

_PLACE = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:特别行政区|自治区|自治州|自治县|地区|新区|[省市县区州旗盟])")


def is_blank(words: str) -> bool:
    """True for what a cell says instead of nothing: /, —, 无."""
    return bool(_BLANK.fullmatch(words))


def place_of(*texts: str | None) -> str:
    """The name stem of the issuing place (某某 of 某某市人民政府), "" where none is told."""
    for text in texts:
        if text and (found := _PLACE.match(text)):
            return found[1]
    return ""


def read_all(items: Sequence[Item], place: str, first_leads: Sequence[bool]) -> list[UnitWords]:
    """The units of every item. A name without its level takes the one that it bears elsewhere in the document."""
    words = [_read(item, place, leads) for item, leads in zip(items, first_leads, strict=True)]
    known = Counter(name for one in words for name in one.all)
    return [
        replace(
            one, **{role: _completed(getattr(one, role), known, place) for role in ("lead", "responsible", "assisting")}
        )
        for one in words
    ]


def _read(item: Item, place: str, first_leads: bool) -> UnitWords:
    read = [read_units(cell.raw, cell.role, place=place) for cell in item.units if not _BLANK.fullmatch(cell.raw)]
    whole = UnitWords(
        *(
            tuple(dict.fromkeys(name for one in read for name in getattr(one, role)))
            for role in ("lead", "responsible", "assisting", "open_list")
        )
    )
    if first_leads and not whole.lead and len(whole.responsible) > 1:
        return replace(whole, lead=whole.responsible[:1], responsible=whole.responsible[1:])
    return whole


def _completed(names: Iterable[str], known: Counter[str], place: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_complete(name, known, place) for name in names))


def _complete(name: str, known: Counter[str], place: str) -> str:
    if not may_be_elided(name, place):
        return name
    longer = [other for other in known if (mark := level(other)) and other == mark + name]
    return longer[0] if len(longer) == 1 else name
