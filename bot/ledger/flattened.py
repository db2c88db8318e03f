"""A table that was flattened to lines: header words on lines of their own, then the cells, wrapped, one below the other.

The columns' order is known from the header. Which line belongs to which column is told by what it looks like:
units, a time, or a sentence; of all ways to deal the lines out from left to right the likeliest is taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.brackets import TIME
from bot.ledger.columns import UNIT_COLUMNS, Column, column_of
from bot.ledger.numbers import leading
from bot.ledger.wording import key
from bot.model import Cell, Document, Paragraph, Place, Table
from bot.roster.names import is_group, is_unit, normal
from bot.roster.words import read_units, seam

_TEXT = (Column.TASK, Column.MEASURE, Column.SECTION, Column.NOTE, Column.STATUS, None)
_WIDEST = 9
_BEAM = 24
_ROLE_WORDS = re.compile("牵头|负责|配合|落实|按职责|按照职责|承办|协办")
_LEVEL = re.compile(r"[省市县区州各]|[\u4e00-\u9fff]+[、，]")
_MORE_TIME = re.compile(r"^(?:[\d年月日号底末初中上下旬前内季度半至到—\-~.、]+(?:完成|实施|推进|落实)?|完成|推进|坚持|开展|工作|实施|落实|进|展|作|，.{1,12}|；.{1,12})$")
_SECTION = ("part", "cn", "cnp")


@dataclass(frozen=True, slots=True)
class _Head:
    """A header found: its columns, its words, the half-open span of blocks it takes, and whether rows are lines."""

    columns: tuple[Column | None, ...]
    words: tuple[str, ...]
    start: int
    end: int
    in_line: bool


@dataclass(frozen=True, slots=True)
class _State:
    """One way to deal out the lines so far: the cells, the column of the last line, how likely."""

    cells: tuple[str, ...]
    at: int
    score: float


def unflatten(document: Document) -> Document:
    """The document with each flattened table as a `Table`; the same document where there is none."""
    document = _piped(document)
    texts = [block.text.strip() if isinstance(block, Paragraph) else "" for block in document.blocks]
    head = _find_head(texts)
    if head is None:
        return document
    rows, end = _rows(document, texts, head)
    if len(rows) < 2:
        return document
    place = document.blocks[head.start].place
    table = Table((_header_row(head, place), *rows), place)
    blocks = (*document.blocks[: head.start], table, *document.blocks[end:])
    return Document(document.name, document.format, blocks, document.sha256, document.published, document.remarks)


def _piped(document: Document) -> Document:
    """The document with lines of cells between bars (| 序号 | 任务 |) as tables."""
    blocks: list[Paragraph | Table] = []
    run: list[Paragraph] = []

    def close() -> None:
        rows = [_bar_cells(one.text) for one in run if not re.fullmatch(r"[|\s:：-]+", one.text)]
        width = max(map(len, rows), default=0)
        if len(rows) >= 2 and width >= 2:
            filled = [[*row, *[""] * (width - len(row))] for row in rows]
            cells = tuple(
                tuple(Cell(text, run[0].place, (r, c)) for c, text in enumerate(row)) for r, row in enumerate(filled)
            )
            blocks.append(Table(cells, run[0].place))
        else:
            blocks.extend(run)
        run.clear()

    for block in document.blocks:
        if isinstance(block, Paragraph) and block.text.count("|") + block.text.count("｜") >= 2:
            run.append(block)
            continue
        close()
        blocks.append(block)
    close()
    if len(blocks) == len(document.blocks):
        return document
    return Document(
        document.name, document.format, tuple(blocks), document.sha256, document.published, document.remarks
    )


def _bar_cells(text: str) -> list[str]:
    parts = [part.strip().replace("<br>", "\n") for part in text.replace("｜", "|").split("|")]
    return parts[1 if not parts[0] else 0 : -1 if not parts[-1] else None]


def _header_row(head: _Head, place: Place) -> tuple[Cell, ...]:
    return tuple(Cell(word, place, (0, at)) for at, word in enumerate(head.words))


# -------------------------------------------------------------------- header
def _find_head(texts: Sequence[str], start: int = 0) -> _Head | None:
    for at in range(start, len(texts)):
        words = texts[at].split()
        if 3 <= len(words) <= _WIDEST and (columns := _roles(words)):
            return _Head(columns, tuple(words), at, at + 1, in_line=True)
        if texts[at] and len(texts[at]) <= 8 and (found := _stacked(texts, at)):
            return found
    return None


def _stacked(texts: Sequence[str], at: int) -> _Head | None:
    """A header of one word a line; a word may be broken over two lines."""
    words: list[str] = []
    end = at
    while end < len(texts) and len(words) < _WIDEST and texts[end] and len(texts[end]) <= 10:
        word = key(texts[end])
        if column_of(word):
            words.append(word)
            end += 1
        elif end + 1 < len(texts) and len(texts[end + 1]) <= 6 and column_of(word + key(texts[end + 1])):
            words.append(word + key(texts[end + 1]))
            end += 2
        else:
            break
    columns = _roles(words) if len(words) >= 3 else None
    return _Head(columns, tuple(words), at, end, in_line=False) if columns else None


def _roles(words: Sequence[str]) -> tuple[Column | None, ...] | None:
    columns = tuple(column_of(word) for word in words)
    what = {Column.TASK, Column.MEASURE} & set(columns)
    who_when = {*UNIT_COLUMNS, Column.DEADLINE} & set(columns)
    return columns if what and who_when and None not in columns else None


# ---------------------------------------------------------------------- rows
def _rows(document: Document, texts: Sequence[str], head: _Head) -> tuple[list[tuple[Cell, ...]], int]:
    """The rows after the header, and the index of the block after the last."""
    lines = [(at, texts[at]) for at in _body(texts, head)]
    rows: list[tuple[Cell, ...]] = []
    end = head.end
    for number, group in _groups(lines, head):
        place = document.blocks[group[0][0]].place
        if number is None:
            rows.append(
                tuple(
                    Cell(group[0][1] if not at else "", place, (len(rows) + 1, at)) for at in range(len(head.columns))
                )
            )
        else:
            cells = _deal([text for _, text in group], head, number)
            rows.append(tuple(Cell(text, place, (len(rows) + 1, at)) for at, text in enumerate(cells)))
        end = group[-1][0] + 1
    return rows, end


def _body(texts: Sequence[str], head: _Head) -> Iterator[int]:
    """The lines after the header, its repetitions left out, up to what can no longer be the table."""
    at = head.end
    flat = [key(text) for text in texts]
    words = [key(word) for word in head.words]
    while at < len(texts):
        again = _again(flat, at, words)
        if again:
            at = again
            continue
        if (
            re.match(r"(?:抄送|[（(]?此件|附件\s*\d*[：:]?$|.{2,20}(?:办公室|办公厅)\s*\d{4}年)", texts[at])
            or len(texts[at]) > 400
        ):
            return
        if (
            (texts[at]
            and not re.fullmatch(r"[-—－\s\d]*|第?\d+页", texts[at]))
            or (head.columns[0] is Column.NUMBER and texts[at].isdigit())
        ):
            yield at
        at += 1


def _again(flat: Sequence[str], at: int, words: Sequence[str]) -> int | None:
    """The index after a repetition of the header that begins at `at`."""
    whole = "".join(words)
    run = ""
    for end in range(at, min(at + 2 * len(words), len(flat))):
        run += flat[end]
        if run == whole:
            return end + 1
        if not whole.startswith(run):
            return None
    return None


def _groups(lines: Sequence[tuple[int, str]], head: _Head) -> Iterator[tuple[str | None, list[tuple[int, str]]]]:
    """(number, lines) of each row; a heading between rows comes alone, with the number None."""
    number: str | None = None
    group: list[tuple[int, str]] = []
    numbered = head.columns[0] is Column.NUMBER
    for at, text in lines:
        wanted = int(number) + 1 if number and number.isdigit() else None
        start = _row_start(text, wanted, numbered=numbered)
        mark = leading(text)
        heading = mark is not None and mark.style in _SECTION and len(text) <= 40 and text[-1:] not in "。；，、"
        if start is None and not heading:
            if number is not None:
                group.append((at, text))
            continue
        if group and number is not None:
            yield number, group
        if heading and start is None:
            yield None, [(at, text)]
            number_kept, group = number, []
            number = number_kept if number_kept is None else number
            continue
        assert start is not None
        number, rest = start
        group = [(at, rest)] if rest else [(at, "")]
    if group and number is not None:
        yield number, group


def _row_start(text: str, wanted: int | None, *, numbered: bool) -> tuple[str, str] | None:
    """(number, what follows it on the line) where a row begins: the number that comes next, or 1 again."""
    if numbered:
        found = re.match(r"(\d{1,3})(?:[.．、]?\s+|[.．、]?$|(?=[\u4e00-\u9fff“《]))", text)
        if found and int(found[1]) in (wanted or 1, 1) and not re.match(r"\d+\s*[年月日个项家％%]", text):
            return found[1], text[found.end() :].strip()
        return None
    mark = leading(text)
    if mark and mark.style == "num" and mark.value in (wanted or mark.value, 1):
        return mark.label, text
    return None


# ------------------------------------------------------------------ dealing out
def _deal(lines: Sequence[str], head: _Head, number: str) -> list[str]:
    """The cells of one row."""
    first = 1 if head.columns[0] is Column.NUMBER else 0
    columns = head.columns[first:]
    empty = _State(tuple("" for _ in columns), 0, 0.0)
    states = [empty]
    for line in lines:
        if not line:
            continue
        tokens = line.split() if head.in_line else [line]
        states = _best(states, tokens, columns, in_line=head.in_line)
    best = max(states, key=lambda state: state.score)
    return [*([number] if first else []), *best.cells]


def _best(
    states: Sequence[_State], tokens: Sequence[str], columns: Sequence[Column | None], *, in_line: bool
) -> list[_State]:
    """The likeliest states after one more line.

    Where a line is one cell's, one state is kept for each column that the line may stand in; where it runs over
    several cells, the best of all.
    """
    found: list[_State] = []
    for state in states:
        for spots in _spots(len(tokens), len(columns), 0 if in_line else state.at):
            cells, score = list(state.cells), state.score
            for token, spot in zip(tokens, spots, strict=True):
                score += _fit(columns[spot], cells[spot], token) - 0.1 * (not in_line and spot > state.at + 1)
                cells[spot] = _joined(cells[spot], token)
            found.append(_State(tuple(cells), spots[-1], score))
    found.sort(key=lambda state: -state.score)
    if in_line:
        return found[:_BEAM]
    return list({state.at: state for state in reversed(found)}.values())


def _joined(before: str, token: str) -> str:
    return before + ("\n" if before else "") + token


def _spots(tokens: int, columns: int, first: int) -> Iterator[tuple[int, ...]]:
    """Every way to put the words of a line into columns from left to right; too many words share the first column."""
    if tokens > columns - first:
        yield tuple(
            min(first, columns - 1)
            if at < tokens - (columns - first) + 1
            else at - (tokens - (columns - first)) + first
            for at in range(tokens)
        )
        return

    def choose(left: int, start: int) -> Iterator[tuple[int, ...]]:
        if not left:
            yield ()
            return
        for spot in range(start, columns - left + 1):
            for rest in choose(left - 1, spot + 1):
                yield (spot, *rest)

    yield from choose(tokens, first)


def _fit(column: Column | None, before: str, token: str) -> float:
    """How well a line suits a column that holds `before` already."""
    flat = normal(before) + normal(token)
    if column is Column.DEADLINE:
        return _fit_time(before, token, flat)
    if column in UNIT_COLUMNS:
        return _fit_units(before, normal(token), flat)
    return _fit_text(column, before, token)


def _fit_time(before: str, token: str, flat: str) -> float:
    if before:
        return 2.5 if _MORE_TIME.match(normal(token)) else -4.0
    return 3.0 if TIME.match(flat) and len(flat) <= 40 else -4.0


def _fit_units(before: str, token: str, flat: str) -> float:
    if re.search(r"[。！？]|^[（(]?\d", token) or TIME.match(token):
        return -4.0
    names = read_units(flat).all
    good = _good(names)
    if before and _ROLE_WORDS.match(token):
        return 3.0
    if before and seam(normal(before.replace("\n", "")), token):
        return 0.8  # a list goes on after its separator; a name that begins anew is more often the next cell's
    if names and good == len(names):
        return 3.0
    if good and good == len(names) - 1:
        return 2.4
    if before and before[-1:] in "、，":
        return 1.6
    return 1.0 if not before and _LEVEL.match(token) and not re.search("[；“]", token) and len(token) <= 16 else -2.0


def _good(names: Sequence[str]) -> int:
    return sum(1 for name in names if is_unit(name) or is_group(name))


def _fit_text(column: Column | None, before: str, token: str) -> float:
    names = read_units(token).all
    listed = bool(names) and _good(names) * 2 >= len(names) and not re.search("[。；]", token)
    score = 1.0 - (2.0 if listed else 0.0)
    score += (1.0 if len(token) >= 10 and not listed else 0.0) + (0.5 if re.search("[。，；]", token) else 0.0)
    if TIME.match(token) and len(token) <= 14 and (not before or before[-1:] in "。；"):
        score -= 2.0
    if before and before[-1:] in "。":
        score -= 0.6
    elif len(before) >= 8 and before[-1:] not in "”）)":
        score += 0.8
    return score - (0.5 if column in (Column.NOTE, Column.STATUS, Column.SECTION) else 0.0)
