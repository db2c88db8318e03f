"""A sheet too wide for its paper: the pages on which its right columns stand are put beside those of its left ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.reading.pdf_page import Page
from bot.reading.pdf_tables import PageTable, same_columns

_MOST = 6  # pages beside one another
_NEAR = 3.0  # points: the same row stands at the same height on each page
_FEWEST = 3  # rows whose heights tell that it is the same sheet


def join_side_by_side(pages: Sequence[Page]) -> list[Page]:
    """The pages with each table of a cut sheet whole, on the page of its left columns.

    A spreadsheet prints its pages down and then over, or over and then down: the rows of two such pages stand at the
    same heights, and their columns are others.
    """
    for order in _orders(pages):
        if all(_are_beside(pages, strip) for strip in order):
            joined = list(pages)
            for strip in order:
                first, *others = strip
                joined[first] = replace(pages[first], tables=[_whole([pages[at].tables[0] for at in strip])])
                for at in others:
                    joined[at] = replace(pages[at], tables=[])
            return joined
    return list(pages)


def _orders(pages: Sequence[Page]) -> Iterator[list[list[int]]]:
    """Which pages would stand beside one another, from the left, by each order in which they may have been printed."""
    at = [index for index, page in enumerate(pages) if page.tables]
    if len(at) < 2 or at != list(range(at[0], at[0] + len(at))) or any(len(pages[index].tables) != 1 for index in at):
        return
    for wide in range(2, min(_MOST, len(at)) + 1):
        if len(at) % wide:
            continue
        high = len(at) // wide
        yield [[at[column * high + row] for column in range(wide)] for row in range(high)]
        yield [[at[row * wide + column] for column in range(wide)] for row in range(high)]


def _are_beside(pages: Sequence[Page], strip: Sequence[int]) -> bool:
    first, *others = (pages[at].tables[0] for at in strip)
    return all(_same_rows(first, other) and not same_columns(first, other) for other in others)


def _same_rows(one: PageTable, other: PageTable) -> bool:
    if one.height != other.height or one.height < _FEWEST:
        return False
    return all(abs(a - b) <= _NEAR for a, b in zip(one.levels, other.levels, strict=True))


def _whole(parts: Sequence[PageTable]) -> PageTable:
    """One table of the parts, from the left."""
    first = parts[0]
    edges, areas = list(first.edges), list(first.areas)
    for part in parts[1:]:
        width, shift = len(edges) - 1, edges[-1] - part.edges[0]
        areas += [replace(area, column=area.column + width) for area in part.areas]
        edges += [edge + shift for edge in part.edges[1:]]
    return replace(first, edges=tuple(edges), areas=sorted(areas, key=lambda area: (area.row, area.column)))
