"""Where in a TOML file a key stands, for errors that name a line: tomli and pydantic tell none."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_TABLES = re.compile(r"\s*\[\[\s*([^\]]+?)\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[\w.-]+)\s*=")

Place = tuple[str | int, ...]


def line_of(source: str, place: Sequence[str | int]) -> int | None:
    """The line, from 1, of what stands at `place`, such as ("unit", 3, "contact", 0, "email"); of the nearest that is
    written around it where that is not; None where nothing is.
    """
    lines = dict(_places(source))
    wanted = tuple(place)
    while wanted:
        if wanted in lines:
            return lines[wanted]
        wanted = wanted[:-1]
    return None


def column_of(source: str, line: int, key: str | int) -> int:
    """The column, from 1, of the value of `key` in this line; of a line without it, that of its first word."""
    words = source.splitlines()[line - 1]
    found = re.match(rf"\s*[\"']?{re.escape(str(key))}[\"']?\s*=\s*", words)
    return (found.end() if found is not None else len(words) - len(words.lstrip())) + 1


def _places(source: str) -> Iterator[tuple[Place, int]]:
    """Every table and key with its line, the first of each. Values over several lines are passed over."""
    counts: Counter[Place] = Counter()
    seen: set[Place] = set()
    table: Place = ()
    for number, line in enumerate(source.splitlines(), 1):
        if (found := _TABLES.match(line)) is not None:
            table = place = _entered(found[1], counts)
            if place[-1] == 0:
                yield place[:-1], number
        elif (found := _TABLE.match(line)) is not None:
            table = place = _within(_names(found[1]), counts)
        elif (found := _KEY.match(line)) is not None:
            place = (*table, *_names(found[1]))
        else:
            continue
        if place not in seen:
            seen.add(place)
            yield place, number


def _names(words: str) -> list[str]:
    return [name.strip().strip("\"'") for name in words.split(".")]


def _within(names: Sequence[str], counts: Counter[Place]) -> Place:
    """The place of a table, its number in each array of tables that it stands in."""
    place: Place = ()
    for name in names:
        place = (*place, name)
        if counts[place]:
            place = (*place, counts[place] - 1)
    return place


def _entered(words: str, counts: Counter[Place]) -> Place:
    *above, last = _names(words)
    array = (*_within(above, counts), last)
    counts[array] += 1
    return (*array, counts[array] - 1)
