"""Saved web pages, and the “.doc” and “.xls” that programs write as HTML."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from bot.errors import ReadingError
from bot.model import Document, Paragraph, Place, Table
from bot.reading.decode import Decoded
from bot.reading.grid import Span, build_table, check_size
from bot.reading.html_frames import cells_of, is_frame, rows_of
from bot.reading.html_hidden import hide_by_style
from bot.reading.html_menus import Menus, is_chrome
from bot.reading.html_prepare import parse_html
from bot.reading.html_text import BLOCKS, BREAK, is_dropped, is_struck, shown, text_of, words_of
from bot.reading.stamps import spell_stamp
from bot.reading.white_space import count_of

_PUBLISHED = frozenset(
    ("pubdate", "publishdate", "publish_date", "article:published_time", "datepublished", "publishtime", "og:pubdate")
)
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})")
_SAYS = re.compile(r"(?:发布|发文|公开|上传|更新)\s*(?:时间|日期)\s*[:：]?\s*" + _DATE.pattern)
_HEADING = re.compile(r"h([1-6])")
_BOLD = frozenset(("b", "strong"))
_BOLD_HEADING, _BOLD_CHARACTERS = 6, 60


def read_html(decoded: Decoded, name: str) -> Document:
    """Paragraphs and tables of the page in order; its publication date where it names one."""
    root = parse_html(decoded, name)
    has_hidden = hide_by_style(root, decoded.text)
    body = root.find("body")
    reader = _Reader(name, Menus(root))
    blocks = tuple(reader.read(root if body is None else body))
    if not blocks:
        raise ReadingError("reading.pictures" if root.find(".//img") is not None else "reading.no-text", place=name)
    cut = (("reading.note-cut", Place(name)),) if decoded.cut else ()
    struck = (("reading.note-struck", Place(name)),) if reader.has_struck else ()
    hidden = (("reading.note-hidden-text", Place(name)),) if has_hidden else ()
    return Document(name, "html", blocks, published=_published(root, blocks), remarks=(*cut, *struck, *hidden))


def _published(root: etree._Element, blocks: tuple[Paragraph | Table, ...]) -> date | None:
    for meta in root.iter("meta"):
        key = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        if key.lower() in _PUBLISHED and (day := _as_date(_DATE.search(meta.get("content", "")))):
            return day
    for block in blocks:
        if isinstance(block, Paragraph) and (day := _as_date(_SAYS.search(block.text))):
            return day
    return None


def _as_date(match: re.Match[str] | None) -> date | None:
    try:
        return None if match is None else date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


class _Reader:
    def __init__(self, name: str, menus: Menus) -> None:
        self._name = name
        self._menus = menus
        self._tables = 0
        self._lines = 0
        self._pieces: list[str] = []
        self._heading: int | None = None
        self._label = ""
        self._bold = self._plain = 0
        self.has_struck = False  # words were left out as struck through

    def read(self, body: etree._Element) -> Iterator[Paragraph | Table]:
        yield from self._inside(body, bold=False)
        yield from self._flush()

    def _inside(self, element: etree._Element, *, bold: bool) -> Iterator[Paragraph | Table]:
        self._say(element.text, bold)
        for child in element:
            if not is_dropped(child):
                yield from self._child(child, bold or child.tag in _BOLD)
            self._say(child.tail, bold)

    def _child(self, child: etree._Element, bold: bool) -> Iterator[Paragraph | Table]:
        tag = str(child.tag)
        if tag in BLOCKS and self._menus.has(child):
            yield from self._flush()
        elif is_struck(child):
            self.has_struck = self.has_struck or bool(text_of(child))
        elif tag == "br":
            self._pieces.append(BREAK)
        elif tag not in BLOCKS:
            yield from self._inside(child, bold=bold)
        else:
            yield from self._flush()
            yield from self._table(child) if tag == "table" else self._block(child, tag, bold)

    def _block(self, child: etree._Element, tag: str, bold: bool) -> Iterator[Paragraph | Table]:
        before = self._heading
        heading = _HEADING.fullmatch(tag)
        self._heading = int(heading[1]) if heading else before
        self._label = _list_label(child) if tag == "li" else self._label
        yield from self._inside(child, bold=bold)
        yield from self._flush()
        self._heading = before

    def _say(self, text: str | None, bold: bool) -> None:
        if text:
            self._pieces.append(text)
            count = len(text.strip())
            self._bold += count if bold else 0
            self._plain += 0 if bold else count

    def _flush(self) -> Iterator[Paragraph]:
        """The paragraphs gathered so far, a line each; a short one that is all bold is the lowest of headings."""
        text = shown(self._pieces)
        bold = self._bold > 0 and not self._plain and len(text) <= _BOLD_CHARACTERS
        heading = self._heading or (_BOLD_HEADING if bold else None)
        label = self._label if text else ""
        self._pieces, self._bold, self._plain = [], 0, 0
        self._label = "" if text else self._label
        for line in text.split("\n") if text else ():
            if is_chrome(line):
                continue
            self._lines += 1
            yield Paragraph(line, Place(self._name, line=self._lines), label, heading)
            label = ""

    def _table(self, element: etree._Element) -> Iterator[Paragraph | Table]:
        if is_frame(element):
            for cell in cells_of(element):
                check_size(Place(self._name), _count(cell, "rowspan"), _count(cell, "colspan"))
                yield from self._inside(cell, bold=False)
                yield from self._flush()
            return
        caption = element.find("caption")
        if caption is not None and (text := text_of(caption)):
            self._lines += 1
            yield Paragraph(text, Place(self._name, line=self._lines))
        table = table_of(element, Place(self._name, table=self._tables + 1))
        if table is not None and any(cell.text for row in table.rows for cell in row):
            self._tables += 1
            yield table


def _list_label(item: etree._Element) -> str:
    """The number that a browser draws before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    start = count_of(parent.get("start"), default=1)
    before = sum(1 for sibling in item.itersiblings("li", preceding=True))
    return f"{start + before}."


def table_of(element: etree._Element, place: Place) -> Table | None:
    """The grid of a table element by the rules of HTML: spans reach to the right and down, past taken positions."""
    taken: set[tuple[int, int]] = set()
    spans: list[Span] = []
    rows = rows_of(element)
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th") or is_dropped(cell):
                continue
            while (r, column) in taken:
                column += 1
            span = _span(cell, r, column, len(rows), place)
            taken.update((r + i, column + j) for i in range(span.rows) for j in range(span.columns))
            spans.append(span)
            column += span.columns
    return build_table(spans, place, len(rows))


def _span(cell: etree._Element, row: int, column: int, height: int, place: Place) -> Span:
    """The cell with its reach, which ends with the table (rowspan 0 means to the end)."""
    rows, columns = _count(cell, "rowspan"), max(1, _count(cell, "colspan"))
    check_size(place, row + max(rows, 1), column + columns)
    rows = height - row if rows == 0 else min(rows, height - row)
    text, mark = words_of(cell)
    return Span(row, column, spell_stamp(text), rows, columns, mark)


def _count(cell: etree._Element, name: str) -> int:
    digits = re.match(r"\s*(\d{1,9})", cell.get(name, ""))
    return int(digits[1]) if digits else 1
