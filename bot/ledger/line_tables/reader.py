"""A table that was flattened to lines: its header words, then its cells, wrapped, one below the other.

The columns' order is known from the header. Which line belongs to which column is told by what it looks like:
units, a time, or a sentence; of all ways to deal the lines out from left to right the likeliest is taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.ledger.columns.kinds import UNIT_COLUMNS, Column, column_of
from bot.ledger.line_tables.line_columns import deal, deal_rows
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import key
from bot.model import Cell, Document, Paragraph, Place, Table

_WIDEST = 9
_FIRST = re.compile(r"1(?:[-－—.．]1)?")
_NUMBER_WORDS = ("序号", "编号", "序")
_SECTION = ("part", "cn", "cnp")
_TEXT = (Column.TASK, Column.MEASURE)


@dataclass(frozen=True, slots=True)
class _Head:
    """A header found: its columns, its words, the half-open span of blocks it takes, and whether rows are lines."""

    columns: tuple[Column | None, ...]
    words: tuple[str, ...]
    start: int
    end: int
    in_line: bool


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
                tuple(Cell(text, replace(run[0].place, column=c + 1), (r, c)) for c, text in enumerate(row))
                for r, row in enumerate(filled)
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
        elif _is_broken(texts, end):
            words.append(word + key(texts[end + 1]))
            end += 2
        elif words and words[0] in _NUMBER_WORDS and _is_unknown(texts, end):
            words.append(word)
            end += 1
        else:
            break
    columns = _roles(words) if len(words) >= 3 else None
    return _Head(columns, tuple(words), at, end, in_line=False) if columns else None


def _roles(words: Sequence[str]) -> tuple[Column | None, ...] | None:
    columns = tuple(column_of(word) for word in words)
    if columns.count(None) * 3 > len(columns) or (None in columns and columns[0] is not Column.NUMBER):
        return None
    what = {Column.TASK, Column.MEASURE} & set(columns)
    who_when = {*UNIT_COLUMNS, Column.DEADLINE} & set(columns)
    return columns if what and who_when else None


def _is_broken(texts: Sequence[str], at: int) -> bool:
    """True where a line and the next make up a header word."""
    if at + 1 >= len(texts) or len(texts[at + 1]) > 6 or key(texts[at]).isdigit():
        return False
    return column_of(key(texts[at]) + key(texts[at + 1])) is not None and column_of(texts[at + 1]) is None


def _is_unknown(texts: Sequence[str], at: int) -> bool:
    """True for a header word whose column is not known: known ones follow, and then the first row's number."""
    ahead = [key(text) for text in texts[at + 1 : at + _WIDEST]]
    first = next((n for n, word in enumerate(ahead) if _FIRST.fullmatch(word)), 0)
    if key(texts[at]).isdigit():
        return False
    rest = ahead[:first]
    return bool(rest) and sum(1 for word in rest if column_of(word)) * 2 >= len(rest)


# ---------------------------------------------------------------------- rows
def _rows(document: Document, texts: Sequence[str], head: _Head) -> tuple[list[tuple[Cell, ...]], int]:
    """The rows after the header, and the index of the block after the last."""
    body = [(at, texts[at]) for at in _body(texts, head)]
    groups = list(_groups(body, head))
    if not head.in_line and sum(1 for number, _ in groups if number) < 2 and len(body) >= 2 * len(head.columns):
        return _uncounted(document, body, head)
    if not groups:
        return [], head.end
    first = int(head.columns[0] is Column.NUMBER)
    beside = not first and _starts_beside(groups[0]) and len(head.columns) > 2 and head.columns[1] in _TEXT
    rows: list[list[str]] = []
    section = ""
    for number, group in groups:
        words = [text for _, text in group]
        if not number:
            rows.append(["".join(words), *[""] * (len(head.columns) - 1)])
            section = rows.pop()[0] if beside else ""
        elif beside:
            *cells, carried = deal(words, [*head.columns[1:], Column.NOTE], in_line=head.in_line, item_first=True)
            rows.append([section, *cells])
            section = carried.replace("\n", "")
        else:
            cells = deal(words, head.columns[first:], in_line=head.in_line, item_first=not first)
            rows.append([*([number] if first else []), *cells])
    if not first:
        _fill_back(rows, head)
    places = [document.blocks[group[0][0]].place for _, group in groups if group[0][1] or not beside]
    cells_of = [
        tuple(Cell(text, place, (r, c)) for c, text in enumerate(row))
        for r, (row, place) in enumerate(zip(rows, places, strict=False), start=1)
    ]
    return cells_of, groups[-1][1][-1][0] + 1


def _uncounted(document: Document, body: Sequence[tuple[int, str]], head: _Head) -> tuple[list[tuple[Cell, ...]], int]:
    """The rows of a table whose items bear no numbers, and the index of the block after the last."""
    rows = deal_rows([text for _, text in body], head.columns)
    cells = [
        tuple(Cell(text, document.blocks[body[first][0]].place, (r, c)) for c, text in enumerate(row))
        for r, (first, row) in enumerate(rows, start=1)
    ]
    return cells, body[-1][0] + 1


def _starts_beside(group: tuple[str, list[tuple[int, str]]]) -> bool:
    """True where words without a number stand before the first item: a column of sections beside the items."""
    number, lines = group
    return not number and not any((mark := leading(text)) and mark.style in _SECTION for _, text in lines)


def _fill_back(rows: list[list[str]], head: _Head) -> None:
    """Items of one cell share what stands after the last of them: a row with nobody and no time takes the next's."""
    who_when = [at for at, column in enumerate(head.columns) if column in (*UNIT_COLUMNS, Column.DEADLINE)]
    for row, following in zip(reversed(rows[:-1]), reversed(rows[1:]), strict=True):
        item, after = leading(max(row, key=len)), leading(following[0])
        begins = bool(following[0]) and (after is None or after.style in _SECTION)
        if item and item.style == "num" and not begins and not any(row[at] for at in who_when):
            for at in who_when:
                row[at] = following[at]


def _body(texts: Sequence[str], head: _Head) -> Iterator[int]:
    """The lines after the header, its repetitions left out, up to what can no longer be the table."""
    at = head.end
    flat = [key(text) for text in texts]
    words = [key(word) for word in head.words]
    while at < len(texts):
        again = _again(flat, at, words)
        if again or flat[at] in ("合计", "总计", "小计"):
            at = again or at + 1
            continue
        if (
            re.match(
                r"(?:抄送|(?:注|备注|说明)[：:]|[（(]?此件|附件\s*\d*[：:]?$|.{2,20}(?:办公室|办公厅)\s*\d{4}年)",
                texts[at],
            )
            or len(texts[at]) > 400
        ):
            return
        if (texts[at] and not re.fullmatch(r"[-—－\s]*\d{1,4}[-—－\s]*|第?\d+页", texts[at])) or (
            head.columns[0] is Column.NUMBER and texts[at].isdigit()
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


def _groups(lines: Sequence[tuple[int, str]], head: _Head) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """(number, lines) of each row; what stands before the first row, and headings between rows, with the number ""."""
    number = last = ""
    group: list[tuple[int, str]] = []
    numbered = head.columns[0] is Column.NUMBER
    for at, text in lines:
        start = _row_start(text, int(last) + 1 if last.isdigit() else None, numbered=numbered)
        mark = leading(text)
        heading = mark is not None and mark.style in _SECTION and len(text) <= 40 and text[-1:] not in "。；，、"
        if start is None and not heading:
            group.append((at, text))
            continue
        if group:
            yield number, group
        number, rest = start or ("", text)
        last = number or last
        group = [(at, rest)]
    if group and (number or not last):
        yield number, group


def _row_start(text: str, wanted: int | None, *, numbered: bool) -> tuple[str, str] | None:
    """(number, what follows it on the line) where a row begins: the number that comes next, or 1 again."""
    if numbered and re.fullmatch(r"\d{1,2}[-－—.．]\d{1,2}", text):
        return text, ""
    if numbered:
        found = re.match(r"(\d{1,3})(?:[.．、]?\s+|[.．、]?$|(?=[\u4e00-\u9fff“《]))", text)
        if found and int(found[1]) in (wanted or 1, 1) and not re.match(r"\d+\s*[年月日个项家％%]", text):
            return found[1], text[found.end() :].strip()
        return None
    mark = leading(text)
    if mark and mark.style == "num" and mark.value in (wanted or mark.value, 1):
        return mark.label, text
    return None
