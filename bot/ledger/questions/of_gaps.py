"""The net under a reading: numbers that are missing between items, and items in whose text the next one's stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ledger.items.item import Item
from bot.ledger.questions.open_question import OpenQuestion
from bot.ledger.text.markers import candidates, chinese, value_of
from bot.model import Place, Quote, sentence

_SHOWN, _AROUND = 5, 24  # places named in one question, characters of each
_STOPS = "。；;！？\n）)〕】 "


@dataclass(frozen=True, slots=True)
class _Missing:
    """A number that no item has, and where it should stand."""

    number: str
    place: Place
    words: str


def gaps(items: Sequence[Item], passed: Sequence[Place]) -> Iterator[OpenQuestion]:
    """One question for all numbers that are missing. `passed` is where numbered paragraphs stand that are no items."""
    between = list(_between(items, passed))
    missing = [*(between if len(between) <= len(items) else ()), *_within(items)]  # else they are of a register
    if missing:
        numbers = tuple(dict.fromkeys(one.number for one in missing))
        places = tuple(Quote(one.place, one.words) for one in missing[:_SHOWN])
        words = sentence("ledger.ask-gap", count=len(numbers), numbers=numbers, rows=places)
        yield OpenQuestion("gap", words, ("leave",), "leave", source=missing[0].place)


def _between(items: Sequence[Item], passed: Sequence[Place]) -> Iterator[_Missing]:
    """Numbers left out between two items that stand one after the other in a section, and borne by none elsewhere in
    it.
    """
    known = {(item.place.sheet, item.section, item.parent, item.label) for item in items}
    for one, two in pairwise(items):
        first, second = _value(one), _value(two)
        if _stands_with(one, two) and 0 < first < second - 1 and not _has(passed, one.place, two.place):
            for value in range(first + 1, min(second, first + 1 + _SHOWN)):
                if (one.place.sheet, one.section, one.parent, _as(one, value)) not in known:
                    yield _Missing(_as(one, value), two.place, two.text[:_AROUND])


def _within(items: Sequence[Item]) -> Iterator[_Missing]:
    """The next number within the text of a paragraph, where no item bears it."""
    known = {(item.section, item.label) for item in items}
    for item in items:
        value = _value(item)
        if item.place.row is not None or not value or (item.section, _as(item, value + 1)) in known:
            continue
        style = "cnp" if item.printed.startswith("（") else "num" if item.label.isdigit() else "cn"
        for spot in candidates(item.text):
            before = item.text[: spot.start].rstrip(" ")[-1:]
            if (spot.style, spot.value) == (style, value + 1) and before and before in _STOPS:
                yield _Missing(_as(item, value + 1), item.place, item.text[spot.start : spot.start + _AROUND])
                break


def _stands_with(one: Item, two: Item) -> bool:
    """Whether two items stand in one section and bear numbers of one kind."""
    same = (one.place.sheet, one.section, one.parent) == (two.place.sheet, two.section, two.parent)
    return same and one.label.isdigit() == two.label.isdigit()


def _value(item: Item) -> int:
    return value_of(item.label) if item.label else 0


def _as(item: Item, value: int) -> str:
    return str(value) if item.label.isdigit() else chinese(value)


def _has(passed: Sequence[Place], one: Place, two: Place) -> bool:
    """Whether a numbered paragraph that is no item stands between the two."""
    if one.line is None or two.line is None:
        return False
    return any(place.line is not None and one.line < place.line < two.line for place in passed)
