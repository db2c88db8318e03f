"""Lists of numbers and names as people write them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.texts import text

#: Units whose names stand in one line; of more the rest is counted.
MOST_NAMED = 6


def listed_numbers(numbers: Iterable[str]) -> str:
    """“1—3、7、三（一）”: three and more in a row become a range."""
    found = list(dict.fromkeys(numbers))
    runs: list[list[str]] = [[number] for number in found[:1]]
    for before, number in pairwise(found):
        if before.isdecimal() and number.isdecimal() and int(number) == int(before) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return text("letter.between").join(part for run in runs for part in _written(run))


@lru_cache(maxsize=4096)
def natural(number: str) -> tuple[int, str]:
    """What sorts 2 before 10."""
    digits = "".join(c for c in number if c.isdigit())
    return (int(digits) if digits else 0, number)


def _written(run: list[str]) -> list[str]:
    return [text("letter.range", first=run[0], last=run[-1])] if len(run) > 2 else run


def listed_names(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names joined; of more than `most` the first are named and all are counted."""
    n = len(set(names))
    return first_names(names, most) if n <= most else text("letter.and_more_units", names=_joined(names, most), n=n)


def first_names(names: Sequence[str], most: int) -> str:
    """Names joined; of more than `most` the first are named, where their count stands beside them."""
    said = _joined(names, most)
    return said if len(set(names)) <= most else text("letter.and_more", names=said)


def _joined(names: Sequence[str], most: int) -> str:
    return text("letter.between").join(list(dict.fromkeys(names))[:most])
