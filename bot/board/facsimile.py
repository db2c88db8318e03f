"""A document in its own form: its paragraphs and tables, what was read of it marked where it stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.model import Cell, Document, Ledger, NoticeDuty, Paragraph, Place, Table, Task

#: So many rows and paragraphs are drawn; a longer document says that it goes on.
MOST = 3000
#: An item is known in its place by so many of its first characters.
HEAD = 6
#: Between the words of several cells of one row.
_JOINT = " | "
_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Square:
    """A cell as it is drawn: `words` with marks, over how many rows and columns, out of force or not."""

    words: Markup
    rows: int = 1
    columns: int = 1
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of a table; `items`: the numbers of what was read of it."""

    squares: tuple[Square, ...]
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`words`) or a table (`strips`); `items`: the numbers of what was read of the paragraph."""

    words: Markup = _NOTHING
    heading: bool = False
    items: tuple[str, ...] = ()
    strips: tuple[Strip, ...] = ()


@dataclass(frozen=True, slots=True)
class Facsimile:
    """The whole document; `is_cut`: it goes on after what is drawn."""

    blocks: tuple[Block, ...]
    is_cut: bool = False

    @property
    def items(self) -> frozenset[str]:
        """The numbers whose place is drawn."""
        own = {number for block in self.blocks for number in block.items}
        return frozenset(own | {number for block in self.blocks for strip in block.strips for number in strip.items})


class _Read:
    """What was read, by where it stands."""

    def __init__(self, ledger: Ledger) -> None:
        self._found: dict[tuple[object, ...], list[Task | NoticeDuty]] = {}
        read: tuple[Task | NoticeDuty, ...] = (*ledger.tasks, *ledger.duties)
        for one in read:
            self._found.setdefault(_key(one.source), []).append(one)

    def at(self, place: Place, words: str) -> list[Task | NoticeDuty]:
        """What was read of a place, as far as its words stand there: an amendment's items are of another file."""
        found = self._found.get(_key(place), [])
        return [one for one in found if _begins_in(one, words)]

    def of_row(self, row: Sequence[Cell]) -> list[Task | NoticeDuty]:
        return self.at(row[0].place, "".join(cell.text for cell in row)) if row else []


def _begins_in(one: Task | NoticeDuty, words: str) -> bool:
    plain = "".join(words.split())
    own = [one.text, *((one.title or "", one.requirement or "") if isinstance(one, Task) else ())]
    heads = ["".join(part.split())[:HEAD] for part in own]
    return any(head and head in plain for head in heads)


def _key(place: Place) -> tuple[object, ...]:
    if place.row is None:
        return "line", place.page, place.line
    return "row", place.sheet, None if place.sheet is not None else place.table, place.row


def facsimile(document: Document, ledger: Ledger) -> Facsimile:
    """The document with the items of `ledger` marked."""
    read, blocks, left = _Read(ledger), list[Block](), MOST
    for block in document.blocks:
        if left <= 0:
            return Facsimile(tuple(blocks), is_cut=True)
        if isinstance(block, Paragraph):
            blocks.append(_paragraph(block, read.at(block.place, block.text)))
            left -= 1
        else:
            blocks.append(Block(strips=tuple(_strips(block, read, left))))
            left -= len(block.rows)
    return Facsimile(tuple(blocks), is_cut=left < 0)


def _paragraph(block: Paragraph, own: Sequence[Task | NoticeDuty]) -> Block:
    words = f"{block.label}{block.text}"
    numbers = tuple(dict.fromkeys(_number(one) for one in own))
    return Block(_marked(words, _deadlines(own)), block.heading is not None, numbers)


def _strips(table: Table, read: _Read, most: int) -> Iterable[Strip]:
    marked = _reach(table, read)
    for at, row in enumerate(table.rows[:most]):
        own = read.of_row(row)
        numbers = tuple(dict.fromkeys(_number(one) for one in own))
        squares = []
        for column, cell in enumerate(row):
            if cell.origin == (at, column):
                rows, columns = _spans(table, at, column)
                words = _marked(cell.text, marked.get((at, column), ()))
                squares.append(Square(words, min(rows, most - at), columns, cell.mark))
        yield Strip(tuple(squares), numbers)


def _reach(table: Table, read: _Read) -> dict[tuple[int, int], list[str]]:
    """The deadlines of each row, by the first position of the cells that may hold them: a merged one serves many."""
    found: dict[tuple[int, int], list[str]] = {}
    for row in table.rows:
        phrases = _deadlines(read.of_row(row))
        for cell in row if phrases else ():
            found.setdefault(cell.origin, []).extend(phrases)
    return found


def _spans(table: Table, at: int, column: int) -> tuple[int, int]:
    """Over how many rows and columns the merged area goes that begins here."""
    rows = columns = 1
    while at + rows < len(table.rows) and table.rows[at + rows][column].origin == (at, column):
        rows += 1
    while column + columns < len(table.rows[at]) and table.rows[at][column + columns].origin == (at, column):
        columns += 1
    return rows, columns


def _number(one: Task | NoticeDuty) -> str:
    return one.number if isinstance(one, Task) else one.id


def _deadlines(own: Iterable[Task | NoticeDuty]) -> list[str]:
    found: list[str] = []
    for one in own:
        if isinstance(one, NoticeDuty):
            found += [one.deadline_phrase, *(obligation.phrase for obligation in one.obligations)]
            continue
        found += [*(one.deadline_raw or "").split(_JOINT), *one.deadline_mentions]
        found += [obligation.phrase for obligation in one.obligations if obligation.source == "text"]
    return [phrase for phrase in dict.fromkeys(found) if phrase]


def _marked(words: str, phrases: Iterable[str]) -> Markup:
    """The words with every phrase in a <mark>, the longest first; blanks between its characters do not matter."""
    ranked = sorted({phrase for phrase in phrases if phrase.strip()}, key=len, reverse=True)
    if not ranked or not words:
        return escape(words)
    pattern = "|".join(r"\s*".join(map(re.escape, "".join(phrase.split()))) for phrase in ranked)
    made, last = [], 0
    for found in re.finditer(pattern, words):
        made += [escape(words[last : found.start()]), Markup("<mark>{}</mark>").format(found.group())]
        last = found.end()
    return Markup("").join([*made, escape(words[last:])])
